"""The level of an item's price, and of each of its variants around it, day by day.

A Kalman filter over log prices: the item drifts as one, its variants drift apart a little,
near ones (sizes 10 and 10.5) less than far ones. How fast it drifts is learned from how
surprising the latest days were (after Mehra, IEEE Trans. Automatic Control 15, 1970).
"""

from dataclasses import dataclass

import numpy as np

from bolo.core.valuation.forecast.sales import Floats, Ints

NEAR = 0.1
"""Variants whose logarithms differ by this much share a factor 1/e of what moves them."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Standard deviations of log prices: a day's drift, and one sale around its level."""

    item: float = 0.02
    variant: float = 0.01
    sale: float = 0.025
    adapts: bool = True


FAST = Pace()
SLOW = Pace(item=0.006, variant=0.006, adapts=False)
APART = 0.10
UNKNOWN = 0.15
SURPRISE = 4.0
SLOWEST, FASTEST = 0.15, 12.0


def nearness(place: Floats, reach: float) -> Floats:
    """Return how far variants move together, 1 with itself; texts move on their own."""
    with np.errstate(invalid="ignore", divide="ignore"):
        known = np.log(np.where(place > 0, place, np.nan))
    apart = np.abs(known[:, None] - known[None, :])
    together: Floats = np.where(np.isnan(apart), 0.0, 0.9 * np.exp(-apart / reach))
    np.fill_diagonal(together, 1.0)
    return together


def by_evening(sales: int, passed: int) -> float:
    """Return how much further a price had gone by the end of a day than its sales tell.

    It is a share of how far those moved the item as a whole, `passed` days after the day before
    (after Working, "Note on the correlation of first differences of averages in a random chain",
    Econometrica 28, 1960).
    Where a price drifts at random and sales come at random times, what is still to come by
    midnight goes along with a sixth of a day's drift, and the way from mean to mean holds
    that of a third of a day less than what has passed. One sale alone tells no way.
    """
    return (1 - 1 / sales) / 6 / (passed - 1 / 3)


class Level:
    """The filter of one item; `prior` is where each variant stands around the item's level."""

    def __init__(self, place: Floats, pace: Pace = FAST) -> None:
        count = len(place)
        self.pace = pace
        self.drift: Floats = pace.item**2 + pace.variant**2 * nearness(place, NEAR)
        self.spread: Floats = UNKNOWN**2 + APART**2 * nearness(place, 4 * NEAR)
        self.mean: Floats = np.zeros(count)
        self.haste = 1.0
        self.day: int | None = None

    def begin(self, variants: Ints, logs: Floats, prior: Floats) -> None:
        """Start from the first day's sales and from where such variants stand elsewhere."""
        self.mean = prior + np.median(logs - prior[variants])

    def learn(self, day: int, variants: Ints, logs: Floats, prior: Floats) -> None:
        """Take in all sales of one day, later than every day before.

        `variants` (codes) and `logs` (log prices) have an entry a sale, `prior` one a variant:
        where such stand elsewhere.
        """
        passed = 0 if self.day is None else day - self.day
        if self.day is None:
            self.begin(variants, logs, prior)
        else:
            self.spread = self.spread + self.drift * (self.haste * passed)
        self.day = day
        counts = np.bincount(variants, minlength=len(self.mean))
        seen = np.flatnonzero(counts)
        sums = np.bincount(variants, logs, minlength=len(self.mean))
        missed = sums[seen] / counts[seen] - self.mean[seen]
        noise = self.pace.sale**2 * (1 / counts[seen] + 0.3)
        inner = self.spread[np.ix_(seen, seen)]
        odd = np.abs(missed) / np.sqrt(np.diag(inner) + noise)
        noise = noise * np.maximum(odd / SURPRISE, 1.0) ** 2
        outer = self.spread[:, seen]
        gain = np.linalg.solve(inner + np.diag(noise), outer.T).T
        moved = gain @ missed
        self.mean = self.mean + moved
        self.spread = self.spread - gain @ outer.T
        if self.pace.adapts and passed:
            self.mean = self.mean + by_evening(len(logs), passed) * (counts @ moved) / len(logs)
            self._hasten(odd)

    def _hasten(self, odd: Floats) -> None:
        surprise = np.clip(np.mean(np.minimum(odd, SURPRISE) ** 2), 0.05, 8.0)
        share = 0.7 * (1 - 0.5 ** (len(odd) / 16))
        haste = self.haste * float(surprise) ** share
        self.haste = min(max(haste, SLOWEST), FASTEST)

    def variance(self, day: int) -> Floats:
        """Return the variance of each variant's level on a later day."""
        ahead = self.haste * (day - (day if self.day is None else self.day))
        return np.asarray(np.diag(self.spread) + ahead * np.diag(self.drift))
