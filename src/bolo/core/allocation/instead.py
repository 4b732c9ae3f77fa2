"""Instead of which deals of a plan one that is left out could be taken, and what those earn.

For any that would have to be weighed against many this is asked one by one, when it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bolo.core.allocation.plan import Candidate, Kind, LeftOut, Shortage, Why
from bolo.core.allocation.rows import FINE, NO_CATEGORY
from bolo.core.money import Money

ALL = 12
"""Of so many deals that use what is short every choice is weighed: 4,096."""
PAIRS = 100
"""Of more only so many of the cheapest are weighed two by two."""
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Taken:
    """The deals of a plan in whole numbers: what each earns and what it uses of the limits."""

    chosen: tuple[Candidate, ...]
    months: Ints
    costs: Ints
    shortfalls: Ints
    categories: NDArray[np.str_]
    sellers: NDArray[np.str_]

    def weighed(self, left: LeftOut) -> LeftOut:
        """Return it with the deals that make room for it and earn little, if those earn more."""
        if left.why is not Why.NO_ROOM or not left.shortages:
            return left
        some = [self.chosen[place] for place in self._room_for(left.shortages)]
        if not some:
            return left
        earns = sum((one.month for one in some), start=Money.zero(some[0].month.currency))
        if earns < left.candidate.month:
            return left  # the plan is not proven: it may be that this one belongs in it
        return replace(left, needed=earns, instead=tuple(some))

    def _room_for(self, shortages: Sequence[Shortage]) -> list[int]:
        """Return the places of those that together use what is short, and earn little."""
        uses = np.array([self._uses(one.kind, one.name) for one in shortages])
        short = np.array([_fine(one.short) for one in shortages])
        places = np.flatnonzero(uses.any(axis=0))
        uses, months = uses[:, places], self.months[places]
        if (uses.sum(axis=1) < short).any():
            return []
        ways = (_of_all,) if len(places) <= ALL else (_one, _two, _by_share)
        found = [some for way in ways if (some := way(uses, short, months))]
        best = min(found, key=lambda some: (int(months[some].sum()), len(some)))
        return [int(place) for place in places[best]]

    def _uses(self, kind: Kind, name: str) -> Ints:
        if kind is Kind.SHORTFALL:
            return self.shortfalls
        groups = {Kind.CATEGORY: self.categories, Kind.SELLER: self.sellers}
        return self.costs * (groups[kind] == name) if kind in groups else self.costs


def taken(chosen: Sequence[Candidate]) -> Taken:
    """Count what the deals of a plan use."""
    return Taken(
        tuple(chosen),
        np.array([_fine(one.month) for one in chosen], np.int64),
        np.array([_fine(one.cost) for one in chosen], np.int64),
        np.array([_fine(one.shortfall) for one in chosen], np.int64),
        np.array([one.category or NO_CATEGORY for one in chosen], np.str_),
        np.array([one.seller for one in chosen], np.str_),
    )


def _fine(money: Money) -> int:
    """Return ten-thousandths, as they are stored; of a plan's use never more than was counted."""
    return int(money.amount * FINE)


def _of_all(uses: Ints, short: Ints, months: Ints) -> list[int]:
    """Return the places of those that earn least of all that would do."""
    count = uses.shape[1]
    some = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    earns = np.where((some @ uses.T >= short).all(axis=1), some @ months, np.iinfo(np.int64).max)
    return list(np.flatnonzero(some[int(np.argmin(earns))]))


def _one(uses: Ints, short: Ints, months: Ints) -> list[int]:
    enough = np.flatnonzero((uses >= short[:, None]).all(axis=0))
    return [int(enough[np.argmin(months[enough])])] if len(enough) else []


def _two(uses: Ints, short: Ints, months: Ints) -> list[int]:
    cheap = np.argsort(months / _shares(uses, short), kind="stable")[:PAIRS]
    pairs = np.array(list(combinations(cheap, 2)))
    sums = uses[:, pairs[:, 0]] + uses[:, pairs[:, 1]]
    enough = pairs[(sums >= short[:, None]).all(axis=0)]
    if not len(enough):
        return []
    return [int(place) for place in enough[np.argmin(months[enough].sum(axis=1))]]


def _by_share(uses: Ints, short: Ints, months: Ints) -> list[int]:
    """Return those that earn least for what they use of what is still short, one by one."""
    some: list[int] = []
    missing = short.copy()
    while (missing > 0).any():
        shares = _shares(uses, missing)
        shares[some] = 0
        worth = np.where(shares > 0, months / np.maximum(shares, 1e-12), np.inf)
        some.append(int(np.argmin(worth)))
        missing = missing - uses[:, some[-1]]
    for place in sorted(some, key=lambda place: -months[place]):
        rest = [one for one in some if one != place]
        if (uses[:, rest].sum(axis=1) >= short).all():
            some = rest
    return some


def _shares(uses: Ints, short: Ints) -> NDArray[np.float64]:
    """Return how much of what is short each uses, as a share of each limit."""
    still = np.maximum(short, 1)[:, None]
    shares: NDArray[np.float64] = (np.minimum(uses, np.maximum(short, 0)[:, None]) / still).sum(
        axis=0
    )
    return shares
