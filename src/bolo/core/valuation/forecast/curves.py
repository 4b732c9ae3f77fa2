"""How the variants of a brand stand around their items' level, as of each week.

What is known of other items says where a size stands before the item itself has shown it.
"""

import numpy as np
from numpy.typing import NDArray

from bolo.core.valuation.forecast.levels import nearness
from bolo.core.valuation.forecast.sales import Floats, Ints, Rows, groups

WEEK = 7
ENOUGH_A_DAY = 4
HELD_BACK = 20
MOST = 20_000
FURTHEST = 0.6


class Curves:
    """Snapshots by week; one in force on a day rests on earlier days only."""

    def __init__(self, sales: Rows) -> None:
        self.first = int(sales.day.min(initial=0)) // WEEK
        self._width = int(sales.variant.max(initial=0)) + 1
        keys = sales.brand * self._width + sales.variant
        self._keys, cells = np.unique(keys, return_inverse=True)
        weeks = int(sales.day.max(initial=0)) // WEEK - self.first + 2
        known = 0 < len(self._keys) <= MOST
        self._offsets: Floats = np.zeros((weeks, len(self._keys) if known else 0))
        if known:
            self._offsets = self._learned(sales, cells, weeks)

    def _learned(self, sales: Rows, cells: Ints, weeks: int) -> Floats:
        apart, counted = around_the_day(sales)
        week = sales.day // WEEK - self.first + 1
        sums, counts = np.zeros((2, weeks, len(self._keys)))
        np.add.at(sums, (week[counted], cells[counted]), apart[counted])
        np.add.at(counts, (week[counted], cells[counted]), 1.0)
        sums, counts = sums.cumsum(axis=0), counts.cumsum(axis=0)
        place = np.full(len(self._keys), np.nan)
        place[cells] = sales.place
        offsets = np.zeros_like(sums)
        for brand in groups(self._keys // self._width):
            together = nearness(place[brand], 0.05)
            offsets[:, brand] = (sums[:, brand] @ together) / (
                counts[:, brand] @ together + HELD_BACK
            )
        return offsets

    def on(self, day: int, brand: int, variants: Ints) -> Floats:
        """Return the offsets of log prices in force on `day`, 0 where nothing is known."""
        found = np.zeros(len(variants))
        if self._offsets.shape[1]:
            wanted = brand * self._width + variants
            cells = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            known = (self._keys[cells] == wanted) & (variants < self._width)
            week = min(max(day // WEEK - self.first, 0), len(self._offsets) - 1)
            found[known] = self._offsets[week, cells[known]]
        return found


def around_the_day(sales: Rows) -> tuple[Floats, NDArray[np.bool_]]:
    """Return each log price less its item's median of the day, and whether that says anything.

    Both have one entry a sale; a day says something from `ENOUGH_A_DAY` sales of the item on.
    """
    span = int(sales.day.max()) + 1
    apart, counted = np.zeros(len(sales)), np.zeros(len(sales), dtype=bool)
    for day in groups(sales.item * span + sales.day):
        if len(day) >= ENOUGH_A_DAY:
            logs = sales.log_price[day]
            apart[day] = np.clip(logs - np.median(logs), -FURTHEST, FURTHEST)
            counted[day] = True
    return apart, counted
