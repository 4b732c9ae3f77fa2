"""How sure a forecast is, by how wrong such forecasts lately were: split-conformal, and adaptive.

Misses are measured against their learned size. Their quantiles are taken span by span, mostly
within a stage of life, and then averaged, the latest counting most (after Barber et al.,
"Conformal prediction beyond exchangeability", Annals of Statistics 51, 2023): all sales of a
month may miss by one surprise. Only sales known by the cut count.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bolo.core.valuation.forecast.sales import Floats, Ints

STAGES = (0.0, 30.0, 90.0)
"""Days since the release that divide a life: announced, new, settling, settled."""
HALF = 30.0
"""Days in which it counts for half how far the trees were to be believed."""
LASTING = 30.0
"""A span of misses counts for half after so many days, and so many more for each of horizon."""
SHORTEST, LONGEST = 7, 30
"""A span is twice as long as it is looked ahead, but so many days at least and at most."""
SHORT = 50.0
"""So many misses in a span let it count for half as much as it ever may."""
SUDDEN = 0.2
"""By so much (a logarithm) a price may move in `MONTH` for what no history shows, whatever the
learned size of its misses: a shoe made again falls by a third, however calm it was before."""
MONTH = 30
LOW, LOW_IN_A_MONTH = 0.1, 0.05
"""Of misses, so many shall lie below an 80 % range a day and a month ahead. Falls are what many
sales share and nothing foretells, so a range that reaches further down holds more evenly."""
FEW = 150.0
"""So many misses of a stage, in one span and a day ahead, count as much as half of what all
others are allowed: the further ahead, the more of them are one surprise."""

BELIEF = 5.0
"""So many (weighted) misses the belief counts for that holds until misses have come due."""
BELIEVED = 1.28 * np.array(
    [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645]
)
"""That belief, in units of the usual size: tenths of a normal spread, somewhat widened."""


def stages(since: Floats) -> Ints:
    """Return the stage of life for days since the release, from 0 (announced) to 3."""
    return np.searchsorted(np.array(STAGES), since, side="right")


def with_sudden(size: Floats, horizon: int) -> Floats:
    """Return learned sizes of misses with room for what moves a price out of the blue.

    Within a few days that is rarer than what an interval leaves out, so it grows by the square.
    """
    return np.hypot(size, SUDDEN * (horizon / MONTH) ** 2)


def span(horizon: int) -> int:
    """Return the days of sale whose misses are taken together."""
    return min(max(SHORTEST, 2 * horizon), LONGEST)


def ends(horizon: int) -> Floats:
    """Return the shares of misses below the ends of the ranges: low 80, low 50, high 50, high 80.

    A day ahead a tenth each lies below and above, from a month ahead on 5 and 15 of 100.
    """
    low = LOW + (LOW_IN_A_MONTH - LOW) * min(horizon / MONTH, 1.0)
    return np.array([low, 0.25, 0.75, low + 0.8])


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Forecasts that came due: day, stage, and the miss in units of its learned size."""

    horizon: int
    day: Ints
    stage: Ints
    miss: Floats

    def quantiles(self, cut: int, stage: int, shares: Floats) -> Floats:
        """Return the quantiles of misses known at the end of `cut`: the mean of each span's own.

        A fall that all sales of a month share is one surprise, however many bought.
        """
        known = self.day <= cut
        miss, mine = self.miss[known], self.stage[known] == stage
        days = span(self.horizon)
        ago = (cut - self.day[known]) // days
        told, weights = [weighted_quantiles(BELIEVED, np.ones(len(BELIEVED)), shares)], [0.0]
        for one in np.unique(ago):
            of = ago == one
            weight = np.where(mine[of], 1.0, self._leaning(mine[of]))
            told.append(_beside_belief(miss[of], weight, shares))
            held = float(weight.sum())
            faded = 0.5 ** (one * days / (LASTING * (1 + self.horizon)))
            weights.append(held / (held + SHORT) * faded)
        return np.average(told, axis=0, weights=weights) if any(weights) else told[0]

    def _leaning(self, mine: NDArray[np.bool_]) -> float:
        """Return by how much misses of other stages count in a span."""
        few, held = FEW * self.horizon, int(mine.sum())
        return float(min(1.0, few**2 / (few + held) / max(len(mine) - held, 1)))


def _beside_belief(miss: Floats, weight: Floats, shares: Floats) -> Floats:
    """Return quantiles of misses, which lean on what is believed where they are few.

    One miss alone would make an interval of no width, or of any.
    """
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
