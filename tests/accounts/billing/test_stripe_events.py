"""What Stripe tells: once, in any order, late, about nobody, and what owners hear of it."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from bolo.accounts.billing.plans import Plans
from bolo.accounts.billing.stripe import Prices, Stripe
from bolo.accounts.billing.stripe_events import StripeEvents
from bolo.accounts.caller import Caller
from bolo.core.errors import Conflict, Invalid, Unavailable
from bolo.core.marketplace import Request
from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import GRACE
from bolo.platform.database.access import Database
from tests.accounts.billing.stripe_server import CENTS, StripeServer
from tests.accounts.billing.test_stripe import Reply
from tests.accounts.people import ADA, HOME, PASSWORD, House, house
from tests.pipeline.street import events, rows_of

IDS = {PlanName(name.removeprefix("price_")): name for name in CENTS}
Json = dict[str, Any]


@dataclass
class Selling:
    """A house where plans are sold, and the Stripe that tells of them."""

    home: House
    who: Caller
    plans: Plans
    taking: StripeEvents
    stripe: StripeServer
    answers: dict[str, Json]

    def told(self, price: str = "price_pro", key: str = "sub_1", **changes: Any) -> Json:  # noqa: ANN401
        """Return a subscription as Stripe has it."""
        noted = {"workspace": str(self.who.workspace), "plan": price.removeprefix("price_")}
        return self.stripe.subscription(key, price, noted, "cus_1") | changes

    def event(self, kind: str, told: Json, after: float = 0) -> bytes:
        """Return an event of so many seconds after noon."""
        at = self.stripe.clock() + timedelta(seconds=after)
        return orjson.dumps(self.stripe.event(kind, told, at))

    async def plan(self) -> str:
        """Return the plan's name."""
        async with self.plans.db.transaction() as session:
            return (await self.plans.of(session, self.who.workspace)).name


@pytest.fixture
async def selling(database: Database) -> Selling:
    early, home = house(database), house(database, mail=True)
    await early.people.signing.register(ADA, HOME)
    who, _ = await early.login(ADA.email, PASSWORD)
    answers: dict[str, Json] = {}

    async def post(request: Request) -> Reply:
        key = request.url.rpartition("/")[2]
        return Reply(200, orjson.dumps(answers[key])) if key in answers else Reply(503, b"")

    plans = Plans(database, home.clock, sold=True)
    stripe = Stripe("sk_test", post, uuid4)
    taking = StripeEvents(plans, home.people.letters, stripe, Prices(IDS))
    server = StripeServer(clock=home.clock)
    return Selling(home, who, plans, taking, server, answers)


async def test_any_order_and_any_repetition_ends_the_same(selling: Selling) -> None:
    session = {
        "id": "cs_1",
        "subscription": "sub_1",
        "customer": "cus_1",
        "payment_status": "paid",
        "client_reference_id": str(selling.who.workspace),
        "metadata": {"plan": "pro"},
    }
    kinds: list[tuple[str, Json, float]] = [
        ("customer.subscription.created", selling.told(status="incomplete"), 0),
        ("checkout.session.completed", session, 2),
        ("customer.subscription.updated", selling.told(), 1),
        ("invoice.paid", selling.stripe.invoice("sub_1", "cus_1"), 1),
    ]
    outcomes = set()

    for number, order in enumerate(permutations(kinds)):
        await rows_of(selling.plans.db, "DELETE FROM workspace_plan RETURNING 1")
        for kind, told, after in order:
            body = selling.event(kind, told, after)
            assert await selling.taking.take(body) is True
            if number == 0:
                assert await selling.taking.take(body) is False
        outcomes |= set(
            await rows_of(
                selling.plans.db, "SELECT plan, status, customer, period_end FROM workspace_plan"
            )
        )

    assert len(outcomes) == 1
    assert next(iter(outcomes))[:3] == ("pro", "active", "cus_1")


async def test_a_finished_checkout_alone_is_enough(selling: Selling) -> None:
    session = {
        "subscription": "sub_9",
        "customer": "cus_9",
        "payment_status": "unpaid",
        "client_reference_id": str(selling.who.workspace),
        "metadata": {"plan": "starter"},
    }
    await selling.taking.take(selling.event("checkout.session.completed", session))
    unpaid = await selling.plan()

    paid = {**session, "payment_status": "paid"}
    await selling.taking.take(selling.event("checkout.session.completed", paid))

    assert (unpaid, await selling.plan()) == ("free", "starter")
    async with selling.plans.db.transaction() as opened:
        assert await events(opened, "PlanChanged") == [selling.who.workspace]


async def test_two_of_one_kind_in_one_second_have_stripe_asked(selling: Selling) -> None:
    updated = "customer.subscription.updated"
    await selling.taking.take(selling.event(updated, selling.told("price_business")))
    late = selling.event(updated, selling.told("price_starter"))

    with pytest.raises(Unavailable):
        await selling.taking.take(late)
    selling.answers["sub_1"] = selling.told("price_business")
    again = await selling.taking.take(late)

    assert (again, await selling.plan()) == (True, "business")


async def test_a_failed_payment_is_told_and_after_the_grace_the_plan_goes(
    selling: Selling,
) -> None:
    take, home = selling.taking.take, selling.home
    invoice = selling.stripe.invoice("sub_1", "cus_1")
    await take(selling.event("customer.subscription.created", selling.told()))
    await take(selling.event("invoice.payment_failed", invoice, 60))
    [letter] = await home.deliver()
    home.clock.on(GRACE.total_seconds())
    in_grace, lapsed = await selling.plan(), await selling.taking.lapse()
    home.clock.on(120)
    gone, now, again = await selling.taking.lapse(), await selling.plan(), 0
    [last] = await home.deliver()
    again = await selling.taking.lapse()
    await take(selling.event("invoice.payment_succeeded", invoice))

    assert (in_grace, lapsed) == ("pro", 0)
    assert (gone, now, again) == (1, "free", 0)
    assert "payment for bolo has failed" in letter["Subject"]
    assert "16 March 2026" in (letter.get_body(("plain",)) or letter).get_content()
    assert "paused" in last["Subject"]
    assert await selling.plan() == "pro"


async def test_a_subscription_that_ends_is_told_and_an_older_one_is_not(selling: Selling) -> None:
    take = selling.taking.take
    await take(selling.event("customer.subscription.created", selling.told()))
    await take(selling.event("customer.subscription.created", selling.told(key="sub_2"), 5))
    gone = selling.told(status="canceled")
    await take(selling.event("customer.subscription.deleted", gone, 9))
    quiet, still = await selling.home.deliver(), await selling.plan()

    await take(
        selling.event(
            "customer.subscription.deleted", selling.told(key="sub_2", status="canceled"), 10
        )
    )

    assert (quiet, still) == ([], "pro")
    assert [one["Subject"] for one in await selling.home.deliver()] == [
        "Your plan at bolo has ended"
    ]
    assert await selling.plan() == "free"


async def test_what_is_about_nobody_or_nothing_is_taken_and_changes_nothing(
    selling: Selling,
) -> None:
    stranger = selling.told()
    stranger |= {"metadata": {"workspace": str(UUID(int=7))}, "customer": "cus_7"}
    odd = {"metadata": {"workspace": "x"}, "id": "sub_1"}
    invoice = selling.stripe.invoice("sub_other", "cus_1")
    await selling.taking.take(selling.event("customer.subscription.created", selling.told()))
    before = await rows_of(selling.plans.db, "SELECT * FROM workspace_plan")

    for kind, told in (
        ("customer.created", {"id": "cus_1"}),
        ("customer.subscription.updated", stranger),
        ("customer.subscription.deleted", odd),
        ("invoice.payment_failed", invoice),
    ):
        assert await selling.taking.take(selling.event(kind, told, 60)) is True

    assert await rows_of(selling.plans.db, "SELECT * FROM workspace_plan") == before
    assert await selling.home.deliver() == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"id":"e","type":"x"}', b'{"id":"e","type":"x","created":"y"}']
)
async def test_what_is_no_event_is_refused(selling: Selling, body: bytes) -> None:
    with pytest.raises(Invalid):
        await selling.taking.take(body)


async def test_an_event_without_what_it_should_hold_is_refused_and_may_come_again(
    selling: Selling,
) -> None:
    told = selling.told()
    whole = selling.event("customer.subscription.updated", told)
    event = orjson.loads(whole)
    del event["data"]["object"]["items"]

    with pytest.raises(Invalid):
        await selling.taking.take(orjson.dumps(event))

    assert await selling.taking.take(whole) is True


async def test_who_is_charged_cancels_before_leaving_for_good(selling: Selling) -> None:
    leave = selling.home.people.profiles.leave
    updated = "customer.subscription.updated"
    await selling.taking.take(selling.event(updated, selling.told()))

    with pytest.raises(Conflict, match="cancel the plan of Ada's workspace"):
        await leave(selling.who, PASSWORD, HOME.address)
    ending = selling.told(cancel_at_period_end=True)
    await selling.taking.take(selling.event(updated, ending, 1))
    await leave(selling.who, PASSWORD, HOME.address)

    assert await rows_of(selling.plans.db, "SELECT name FROM workspace") == []
