"""A world to value things in."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.pipeline.street import partitions, question, wanted, workspace
from tests.pipeline.value.world import World


@pytest.fixture
async def world(session: AsyncSession) -> World:
    await partitions(session)
    asked, owner = await question(session), await workspace(session)
    await wanted(session, owner, asked)
    return World(session, asked, owner)
