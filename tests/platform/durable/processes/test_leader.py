"""One leader at a time; when it goes, another takes over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text

from bolo.platform.database.access import Database
from bolo.platform.durable.processes.leader import Leader
from tests.platform.waiting import until

QUICK = 0.02
CUT_OFF = text("""
select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and granted
and database = (select oid from pg_database where datname = current_database())
""")


class Office:
    """Who leads now, and who did."""

    def __init__(self) -> None:
        self.leading: list[str] = []
        self.terms: list[str] = []

    async def hold(self, name: str) -> None:
        """Lead until deposed."""
        self.leading.append(name)
        self.terms.append(name)
        try:
            await asyncio.Event().wait()
        finally:
            self.leading.remove(name)

    async def reach(self, terms: int) -> None:
        """Wait for so many terms to have begun."""
        await until(lambda: len(self.terms) >= terms)


@asynccontextmanager
async def candidate(database: Database, office: Office, name: str) -> AsyncIterator[None]:
    leader = Leader(database, "test", every=QUICK)
    task = asyncio.create_task(leader.lead(lambda: office.hold(name)))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_only_one_of_two_leads(database: Database) -> None:
    office = Office()

    async with candidate(database, office, "a"), candidate(database, office, "b"):
        await office.reach(1)
        await asyncio.sleep(5 * QUICK)

        assert len(office.leading) == 1


async def test_the_other_takes_over_when_the_leader_leaves(database: Database) -> None:
    office = Office()

    async with candidate(database, office, "a"):
        await office.reach(1)
        async with candidate(database, office, "b"):
            await asyncio.sleep(3 * QUICK)
            assert office.leading == ["a"]

    async with candidate(database, office, "b"):
        await office.reach(2)
        assert office.leading == ["b"]


async def test_a_leader_cut_off_from_the_database_is_deposed_and_stands_again(
    database: Database,
) -> None:
    office = Office()

    async with candidate(database, office, "a"):
        await office.reach(1)
        async with database.transaction() as session:
            cut = await session.scalar(CUT_OFF)
        await office.reach(2)

        assert cut == 1
        assert office.leading == ["a"]


async def test_a_leader_whose_work_fails_stands_again(database: Database) -> None:
    tries = 0

    async def fail_once() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError("first")
        await asyncio.Event().wait()

    task = asyncio.create_task(Leader(database, "test", every=QUICK).lead(fail_once))
    await until(lambda: tries >= 2)
    task.cancel()
    await asyncio.wait([task])

    assert tries == 2
