"""Paying for a plan: checkout, the portal, changing, cancelling, and what it will cost.

Everything is done at Stripe; what it answers is kept at once, and its events confirm it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bolo.accounts.billing import plan_store
from bolo.accounts.billing.plans import Plans
from bolo.accounts.billing.stripe import Prices, Stripe, amount, moment, read_subscription
from bolo.accounts.billing.stripe_events import StripeEvents
from bolo.accounts.caller import Caller
from bolo.core.errors import BoloError, Conflict, Invalid, LayoutChanged
from bolo.core.money import Money
from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import LIVE, Billed, Subscription

log = structlog.get_logger(__name__)
NOT_SOLD = "nothing is sold here: whoever runs this bolo has set no key of Stripe's"
PRICES_FOR = timedelta(minutes=10)
INVOICES = 24
PREVIEW_FOR = timedelta(hours=1)
"""How long a previewed price may be taken: Stripe reckons from the moment of the preview."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an invoice."""

    text: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Preview:
    """What another plan would cost; `at` is the moment that is reckoned from."""

    plan: PlanName
    due_now: Money
    lines: tuple[Line, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, and where it is to be seen."""

    number: str | None
    created_at: datetime
    total: Money
    status: str | None
    url: str | None
    pdf: str | None


@dataclass(frozen=True, slots=True)
class Billing:
    """The use cases; `address` is where people reach this bolo."""

    plans: Plans
    stripe: Stripe
    prices: Prices
    events: StripeEvents
    address: str
    _shown: dict[PlanName, tuple[datetime, Money | None]] = field(default_factory=dict)

    async def checkout(self, who: Caller, plan: PlanName) -> str:
        """Return where a plan is bought: at Stripe's own page."""
        price = self._price(plan)
        known = await self.plans.billed(who.workspace)
        if known.subscription is not None and known.subscription.status in LIVE:
            raise Conflict("there is a plan already; change it instead of buying another")
        customer = await self._customer(who)
        noted = {"workspace": str(who.workspace), "plan": plan.value}
        made = await self.stripe.do(
            "checkout/sessions",
            mode="subscription",
            line_items=[{"price": price, "quantity": 1}],
            client_reference_id=str(who.workspace),
            metadata=noted,
            subscription_data={"metadata": noted},
            customer=customer,
            customer_email=None if customer else who.email,
            allow_promotion_codes=True,
            success_url=f"{self.address}/plan?checkout=done",
            cancel_url=f"{self.address}/plan",
        )
        return _text(made, "url")

    async def portal(self, who: Caller) -> str:
        """Return where cards and addresses are looked after: at Stripe's own page."""
        self._sold()
        customer = await self._customer(who)
        if customer is None:
            raise Conflict("nothing was ever bought here, so there is nothing to look after")
        made = await self.stripe.do(
            "billing_portal/sessions", customer=customer, return_url=f"{self.address}/plan"
        )
        return _text(made, "url")

    async def cancel(self, who: Caller) -> Billed:
        """End the plan with the period that is paid for."""
        known = await self._live(who)
        told = await self.stripe.do(f"subscriptions/{known.id}", cancel_at_period_end=True)
        return await self._keep(who, told)

    async def resume(self, who: Caller) -> Billed:
        """Let a plan that was cancelled go on after all."""
        known = await self._live(who)
        told = await self.stripe.do(f"subscriptions/{known.id}", cancel_at_period_end=False)
        return await self._keep(who, told)

    async def preview(self, who: Caller, plan: PlanName) -> Preview:
        """Say what another plan would cost now, to the cent, before it is paid."""
        price, now = self._price(plan), self.plans.clock().replace(microsecond=0)
        known = (await self.plans.billed(who.workspace)).subscription
        if known is None or known.status not in LIVE:
            first = await self._shown_price(plan)
            if first is None:
                raise LayoutChanged(f"Stripe told no amount for the price of {plan}")
            return Preview(plan, first, (), now)
        item = await self._item(known)
        told = await self.stripe.get(
            "invoices/upcoming",
            customer=known.customer,
            subscription=known.id,
            subscription_items=[{"id": item, "price": price}],
            subscription_proration_behavior="always_invoice",
            subscription_proration_date=int(now.timestamp()),
        )
        return _preview(plan, told, now)

    async def change(self, who: Caller, plan: PlanName, at: datetime) -> Billed:
        """Go over to another plan; what was previewed at `at` is charged at once."""
        if not timedelta(0) <= self.plans.clock() - at <= PREVIEW_FOR:
            raise Invalid("this price is too old; have it shown again")
        price, known = self._price(plan), await self._live(who)
        told = await self.stripe.do(
            f"subscriptions/{known.id}",
            items=[{"id": await self._item(known), "price": price}],
            proration_behavior="always_invoice",
            proration_date=int(at.timestamp()),
            payment_behavior="error_if_incomplete",
            cancel_at_period_end=False,
            metadata={"plan": plan.value},
        )
        return await self._keep(who, told)

    async def invoices(self, who: Caller) -> tuple[Invoice, ...]:
        """Return the newest invoices."""
        customer = await self._customer(who) if self.plans.sold else None
        if customer is None:
            return ()
        told = await self.stripe.get("invoices", customer=customer, limit=INVOICES)
        return tuple(_invoice(one) for one in _list(told))

    async def shown(self) -> dict[PlanName, Money | None]:
        """Return what each plan costs a month, as far as Stripe can be asked."""
        return {plan: await self._quietly(plan) for plan in self.prices.ids}

    async def _quietly(self, plan: PlanName) -> Money | None:
        try:
            return await self._shown_price(plan)
        except BoloError as error:
            log.warning("a price cannot be shown", plan=plan, reason=str(error))
            return None

    async def _shown_price(self, plan: PlanName) -> Money | None:
        now, known = self.plans.clock(), self._shown.get(plan)
        if known is not None and now - known[0] < PRICES_FOR:
            return known[1]
        told = await self.stripe.get(f"prices/{self._price(plan)}")
        minor = told.get("unit_amount")
        found = None if minor is None else amount(int(minor), _text(told, "currency"))
        self._shown[plan] = (now, found)
        return found

    async def _keep(self, who: Caller, told: Mapping[str, Any]) -> Billed:
        """Keep how a subscription stands by Stripe's answer, until an event says more."""
        try:
            new = read_subscription(told, self.prices)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise LayoutChanged(f"Stripe told of a subscription in another way: {error}") from error
        async with self.plans.db.transaction() as session:
            before = await plan_store.billed(session, who.workspace, lock=True)
            since = before.subscription.past_due_since if before.subscription else None
            after = replace(before, subscription=replace(new, past_due_since=since))
            await self.events.keep(session, who.workspace, before, after)
        self.plans.forget(who.workspace)
        return after

    async def _item(self, known: Subscription) -> str:
        told = await self.stripe.get(f"subscriptions/{known.id}")
        items = _list(told.get("items", {}))
        if not items:
            raise LayoutChanged("Stripe told of a subscription without items")
        return _text(items[0], "id")

    async def _live(self, who: Caller) -> Subscription:
        self._sold()
        known = (await self.plans.billed(who.workspace)).subscription
        if known is None or known.status not in LIVE:
            raise Conflict("there is no plan that is paid for")
        return known

    async def _customer(self, who: Caller) -> str | None:
        async with self.plans.db.transaction() as session:
            return await plan_store.customer_of(session, who.workspace)

    def _price(self, plan: PlanName) -> str:
        self._sold()
        if plan not in self.prices.ids:
            raise Invalid(f"the plan {plan} is not sold here")
        return self.prices.ids[plan]

    def _sold(self) -> None:
        if not self.plans.sold:
            raise Conflict(NOT_SOLD)


def _preview(plan: PlanName, told: Mapping[str, Any], at: datetime) -> Preview:
    code = _text(told, "currency")
    lines = tuple(
        Line(str(one.get("description") or "bolo"), amount(int(one["amount"]), code))
        for one in _list(told.get("lines", {}))
    )
    seconds = told.get("subscription_proration_date")
    due = amount(int(told["amount_due"]), code)
    return Preview(plan, due, lines, moment(seconds) if seconds else at)


def _invoice(told: Mapping[str, Any]) -> Invoice:
    return Invoice(
        number=told.get("number"),
        created_at=moment(int(told["created"])),
        total=amount(int(told["total"]), _text(told, "currency")),
        status=told.get("status"),
        url=told.get("hosted_invoice_url"),
        pdf=told.get("invoice_pdf"),
    )


def _list(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    data = told.get("data")
    return data if isinstance(data, list) else []


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise LayoutChanged(f"Stripe told no {name}")
    return value
