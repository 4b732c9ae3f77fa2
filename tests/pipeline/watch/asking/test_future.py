"""A clock that was wrong and is set back keeps nothing from being asked."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bolo.core.errors import Unavailable
from bolo.core.marketplace import Page
from bolo.pipeline.watch.asking import future_store
from bolo.platform.database.access import Database
from tests.pipeline.street import MUG, partitions, rows_of, workspace
from tests.pipeline.watch.asking.test_asker import SHOP, World


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await partitions(session)
        return World(database, await workspace(session))


async def test_what_was_asked_in_a_time_to_come_is_asked_again(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))
    world.clock.on(86_400)
    ahead = await world.asker.ask_due()
    world.clock.on(-86_400)
    before = await world.asker.ask_due()

    async with world.db.transaction() as session:
        again = await future_store.ask_again(session, world.clock.now)
        none = await future_store.ask_again(session, world.clock.now)
    after = await world.asker.ask_due()

    assert (ahead, before, again, none, after) == (1, 0, 1, 0, 1)


async def test_a_running_asker_finds_that_the_clock_was_set_back(world: World) -> None:
    await world.watch()
    world.clock.on(86_400)
    await world.asker.ask_due()
    world.clock.on(-86_400)
    stop = asyncio.Event()
    running = asyncio.create_task(world.new_asker(lease=timedelta(seconds=0.3)).run(stop))

    async with asyncio.timeout(300):
        while (await world.only()).last_asked_at != world.clock.now:  # noqa: ASYNC110  (none tells)
            await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, 300)

    assert (await world.only()).last_asked_at == world.clock.now


async def test_what_is_read_after_the_clock_was_set_back_counts(world: World) -> None:
    await world.watch()
    world.shop.pages[SHOP] = Page((MUG,))
    world.clock.on(86_400)
    await world.asker.ask_due()
    async with world.db.transaction() as session:
        await session.execute(text("UPDATE question SET observed_at = asked_at"))
        await session.execute(text("DELETE FROM reading"))
    world.clock.on(-86_400)

    async with world.db.transaction() as session:
        await future_store.ask_again(session, world.clock.now)
    await world.asker.ask_due()

    assert await rows_of(world.db, "SELECT observed_at FROM question") == [(None,)]
    assert len(await world.readings()) == 1


async def test_a_source_is_left_alone_for_as_long_as_before(world: World) -> None:
    await world.watch()
    world.clock.on(86_400)
    world.shop.pages[SHOP] = Unavailable("down", retry_after=timedelta(hours=1))
    await world.asker.ask_due()
    world.clock.on(-86_400)

    async with world.db.transaction() as session:
        await future_store.ask_again(session, world.clock.now)
    rests = await rows_of(world.db, "SELECT next_try_at FROM source")
    asked = [await world.asker.ask_due()]
    world.clock.on(3_600)
    asked.append(await world.asker.ask_due())

    assert rests == [(world.clock.now,)]
    assert asked == [0, 1]
