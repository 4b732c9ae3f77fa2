"""How sure to be about lists that no judge ever saw: the nearer two judges are, the surer.

What lists teach themselves ranks their pairs well, but its probabilities are too careful on some
lists and right on others. The trees that ship and the line beside them (`straight`) err each in
its own way. Where they say nearly the same, less is in doubt than either says by itself; how far
they are apart needs no labels, and lists with labels tell how steep the scale must be then.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bolo.core.matching.judges.calibration import Labels, Scale, Scores, losses
from bolo.core.matching.judges.straight import moved_to

TRIED = (0.2, 3.0)
"""Slopes at a distance of one, of which the best is looked for."""
BEYOND = 1.25
"""How many times nearer or farther than those of any list learnt from a distance still counts."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How steep the scale of lists is by how far their judges are apart, in log-odds.

    `slope` is that at a distance of one; half as far apart is twice as steep. A quarter
    beyond `least` and `most`, the extremes of the lists learnt from, nothing changes any more.
    """

    slope: float
    least: float
    most: float

    def scale(self, apart: float, scores: Scores, usual: Scale) -> Scale:
        """Return the scale for lists with these scores, whose judges are so far apart.

        It expects as many matches among them as the usual scale does.
        """
        held = min(max(apart, self.least / BEYOND), self.most * BEYOND)
        return _turned(self.slope / held, scores, usual)


@dataclass(frozen=True, slots=True)
class Told:
    """Log-odds of labelled pairs of two lists that taught themselves, and their judges' distance.

    `weights` is what each pair counts.
    """

    scores: Scores
    labels: Labels
    weights: Scores
    apart: float


def distance(scores: Scores, others: Scores) -> float:
    """Return how far two judges are from their mean, in log-odds, on average over the pairs."""
    return float(np.abs(scores - others).mean()) / 2


def fit_agreement(lists: Sequence[Told], usual: Scale) -> Agreement:
    """Fit the steepness to lists of which the judges had not seen the labels."""

    def loss(slope: float) -> float:
        return sum(_loss(one, _turned(slope / one.apart, one.scores, usual)) for one in lists)

    from scipy.optimize import minimize_scalar  # noqa: PLC0415  (half a second that only learning needs)

    found = minimize_scalar(loss, bounds=TRIED, method="bounded")
    distances = [one.apart for one in lists]
    return Agreement(float(found.x), min(distances), max(distances))


def _loss(told: Told, scale: Scale) -> float:
    return float(told.weights @ losses(scale.log_odds(told.scores), told.labels))


def _turned(slope: float, scores: Scores, usual: Scale) -> Scale:
    """Return the scale of this slope that expects as many matches as the usual one."""
    steep = slope * scores
    moved = moved_to(steep, float(usual.probability(scores).sum()))
    return Scale(slope, float((moved - steep)[0]))
