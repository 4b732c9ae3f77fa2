"""What the trees look at: what was known of item, brand and life at the cut of each row."""

import numpy as np

from bolo.core.valuation.forecast.curves import Curves
from bolo.core.valuation.forecast.sales import Floats, Ints, Rows, groups
from bolo.core.valuation.forecast.walk import SEEN, walk

BRANDS = 2_000
GROWN = 14
"""Days after its release from which an item says what its brand's items settle at."""
LIFE = (-60.0, 400.0)
FADING = 0.5 ** (1 / 10)
AT = {name: place for place, name in enumerate(SEEN)}
COUNTS = ("n_fast", "n_middling", "own_rate")
PLAIN = tuple(
    "slow fast middling dull own last last3 newest before slope7 slope21 peak trough "
    "spread idle own_idle own_spread haste variance offset".split()
)
NAMES = (
    *PLAIN,
    *COUNTS,
    *"sales age pace premium peers brand_drift since_cut since_then horizon".split(),
)


def known_at(sales: Rows, asked: Rows, cuts: Ints) -> Floats:
    """Return the columns `SEEN` (first axis) of every row of `asked` (second), nan where unknown.

    Of each row counts what was known at the end of its day in `cuts`.
    """
    seen = np.full((len(SEEN), len(asked)), np.nan)
    if not len(sales):
        return seen
    curves = Curves(sales)
    sold = {int(sales.item[rows[0]]): rows for rows in groups(sales.item)}
    for rows in groups(asked.item):
        mine = sold.get(int(asked.item[rows[0]]))
        if mine is not None:
            seen[:, rows] = walk(sales.take(mine), asked.take(rows), cuts[rows], curves)
    return seen


def matrix(seen: Floats, asked: Rows, cuts: Ints, market: "Market") -> Floats:
    """Return one row of `NAMES` for each row of `asked`; nan where something is not known."""
    of = {name: seen[place] for name, place in AT.items()}
    middle = of["level"] - of["offset"] + of["fast"]
    drift, settled = market.on(asked.brand, cuts)
    premium = middle - asked.retail
    born = born_on(of, asked, cuts)
    columns = [of[name] for name in PLAIN]
    columns += [np.log1p(of[name]) for name in COUNTS]
    columns += [np.log1p(np.minimum(of["sales"], 60)), np.log1p(np.minimum(of["age"], 90))]
    columns += [np.log1p(of["n_fast"]) - np.log1p(of["n_dull"])]
    columns += [premium, premium - settled, drift]
    columns += [np.clip(cuts - born, *LIFE), np.clip(asked.day - born, *LIFE)]
    columns += [(asked.day - cuts).astype(float)]
    return np.ascontiguousarray(np.stack(columns, axis=1).round(5), dtype=np.float32)


def born_on(of: dict[str, Floats], asked: Rows, cuts: Ints) -> Floats:
    """Return the day of release, or of the first sale where nobody states one."""
    return np.where(np.isnan(asked.release), cuts - of["age"], asked.release)


class Market:
    """By brand and day: how its items drift, and at which premium over list price they settle."""

    def __init__(self, sales: Rows, seen: Floats) -> None:
        """Take `seen` as each sale's own item looked at the end of the day of the sale."""
        self.first = int(sales.day.min(initial=0))
        days = int(sales.day.max(initial=0)) - self.first + 1
        shape = (min(int(sales.brand.max(initial=0)) + 1, BRANDS), days)
        of = {name: seen[place] for name, place in AT.items()}
        middle = of["level"] - of["offset"] + of["fast"]
        premium = np.where(
            sales.day - born_on(of, sales, sales.day) > GROWN, middle - sales.retail, np.nan
        )
        self._drift = self._faded(sales, -of["dull"], shape)
        self._settled = self._faded(sales, premium, shape)

    def _faded(self, sales: Rows, values: Floats, shape: tuple[int, int]) -> Floats:
        sums, counts = np.zeros((2, *shape))
        good = np.isfinite(values)
        cell = (np.minimum(sales.brand, BRANDS - 1)[good], (sales.day - self.first)[good])
        np.add.at(sums, cell, values[good])
        np.add.at(counts, cell, 1.0)
        for day in range(1, shape[1]):
            sums[:, day] += FADING * sums[:, day - 1]
            counts[:, day] += FADING * counts[:, day - 1]
        return np.where(counts > 1, sums / np.maximum(counts, 1), np.nan)

    def on(self, brand: Ints, cuts: Ints) -> tuple[Floats, Floats]:
        """Return drift and settled premium as of the end of each cut."""
        day = np.clip(cuts - self.first, 0, self._drift.shape[1] - 1)
        row = np.minimum(brand, self._drift.shape[0] - 1)
        before = cuts < self.first
        drift = np.where(before, np.nan, self._drift[row, day])
        return drift, np.where(before, np.nan, self._settled[row, day])
