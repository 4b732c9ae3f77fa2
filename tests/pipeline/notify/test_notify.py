"""Alerts: one per fact, again only when it was over, and delivered signed until it is heard."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from standardwebhooks.webhooks import Webhook as Signer

from bolo.channels.webhook import Webhook
from bolo.core.channel import RETRIES
from bolo.core.errors import Invalid, NotFound, Unavailable
from bolo.core.marketplace import Request
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.notify import store, webhook_store
from bolo.pipeline.notify.deliverer import HOLD, Deliverer
from bolo.pipeline.notify.endpoints import Endpoints
from bolo.pipeline.notify.preferences import Preferences, everywhere
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.value.venues import Venues
from bolo.platform.db import Database
from bolo.platform.secrets import Secrets
from tests.pipeline.street import Hand, events, rows_of, workspace
from tests.platform.waiting import until

URL = "https://hooks.example/bolo"
PREFERENCES = Preferences(Venues.load(date(2026, 3, 9)), uuid4)


class World:
    """A workspace with one opportunity and one endpoint that answers as it is told."""

    def __init__(self, database: Database) -> None:
        self.db = database
        self.clock = Hand()
        self.owner = uuid4()
        self.opportunity = uuid4()
        self.answers: list[int | Exception] = []
        self.sent: list[Request] = []
        self.endpoints = Endpoints(
            database, Webhook(), Secrets([b"k" * 32]), self.send, self.clock, uuid4, bytes
        )
        self.deliverer = Deliverer(self.endpoints, idle_seconds=0.01)

    async def send(self, request: Request) -> int:
        """Answer as told, 200 when told nothing."""
        self.sent.append(request)
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def stands(self, verdict: str, profit: int = 10, *, gone: bool = False) -> int:
        """Let the opportunity stand so, and notify; return how many alerts that raised."""
        async with self.db.transaction() as session:
            await session.execute(
                text("UPDATE opportunity SET profit = :profit, gone_at = :gone"),
                {"profit": profit, "gone": self.clock.now if gone else None},
            )
            await session.execute(text("UPDATE verdict SET verdict = :v"), {"v": verdict})
            notifying = Notifying(self.clock, uuid4)
            return await notifying.notify(session, self.owner, "USD", [self.opportunity])

    async def deliveries(self) -> list[tuple[object, ...]]:
        """Return how deliveries stand."""
        return await rows_of(self.db, "SELECT state, attempts, last_status FROM delivery")


PRODUCT = "INSERT INTO product (id, title, words, created_at) VALUES (:id, 'Mug', 'mug', now())"
LISTING = """
    INSERT INTO listing (id, marketplace, shop, ref, url, title, facts, first_seen_at, seen_at)
    VALUES (:id, 'm', 's', 'r', 'https://s/r', 'Mug', '', now(), now())
"""
OPPORTUNITY = """
    INSERT INTO opportunity (id, workspace_id, listing_id, product_id, venue, currency, price,
        cost, exit_price, fees, proceeds, profit, margin, roi, probability, asks, reads, in_stock,
        confirmed_fees, match_gates, doubts, evidence, found_at, changed_at)
    VALUES (:id, :owner, :id, :id, 'ebay-us', 'USD', 10, 11, 30, 4, 26, 15, 0.5, 1.4, 0.99, 4, 2,
        true, true, '[]', '[]', '{}', now(), now())
"""
VERDICT = """
    INSERT INTO verdict (opportunity_id, workspace_id, verdict, reasons, risk, decided_at)
    VALUES (:id, :owner, 'skip', '[]', 1, now())
"""


@pytest.fixture
async def world(database: Database) -> World:
    world = World(database)
    async with database.transaction() as session:
        world.owner = await workspace(session)
        for statement in (PRODUCT, LISTING, OPPORTUNITY, VERDICT):
            values: dict[str, UUID] = {"id": world.opportunity}
            if ":owner" in statement:
                values["owner"] = world.owner
            await session.execute(text(statement), values)
    return world


async def test_what_becomes_worth_buying_is_told_once(world: World) -> None:
    raised = [await world.stands("buy") for _ in range(3)]

    assert raised == [1, 0, 0]
    async with world.db.transaction() as session:
        told = await store.alerts(session, world.owner, unread=True, before=None, limit=9)
        assert await events(session, "AlertRaised") == [told[0].id]
    assert told[0].title == "10.00 USD profit: Mug"
    assert "sell at eBay (United States): " in told[0].body
    assert "140 % return, 99 % sure" in told[0].body


async def test_a_profit_that_dances_around_the_limit_rings_once(world: World) -> None:
    await world.stands("buy", 6)
    raised = [
        await world.stands(verdict, profit)
        for verdict, profit in (("negotiate", 5), ("buy", 6), ("negotiate", 4), ("buy", 6))
    ]

    assert raised == [0, 0, 0, 0]


@pytest.mark.parametrize("over", [("skip", 1, False), ("buy", 10, True)])
async def test_what_was_truly_over_rings_again(world: World, over: tuple[str, int, bool]) -> None:
    await world.stands("buy")
    await world.stands(over[0], over[1], gone=over[2])

    assert await world.stands("buy") == 1


async def test_alerts_are_read_one_by_one_or_all(world: World) -> None:
    await world.stands("buy")
    async with world.db.transaction() as session:
        [alert] = await store.alerts(session, world.owner, unread=True, before=None, limit=9)
        before = (alert.created_at, alert.id)

        marked = await store.mark_read(session, world.owner, world.clock.now, alert.id)
        again = await store.mark_read(session, world.owner, world.clock.now, None)

        assert (marked, again) == (1, 1)
        assert await store.unread(session, world.owner) == 0
        assert await store.alerts(session, world.owner, unread=True, before=None, limit=9) == []
        later = await store.alerts(session, world.owner, unread=False, before=before, limit=9)
        assert later == []


async def test_an_alert_is_delivered_once_and_its_signature_holds(world: World) -> None:
    _, secret = await world.endpoints.add(world.owner, URL)
    await world.stands("buy")

    counts = [await world.deliverer.deliver_due() for _ in range(2)]

    [request] = world.sent
    assert counts == [1, 0]
    assert await world.deliveries() == [("sent", 1, 200)]
    assert request.body is not None
    body = Signer(secret)
    signed = body.sign(request.headers["webhook-id"], world.clock.now, request.body.decode())
    assert request.headers["webhook-signature"] == signed


async def test_the_secret_is_sealed_at_rest(world: World) -> None:
    _, secret = await world.endpoints.add(world.owner, URL)

    [(kept,)] = await rows_of(world.db, "SELECT secret FROM webhook_endpoint")

    assert isinstance(kept, bytes)
    assert secret.encode() not in kept


async def test_a_delivery_is_tried_again_by_the_schedule_and_then_given_up(world: World) -> None:
    await world.endpoints.add(world.owner, URL)
    await world.stands("buy")
    world.answers = [500, Unavailable("down"), *[503] * 20]
    waits = []
    for wait in (timedelta(0), *RETRIES):
        world.clock.now += wait - timedelta(seconds=1)
        waits.append(await world.deliverer.deliver_due())
        world.clock.on(1)
        await world.deliverer.deliver_due()

    assert waits[1:] == [0] * 9
    assert (await world.deliveries())[0][:2] == ("failed", 10)


async def test_an_endpoint_that_is_gone_is_asked_no_more(world: World) -> None:
    await world.endpoints.add(world.owner, URL)
    await world.stands("buy")
    world.answers = [410]

    await world.deliverer.deliver_due()

    [endpoint] = await world.endpoints.all(world.owner)
    assert not endpoint.enabled
    assert await world.deliveries() == [("failed", 1, 410)]


async def test_an_endpoint_that_does_not_answer_is_tried_again_later(world: World) -> None:
    async def never(_: Request) -> int:
        await asyncio.Event().wait()
        raise AssertionError

    await world.endpoints.add(world.owner, URL)
    await world.stands("buy")
    impatient = Deliverer(replace(world.endpoints, send=never), patience=timedelta(seconds=0.05))

    await impatient.deliver_due()

    [endpoint] = await world.endpoints.all(world.owner)
    assert endpoint.last_error == "did not answer within 0 s"
    assert await world.deliveries() == [("pending", 1, None)]


async def test_what_a_killed_worker_was_sending_is_sent_by_another_soon(world: World) -> None:
    await world.endpoints.add(world.owner, URL)
    await world.stands("buy")
    async with world.db.transaction() as session:
        await webhook_store.take_due(session, world.clock.now, HOLD, 20)

    at_once = await world.deliverer.deliver_due()
    world.clock.on(20)
    later = await world.deliverer.deliver_due()

    assert (at_once, later) == (0, 1)
    assert await world.deliveries() == [("sent", 2, 200)]


async def test_a_running_deliverer_outlives_a_database_that_is_away(world: World) -> None:
    there = world.endpoints
    away = Database("postgresql://nobody@127.0.0.1:1/none", patience=0)
    world.deliverer.endpoints = replace(there, db=away)
    await there.add(world.owner, URL)
    await world.stands("buy")
    stop = asyncio.Event()
    running = asyncio.create_task(world.deliverer.run(stop))
    await asyncio.sleep(0.05)

    world.deliverer.endpoints = there
    await until(lambda: world.sent)
    stop.set()
    await asyncio.wait_for(running, 60)

    assert await world.deliveries() == [("sent", 1, 200)]


async def test_a_secret_that_cannot_be_opened_is_a_failed_attempt(world: World) -> None:
    await world.endpoints.add(world.owner, URL)
    await world.stands("buy")
    other = replace(world.endpoints, secrets=Secrets([b"x" * 32]))

    await Deliverer(other).deliver_due()

    assert await world.deliveries() == [("pending", 1, None)]
    assert world.sent == []


async def test_an_endpoint_can_be_tested_and_removed_by_its_owner_only(world: World) -> None:
    endpoint, _ = await world.endpoints.add(world.owner, URL)
    world.answers = [204, 404]

    results = [await world.endpoints.test(world.owner, endpoint.id) for _ in range(2)]

    assert results == [(204, None), (404, "answered 404")]
    for act in (world.endpoints.test, world.endpoints.remove):
        with pytest.raises(NotFound):
            await act(uuid4(), endpoint.id)
    await world.endpoints.remove(world.owner, endpoint.id)
    assert await world.endpoints.all(world.owner) == []


async def test_an_address_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="only http"):
        await world.endpoints.add(world.owner, "ftp://x")


async def test_planning_twice_is_planning_once(world: World) -> None:
    await world.endpoints.add(world.owner, URL)
    await world.stands("buy")
    async with world.db.transaction() as session:
        [alert] = await store.alerts(session, world.owner, unread=True, before=None, limit=1)
        await webhook_store.plan_deliveries(
            session, world.owner, [alert.id], [uuid4()], world.clock.now
        )

    assert len(await world.deliveries()) == 1


async def test_settings_are_kept_and_their_limits_follow_the_currency(world: World) -> None:
    async with world.db.transaction() as session:
        chosen = await PREFERENCES.of(session, world.owner)
        other = replace(
            chosen, costing=replace(chosen.costing, currency="EUR"), hysteresis=Decimal("0.5")
        )
        await PREFERENCES.save(session, world.owner, other)

        kept = await PREFERENCES.of(session, world.owner)

    assert (kept.costing.currency, kept.hysteresis) == ("EUR", Decimal("0.5"))
    assert everywhere(kept).min_profit.currency == "EUR"
    assert set(kept.policies) == {EVERYWHERE}


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ({"venues": ()}, "at least one venue"),
        ({"venues": ("nowhere",)}, "no venue is called nowhere"),
        ({"currency": "XYZ"}, "no exchange rate for XYZ"),
    ],
)
async def test_settings_that_cannot_be_are_refused(
    world: World, figures: dict[str, object], why: str
) -> None:
    async with world.db.transaction() as session:
        chosen = await PREFERENCES.of(session, world.owner)
        wrong = replace(chosen, costing=replace(chosen.costing, **figures))  # type: ignore[arg-type]

        with pytest.raises(Invalid, match=why):
            await PREFERENCES.save(session, world.owner, wrong)
