"""What Stripe tells: taken once, in any order, and told to owners where they must act.

An event says when it was true; what is older than what is known changes nothing. Two of one kind
in the same second cannot be put in order: then Stripe is asked how things stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import orjson
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.billing import plan_store
from bolo.accounts.billing import store as billing_store
from bolo.accounts.billing.plans import Plans
from bolo.accounts.billing.stripe import (
    Object,
    Prices,
    Stripe,
    moment,
    read_subscription,
    subscription_id,
)
from bolo.accounts.letters.service import Letter, Letters
from bolo.core.errors import Invalid
from bolo.core.events import PlanChanged
from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import (
    GRACE,
    OVERDUE,
    PAYING,
    Billed,
    Rank,
    Subscription,
    Told,
    billed_plan,
    follow,
)
from bolo.platform.durable.events.outbox import publish

log = structlog.get_logger(__name__)
SUBSCRIPTIONS = {
    "customer.subscription.created": Rank.CREATED,
    "customer.subscription.updated": Rank.UPDATED,
    "customer.subscription.paused": Rank.UPDATED,
    "customer.subscription.resumed": Rank.UPDATED,
    "customer.subscription.deleted": Rank.DELETED,
}
INVOICES = {
    "invoice.payment_failed": Rank.FAILED,
    "invoice.paid": Rank.PAID,
    "invoice.payment_succeeded": Rank.PAID,
}
CHECKOUT = "checkout.session.completed"
UNKNOWN = "this is no event of Stripe's that we know how to read"


@dataclass(frozen=True, slots=True)
class Event:
    """What Stripe sends; `told` is `None` for kinds that mean nothing to us."""

    id: str
    kind: str
    at: datetime
    object: Object

    @property
    def told(self) -> Told | None:
        """Return when it was true, and which kind told it."""
        rank = SUBSCRIPTIONS.get(self.kind) or INVOICES.get(self.kind)
        if self.kind == CHECKOUT:
            rank = Rank.CHECKOUT
        return Told(self.at, rank) if rank else None


@dataclass(frozen=True, slots=True)
class StripeEvents:
    """The use case; `letters` carries what owners must know."""

    plans: Plans
    letters: Letters
    stripe: Stripe
    prices: Prices

    async def take(self, body: bytes) -> bool:
        """Take an event whose signature was checked; `False` when it was taken before."""
        try:
            event = _read(body)
            if await self._taken(event):
                return False
            workspace = await self._workspace(event)
            told = None if workspace is None else await self._told(event, workspace)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise Invalid(UNKNOWN) from error
        db = self.plans.db
        async with db.transaction() as session:
            now = self.plans.clock()
            if not await billing_store.note(session, event.id, event.kind, event.at, now):
                return False
            if workspace is None or told is None or event.told is None:
                return True
            before = await plan_store.billed(session, workspace, lock=True)
            after = follow(before, event.told, told)
            await self.keep(session, workspace, before, after)
            await self._tell(session, workspace, event, after)
        self.plans.forget(workspace)
        return True

    async def _taken(self, event: Event) -> bool:
        async with self.plans.db.transaction() as session:
            return await billing_store.is_noted(session, event.id)

    async def keep(
        self, session: AsyncSession, workspace: UUID, before: Billed, after: Billed
    ) -> None:
        """Keep what is known now, and have what runs follow when the plan is another."""
        await billing_store.save(session, workspace, after)
        now, sold = self.plans.clock(), self.plans.sold
        if billed_plan(before, now, sold=sold) != billed_plan(after, now, sold=sold):
            await publish(session, PlanChanged((workspace,), workspace))

    async def lapse(self) -> int:
        """Take plans away whose days of grace are over, and tell it; return how many."""
        now = self.plans.clock()
        async with self.plans.db.transaction() as session:
            late = await billing_store.overdue(session, now - GRACE)
            for workspace in late:
                known = await plan_store.billed(session, workspace, lock=True)
                await billing_store.save(session, workspace, replace(known, lapsed_at=now))
                await publish(session, PlanChanged((workspace,), workspace))
                await self._write(session, workspace, LAPSED)
        for workspace in late:
            self.plans.forget(workspace)
        return len(late)

    async def _workspace(self, event: Event) -> UUID | None:
        """Return whom an event is about: by the id we gave along, else by the customer's."""
        if event.told is None:
            return None
        given = _noted(event)
        async with self.plans.db.transaction() as session:
            if given is not None and await plan_store.exists(session, given):
                return given
            customer = event.object.get("customer")
            found = await billing_store.of_customer(session, str(customer)) if customer else None
        if found is None:
            log.warning("an event of Stripe is about nobody here", id=event.id, kind=event.kind)
        return found

    async def _told(self, event: Event, workspace: UUID) -> Subscription | None:
        """Return the subscription as the event has it; `None` when it says nothing of one."""
        known = await self.plans.billed(workspace)
        if event.kind == CHECKOUT:
            return _bought(event.object, known)
        if event.kind in INVOICES:
            return _paid(event, known.subscription)
        said = read_subscription(event.object, self.prices)
        if known.told == event.told and known.subscription not in {None, said}:
            now = await self.stripe.get(f"subscriptions/{said.id}")
            return read_subscription(now, self.prices)
        return said

    async def _tell(
        self, session: AsyncSession, workspace: UUID, event: Event, after: Billed
    ) -> None:
        paid = after.subscription
        if paid is None or paid.id != _subscription(event):
            return
        if event.kind == "invoice.payment_failed" and paid.past_due_since is not None:
            until = (paid.past_due_since + GRACE).strftime("%-d %B %Y")
            subject, lines = FAILED
            await self._write(session, workspace, (subject, (*lines, UNTIL.format(until=until))))
        elif event.kind == "customer.subscription.deleted" and after.told == event.told:
            await self._write(session, workspace, ENDED)

    async def _write(
        self, session: AsyncSession, workspace: UUID, what: tuple[str, tuple[str, ...]]
    ) -> None:
        if not self.letters.are_sent:
            return
        link = f"{self.letters.address}/plan"
        for user, email in await billing_store.owners(session, workspace):
            letter = Letter("billing", email, *what, "See your plan", link, user)
            await self.letters.write(session, letter)


FAILED = (
    "A payment for bolo has failed",
    ("Your bank did not let a payment for your plan through; it is tried again of itself.",),
)
UNTIL = "Your plan goes on until {until}. Please look at your card, or choose another way to pay."
LAPSED = (
    "Your plan at bolo is paused",
    (
        "No payment has come through for a week, so your workspace is on the Free plan now.",
        "Searches beyond it are paused. Nothing is lost: they go on as soon as a payment does.",
    ),
)
ENDED = (
    "Your plan at bolo has ended",
    (
        "Your workspace is on the Free plan now. Searches beyond it are paused; nothing is lost.",
        "Take up a plan again whenever you like, and they go on.",
    ),
)


def _read(body: bytes) -> Event:
    told = orjson.loads(body)
    return Event(
        str(told["id"]), str(told["type"]), moment(int(told["created"])), told["data"]["object"]
    )


def _noted(event: Event) -> UUID | None:
    """Return the workspace whose id came along with what we asked for."""
    told = event.object
    details = told.get("subscription_details") or {}
    parent = (told.get("parent") or {}).get("subscription_details") or {}
    places = [told.get("metadata"), details.get("metadata"), parent.get("metadata")]
    given = [told.get("client_reference_id")] if event.kind == CHECKOUT else []
    given += [place.get("workspace") for place in places if isinstance(place, Mapping)]
    for one in given:
        try:
            return UUID(str(one))
        except ValueError:
            continue
    return None


def _subscription(event: Event) -> str | None:
    return str(event.object["id"]) if event.kind in SUBSCRIPTIONS else subscription_id(event.object)


def _bought(session: Object, known: Billed) -> Subscription | None:
    """Return what a finished checkout bought; what the subscription itself told is better."""
    subscription = subscription_id(session)
    paid = session.get("payment_status") in {"paid", "no_payment_required"}
    plan = (session.get("metadata") or {}).get("plan")
    if subscription is None or not paid or plan not in set(PlanName):
        return None
    if known.subscription is not None and known.subscription.id == subscription:
        return None
    return Subscription(subscription, str(session["customer"]), PlanName(plan), "active")


def _paid(event: Event, known: Subscription | None) -> Subscription | None:
    """Return how a subscription stands after an invoice of its was paid, or was not."""
    if known is None or known.id != subscription_id(event.object):
        return None
    if event.told is not None and event.told.by is Rank.FAILED:
        return replace(known, status="past_due") if known.status in PAYING | OVERDUE else None
    return replace(known, status="active") if known.status in {*OVERDUE, "incomplete"} else None
