"""Jobs are done to their end: at once, again when that helps, and never silently dropped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Broken, Invalid, Unavailable
from bolo.core.events import Event, PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable import journal as durable
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.events.relay import Pace
from bolo.platform.durable.jobs import Habits, Jobs, passes
from bolo.platform.durable.processes.heartbeat import Running
from bolo.platform.durable.work import Payload, Work, current_work
from tests.platform.waiting import until

LONG = timedelta(days=1)
OFTEN = timedelta(milliseconds=30)
QUICK = Habits(
    tuning=durable.Tuning(concurrency=4, poll=0.02),
    pace=Pace(0.005, 0.02, 100),
    beat=timedelta(milliseconds=100),
    election=timedelta(milliseconds=50),
    first_wait=timedelta(milliseconds=20),
    attempts=3,
    crashes=2,
    patience=timedelta(seconds=1),
)
PENDING = text("select count(*) from dbos.workflow_status where status = 'PENDING'")
CLAIMED = text("update dbos.workflow_status set status = 'PENDING', executor_id = :executor")
KEPT = text("select count(*) from dbos.workflow_status")


class Diary:
    """Notes what it is told, after failing with the errors it was given."""

    def __init__(self, *errors: Exception) -> None:
        self.notes: list[object] = []
        self.attempts: list[int] = []
        self._errors = list(errors)

    async def __call__(self, told: object) -> None:
        """Note what is told, or fail."""
        self.attempts.append(current_work().attempt)
        if self._errors:
            raise self._errors.pop(0)
        self.notes.append(told)

    async def follow(self, _: AsyncSession, event: Event) -> None:
        """Note an event."""
        self.notes.append(event)

    @property
    def heard(self) -> int:
        """How much was told: events may come several in one."""
        return sum(len(one.ids) if isinstance(one, Event) else 1 for one in self.notes)

    async def reach(self, notes: int) -> None:
        """Wait for so many notes."""
        await until(lambda: len(self.notes) >= notes)


@asynccontextmanager
async def performing(jobs: Jobs) -> AsyncIterator[Jobs]:
    await jobs.start()
    try:
        yield jobs
    finally:
        await jobs.stop()


async def enqueue(database: Database, jobs: Jobs, name: str, key: str | None = None) -> str:
    async with database.transaction() as session:
        return await jobs.enqueue(session, name, {"say": "hello"}, key=key)


async def test_a_subscriber_is_told_of_an_event(database: Database) -> None:
    jobs, diary, loop = Jobs(database, database.url, QUICK), Diary(), asyncio.get_running_loop()
    loops: list[asyncio.AbstractEventLoop] = []

    async def listen(session: AsyncSession, event: Event) -> None:
        loops.append(asyncio.get_running_loop())
        await diary.follow(session, event)

    jobs.subscribe(PriceMoved, "test.listen", listen)
    event = PriceMoved(ids=(uuid4(), uuid4()), workspace=uuid4())

    async with performing(jobs):
        async with database.transaction() as session:
            await publish(session, event)
        await diary.reach(1)

    assert diary.notes == [event]
    assert loops == [loop]


async def test_two_subscribers_of_one_kind_are_both_told(database: Database) -> None:
    jobs, one, two = Jobs(database, database.url, QUICK), Diary(), Diary()
    jobs.subscribe(PriceMoved, "test.one", one.follow)
    jobs.subscribe(PriceMoved, "test.two", two.follow)

    async with performing(jobs):
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(uuid4(),)))
        await one.reach(1)
        await two.reach(1)


async def test_the_same_key_is_the_same_job(database: Database) -> None:
    jobs, diary = Jobs(database, database.url, QUICK), Diary()
    jobs.job("test.note", diary)

    async with performing(jobs):
        first = await enqueue(database, jobs, "test.note", "k")
        second = await enqueue(database, jobs, "test.note", "k")
        other = await enqueue(database, jobs, "test.note")
        await diary.reach(2)

    assert first == second == "test.note:k"
    assert other != first
    assert diary.notes == [{"say": "hello"}] * 2


async def test_a_job_of_a_transaction_that_failed_is_not_done(database: Database) -> None:
    jobs, diary = Jobs(database, database.url, QUICK), Diary()
    jobs.job("test.note", diary)

    async def fail() -> None:
        async with database.transaction() as session:
            await jobs.enqueue(session, "test.note", {"say": "never"})
            _ = 1 / 0

    async with performing(jobs):
        with pytest.raises(ZeroDivisionError):
            await fail()
        await enqueue(database, jobs, "test.note")
        await diary.reach(1)

    assert diary.notes == [{"say": "hello"}]


async def test_what_is_unavailable_is_tried_again_until_it_is_not(database: Database) -> None:
    busy = Unavailable("busy", retry_after=timedelta(milliseconds=10))
    jobs, diary = Jobs(database, database.url, QUICK), Diary(busy, ConnectionResetError("gone"))
    jobs.job("test.note", diary)

    async with performing(jobs):
        await enqueue(database, jobs, "test.note")
        await diary.reach(1)

        assert diary.attempts == [0, 1, 2]
        assert await jobs.dead_letters() == []


async def test_what_stays_unavailable_is_given_up_at_last(database: Database) -> None:
    jobs, diary = Jobs(database, database.url, QUICK), Diary(*[Unavailable("down")] * 3)
    jobs.job("test.note", diary)

    async with performing(jobs):
        key = await enqueue(database, jobs, "test.note")
        await until(jobs.dead_letters)
        [letter] = await jobs.dead_letters()

    assert (letter.id, letter.error) == (key, "Unavailable: down")
    assert diary.attempts == [0, 1, 2]


async def test_what_is_broken_waits_for_a_person_who_may_have_it_done_again(
    database: Database,
) -> None:
    jobs, diary = Jobs(database, database.url, QUICK), Diary(Broken("a bug"))
    jobs.job("test.note", diary)

    async with performing(jobs):
        key = await enqueue(database, jobs, "test.note")
        await until(jobs.dead_letters)
        [letter] = await jobs.dead_letters()
        known, unknown = await jobs.retry(key), await jobs.retry("test.note:nobody")
        await diary.reach(1)

        assert letter.error == "Broken: a bug"
        assert (known, unknown) == (True, False)
        assert await jobs.dead_letters() == []


async def test_a_job_that_nobody_does_is_not_lost(database: Database) -> None:
    jobs = Jobs(database, database.url, QUICK)

    async with performing(jobs):
        key = await enqueue(database, jobs, "test.unheard")
        await until(jobs.dead_letters)
        [letter] = await jobs.dead_letters()

    assert letter.id == key
    assert "test.unheard" in letter.error


async def test_the_fate_of_a_job_is_recorded_as_soon_as_the_database_lets_us(
    database: Database,
) -> None:
    hasty = Database(database.url, lock_timeout=0.02)
    jobs, diary = Jobs(hasty, database.url, QUICK), Diary(Broken("a bug"))
    jobs.job("test.note", diary)

    async with performing(jobs):
        async with database.transaction() as session:
            await session.execute(text("lock job_trouble in access exclusive mode"))
            key = await enqueue(database, jobs, "test.note")
            await until(lambda: bool(diary.attempts))
            await asyncio.sleep(0.2)
        await until(jobs.dead_letters)

        assert [letter.id for letter in await jobs.dead_letters()] == [key]
    await hasty.close()


async def test_a_chore_is_done_while_jobs_are(database: Database) -> None:
    jobs, done = Jobs(database, database.url, QUICK), asyncio.Event()

    async def sweep() -> None:
        done.set()

    jobs.schedule("test.sweep", LONG, sweep)

    async with performing(jobs):
        await asyncio.wait_for(done.wait(), 300)


async def test_two_jobs_of_one_name_are_refused(database: Database) -> None:
    jobs = Jobs(database, database.url, QUICK)
    jobs.job("test.note", Diary())

    with pytest.raises(Broken):
        jobs.job("test.note", Diary())
    await jobs.stop()


async def test_a_job_that_does_not_end_is_given_back_and_done_after_the_restart(
    database: Database,
) -> None:
    begun, diary = asyncio.Event(), Diary()
    before, after = Jobs(database, database.url, QUICK), Jobs(database, database.url, QUICK)

    async def hang(_: Payload) -> None:
        begun.set()
        await asyncio.Event().wait()

    before.job("test.note", hang)
    after.job("test.note", diary)

    async with performing(before):
        await enqueue(database, before, "test.note")
        await asyncio.wait_for(begun.wait(), 300)
    async with database.transaction() as session:
        left = await session.scalar(PENDING)
    async with performing(after):
        await diary.reach(1)

    assert left == 0


async def test_a_job_that_was_claimed_without_our_knowing_is_done(database: Database) -> None:
    jobs, diary = Jobs(database, database.url, replace(QUICK, claim=OFTEN)), Diary()
    jobs.job("test.note", diary)

    async with performing(jobs):
        async with database.transaction() as session:
            await jobs.enqueue(session, "test.note", {}, delay=LONG)
            await session.execute(CLAIMED, {"executor": jobs.executor.id})
        await diary.reach(1)

    assert diary.notes == [{}]


async def test_claims_are_looked_at_again_when_the_database_is_back(database: Database) -> None:
    jobs, diary = Jobs(database, database.url, replace(QUICK, claim=OFTEN)), Diary()
    jobs.job("test.note", diary)

    async with performing(jobs):
        async with database.transaction() as session:
            await session.execute(text("alter schema dbos rename to away"))
        await asyncio.sleep(0.1)
        async with database.transaction() as session:
            await session.execute(text("alter schema away rename to dbos"))
            await jobs.enqueue(session, "test.note", {}, delay=LONG)
            await session.execute(CLAIMED, {"executor": jobs.executor.id})
        await diary.reach(1)

    assert diary.notes == [{}]


async def test_a_job_that_kills_its_process_again_and_again_is_given_up(
    database: Database,
) -> None:
    jobs, diary = Jobs(database, database.url, QUICK), Diary()
    jobs.job("test.note", diary)
    left = [Running("test.note:k", "dead", Work("test.note:k", "test.note", {}))]

    async with database.transaction() as session:
        await jobs.enqueue(session, "test.note", {}, key="k")
    await jobs.take_up([])
    await jobs.take_up(left)
    once = await jobs.dead_letters()
    await jobs.take_up(left)
    twice = await jobs.dead_letters()
    await jobs.stop()

    assert once == []
    assert [letter.error for letter in twice] == [
        "Crashed: the process died 2 times while doing it"
    ]


async def test_what_is_over_is_tidied_away(database: Database) -> None:
    habits = replace(QUICK, keep=timedelta(0))
    later = datetime.now(UTC) + LONG  # noqa: TID251  compared with the journal's own clock
    jobs, diary = Jobs(database, database.url, habits, lambda: later), Diary()
    jobs.subscribe(PriceMoved, "test.follow", diary.follow)
    jobs.job("test.note", diary)

    async def tidied() -> bool:
        await jobs.tidy()
        async with database.transaction() as session:
            jobs_kept = await session.scalar(KEPT)
            events_kept = await session.scalar(text("select count(*) from outbox"))
            return (jobs_kept, events_kept) == (0, 1)

    async with performing(jobs):
        for _ in range(2):
            async with database.transaction() as session:
                await publish(session, PriceMoved(ids=(uuid4(),)))
            await enqueue(database, jobs, "test.note")
        await until(lambda: diary.heard == 4)
        await until(tidied)


class Sqlstate(Exception):
    """An error of the driver."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Unavailable("busy"), True),
        (TimeoutError(), True),
        (OperationalError("select", None, Sqlstate("")), True),
        (DBAPIError("select", None, Sqlstate("40P01")), True),
        (DBAPIError("insert", None, Sqlstate("53100")), True),  # the disk is full
        (DBAPIError("select", None, Sqlstate("23505")), False),
        (Invalid("no"), False),
        (Broken("a bug"), False),
        (ValueError("a bug"), False),
    ],
)
def test_only_what_passes_by_itself_is_tried_again(error: Exception, expected: bool) -> None:
    assert passes(error) is expected
