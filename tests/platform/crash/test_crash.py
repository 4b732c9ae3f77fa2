"""kill -9 in the middle: nothing is lost, nothing is done twice, nothing stays stuck."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import text

from bolo.core.events import PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish
from tests.platform.waiting import until

ROOT = Path(__file__).parents[3]
TABLES = """
create table effect (id uuid primary key);
create table counter (number int);
insert into counter values (0)
"""
STUCK = text("""
select (select count(*) from dbos.workflow_status where status in ('PENDING', 'ENQUEUED'))
     + (select count(*) from outbox where position is null
                                       or position > (select min(position) from subscriber))
""")
EVENTS = 300
SOME = 60
LONG = 300  # seconds after which work counts as stuck; a busy machine is slow, not wrong


@asynccontextmanager
async def worker(database: Database) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a worker; end it, if it still lives, as a user would."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.platform.crash.worker", database.url, cwd=ROOT
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), 300)


async def number(database: Database, table: str) -> int:
    async with database.transaction() as session:
        return await session.scalar(text(f"select count(*) from {table}")) or 0  # noqa: S608  ours


async def prepared(database: Database) -> set[UUID]:
    """Make the tables of the handlers, and publish the events."""
    ids = [uuid4() for _ in range(EVENTS)]
    async with database.transaction() as session:
        for statement in TABLES.split(";"):
            await session.execute(text(statement))
        for listing in ids:
            await publish(session, PriceMoved(ids=(listing,)))
    return set(ids)


async def has_done(database: Database, events: int) -> bool:
    return await number(database, "effect") >= events


async def settled(database: Database) -> bool:
    async with database.transaction() as session:
        return not await session.scalar(STUCK)


async def assert_each_once(database: Database, ids: set[UUID]) -> None:
    async with database.transaction() as session:
        effects = set(await session.scalars(text("select id from effect")))
        counted = await session.scalar(text("select number from counter"))
    assert effects == ids
    assert counted == EVENTS


async def test_of_two_workers_one_is_killed_and_the_other_ends_its_work(
    database: Database,
) -> None:
    ids = await prepared(database)

    async with worker(database) as doomed, worker(database) as survivor:
        await until(lambda: has_done(database, SOME), LONG)
        doomed.kill()
        await doomed.wait()
        await until(lambda: has_done(database, EVENTS), LONG)
        await until(lambda: settled(database), LONG)
        assert survivor.returncode is None

    await assert_each_once(database, ids)


async def test_the_only_worker_is_killed_and_its_successor_ends_its_work(
    database: Database,
) -> None:
    ids = await prepared(database)

    async with worker(database) as doomed:
        await until(lambda: has_done(database, SOME), LONG)
        doomed.kill()
        await doomed.wait()
    async with worker(database):
        await until(lambda: has_done(database, EVENTS), LONG)
        await until(lambda: settled(database), LONG)

    await assert_each_once(database, ids)


async def test_a_worker_that_is_ended_leaves_nothing_behind(database: Database) -> None:
    await prepared(database)

    async with worker(database) as ended:
        await until(lambda: has_done(database, SOME), LONG)
        ended.terminate()
        await ended.wait()

    async with database.transaction() as session:
        pending = await session.scalar(
            text("select count(*) from dbos.workflow_status where status = 'PENDING'")
        )
    assert ended.returncode == 0
    assert pending == 0
    assert await number(database, "executor") == 0
