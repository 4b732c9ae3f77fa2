"""A listing: an offer followed over time, and which of its prices may be believed.

A surprise (a zero, a new currency, a jump, a price that comes or goes, an unsure
reading) is put aside until a second, independent reading agrees; only then does it
enter the history. A tie waits for a person, or for a reading that is none; that a
thing is out of stock is believed at once, since it only forbids.
"""

from dataclasses import dataclass, replace
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
    tied: bool = False
    """The page states other prices as well, and nothing but a person can tell which is meant."""

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
    TIE = "tie"
    """Several prices are stated alike: reading the page once more tells nothing new."""
    NO_PRICE = "no_price"
    """There was a price, and now none is stated."""
    PRICE_RETURNED = "price_returned"
    """There was no price to compare this one with."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A reading put aside, waiting for another one to agree."""

    quote: Quote
    surprise: Surprise


@dataclass(frozen=True, slots=True)
class Belief:
    """What to believe after a reading.

    `moved` says that the history gains a point; `pending` is what is put aside now,
    `None` when nothing is (which also clears what was put aside before). Both, when
    a surprising reading says that the thing is sold out.
    """

    quote: Quote | None
    moved: bool
    pending: Pending | None = None


def surprise(
    believed: Quote | None, seen: Quote, *, free: bool = False, limits: Limits = LIMITS
) -> Surprise | None:
    """Say why `seen` may not be believed at once; `free` allows a price of zero.

    What is believed already surprises nobody, however unsure the reading.
    """
    if believed is not None and believed.price == seen.price:
        return None
    if seen.price is None:
        return None if believed is None else Surprise.NO_PRICE
    if seen.price.amount <= 0:
        return None if free and seen.price.amount == 0 else Surprise.ZERO_PRICE
    if seen.tied:
        return Surprise.TIE
    if seen.confidence < limits.least_confidence:
        return Surprise.UNSURE_READING
    return _change(believed, seen.price, limits)


def _change(believed: Quote | None, price: Money, limits: Limits) -> Surprise | None:
    """Say what is odd about a plain, sure price, given what is believed."""
    if believed is None:
        return None
    if believed.price is None:
        return Surprise.PRICE_RETURNED
    if believed.price.currency != price.currency:
        return Surprise.NEW_CURRENCY
    least = believed.price.amount * limits.least_ratio
    most = believed.price.amount * limits.most_ratio
    return None if 0 < least <= price.amount <= most else Surprise.JUMP


def believe(
    believed: Quote | None,
    pending: Pending | None,
    seen: Quote,
    *,
    free: bool = False,
    limits: Limits = LIMITS,
) -> Belief:
    """Weigh a new reading against what is believed and what was put aside.

    A reading older than what is believed came late and changes nothing.
    """
    if believed is not None and seen.at < believed.at:
        return Belief(believed, moved=False, pending=pending)
    why = surprise(believed, seen, free=free, limits=limits)
    if why is None:
        return _take(believed, seen)
    if pending is None or pending.quote.price != seen.price:
        return _put_aside(believed, Pending(seen, why), seen)
    if why is Surprise.TIE or seen.at - pending.quote.at < limits.apart:
        return _put_aside(believed, pending, seen)
    return _take(believed, seen)


def _take(believed: Quote | None, seen: Quote) -> Belief:
    same = believed is not None and believed.says_the_same_as(seen)
    return Belief(believed if same else seen, moved=not same)


def _put_aside(believed: Quote | None, pending: Pending, seen: Quote) -> Belief:
    sold_out = (
        believed is not None
        and seen.availability is Availability.OUT_OF_STOCK
        and believed.availability is not Availability.OUT_OF_STOCK
    )
    if believed is None or not sold_out:
        return Belief(believed, moved=False, pending=pending)
    now = replace(believed, availability=Availability.OUT_OF_STOCK, at=seen.at)
    return Belief(now, moved=True, pending=pending)
