"""One item's sales walked through in time, leaving at each cut what was known by then."""

from dataclasses import dataclass, field

import numpy as np

from bolo.core.valuation.forecast.curves import Curves
from bolo.core.valuation.forecast.levels import FAST, SLOW, Level
from bolo.core.valuation.forecast.sales import Floats, Ints, Rows

HALVES = np.array([1.0, 4.0, 20.0])
"""Days in which what was learned of an item's level counts for half: fast, middling, slow."""
OWN_HALF = 3.0
SOLD_HALF = 30.0
KEPT_DAYS = 40
MOST_VARIANTS = 128
ODD = 0.24
SEEN = (
    "level slow variance haste fast middling dull n_fast n_middling n_dull offset spread idle "
    "sales age own last last3 own_idle own_spread newest before slope7 slope21 peak trough "
    "own_rate item_rate variants"
).split()
"""What is known of a row at its cut; `level` is the filter's estimate, all else stands beside."""


@dataclass(slots=True)
class Item:
    """All that is known of one item so far."""

    level: Level
    slow: Level
    count: int
    first: int = 0
    day: int = 0
    sales: int = 0
    sums: Floats = field(default_factory=lambda: np.zeros(3))
    weights: Floats = field(default_factory=lambda: np.zeros(3))
    spread: float = 0.0
    spread_weight: float = 0.0
    days: list[int] = field(default_factory=list)
    medians: list[float] = field(default_factory=list)
    peak: float = -np.inf
    trough: float = np.inf
    own: Floats = field(init=False)
    own_weight: Floats = field(init=False)
    recent: Floats = field(init=False)
    own_day: Floats = field(init=False)
    sold: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.own, self.own_weight, self.sold = np.zeros((3, self.count))
        self.recent = np.full((3, self.count), np.nan)
        self.own_day = np.full(self.count, np.nan)

    @property
    def levels(self) -> Floats:
        """Return the item's level, fast, middling and slow."""
        return self.sums / np.maximum(self.weights, 1e-12)

    @property
    def middle(self) -> float:
        """Return the level that the variants stand around, by what sold lately."""
        weight = self.sold + 1e-6
        return float(weight @ self.level.mean / weight.sum())

    def learn(self, day: int, variants: Ints, logs: Floats, prior: Floats) -> None:
        """Take in the sales of one day."""
        if not self.sales:
            self.first = self.day = day
        passed, self.day = day - self.day, day
        self.level.learn(day, variants, logs, prior)
        self.slow.learn(day, variants, logs, prior)
        counts = np.bincount(variants, minlength=self.count).astype(float)
        self.sold = self.sold * 0.5 ** (passed / SOLD_HALF) + counts
        self._learn_level(passed, logs - self.level.mean[variants] + self.middle)
        self._learn_own(passed, day, counts, variants, logs)
        self.sales += len(logs)

    def _learn_level(self, passed: int, logs: Floats) -> None:
        median = float(np.median(logs))
        near = np.clip(logs, median - ODD, median + ODD)
        fading = 0.5 ** (passed / HALVES)
        self.sums = self.sums * fading + near.sum()
        self.weights = self.weights * fading + len(near)
        fast = float(self.levels[0])
        faded = self.spread_weight * 0.5 ** (passed / 10)
        self.spread_weight = faded + len(logs)
        missed = float(np.abs(logs - fast).sum())
        self.spread = (self.spread * faded + missed) / self.spread_weight
        self.days = [*self.days[1 - KEPT_DAYS :], self.day]
        self.medians = [*self.medians[1 - KEPT_DAYS :], median]
        self.peak, self.trough = max(self.peak, fast), min(self.trough, fast)

    def _learn_own(
        self, passed: int, day: int, counts: Floats, variants: Ints, logs: Floats
    ) -> None:
        self.own_weight *= 0.5 ** (passed / OWN_HALF)
        sums = np.bincount(variants, logs, minlength=self.count)
        weight = self.own_weight + counts
        sold = counts > 0
        self.own[sold] = ((self.own * self.own_weight + sums) / np.maximum(weight, 1e-12))[sold]
        self.own_weight = weight
        for variant, price in zip(variants, logs, strict=True):
            self.recent[1:, variant] = self.recent[:-1, variant]
            self.recent[0, variant] = price
        self.own_day[sold] = day

    def seen(self, cut: int, wanted: Ints) -> Floats:
        """Return the columns `SEEN` for `wanted` variants as of the end of the day `cut`."""
        idle = cut - self.day
        fast, middling, dull = self.levels
        recent = self.recent[:, wanted]
        count = np.isfinite(recent).sum(axis=0)
        last3 = np.nansum(recent, axis=0) / np.where(count > 0, count, np.nan)
        own_spread = np.sqrt(np.nansum((recent - last3) ** 2, axis=0) / np.maximum(count, 1))
        rate = self.sold * 0.5 ** (idle / SOLD_HALF)
        variants = rate.sum() ** 2 / max((rate**2).sum(), 1e-12)
        seen = np.empty((len(SEEN), len(wanted)))
        level = self.level.mean[wanted]
        offset = level - self.middle
        own = np.where(count > 0, self.own[wanted], np.nan)
        before = self.medians[-2] if len(self.medians) > 1 else np.nan
        columns = (
            *(level, self.slow.mean[wanted] - level, self.level.variance(cut)[wanted]),
            *(self.level.haste, fast - self.middle, middling - fast, dull - fast),
            *(self.weights * 0.5 ** (idle / HALVES)),
            *(offset, self.spread, idle, self.sales, cut - self.first),
            *(own - level, recent[0] - level, last3 - level),
            *(cut - self.own_day[wanted], own_spread, self.medians[-1] - fast, before - fast),
            *(self._slope(cut, 7), self._slope(cut, 21), self.peak - fast, self.trough - fast),
            *(rate[wanted], rate.sum(), variants),
        )
        for place, column in enumerate(columns):
            seen[place] = column
        return seen

    def _slope(self, cut: int, days: int) -> float:
        """Return the least-squares drift a day over the last `days`, nan below three points."""
        when = np.array(self.days)
        lately = when > cut - days
        if lately.sum() < 3:  # noqa: PLR2004  (two points always lie on a line)
            return np.nan
        centred = when[lately] - when[lately].mean()
        return float(centred @ np.array(self.medians)[lately] / (centred @ centred))


def walk(sales: Rows, asked: Rows, cuts: Ints, curves: Curves) -> Floats:
    """Return the columns `SEEN` for rows of one item, asked about as of their `cuts`.

    nan where the item had not sold by then. `sales` are of that item, in order of time.
    """
    seen = np.full((len(SEEN), len(asked)), np.nan)
    ids, local = np.unique(np.concatenate([sales.variant, asked.variant]), return_inverse=True)
    local = np.minimum(local, MOST_VARIANTS - 1)
    ids = ids[:MOST_VARIANTS]
    place = np.full(len(ids), np.nan)
    place[local] = np.concatenate([sales.place, asked.place])
    item = Item(Level(place, FAST), Level(place, SLOW), len(ids))
    sold, wanted = local[: len(sales)], local[len(sales) :]
    days, starts = np.unique(sales.day, return_index=True)
    ends = np.append(starts[1:], len(sales))
    order = np.argsort(cuts, kind="stable")
    whens, firsts = np.unique(cuts[order], return_index=True)
    at = 0
    for when, rows in zip(whens, np.split(order, firsts[1:]), strict=True):
        while at < len(days) and days[at] <= when:
            day = slice(starts[at], ends[at])
            prior = curves.on(int(days[at]), int(sales.brand[0]), ids)
            item.learn(int(days[at]), sold[day], sales.log_price[day], prior)
            at += 1
        if item.sales:
            seen[:, rows] = item.seen(int(when), wanted[rows])
    return seen
