"""Chores come round, whichever process does them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import text

from bolo.platform.database.access import Database
from bolo.platform.durable.schedules import Chore, Schedules
from tests.platform.waiting import until

OFTEN = timedelta(milliseconds=20)
DAILY = timedelta(days=1)


class Counter:
    """Counts how often it was called, and fails when asked to."""

    def __init__(self, fails: bool = False) -> None:
        self.calls = 0
        self._fails = fails

    async def __call__(self) -> None:
        """Count, then fail or not."""
        self.calls += 1
        if self._fails:
            raise RuntimeError("a chore that fails")

    async def reach(self, calls: int) -> None:
        """Wait for so many calls."""
        await until(lambda: self.calls >= calls)


@asynccontextmanager
async def kept(database: Database, *chores: Chore) -> AsyncIterator[None]:
    task = asyncio.create_task(Schedules(database, chores).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_a_chore_is_done_again_and_again(database: Database) -> None:
    counter = Counter()

    async with kept(database, Chore("sweep", OFTEN, counter)):
        await counter.reach(3)


async def test_a_chore_that_fails_has_its_next_turn_and_disturbs_no_other(
    database: Database,
) -> None:
    failing, other = Counter(fails=True), Counter()

    async with kept(database, Chore("fail", OFTEN, failing), Chore("sweep", OFTEN, other)):
        await failing.reach(2)
        await other.reach(2)


async def test_a_daily_chore_is_not_repeated_by_a_restart(database: Database) -> None:
    counter, sweep = Counter(), Counter()
    chores = (Chore("daily", DAILY, counter), Chore("sweep", OFTEN, sweep))

    async with kept(database, *chores):
        await counter.reach(1)
    async with kept(database, *chores):
        await sweep.reach(3)

    assert counter.calls == 1


async def test_a_chore_that_was_done_in_a_time_to_come_is_done_now(database: Database) -> None:
    counter, daily = Counter(), timedelta(days=1)
    async with kept(database, Chore("sweep", daily, counter)):
        await counter.reach(1)
    async with database.transaction() as session:
        await session.execute(text("UPDATE schedule SET ran_at = now() + interval '1 day'"))

    async with kept(database, Chore("sweep", daily, counter)):
        await counter.reach(2)
