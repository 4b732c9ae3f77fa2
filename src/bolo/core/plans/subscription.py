"""What a workspace pays for, by Stripe's words, and which plan follows from it.

Events come in any order and more than once: each says when it was true, and what is older than
what is known changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final

from bolo.core.plans.limits import BY_NAME, FREE, LOCKED, UNLOCKED, Plan, PlanName

GRACE: Final = timedelta(days=7)
"""How long a plan goes on after a payment has failed; meanwhile Stripe tries again."""
PAYING: Final = frozenset({"active", "trialing"})
OVERDUE: Final = frozenset({"past_due", "unpaid"})
LIVE: Final = PAYING | OVERDUE
"""In these a subscription can be changed and cancelled, and no second one is begun."""


class Rank(IntEnum):
    """Which of two events of the same second tells more. The values are stored."""

    NONE = 0
    CHECKOUT = 1
    CREATED = 2
    FAILED = 3
    PAID = 4
    UPDATED = 5
    DELETED = 6


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as it was at a moment."""

    id: str
    customer: str
    plan: PlanName | None
    status: str
    period_end: datetime | None = None
    cancels: bool = False
    past_due_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """When something was true by Stripe's clock, which has seconds, and what told it."""

    at: datetime
    by: Rank

    def is_newer_than(self, other: "Told | None") -> bool:
        """Tell whether this is news; of the same kind at the same second it cannot be known."""
        return other is None or (self.at, self.by) >= (other.at, other.by)


@dataclass(frozen=True, slots=True)
class Billed:
    """All that is known of a workspace's plan; `granted` by the operator's hand."""

    granted: PlanName | None = None
    locked: bool = False
    subscription: Subscription | None = None
    told: Told | None = None
    lapsed_at: datetime | None = None


def follow(known: Billed, told: Told, new: Subscription) -> Billed:
    """Return what is known after a subscription was told of."""
    before = known.subscription
    if before is not None and before.id != new.id and new.status not in PAYING:
        return known  # an older one has ended, or a second one was begun and not paid
    same = before is not None and before.id == new.id
    if same and not _counts(known.told, told, new):
        return known
    overdue = new.status in OVERDUE
    since = before.past_due_since if before is not None and same else None
    new = replace(new, past_due_since=(since or told.at) if overdue else None)
    if same and before is not None:
        new = replace(
            new, plan=new.plan or before.plan, period_end=new.period_end or before.period_end
        )
    return replace(
        known, subscription=new, told=told, lapsed_at=known.lapsed_at if overdue else None
    )


def _counts(known: Told | None, told: Told, new: Subscription) -> bool:
    """Tell whether something told changes what is known of the same subscription.

    A checkout knows the least: whatever the subscription itself told is better, whenever it
    was, but that it had not been paid yet.
    """
    if known is not None and known.by is Rank.CHECKOUT:
        return new.status != "incomplete"
    return told.is_newer_than(known)


def billed_plan(billed: Billed, now: datetime, *, sold: bool) -> Plan:
    """Return the plan of a workspace; where none are `sold` everything is unlocked."""
    if billed.locked:
        return LOCKED
    if billed.granted is not None:
        return BY_NAME[billed.granted]
    if not sold:
        return UNLOCKED
    paid = billed.subscription
    if paid is None or paid.plan is None:
        return FREE
    in_grace = (
        paid.status in OVERDUE
        and paid.past_due_since is not None
        and now < paid.past_due_since + GRACE
    )
    return BY_NAME[paid.plan] if paid.status in PAYING or in_grace else FREE
