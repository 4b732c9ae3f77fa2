"""The relay numbers events in the order in which they can be seen, each once."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from bolo.core.events import ListingGone, PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable.events import store, subscriber_store
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.events.relay import Around, Pace, Relay
from tests.platform.waiting import until


async def told(database: Database) -> list[store.Told]:
    async with database.transaction() as session:
        return await store.told_between(session, 0, 1000, 1000)


async def publish_prices(database: Database, number: int) -> list[UUID]:
    ids = [uuid4() for _ in range(number)]
    for listing in ids:
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(listing,)))
    return ids


async def test_positions_follow_the_order_of_publishing(database: Database) -> None:
    ids = await publish_prices(database, 5)
    relay = Relay(database, Pace(batch=2))

    moved = [await relay.relay_once() for _ in range(4)]

    assert moved == [2, 2, 1, 0]
    events = await told(database)
    assert [event.ids[0] for event in events] == ids
    assert [event.position for event in events] == [1, 2, 3, 4, 5]


async def test_it_says_which_kinds_it_numbered(database: Database) -> None:
    rung: list[frozenset[str]] = []
    await publish_prices(database, 2)
    async with database.transaction() as session:
        await publish(session, ListingGone(ids=(uuid4(),)))

    relay = Relay(database, around=Around(ring=rung.append))
    await relay.relay_once()
    await relay.relay_once()

    assert rung == [{"PriceMoved", "ListingGone"}]


async def test_while_one_relay_is_at_it_another_finds_nothing_to_do(database: Database) -> None:
    await publish_prices(database, 1)
    relay = Relay(database)

    async with database.transaction() as busy:
        await busy.execute(text("select pg_advisory_xact_lock(:key)"), {"key": store.FENCE})
        meanwhile = await relay.relay_once()

    assert meanwhile == 0
    assert await relay.relay_once() == 1


async def test_two_relays_at_the_same_moment_number_each_event_once(database: Database) -> None:
    ids = await publish_prices(database, 40)
    relays = [Relay(database, Pace(batch=3)) for _ in range(4)]

    while len(await told(database)) < len(ids):
        await asyncio.gather(*(relay.relay_once() for relay in relays))

    events = await told(database)
    assert {event.ids[0] for event in events} == set(ids)
    assert len({event.position for event in events}) == len(ids)


async def test_listeners_are_told_the_last_position_once_a_batch(database: Database) -> None:
    await publish_prices(database, 3)
    notices: list[str] = []
    arrived = asyncio.Event()

    def notice(*details: object) -> None:
        notices.append(str(details[-1]))
        arrived.set()

    async with database.listener() as connection:
        await connection.add_listener(store.CHANNEL, notice)
        await Relay(database).relay_once()
        await Relay(database).relay_once()
        await asyncio.wait_for(arrived.wait(), 300)

    assert notices == ["3"]


async def test_it_goes_on_until_cancelled(database: Database) -> None:
    running = asyncio.create_task(Relay(database, Pace(0.001, 0.002, 2)).run())

    await publish_prices(database, 3)

    async def all_told() -> bool:
        return len(await told(database)) == 3

    await until(all_told)
    running.cancel()

    with pytest.raises(asyncio.CancelledError):
        await running


async def test_who_publishes_beside_it_need_not_wait_for_its_next_look(database: Database) -> None:
    seldom = Pace(busy=0.01, idle=3600, slower=1e9)
    running = asyncio.create_task(Relay(database, seldom, Around(database.told)).run())
    await asyncio.sleep(0.3)

    await publish_prices(database, 1)

    async def all_told() -> bool:
        return len(await told(database)) == 1

    await until(all_told)
    running.cancel()
    await asyncio.wait([running])


async def test_what_is_rolled_back_wakes_nobody(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(uuid4(),)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    assert not database.told.is_set()


async def test_old_events_are_pruned_but_the_last_position_and_what_is_waited_for(
    database: Database,
) -> None:
    async with database.transaction() as session:
        await subscriber_store.enrol(session, ["test.slow", "test.other"])
    await publish_prices(database, 4)
    await Relay(database).relay_once()
    await publish_prices(database, 1)
    follows = {"test.slow": "PriceMoved", "test.other": "ListingGone"}

    async def pruned(age: timedelta) -> int:
        async with database.transaction() as session:
            return await subscriber_store.prune(session, age, follows)

    young, waited_for = await pruned(timedelta(days=1)), await pruned(timedelta(0))
    async with database.transaction() as session:
        await subscriber_store.advance(session, "test.slow", 0, 2)
    passed = await pruned(timedelta(0))
    async with database.transaction() as session:
        await subscriber_store.advance(session, "test.slow", 2, 4)
    rest = await pruned(timedelta(0))

    assert (young, waited_for, passed, rest) == (0, 0, 2, 1)
    async with database.transaction() as session:
        assert await store.positions(session) == (4, 4)
        assert await session.scalar(text("select count(*) from outbox")) == 2
