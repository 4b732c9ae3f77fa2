"""What was observed, in columns and in the order of time: a million rows in some 25 MB.

Moments are microseconds since 1970 (UTC), amounts ten-thousandths of a currency unit: both are
whole numbers, so nothing is rounded before it is Money again.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from hashlib import blake2b
from itertools import islice
from operator import le

UNITS = 10_000
SECOND = 1_000_000
DAY = 86_400 * SECOND
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = 30 * DAY
"""So long another future lasts; nothing is observed any more after it."""
ALWAYS = -(2**62)
NOTHING = -1
"""The amount of a row that states no price."""


class Kind(IntEnum):
    """What a row tells of a listing."""

    ASK = 0
    """It asks so much."""
    SOLD_OUT = 1
    """It asks so much and cannot be had now."""
    GONE = 2
    """It is offered no more."""
    SOLD = 3
    """Such a thing was sold for so much: it tells how fast the product sells."""
    SALE = 4
    """It was sold for so much, and might have been bought for that: a history of sales alone."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A listing: what does not change about it. `product` is a number of the history's."""

    id: str
    product: int
    shop: str
    title: str = ""
    marketplace: str = ""
    category: str | None = None
    used: bool = False
    probability: Decimal = Decimal(1)


Seen = tuple[int, int, int, int, int]
"""One row: moment, number of the thing, amount, number of the currency, kind."""


@dataclass(slots=True)
class History:
    """Rows in the order of time, and what they are about."""

    things: list[Thing] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    at: "array[int]" = field(default_factory=lambda: array("q"))
    thing: "array[int]" = field(default_factory=lambda: array("i"))
    amount: "array[int]" = field(default_factory=lambda: array("q"))
    currency: "array[int]" = field(default_factory=lambda: array("B"))
    kind: "array[int]" = field(default_factory=lambda: array("B"))
    of_sales: bool = False
    """It was read from tables of sales: nothing in it was ever asked."""
    since: int = ALWAYS
    """What came before this moment is only known from then on; nothing was decided before it."""

    def __len__(self) -> int:
        return len(self.at)

    def rows(self) -> Iterator[Seen]:
        """Give the rows one after the other."""
        return zip(self.at, self.thing, self.amount, self.currency, self.kind, strict=True)

    def add(self, row: Seen) -> None:
        """Append a row; see `in_order`."""
        self.at.append(row[0])
        self.thing.append(row[1])
        self.amount.append(row[2])
        self.currency.append(row[3])
        self.kind.append(row[4])

    def in_order(self) -> "History":
        """Return the rows in the order of time; those of one moment keep their order."""
        if all(map(le, self.at, islice(self.at, 1, None))):
            return self
        return self.chosen(sorted(range(len(self)), key=self.at.__getitem__))

    @property
    def begin(self) -> int:
        """The number of the first row at which something may be decided."""
        return bisect_left(self.at, self.since)

    def between(self, start: datetime | None, end: datetime | None) -> "History":
        """Return what was observed before `end`; what came before `start` is only known by then.

        Nothing at all where nothing was observed from `start` on.
        """
        first = moment(start) if start else self.since
        last = bisect_left(self.at, moment(end)) if end else len(self)
        numbers = range(last) if bisect_left(self.at, first) < last else range(0)
        return replace(self.chosen(numbers), since=first)

    def of_products(self, products: frozenset[int]) -> "History":
        """Return what was observed of some products only."""
        mine = [thing.product in products for thing in self.things]
        return self.chosen([n for n, thing in enumerate(self.thing) if mine[thing]])

    def with_another_future(self, after: int, seed: int) -> "History":
        """Return a copy in which everything after a moment has become something else.

        Prices are between a third and three times what they were, a fifth of the rows tell
        of another kind, and a tenth are missing; after `AHEAD` all are.
        """
        kept: list[int] = []
        other = replace(
            self, amount=array("q", self.amount), kind=array("B", self.kind), at=array("q", self.at)
        )
        for n, at in enumerate(self.at):
            if at <= after:
                kept.append(n)
                continue
            if at > after + AHEAD:
                break
            drawn = blake2b(f"{seed} {n}".encode(), digest_size=6).digest()
            if drawn[0] % 10 == 0:
                continue
            kept.append(n)
            if self.amount[n] > 0:
                other.amount[n] = self.amount[n] * (85 + drawn[1] * 680 // 255) // 255
            if drawn[2] % 5 == 0 and self.kind[n] in {Kind.ASK, Kind.SOLD_OUT}:
                other.kind[n] = drawn[3] % 2
        return other.chosen(kept)

    def chosen(self, numbers: Sequence[int]) -> "History":
        """Return the rows of those numbers, in that order."""
        return replace(
            self,
            at=array("q", map(self.at.__getitem__, numbers)),
            thing=array("i", map(self.thing.__getitem__, numbers)),
            amount=array("q", map(self.amount.__getitem__, numbers)),
            currency=array("B", map(self.currency.__getitem__, numbers)),
            kind=array("B", map(self.kind.__getitem__, numbers)),
        )


def moment(when: datetime) -> int:
    """Return a moment as histories count it."""
    return (when - EPOCH) // timedelta(microseconds=1)


def when(at: int) -> datetime:
    """Return a moment as people count it."""
    return EPOCH + timedelta(microseconds=at)


def day_of(at: int) -> date:
    """Return the day of a moment, UTC."""
    return when(at).date()


def units(amount: Decimal) -> int:
    """Return an amount as histories count it; what is finer than they count is cut off."""
    return int(amount * UNITS)
