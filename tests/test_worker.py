"""A worker in this process: it takes part, keeps house, works, and leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from bolo import worker
from bolo.platform.database.access import Database
from bolo.platform.postgres.server import Postgres
from bolo.platform.settings import Settings
from bolo.wiring import build
from tests.pipeline.street import rows_of, workspace
from tests.platform.waiting import until

EXECUTORS = "SELECT role FROM executor"
AHEAD = """
    SELECT count(*) FROM pg_class
    WHERE relispartition AND relname LIKE 'price_change%' AND relkind = 'r'
"""


@asynccontextmanager
async def working(url: str, data: Path) -> AsyncIterator[asyncio.Task[None]]:
    """Let a worker work; ask it to stop at the end, and see that it does."""
    stop = asyncio.Event()
    settings = Settings(data=data, database_url=url, allow_private_addresses=True)
    running = asyncio.create_task(worker.work(settings, url, stop, supervised=False))
    try:
        yield running
    finally:
        stop.set()
        await asyncio.wait_for(running, 300)


async def test_a_worker_takes_part_and_leaves(database: Database, tmp_path: Path) -> None:
    async with working(database.url, tmp_path) as running:
        await until(lambda: rows_of(database, EXECUTORS))

        assert await rows_of(database, EXECUTORS) == [("worker",)]
        assert (await rows_of(database, AHEAD))[0][0] >= 2  # type: ignore[operator]
        assert not running.done()

    assert await rows_of(database, EXECUTORS) == []


async def test_what_is_watched_is_asked(database: Database, tmp_path: Path) -> None:
    services = build(Settings(data=tmp_path), database.url, role="test")
    async with database.transaction() as session:
        owner = await workspace(session)
    await services.watching.add(owner, "http://127.0.0.1:9/closed", every=None)
    asked = "SELECT reason FROM question WHERE asked_at IS NOT NULL"

    async with working(database.url, tmp_path):
        await until(lambda: rows_of(database, asked))

    [(reason,)] = await rows_of(database, asked)
    assert reason
    await services.db.close()


async def test_a_worker_that_waits_for_the_schema_can_be_stopped(
    server: Postgres, tmp_path: Path
) -> None:
    url = server.create_database("worker_waits")
    try:
        async with working(url, tmp_path) as running:
            await asyncio.sleep(0.3)

            assert not running.done()
    finally:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("drop database worker_waits with (force)")


async def test_keeping_house_lets_go_of_old_pages(database: Database, tmp_path: Path) -> None:
    services = build(Settings(data=tmp_path, raw_pages_days=1), database.url, role="test")
    long_ago = services.clock() - timedelta(days=400)
    name = f"raw_page_{long_ago:%Y_%m}"
    month = long_ago.replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    async with database.transaction() as session:
        await session.execute(
            text(
                f"CREATE TABLE {name} PARTITION OF raw_page"
                f" FOR VALUES FROM ('{month:%Y-%m-%d}') TO ('{after:%Y-%m-%d}')"
            )
        )

    await worker.keep_house(services)

    gone = "SELECT to_regclass(:name) IS NULL"
    async with database.transaction() as session:
        assert (await session.execute(text(gone), {"name": name})).scalar_one()
    await services.db.close()


async def test_rates_are_looked_at_again_even_when_they_cannot_be_fetched(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    services, stop = build(Settings(data=tmp_path), database.url, role="test"), asyncio.Event()
    before = services.venues.rates
    services.venues.rates = before.__class__(before.date - timedelta(days=9), {})
    async with services.fetcher:
        keeping = asyncio.create_task(worker.keep_rates(services, stop))

        await until(lambda: services.venues.rates == before)
        stop.set()
        await asyncio.wait_for(keeping, 300)

    assert "could not be renewed" not in caplog.text
    await services.db.close()
