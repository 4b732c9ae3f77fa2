"""A clock that was wrong and is set back keeps no message from being sent."""

from datetime import timedelta

from bolo.core.channel import Reply
from bolo.pipeline.notify.sending import future_store
from tests.pipeline.notify.world import World
from tests.pipeline.street import rows_of

DAY = 86_400


async def set_back(world: World) -> int:
    world.clock.on(-DAY)
    async with world.db.transaction() as session:
        return await future_store.send_again(session, world.clock.now)


async def test_what_was_raised_in_a_time_to_come_is_sent(world: World) -> None:
    await world.webhook()
    world.clock.on(DAY)
    await world.stands("buy")

    again = await set_back(world)
    sent = await world.deliverer.deliver_due()

    assert (again, sent) == (1, 1)


async def test_what_failed_in_a_time_to_come_is_tried_again_once(world: World) -> None:
    await world.webhook()
    await world.stands("buy")
    world.clock.on(DAY)
    world.answers = [500, 500]
    await world.deliverer.deliver_due()

    again = await set_back(world)
    tried = await world.deliverer.deliver_due()
    async with world.db.transaction() as session:
        more = await future_store.send_again(session, world.clock.now)

    assert (again, tried, more) == (1, 1, 0)
    assert await world.dispatches() == [("pending", 2, 500)]


async def test_a_channel_that_rests_in_a_time_to_come_is_asked_again(world: World) -> None:
    await world.ntfy()
    await world.told(10)
    world.clock.on(DAY)
    world.answers = [Reply(429, world.clock(), {"retry-after": "60"})]
    await world.deliver()
    await set_back(world)
    await world.told(20)

    world.clock.now += timedelta(minutes=1)
    await world.deliver()

    assert len(world.sent) == 3
    assert await rows_of(world.db, "SELECT rests_until FROM channel") == [(None,)]
