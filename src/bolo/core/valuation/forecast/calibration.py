"""How sure a forecast is, by how wrong such forecasts lately were: split-conformal, and adaptive.

Misses are measured against their learned size, their quantiles taken within a stage of life
and with the latest counting most (after Barber et al., "Conformal prediction beyond
exchangeability", Annals of Statistics 51, 2023). Only sales known by the cut count.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bolo.core.valuation.forecast.sales import Floats, Ints

STAGES = (0.0, 30.0, 90.0)
"""Days since the release that divide a life: announced, new, settling, settled."""
HALF = 30.0
FURTHER = 3.0
"""Each day of horizon adds this to the days in which a miss counts for half."""
EACH_ITEM = 600.0
"""One item's misses count for so many at most, a day ahead; see `most_of_one`."""
FEW = 150.0
"""So many (weighted) misses of a stage count as much as half of what all others are allowed."""

BELIEF = 5.0
"""So many (weighted) misses the belief counts for that holds until misses have come due."""
BELIEVED = 1.28 * np.array(
    [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645]
)
"""That belief, in units of the usual size: tenths of a normal spread, somewhat widened."""


def stages(since: Floats) -> Ints:
    """Return the stage of life for days since the release, from 0 (announced) to 3."""
    return np.searchsorted(np.array(STAGES), since, side="right")


def most_of_one(horizon: int) -> float:
    """Return how many misses one item stands for at most.

    Its misses of neighbouring days are of one piece, the more so the further ahead they look:
    a price that fell for everybody was one surprise, however many bought at it.
    """
    return float(EACH_ITEM / horizon**1.35)


def half_life(horizon: int) -> float:
    """Return the days in which a miss comes to count for half."""
    return HALF + FURTHER * horizon


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Forecasts that came due: day, item, stage, and the miss in units of its learned size."""

    horizon: int
    day: Ints
    item: Ints
    stage: Ints
    miss: Floats

    def _weights(self, cut: int, known: NDArray[np.bool_]) -> Floats:
        """Return by how much each known miss counts: less with age, no item for too much."""
        item = self.item[known]
        weight = 0.5 ** ((cut - self.day[known]) / half_life(self.horizon))
        of_item = np.bincount(item, weight)
        held_back = np.minimum(1.0, most_of_one(self.horizon) / np.maximum(of_item, 1e-9))
        return np.asarray(weight * held_back[item])

    def quantiles(self, cut: int, stage: int, shares: Floats) -> Floats:
        """Return the quantiles of misses known at the end of `cut`.

        Few misses, or old ones, lean on what is believed without any: one miss alone would
        make an interval of no width, or of any.
        """
        known = self.day <= cut
        miss, mine = self.miss[known], self.stage[known] == stage
        weight = self._weights(cut, known)
        held = float(weight[mine].sum())
        others = float(weight[~mine].sum())
        if others > 0:
            weight[~mine] *= min(1.0, FEW**2 / (FEW + held) / others)
        believed = np.full(len(BELIEVED), BELIEF / len(BELIEVED))
        return weighted_quantiles(
            np.concatenate([miss, BELIEVED]), np.concatenate([weight, believed]), shares
        )


def weighted_quantiles(values: Floats, weights: Floats, shares: Floats) -> Floats:
    """Return the values below which `shares` of the weight lies."""
    order = np.argsort(values, kind="stable")
    reached = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    return np.interp(shares, reached, values[order])


def best_share(moves: Floats, truth: Floats, days: Ints, through: int) -> float:
    """Return which share of the learned `moves` to believe, by least relative error lately.

    `truth` is how far the price really went. The prior is a leaning to the middle, as strong
    as some hundred sales, so that little evidence changes little.
    """
    shares = np.linspace(0.0, 1.0, 11)
    weight = 0.5 ** ((through - days) / (3 * HALF))
    errors = np.abs(np.expm1(np.clip(shares[:, None] * moves - truth, -3, 3)))
    loss = errors @ weight + 2 * FEW * 0.1 * (shares - 0.6) ** 2
    return float(shares[np.argmin(loss)])
