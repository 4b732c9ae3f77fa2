"""Deliveries: once, signed, tried again by the schedule, and never in anybody's way."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from standardwebhooks.webhooks import Webhook as Signer

from bolo.core.channel import RETRIES, Parcel, Reply
from bolo.core.errors import Broken, Misconfigured, NotFound, Rejected, Unavailable
from bolo.core.marketplace import Request
from bolo.pipeline.notify.channels import history_store
from bolo.pipeline.notify.channels.history_store import Filters
from bolo.pipeline.notify.channels.store import Change
from bolo.pipeline.notify.sending.deliverer import HOLD, Deliverer
from bolo.pipeline.notify.sending.store import plan_deliveries
from bolo.platform.database.access import Database
from tests.pipeline.notify.world import World, words
from tests.pipeline.street import rows_of
from tests.platform.waiting import until


async def test_an_alert_is_delivered_once_and_its_signature_holds(world: World) -> None:
    _, secret = await world.webhook()
    await world.stands("buy")

    counts = [await world.deliverer.deliver_due() for _ in range(2)]

    [request] = world.sent
    assert isinstance(request, Request)
    assert counts == [1, 0]
    assert await world.dispatches() == [("sent", 1, 200)]
    body = (request.body or b"").decode()
    signed = Signer(secret).sign(request.headers["webhook-id"], world.clock.now, body)
    assert request.headers["webhook-signature"] == signed


async def test_a_delivery_is_tried_again_by_the_schedule_and_then_given_up(world: World) -> None:
    await world.webhook()
    await world.stands("buy")
    world.answers = [500, Unavailable("down"), *[503] * 20]
    waits = []
    for wait in (timedelta(0), *RETRIES):
        world.clock.now += wait - timedelta(seconds=1)
        waits.append(await world.deliverer.deliver_due())
        world.clock.on(1)
        await world.deliverer.deliver_due()

    assert waits[1:] == [0] * 9
    assert (await world.dispatches())[0][:2] == ("failed", 10)
    [(tries,)] = await rows_of(world.db, "SELECT count(*) FROM attempt")
    assert tries == 10
    ids = {r.headers["webhook-id"] for r in world.sent if isinstance(r, Request)}
    assert len(ids) == 1


async def test_an_endpoint_that_is_gone_is_asked_no_more(world: World) -> None:
    await world.webhook()
    await world.stands("buy")
    world.answers = [410]

    await world.deliverer.deliver_due()

    [channel] = await world.channels.all(*world.whose)
    assert not channel.enabled
    assert await world.dispatches() == [("failed", 1, 410)]


async def test_a_vendor_that_wants_a_pause_gets_it(world: World) -> None:
    await world.ntfy()
    await world.told(10)
    world.answers = [Reply(429, world.clock(), {"retry-after": "60"})]
    await world.deliver()
    await world.told(20)

    world.clock.on(30)
    await world.deliver()
    resting = len(world.sent)
    world.clock.on(31)
    await world.deliver()

    assert resting == 1
    assert len(world.sent) == 3


async def test_an_endpoint_that_does_not_answer_is_tried_again_later(world: World) -> None:
    async def never(_: Parcel, __: str | None) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError

    await world.webhook()
    await world.stands("buy")
    deaf = replace(world.channels, carry=never)
    impatient = Deliverer(deaf, world.composing, patience=timedelta(seconds=0.05))

    await impatient.deliver_due()

    [channel] = await world.channels.all(*world.whose)
    assert channel.last_told == "did not answer within 0 s"
    assert await world.dispatches() == [("pending", 1, None)]


async def test_what_a_killed_worker_was_sending_is_sent_by_another_soon(world: World) -> None:
    await world.webhook()
    await world.stands("buy")
    async with world.db.transaction() as session:
        await world.composing.take(session, world.clock.now, set(), 20)

    at_once = await world.deliverer.deliver_due()
    world.clock.on(HOLD.total_seconds())
    later = await world.deliverer.deliver_due()

    assert (at_once, later) == (0, 1)
    assert await world.dispatches() == [("sent", 2, 200)]


async def test_a_running_deliverer_outlives_a_database_that_is_away(world: World) -> None:
    there = world.channels
    away = Database("postgresql://nobody@127.0.0.1:1/none", patience=0)
    world.deliverer.channels = replace(there, db=away)
    await world.webhook()
    await world.stands("buy")
    stop = asyncio.Event()
    running = asyncio.create_task(world.deliverer.run(stop))
    await asyncio.sleep(0.05)

    world.deliverer.channels = there
    await until(lambda: world.sent)
    stop.set()
    async with asyncio.timeout(300):
        await running

    assert await world.dispatches() == [("sent", 1, 200)]


async def test_what_was_sent_while_the_database_fell_is_noted_when_it_is_back(
    world: World,
) -> None:
    there = world.channels
    away = Database("postgresql://nobody@127.0.0.1:1/none", patience=0)

    async def carry(parcel: Parcel, host: str | None) -> Reply:
        world.deliverer.channels = replace(there, db=away)
        return await world.carry(parcel, host)

    world.deliverer.channels = replace(there, carry=carry)
    await world.webhook()
    await world.stands("buy")
    delivering = asyncio.create_task(world.deliverer.deliver_due())
    await until(lambda: world.sent)
    await asyncio.sleep(0.05)

    world.deliverer.channels = there
    async with asyncio.timeout(300):
        await delivering

    assert await world.dispatches() == [("sent", 1, 200)]
    assert await world.deliverer.deliver_due() == 0


async def test_a_bell_wakes_the_deliverer_at_once(world: World) -> None:
    await world.webhook()
    slow = Deliverer(world.channels, world.composing, idle_seconds=3600)
    stop = asyncio.Event()
    running = asyncio.create_task(slow.run(stop))
    await asyncio.sleep(0.05)
    await world.told(1)

    slow.ring()
    await until(lambda: world.sent)

    stop.set()
    async with asyncio.timeout(300):
        await running
    assert len(world.sent) == 1


async def test_a_slow_receiver_holds_up_nobody_else(world: World) -> None:
    answer = asyncio.Event()
    arrived: list[str] = []

    async def carry(parcel: Parcel, _: str | None) -> Reply:
        assert isinstance(parcel, Request)
        if parcel.url.startswith("https://hooks"):
            await answer.wait()
        arrived.append(parcel.url)
        return Reply(200, world.clock())

    await world.webhook()
    await world.ntfy()
    running = Deliverer(replace(world.channels, carry=carry), world.composing, idle_seconds=0.01)
    stop = asyncio.Event()
    task = asyncio.create_task(running.run(stop))

    await world.told(1)
    await until(lambda: len(arrived) == 1)
    await world.told(2)
    await until(lambda: len(arrived) == 2)
    answer.set()
    await until(lambda: len(arrived) == 4)

    stop.set()
    async with asyncio.timeout(300):
        await task
    assert arrived[:2] == ["https://ntfy.sh/"] * 2


async def test_a_secret_that_cannot_be_opened_is_a_failed_attempt(world: World) -> None:
    await world.webhook()
    await world.stands("buy")

    await world.with_secrets([b"x" * 32]).deliver_due()

    assert await world.dispatches() == [("pending", 1, None)]
    assert world.sent == []


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Rejected("10.0.0.1 is a private address"), "failed"),
        (Misconfigured("no mail server is set"), "pending"),
        (Broken("Apprise ended"), "pending"),
        (Unavailable("down", retry_after=timedelta(minutes=9)), "pending"),
    ],
)
async def test_what_can_be_mended_is_tried_again_and_the_rest_is_dead(
    world: World, error: Exception, state: str
) -> None:
    await world.webhook()
    await world.told(1)
    world.answers = [error]

    await world.deliver()

    assert await world.dispatches() == [(state, 1, None)]


async def test_what_is_dead_is_tried_again_on_request_and_what_was_sent_replayed(
    world: World,
) -> None:
    await world.ntfy()
    [alert] = await world.told(5)
    world.answers = [Reply(403, world.clock(), {}, b'{"error": "forbidden"}')]
    await world.deliver()
    async with world.db.transaction() as session:
        [dead] = await history_store.history(session, *world.whose, Filters("failed"), 9)

    for _ in range(2):
        await world.channels.send_again(*world.whose, dead.id)
        await world.deliver()

    async with world.db.transaction() as session:
        [now] = await history_store.history(session, *world.whose, Filters(alert=alert), 9)
        tries = await history_store.attempts(session, *world.whose, dead.id)
    assert (dead.told, dead.titles) == ("forbidden", ("Worth 5",))
    assert now.state == "sent"
    assert [one.sent for one in tries] == [False, True, True]
    assert len(set(world.bodies())) == 1
    with pytest.raises(NotFound):
        await world.channels.send_again(world.owner, world.user, uuid4())


async def test_history_is_ones_own_and_the_workspaces(world: World) -> None:
    await world.ntfy()
    await world.webhook()
    await world.told(5)
    await world.deliver()
    async with world.db.transaction() as session:
        mine = await history_store.history(session, *world.whose, Filters(), 9)
        others = await history_store.history(session, world.owner, uuid4(), Filters(), 9)
        page = await history_store.history(
            session, *world.whose, Filters(before=(mine[0].created_at, mine[0].id)), 9
        )

    assert {one.kind for one in mine} == {"ntfy", "webhook"}
    assert [one.kind for one in others] == ["webhook"]
    assert [one.id for one in page] == [mine[1].id]


async def test_a_program_gets_every_alert_by_itself_whatever_a_person_chose(world: World) -> None:
    await world.webhook()

    await world.told(*range(20))
    await world.deliver()

    assert len(world.sent) == 20
    assert [state for state, *_ in await world.dispatches()] == ["sent"] * 20


async def test_an_alert_of_one_person_goes_over_that_persons_channels_only(world: World) -> None:
    other = uuid4()
    async with world.db.transaction() as session:
        await session.execute(
            text("INSERT INTO app_user (id, name, created_at) VALUES (:id, 'Bob', now())"),
            {"id": other},
        )
    await world.ntfy()
    await world.channels.add(world.owner, other, "ntfy", {"topic": "bobs"})

    await world.told(1, user=other)
    await world.deliver()

    [body] = world.bodies()
    assert '"bobs"' in body


async def test_planning_twice_is_planning_once(world: World) -> None:
    await world.webhook()
    ids = await world.told(1)
    async with world.db.transaction() as session:
        await plan_deliveries(session, world.owner, ids, world.clock.now)

    await world.deliver()

    assert len(world.sent) == 1


async def test_nothing_is_sent_over_a_channel_that_is_off(world: World) -> None:
    kept = await world.ntfy()
    await world.told(1)
    await world.channels.change(kept, Change(enabled=False))
    await world.told(2)
    await world.deliver()
    off = len(world.sent)

    await world.channels.change(kept, Change(enabled=True))
    await world.deliver()

    assert off == 0
    assert len(world.sent) == 1


async def test_an_alert_that_is_gone_meanwhile_is_not_told(world: World) -> None:
    await world.webhook()
    await world.told(1)
    world.answers = [503]
    await world.deliver()
    async with world.db.transaction() as session:
        await session.execute(text("DELETE FROM alert"))

    world.clock.on(10)
    await world.deliver()

    assert len(world.sent) == 1
    assert await world.dispatches() == []


async def test_links_lead_over_us_where_others_reach_us(world: World) -> None:
    await world.ntfy()
    [alert] = await world.told(1)

    await world.deliver()

    [parcel] = world.sent
    assert f"https://bolo.example/api/v1/alerts/{alert}/go" in words(parcel)


async def test_two_workers_never_send_the_same_message(world: World) -> None:
    await world.webhook()
    await world.told(*range(40))
    other = Deliverer(world.channels, world.composing)

    while any(await asyncio.gather(world.deliverer.deliver_due(), other.deliver_due())):
        pass

    ids = [r.headers["webhook-id"] for r in world.sent if isinstance(r, Request)]
    assert len(ids) == len(set(ids)) == 40
