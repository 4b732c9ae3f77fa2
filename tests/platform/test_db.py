"""Transactions, tenants and bare connections against a real server."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Misconfigured, Unavailable
from bolo.platform.db import Database, asyncpg_url, copy_rows


async def test_a_transaction_that_ends_well_is_kept(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("create table note (words text)"))

    async with database.transaction() as session:
        count = await session.scalar(text("select count(*) from note"))

    assert count == 0


async def test_a_session_of_a_test_is_rolled_back(session: AsyncSession) -> None:
    await session.execute(text("create table gone_after_the_test (words text)"))
    await session.commit()

    assert await session.scalar(text("select count(*) from gone_after_the_test")) == 0
