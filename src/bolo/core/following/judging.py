"""When a followed course of prices is worth a word: each state once, until it has been left.

Nothing is remembered between two looks: the recorded course is walked from its beginning, so
a second look at the same course says the same, and a preview is the thing itself.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Final
from uuid import UUID

from bolo.core.following.follows import Condition, When

HUNDRED: Final = Decimal(100)
OUT_FOR: Final = timedelta(hours=1)
"""What was told to be back is told again only after it was out for so long."""
LOOKS_BACK: Final = timedelta(days=180)
"""What is usual is looked for in so many days."""
LEAST_PAST: Final = timedelta(days=7)
"""With less of a past nothing is unusual."""
SPREADS: Final = Decimal("4.4478")
"""Three times 1.4826: from a median absolute deviation to three standard deviations."""
LEAST_ODD: Final = Decimal("0.2")
"""Less than this share of what is usual is never unusual."""
JUDGED: Final = 100
"""Of so many newest prices it is asked whether they are unusual."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was asked from `at` on; no price when it was not for sale. `listing` asks it."""

    at: datetime
    price: Decimal | None
    listing: UUID


@dataclass(frozen=True, slots=True)
class Fired:
    """A condition came true at `at`: the price then, the one before, and the lowest until then.

    With `UNUSUAL`, `before` is what is usual.
    """

    when: When
    at: datetime
    listing: UUID
    price: Decimal | None
    before: Decimal | None = None
    low: Decimal | None = None


Found = Iterator[tuple[int, Decimal | None]]
"""Places in the course, with the price to compare with."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition made ready: `price` in the course's currency, `margin` as a share of 1."""

    condition: Condition
    margin: Decimal
    price: Decimal | None = None


def fired(limit: Limit, course: Sequence[Point]) -> list[Fired]:
    """Return every moment of a course, in order, at which a condition is told."""
    if limit.condition.when is When.BELOW and limit.price is None:
        return []  # in a currency of which nobody knows the rate
    lows = _lows(course)
    return [
        Fired(
            limit.condition.when, course[at].at, course[at].listing, course[at].price, was, lows[at]
        )
        for at, was in _WALKS[limit.condition.when](limit, course)
    ]


def _lows(course: Sequence[Point]) -> list[Decimal | None]:
    lows: list[Decimal | None] = []
    low: Decimal | None = None
    for one in course:
        low = one.price if low is None else low if one.price is None else min(low, one.price)
        lows.append(low)
    return lows


def _sold(course: Sequence[Point]) -> Iterator[tuple[int, Decimal, datetime]]:
    """Yield the moments at which it was for sale."""
    for at, one in enumerate(course):
        if one.price is not None:
            yield at, one.price, one.at


def _below(limit: Limit, course: Sequence[Point]) -> Found:
    bound = limit.price or Decimal(0)
    armed, before = True, None
    for at, price, _ in _sold(course):
        if armed and price < bound:
            yield at, before
            armed = False
        elif price >= bound * (1 + limit.margin):
            armed = True
        before = price


def _low(limit: Limit, course: Sequence[Point]) -> Found:
    low: Decimal | None = None
    told: Decimal | None = None
    before: Decimal | None = None
    for at, price, _ in _sold(course):
        deeper = told is None or price < told * (1 - limit.margin)
        if low is not None and price < low and deeper:
            yield at, before
            told = price
        low = price if low is None else min(low, price)
        before = price


def _moved(limit: Limit, course: Sequence[Point]) -> Found:
    """Yield falls from the highest, or rises from the lowest, within the days.

    What was told begins the course anew: only as much again is told again. A price stands until
    the next, or until it is not for sale.
    """
    sign = 1 if limit.condition.when is When.DROP else -1
    needed = (limit.condition.percent or Decimal(0)) / HUNDRED
    within = timedelta(days=limit.condition.days or 0)
    ends: deque[tuple[Decimal, datetime | None]] = deque()  # the farthest first; until when each
    for at, one in enumerate(course):
        price, moment = one.price, one.at
        if ends and ends[-1][1] is None:
            ends[-1] = ends[-1][0], moment
        if price is None:
            continue
        while ends and (until := ends[0][1]) is not None and until <= moment - within:
            ends.popleft()
        farthest = ends[0][0] if ends else price
        if sign * (farthest - price) > 0 and sign * (farthest - price) >= farthest * needed:
            yield at, farthest
            ends.clear()
        while ends and sign * (price - ends[-1][0]) >= 0:
            ends.pop()
        ends.append((price, None))


def _stock(limit: Limit, course: Sequence[Point]) -> Found:
    del limit
    out_since: datetime | None = None
    told = False
    before: Decimal | None = None
    seen = False
    for at, one in enumerate(course):
        if one.price is None:
            out_since = out_since or one.at
            seen = True
            continue
        if seen and out_since is not None and (not told or one.at - out_since >= OUT_FOR):
            yield at, before
            told = True
        out_since, before = None, one.price


def _new(limit: Limit, course: Sequence[Point]) -> Found:
    del limit
    if course:
        yield 0, None


def _unusual(limit: Limit, course: Sequence[Point]) -> Found:
    del limit
    sold = list(_sold(course))
    moments = [one[2] for one in sold]
    armed = True
    for number in range(max(0, len(sold) - JUDGED), len(sold)):
        at, price, moment = sold[number]
        first = max(bisect_left(moments, moment - LOOKS_BACK) - 1, number - 2 * JUDGED, 0)
        usual = _usual(sold[first:number], moment)
        if usual is None:
            continue
        middle, allowed = usual
        if armed and abs(price - middle) > allowed:
            yield at, middle
            armed = False
        elif abs(price - middle) * 2 <= allowed:
            armed = True


def _usual(
    past: Sequence[tuple[int, Decimal, datetime]], until: datetime
) -> tuple[Decimal, Decimal] | None:
    """Return the price that stood longest in the middle, and how far from it is still usual."""
    if not past or until - past[0][2] < LEAST_PAST:
        return None
    ends = [*(one[2] for one in past[1:]), until]
    lasted = [
        (price, int((end - begin).total_seconds()))
        for (_, price, begin), end in zip(past, ends, strict=True)
    ]
    middle = _median(lasted)
    spread = _median([(abs(price - middle), seconds) for price, seconds in lasted])
    return middle, max(spread * SPREADS, middle * LEAST_ODD)


def _median(weighed: Sequence[tuple[Decimal, int]]) -> Decimal:
    """Return the value at which half of the weight is reached."""
    ordered = sorted(weighed)
    reached = accumulate(weight for _, weight in ordered)
    total = sum(weight for _, weight in ordered)
    return next(
        value for (value, _), so_far in zip(ordered, reached, strict=True) if so_far * 2 >= total
    )


_WALKS: Final[dict[When, Callable[[Limit, Sequence[Point]], Found]]] = {
    When.BELOW: _below,
    When.DROP: _moved,
    When.LOW: _low,
    When.STOCK: _stock,
    When.NEW: _new,
    When.RISE: _moved,
    When.UNUSUAL: _unusual,
}
