"""Whoever beats is alive; what the others left behind is taken up."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text

from bolo.platform.database.access import Database
from bolo.platform.durable.processes import store
from bolo.platform.durable.processes.heartbeat import Heartbeat, Reaper, Running, Unbegun
from bolo.platform.durable.processes.store import Executor
from bolo.platform.durable.work import Work
from tests.platform.waiting import until

OFTEN = timedelta(milliseconds=20)
LONG = timedelta(minutes=1)
AT_WORK = Executor("e1", "worker", "here", 42)
BEAT_AT = text("select beat_at from executor where id = 'e1'")


class Left:
    """Jobs as the reaper sees them."""

    def __init__(self, *executors: str | None) -> None:
        self.begun = [
            Running(f"job:{n}", executor, Work(f"job:{n}", "job", {}))
            for n, executor in enumerate(executors)
        ]
        self.taken: list[str] = []

    async def running(self) -> Sequence[Running]:
        """Return what is under way."""
        return self.begun

    async def take_up(self, left: Sequence[Running]) -> None:
        """Note what was taken up."""
        self.taken += [attempt.run for attempt in left]


async def at_work(database: Database) -> list[Executor]:
    async with database.transaction() as session:
        return await store.executors(session)


async def test_a_process_is_known_from_its_start_to_its_end(database: Database) -> None:
    heartbeat = Heartbeat(database, AT_WORK)

    await heartbeat.start()
    during = await at_work(database)
    await heartbeat.stop()

    assert during == [AT_WORK]
    assert await at_work(database) == []


async def test_stopping_what_never_started_is_nothing(database: Database) -> None:
    await Heartbeat(database, AT_WORK).stop()

    assert await at_work(database) == []


async def test_it_goes_on_beating(database: Database) -> None:
    heartbeat = Heartbeat(database, AT_WORK, OFTEN)
    await heartbeat.start()
    async with database.transaction() as session:
        first = await session.scalar(BEAT_AT)

    async with asyncio.timeout(300):
        last = first
        while last == first:
            async with database.transaction() as session:
                last = await session.scalar(BEAT_AT)
    await heartbeat.stop()

    assert last != first


async def test_a_heart_that_missed_a_beat_goes_on(database: Database) -> None:
    heartbeat = Heartbeat(database, AT_WORK, OFTEN)
    await heartbeat.start()
    async with database.transaction() as session:
        await session.execute(text("alter table executor rename to away"))
    await asyncio.sleep(0.1)

    async with database.transaction() as session:
        await session.execute(text("alter table away rename to executor"))
        await session.execute(text("delete from executor"))
    await until(lambda: at_work(database))
    await heartbeat.stop()


async def test_the_work_of_the_living_is_left_alone(database: Database) -> None:
    jobs = Left("e1", "e1")
    async with database.transaction() as session:
        await store.beat(session, AT_WORK)

    taken = await Reaper(database, jobs, silent=LONG).reap()

    assert (taken, jobs.taken) == (0, [])


async def test_the_work_of_the_silent_and_of_the_unknown_is_taken_up(database: Database) -> None:
    jobs = Left("e1", "unknown", None)
    async with database.transaction() as session:
        await store.beat(session, AT_WORK)
    await asyncio.sleep(0.02)

    taken = await Reaper(database, jobs, silent=timedelta(milliseconds=10)).reap()

    assert (taken, jobs.taken) == (3, ["job:0", "job:1", "job:2"])
    assert await at_work(database) == []


async def test_the_reaper_comes_again(database: Database) -> None:
    jobs = Left("unknown")

    reaping = asyncio.create_task(Reaper(database, jobs, every=OFTEN).run())
    await until(lambda: len(jobs.taken) >= 2)
    reaping.cancel()
    await asyncio.wait([reaping])

    assert set(jobs.taken) == {"job:0"}


def test_what_is_booked_to_us_and_never_begun_is_found_at_the_second_look() -> None:
    running = Left("e1", "e1", "another").begun
    unbegun = Unbegun("e1", lambda: frozenset(["job:0"]))

    first, second, third = (unbegun.found(running) for _ in range(3))

    assert first == frozenset()
    assert second == third == frozenset(["job:1"])


def test_what_is_begun_between_two_looks_is_left_alone() -> None:
    running, begun = Left("e1").begun, set[str]()
    unbegun = Unbegun("e1", lambda: frozenset(begun))

    first = unbegun.found(running)
    begun.add("job:0")
    second = unbegun.found(running)

    assert (first, second) == (frozenset(), frozenset())


async def test_who_died_before_the_clock_was_set_back_is_missed_after_its_silence(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await store.beat(session, AT_WORK)
        await session.execute(text("update executor set beat_at = now() + interval '1 day'"))

    async with database.transaction() as session:
        at_once = await store.alive(session, LONG)
        later = await store.alive(session, timedelta(0))

    assert (at_once, later) == (frozenset({"e1"}), frozenset())
