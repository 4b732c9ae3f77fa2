"""Subscribers do each event once, many at a time, and one bad fact does not take others down."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Broken, Unavailable
from bolo.core.events import Event, ListingGone, PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable import store
from bolo.platform.durable.events import subscriber_store
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.events.relay import Around, Relay
from bolo.platform.durable.events.rounds import Fate, Following, Rounds, Subscriber, brief, gathered
from bolo.platform.durable.events.store import Told
from bolo.platform.durable.work import Work
from tests.platform.waiting import until

NAME = "test.follow"
QUICK = Rounds(idle=0.02, first_wait=0.001, tries=2, crashes=3)
PATIENCE = timedelta(seconds=5)
ours, theirs = uuid4(), uuid4()


class Diary:
    """Writes what it is told into a table, and refuses some ids."""

    def __init__(self, *bad: UUID, error: Exception | None = None) -> None:
        self.rounds: list[Event] = []
        self.bad = set(bad)
        self.error = error or Broken("a bug")
        self.committed = 0

    async def __call__(self, session: AsyncSession, event: Event) -> None:
        """Write, and refuse what is bad."""
        self.rounds.append(event)
        for one in event.ids:
            await session.execute(text("insert into effect values (:id)"), {"id": one})
            if one in self.bad:
                raise self.error

    def note(self) -> None:
        """Count what was committed."""
        self.committed += 1


class Later:
    """Takes what is to be done later."""

    def __init__(self) -> None:
        self.works: list[Work] = []

    async def __call__(self, session: AsyncSession, work: Work) -> None:
        """Take one."""
        assert session.in_transaction()
        self.works.append(work)

    def fate(self) -> Fate:
        """Say that what is unavailable passes."""
        return Fate(lambda error: isinstance(error, Unavailable), self)


@pytest.fixture
async def effects(database: Database) -> Callable[[], Awaitable[list[UUID]]]:
    async with database.transaction() as session:
        await session.execute(text("create table effect (id uuid primary key)"))
        await subscriber_store.enrol(session, [NAME])

    async def found() -> list[UUID]:
        async with database.transaction() as session:
            return list(await session.scalars(text("select id from effect")))

    return found


Effects = Callable[[], Awaitable[list[UUID]]]


async def told(database: Database, *events: Event) -> None:
    async with database.transaction() as session:
        for event in events:
            await publish(session, event)
    await Relay(database).relay_once()


def one_each(*ids: UUID, workspace: UUID | None = None) -> list[Event]:
    return [PriceMoved((one,), workspace) for one in ids]


def following(
    database: Database, diary: Diary, later: Later | None = None, executor: str = "me"
) -> tuple[Following, Subscriber]:
    made = Following(database, executor, (later or Later()).fate(), QUICK)
    subscriber = Subscriber(NAME, PriceMoved.kind, diary, diary.note)
    made.add(subscriber)
    return made, subscriber


@asynccontextmanager
async def running(following: Following) -> AsyncIterator[None]:
    await following.start()
    try:
        yield
    finally:
        await following.stop(PATIENCE)


async def buried(database: Database) -> list[store.DeadLetter]:
    async with database.transaction() as session:
        return await store.dead_letters(session, 100)


async def test_what_waits_is_done_in_one_round_by_workspace_each_id_once(
    database: Database, effects: Effects
) -> None:
    a, b, c = uuid4(), uuid4(), uuid4()
    diary = Diary()
    made, subscriber = following(database, diary)
    await told(
        database,
        *one_each(a, b, workspace=ours),
        PriceMoved((c,), theirs),
        ListingGone((uuid4(),), ours),
        PriceMoved((b,), ours),
    )

    first, second = await made.round(subscriber), await made.round(subscriber)

    assert diary.rounds == [PriceMoved((a, b), ours), PriceMoved((c,), theirs)]
    assert set(await effects()) == {a, b, c}
    assert (first, second, diary.committed) == (False, False, 1)


async def test_a_round_has_no_more_ids_than_an_event_may_have(
    database: Database, effects: Effects
) -> None:
    many = [tuple(uuid4() for _ in range(300)) for _ in range(3)]
    diary = Diary()
    made, subscriber = following(database, diary)
    await told(database, *(PriceMoved(ids) for ids in many))

    more = [await made.round(subscriber) for _ in range(3)]

    assert [len(event.ids) for event in diary.rounds] == [300, 300, 300]
    assert more == [True, True, False]
    assert len(await effects()) == 900


async def test_of_many_at_once_only_the_bad_one_becomes_a_dead_letter(
    database: Database, effects: Effects
) -> None:
    ids = [uuid4() for _ in range(9)]
    diary = Diary(ids[4])
    made, subscriber = following(database, diary)
    await told(database, PriceMoved(tuple(ids[:7])), *one_each(*ids[7:]))

    await made.round(subscriber)
    [letter] = await buried(database)

    assert set(await effects()) == set(ids) - {ids[4]}
    assert letter.error == "Broken: a bug"
    assert Work.from_json(letter.work).payload["ids"] == [str(ids[4])]
    assert Work.from_json(letter.work).name == NAME


async def test_what_passes_is_tried_in_place_and_then_done_later_by_a_job_of_its_own(
    database: Database, effects: Effects
) -> None:
    ids = [uuid4() for _ in range(3)]
    diary, later = Diary(ids[1], error=Unavailable("busy")), Later()
    made, _ = following(database, diary, later)
    await told(database, *one_each(ids[0], ids[1], workspace=ours), PriceMoved((ids[2],), theirs))

    async with running(made):
        await until(lambda: diary.committed > 0)

    assert [event.ids for event in diary.rounds if event.workspace == ours] == [
        (ids[0], ids[1])
    ] * (QUICK.tries + 2)
    assert [work.payload["ids"] for work in later.works] == [[str(ids[0]), str(ids[1])]]
    assert await effects() == [ids[2]]
    assert await buried(database) == []


async def test_a_trouble_that_passes_costs_nothing(database: Database, effects: Effects) -> None:
    ids = [uuid4() for _ in range(3)]
    diary, later = Diary(ids[1], error=Unavailable("busy")), Later()
    made, subscriber = following(database, diary, later)
    await told(database, *one_each(*ids))

    with pytest.raises(Unavailable):
        await made.round(subscriber)
    diary.bad.clear()
    await made.round(subscriber)

    assert set(await effects()) == set(ids)
    assert later.works == []


async def test_of_two_processes_at_the_same_round_one_does_it(
    database: Database, effects: Effects
) -> None:
    ids = [uuid4() for _ in range(60)]
    diaries = [Diary(), Diary()]
    made = [following(database, diary, executor=str(n)) for n, diary in enumerate(diaries)]
    relay = Relay(database, around=Around(ring=made[0][0].ring))

    async with running(made[0][0]), running(made[1][0]):
        for one in one_each(*ids):
            async with database.transaction() as session:
                await publish(session, one)
            await relay.relay_once()

        async def all_done() -> bool:
            return len(await effects()) == len(ids)

        await until(all_done)

    assert await buried(database) == []


async def test_a_round_that_does_not_end_in_time_is_rolled_back_and_done_by_another(
    database: Database, effects: Effects
) -> None:
    begun, one = asyncio.Event(), uuid4()

    async def hang(session: AsyncSession, event: Event) -> None:
        await session.execute(text("insert into effect values (:id)"), {"id": event.ids[0]})
        begun.set()
        await asyncio.Event().wait()

    stuck = Following(database, "stuck", Later().fate(), QUICK)
    stuck.add(Subscriber(NAME, PriceMoved.kind, hang))
    diary = Diary()
    made, subscriber = following(database, diary)
    await told(database, PriceMoved((one,)))

    await stuck.start()
    await asyncio.wait_for(begun.wait(), 300)
    meanwhile = await made.round(subscriber)
    await stuck.stop(timedelta(milliseconds=50))
    left = await effects()
    await made.round(subscriber)

    assert (meanwhile, left) == (False, [])
    assert await effects() == [one]


async def test_after_a_crash_events_are_done_one_at_a_time_and_the_one_that_kills_is_given_up(
    database: Database, effects: Effects
) -> None:
    ids = [uuid4() for _ in range(4)]
    diary = Diary()
    await told(database, *one_each(*ids))
    found = [
        await subscriber_store.begin(database, NAME, PriceMoved.kind, f"dead {n}", 100)
        for n in range(QUICK.crashes)
    ]
    made, subscriber = following(database, diary)
    while await made.round(subscriber) or len(diary.rounds) < 3:
        pass
    [letter] = await buried(database)

    assert [len(one.events) if one else 0 for one in found] == [4, 1, 1]
    assert letter.error == f"Crashed: the process died {QUICK.crashes} times while doing it"
    assert Work.from_json(letter.work).payload["ids"] == [str(ids[0])]
    assert [event.ids for event in diary.rounds] == [(one,) for one in ids[1:]]
    assert set(await effects()) == set(ids[1:])


async def test_who_is_new_begins_with_the_next_event(database: Database, effects: Effects) -> None:
    await told(database, PriceMoved((uuid4(),)))
    diary = Diary()
    made = Following(database, "me", Later().fate(), QUICK)
    made.add(Subscriber("test.new", PriceMoved.kind, diary))

    async with running(made):
        one = uuid4()
        await told(database, PriceMoved((one,)))
        await until(lambda: bool(diary.rounds))

    assert [event.ids for event in diary.rounds] == [(one,)]
    assert await effects() == [one]


async def test_it_goes_on_when_the_database_is_back(database: Database, effects: Effects) -> None:
    diary, one = Diary(), uuid4()
    made, _ = following(database, diary)

    async with running(made):
        async with database.transaction() as session:
            await session.execute(text("alter table subscriber rename to away"))
        await told(database, PriceMoved((one,)))
        made.ring([PriceMoved.kind])
        await asyncio.sleep(0.1)
        async with database.transaction() as session:
            await session.execute(text("alter table away rename to subscriber"))
        await until(lambda: diary.committed > 0)

    assert await effects() == [one]


def test_events_of_one_workspace_are_gathered_and_no_id_is_told_twice() -> None:
    a, b = uuid4(), uuid4()
    events = [
        Told(uuid4(), "PriceMoved", (a, b), None, 1),
        Told(uuid4(), "PriceMoved", (b,), ours, 2),
        Told(uuid4(), "PriceMoved", (b, a), None, 3),
    ]

    assert gathered(events) == [PriceMoved((a, b)), PriceMoved((b,), ours)]


def test_a_trouble_is_told_in_one_line_without_its_statement() -> None:
    late = DBAPIError("SELECT id\nFROM product", {"ids": [uuid4()]}, OSError("lock timeout\nmore"))

    assert brief(late) == "lock timeout"
    assert brief(Unavailable("the disk is full")) == "the disk is full"
    assert brief(TimeoutError()) == "TimeoutError"
