"""A listing: an offer followed over time, and which of its prices may be believed.

A surprise (a zero, a new currency, a jump, an unsure reading) is put aside until
a second, independent reading agrees; only then does it enter the history.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bolo.core.money import Money
from bolo.core.offer import Availability


@dataclass(frozen=True, slots=True)
class Quote:
    """What was asked at one moment: `price` is `None` when none was stated."""

    price: Money | None
    availability: Availability | None
    at: datetime
    confidence: Decimal = Decimal(1)

    def says_the_same_as(self, other: "Quote") -> bool:
        """Tell whether price and availability agree, whenever they were read."""
        return self.price == other.price and self.availability == other.availability


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as a surprise.

    A price below `least_ratio` or above `most_ratio` times the believed one is a
    jump; two readings are independent when at least `apart` lies between them.
    """

    least_ratio: Decimal = Decimal("0.35")
    most_ratio: Decimal = Decimal(3)
    least_confidence: Decimal = Decimal("0.5")
    apart: timedelta = timedelta(seconds=5)


LIMITS = Limits()


class Surprise(StrEnum):
    """Why a reading was put aside. The values are stored: never renamed."""

    ZERO_PRICE = "zero_price"
    NEW_CURRENCY = "new_currency"
    JUMP = "jump"
    UNSURE_READING = "unsure_reading"


@dataclass(frozen=True, slots=True)
class Pending:
    """A reading put aside, waiting for another one to agree."""

    quote: Quote
    surprise: Surprise


@dataclass(frozen=True, slots=True)
class Belief:
    """What to believe after a reading.

    `moved` says that the history gains a point; `pending` is what is put aside
    now, `None` when nothing is (which also clears what was put aside before).
    """

    quote: Quote | None
    moved: bool
    pending: Pending | None = None


def surprise(
    believed: Quote | None, seen: Quote, *, free: bool = False, limits: Limits = LIMITS
) -> Surprise | None:
    """Say why `seen` may not be believed at once; `free` allows a price of zero."""
    if seen.price is None:
        return None
    if seen.price.amount <= 0:
        return None if free else Surprise.ZERO_PRICE
    if seen.confidence < limits.least_confidence:
        return Surprise.UNSURE_READING
    if believed is None or believed.price is None:
        return None
    if believed.price.currency != seen.price.currency:
        return Surprise.NEW_CURRENCY
    return _jump(believed.price.amount, seen.price.amount, limits)


def _jump(before: Decimal, after: Decimal, limits: Limits) -> Surprise | None:
    if before <= 0:
        return Surprise.JUMP
    ratio = after / before
    return None if limits.least_ratio <= ratio <= limits.most_ratio else Surprise.JUMP


def believe(
    believed: Quote | None,
    pending: Pending | None,
    seen: Quote,
    *,
    free: bool = False,
    limits: Limits = LIMITS,
) -> Belief:
    """Weigh a new reading against what is believed and what was put aside."""
    why = surprise(believed, seen, free=free, limits=limits)
    if why is None:
        same = believed is not None and believed.says_the_same_as(seen)
        return Belief(believed if same else seen, moved=not same)
    if pending is None or pending.quote.price != seen.price:
        return Belief(believed, moved=False, pending=Pending(seen, why))
    if seen.at - pending.quote.at < limits.apart:
        return Belief(believed, moved=False, pending=pending)
    return Belief(seen, moved=believed is None or not believed.says_the_same_as(seen))
