"""The live feed tells each reader what concerns it, from where the reader stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from bolo.core.events import PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable.events import store
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.events.relay import Relay
from bolo.platform.durable.events.store import Told
from bolo.platform.live import Limits, LiveFeed, Resync, Subscription
from tests.platform.waiting import until

OURS, THEIRS = UUID(int=1), UUID(int=2)
CUT_OFF = text("""
select count(pg_terminate_backend(pid)) from pg_stat_activity
where datname = current_database() and query ilike 'listen%'
""")


async def happen(database: Database, number: int, workspace: UUID | None = None) -> None:
    """Publish and relay events, each with one id."""
    for _ in range(number):
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(uuid4(),), workspace=workspace))
    await Relay(database).relay_once()


@asynccontextmanager
async def feed(database: Database, limits: Limits | None = None) -> AsyncIterator[LiveFeed]:
    live = LiveFeed(database, limits or Limits())
    await live.start()
    try:
        yield live
    finally:
        await live.stop()


async def read(reader: Subscription, number: int) -> list[int]:
    """Return the positions of the next events."""
    async with asyncio.timeout(300):
        return [(await anext(reader)).position for _ in range(number)]


async def test_a_reader_is_told_what_happens_from_now_on(database: Database) -> None:
    await happen(database, 1)

    async with feed(database) as live, live.subscribe() as reader:
        await happen(database, 2)

        assert (reader.position, reader.resumed) == (1, True)
        assert await read(reader, 2) == [2, 3]


async def test_a_reader_continues_where_it_stopped(database: Database) -> None:
    await happen(database, 4)

    async with feed(database) as live, live.subscribe(after=2) as reader:
        await happen(database, 1)

        assert reader.resumed
        assert await read(reader, 3) == [3, 4, 5]


async def test_a_reader_that_missed_nothing_is_resumed(database: Database) -> None:
    await happen(database, 2)

    async with feed(database) as live, live.subscribe(after=2) as reader:
        assert reader.resumed


@pytest.mark.parametrize("after", [0, 1, 9])
async def test_a_reader_whose_place_is_not_kept_is_told_so(database: Database, after: int) -> None:
    await happen(database, 4)
    async with database.transaction() as session:
        await session.execute(text("delete from outbox where position <= 2"))

    async with feed(database) as live, live.subscribe(after=after) as reader:
        await happen(database, 1)

        assert not reader.resumed
        assert await read(reader, 1) == [5]


async def test_a_reader_that_missed_too_much_is_told_so(database: Database) -> None:
    await happen(database, 4)

    async with feed(database, Limits(resumed=2)) as live:
        async with live.subscribe(after=1) as reader:
            assert not reader.resumed
        async with live.subscribe(after=2) as reader:
            assert reader.resumed


async def test_a_workspace_sees_its_own_events_and_those_of_all(database: Database) -> None:
    await happen(database, 1, THEIRS)
    await happen(database, 1, OURS)

    async with feed(database) as live, live.subscribe(after=0, workspace=OURS) as reader:
        await happen(database, 1, THEIRS)
        await happen(database, 1, OURS)
        await happen(database, 1)

        assert await read(reader, 3) == [2, 4, 5]


async def test_a_slow_reader_is_told_to_look_at_everything_anew(database: Database) -> None:
    async with feed(database, Limits(waiting=2)) as live, live.subscribe() as reader:
        await happen(database, 4)
        await until(lambda: live.position == 4)
        first, last = await anext(reader), await anext(reader)
        await happen(database, 1)

        assert first == Resync(3)
        assert isinstance(last, Told)
        assert last.position == 4
        assert await read(reader, 1) == [5]


async def test_after_a_lost_connection_nothing_is_missing(database: Database) -> None:
    limits = Limits(first_retry=0.01)

    async with feed(database, limits) as live, live.subscribe() as reader:
        await happen(database, 1)
        assert await read(reader, 1) == [1]
        async with database.transaction() as session:
            cut = await session.scalar(CUT_OFF)
        await happen(database, 2)

        assert cut == 1
        assert await read(reader, 2) == [2, 3]


async def test_a_lost_notice_only_delays(database: Database) -> None:
    async with feed(database, Limits(look_anyway=0.05)) as live, live.subscribe() as reader:
        await happen(database, 1)
        await read(reader, 1)
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(uuid4(),)))
            await session.execute(text("update outbox set position = 2 where position is null"))

        assert await read(reader, 1) == [2]


async def test_more_than_a_page_is_told_in_order(database: Database) -> None:
    limits = Limits(waiting=2000, look_anyway=0.05)

    async with feed(database, limits) as live, live.subscribe() as reader:
        async with database.transaction() as session:
            rows = [{"id": uuid4(), "kind": "PriceMoved", "ids": []} for _ in range(1001)]
            await store.add_events(session, rows)
            await session.execute(text("update outbox set position = nextval('outbox_position')"))

        assert await read(reader, 1001) == list(range(1, 1002))


async def test_when_the_feed_stops_its_readers_come_to_an_end(database: Database) -> None:
    live = LiveFeed(database)
    await live.start()

    async with live.subscribe() as reader:
        await live.stop()

        assert [told async for told in reader] == []


@pytest.mark.parametrize("turns", range(6))
async def test_a_feed_stops_also_while_a_notice_comes_in(database: Database, turns: int) -> None:
    async with feed(database, Limits(look_anyway=60)) as live, live.subscribe() as reader:
        await happen(database, 1)
        await read(reader, 1)
        live._notice()  # noqa: SLF001  PostgreSQL would choose the moment
        for _ in range(turns):
            await asyncio.sleep(0)

        async with asyncio.timeout(300):
            await live.stop()


async def test_a_feed_that_never_started_stops_and_ends_what_reads_it(database: Database) -> None:
    live = LiveFeed(database)

    async with live.subscribe() as reader:
        await live.stop()

        assert [told async for told in reader] == []
