"""How long offers of a thing last: Kaplan and Meier's curve, leaning on how fast its like goes.

An offer that still stands says that it has lasted so long, no more. Each day's chance of going is
the mean of a Beta posterior (Susarla & Van Ryzin, JASA 71, 1976, by whole days); the usual rate
counts as much as `HELD` offers, and alone where nothing was followed so long.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

NEEDED = 3
"""So many must have gone, unless it is known how fast its like goes."""
HELD = 2
LONGEST = 365
"""Days that are told apart; beyond them every day is like the next."""
FURTHEST = 3_650
POINTS = 24
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Followed:
    """An offer that stood for `days` while it was followed, and then `went` or still stands."""

    days: int
    went: bool


@dataclass(frozen=True, slots=True)
class Lasting:
    """The share still unsold at the end of each day, from day 0 on; then `rate` each day."""

    unsold: tuple[Decimal, ...]
    rate: Decimal

    def days(self, share: Decimal) -> int:
        """Return by the end of which day `share` (below 1) of such offers have gone."""
        left = 1 - share
        for day, unsold in enumerate(self.unsold):
            if unsold <= left:
                return max(day, 1)
        further = (left / self.unsold[-1]).ln() / (1 - self.rate).ln()
        day = len(self.unsold) - 1 + int(further)
        # logarithms hit a whole day or miss it by a hair: the curve itself says whether
        return min(day if self.at(day) <= left else day + 1, FURTHEST)

    def at(self, day: int) -> Decimal:
        """Return the share still unsold at the end of `day`."""
        last = len(self.unsold) - 1
        if day <= last:
            return self.unsold[day]
        return self.unsold[last] * (1 - self.rate) ** (day - last)

    def drawn(self) -> tuple[tuple[int, Decimal], ...]:
        """Return the curve in a few points, as far as four fifths take and a little further."""
        end = max(min(self.days(Decimal("0.8")) * 5 // 4, FURTHEST), 7)
        days = sorted({end * step // POINTS for step in range(POINTS + 1)})
        return tuple((day, self.at(day).quantize(PLACES)) for day in days)


def lasting(followed: Sequence[Followed], usual: Decimal | None = None) -> Lasting | None:
    """Return the curve of such offers; `None` when too little is known.

    `usual` is the share of offers of its like that go each day; without it, the share of these.
    """
    gone = Counter(max(one.days, 1) for one in followed if one.went)
    stood = Counter(one.days for one in followed if not one.went)
    if gone.total() < NEEDED and usual is None:
        return None
    days = sum(one.days if not one.went else max(one.days, 1) for one in followed)
    rate = min(usual or Decimal(gone.total()) / days, Decimal("0.99"))
    at_risk = len(followed) - stood[0]
    unsold = [Decimal(1)]
    for day in range(1, min(max([*gone, *stood], default=0), LONGEST) + 1):
        unsold.append(unsold[-1] * (1 - (HELD * rate + gone[day]) / (HELD + at_risk)))
        at_risk -= gone[day] + stood[day]
    return Lasting(tuple(unsold), rate)
