"""The relay numbers events in the order in which they can be seen, and hands each on once."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from bolo.core.events import ListingGone, PriceMoved
from bolo.platform import store
from bolo.platform.db import Database
from bolo.platform.dsn import sqlalchemy_url
from bolo.platform.outbox import publish
from bolo.platform.relay import Around, Pace, Relay
from bolo.platform.work import Work
from tests.platform.waiting import until

SUBSCRIBERS = {"PriceMoved": ["value.appraise", "notify.tell"]}


class Queue:
    """Takes jobs, and remembers them."""

    def __init__(self) -> None:
        self.jobs: list[Work] = []

    def __call__(self, connection: Connection, work: Work) -> None:
        """Take one."""
        assert connection.in_transaction()
        self.jobs.append(work)


def refuse(_: Connection, work: Work) -> None:
    raise RuntimeError(work.id)


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    engine = create_engine(sqlalchemy_url(database.url))
    yield engine
    engine.dispose()


async def told(database: Database) -> list[store.Told]:
    async with database.transaction() as session:
        return await store.told_between(session, 0, 1000, 1000)


async def publish_prices(database: Database, number: int) -> list[UUID]:
    ids = [uuid4() for _ in range(number)]
    for listing in ids:
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(listing,)))
    return ids


async def test_each_subscriber_gets_a_job_named_after_the_event(
    database: Database, engine: Engine
) -> None:
    queue = Queue()
    await publish_prices(database, 1)

    moved = await asyncio.to_thread(Relay(engine, queue, SUBSCRIBERS).relay_once)

    [event] = await told(database)
    assert moved == 1
    assert [job.id for job in queue.jobs] == [
        f"value.appraise:{event.id}",
        f"notify.tell:{event.id}",
    ]
    assert queue.jobs[0].payload["ids"] == [str(event.ids[0])]


async def test_positions_follow_the_order_of_publishing(database: Database, engine: Engine) -> None:
    ids = await publish_prices(database, 5)
    relay = Relay(engine, Queue(), {}, Pace(batch=2))

    moved = [await asyncio.to_thread(relay.relay_once) for _ in range(4)]

    assert moved == [2, 2, 1, 0]
    events = await told(database)
    assert [event.ids[0] for event in events] == ids
    assert [event.position for event in events] == [1, 2, 3, 4, 5]


async def test_an_event_nobody_waits_for_is_only_numbered(
    database: Database, engine: Engine
) -> None:
    queue = Queue()
    async with database.transaction() as session:
        await publish(session, ListingGone(ids=(uuid4(),)))

    await asyncio.to_thread(Relay(engine, queue, SUBSCRIBERS).relay_once)

    assert queue.jobs == []
    assert len(await told(database)) == 1


async def test_an_event_whose_job_cannot_be_enqueued_still_waits(
    database: Database, engine: Engine
) -> None:
    await publish_prices(database, 1)
    queue = Queue()

    with pytest.raises(RuntimeError):
        await asyncio.to_thread(Relay(engine, refuse, SUBSCRIBERS).relay_once)

    assert await told(database) == []
    await asyncio.to_thread(Relay(engine, queue, SUBSCRIBERS).relay_once)
    assert len(queue.jobs) == 2


async def test_while_one_relay_is_at_it_another_finds_nothing_to_do(
    database: Database, engine: Engine
) -> None:
    await publish_prices(database, 1)
    relay = Relay(engine, Queue(), {})

    with engine.begin() as busy:
        busy.execute(text("select pg_advisory_xact_lock(:key)"), {"key": store.FENCE})
        meanwhile = await asyncio.to_thread(relay.relay_once)

    assert meanwhile == 0
    assert await asyncio.to_thread(relay.relay_once) == 1


async def test_listeners_are_told_the_last_position_once_a_batch(
    database: Database, engine: Engine
) -> None:
    await publish_prices(database, 3)
    notices: list[str] = []
    arrived = asyncio.Event()

    def notice(*details: object) -> None:
        notices.append(str(details[-1]))
        arrived.set()

    async with database.listener() as connection:
        await connection.add_listener(store.CHANNEL, notice)
        await asyncio.to_thread(Relay(engine, Queue(), {}).relay_once)
        await asyncio.wait_for(arrived.wait(), 60)

    assert notices == ["3"]


async def test_it_goes_on_until_cancelled(database: Database, engine: Engine) -> None:
    running = asyncio.create_task(Relay(engine, Queue(), {}, Pace(0.001, 0.002, 2)).run())

    await publish_prices(database, 3)

    async def all_told() -> bool:
        return len(await told(database)) == 3

    await until(all_told)
    running.cancel()

    with pytest.raises(asyncio.CancelledError):
        await running


async def test_who_publishes_beside_it_need_not_wait_for_its_next_look(
    database: Database, engine: Engine
) -> None:
    seldom = Pace(busy=0.01, idle=3600, slower=1e9)
    running = asyncio.create_task(Relay(engine, Queue(), {}, seldom, Around(database.told)).run())
    await asyncio.sleep(0.3)

    await publish_prices(database, 1)

    async def all_told() -> bool:
        return len(await told(database)) == 1

    await until(all_told)
    running.cancel()
    await asyncio.wait([running])


async def test_jobs_may_come_at_leisure_after_a_quiet_time_and_must_hurry_then(
    database: Database, engine: Engine
) -> None:
    said: list[bool] = []
    at_work = [1]
    pace = Pace(busy=0.001, idle=0.01, batch=9, quiet=0.05)
    relay = Relay(engine, Queue(), {}, pace, Around(database.told, at_work.copy, said.append))
    running = asyncio.create_task(relay.run())
    await asyncio.sleep(0.3)
    said_at_work = list(said)
    at_work.clear()

    await until(lambda: said == [True, False])
    await publish_prices(database, 1)

    await until(lambda: said == [True, False, True, False])
    running.cancel()
    await asyncio.wait([running])
    assert said_at_work == [True]


async def test_what_is_rolled_back_wakes_nobody(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(uuid4(),)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    assert not database.told.is_set()


async def test_old_events_are_pruned_but_the_last_position_is_remembered(
    database: Database, engine: Engine
) -> None:
    await publish_prices(database, 3)
    await asyncio.to_thread(Relay(engine, Queue(), {}).relay_once)
    await publish_prices(database, 1)

    async with database.transaction() as session:
        young = await store.prune_outbox(session, timedelta(days=1))
    async with database.transaction() as session:
        old = await store.prune_outbox(session, timedelta(0))

    assert (young, old) == (0, 2)
    async with database.transaction() as session:
        assert await store.positions(session) == (3, 3)
        assert await session.scalar(text("select count(*) from outbox")) == 2
