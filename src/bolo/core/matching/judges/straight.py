"""A weighted sum beside the trees that ship: logistic regression over the same features.

Trees cut. Where an unseen list is a little other than those learnt from, many of its pairs lie
on the wrong side of a cut; a sum of all that is measured moves with them, but knows nothing of
what only two features together say. The mean of both tells pairs of unseen lists better than
either, and is what lists learn from that teach themselves (`unseen`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bolo.core.matching.candidates.products import Matrix
from bolo.core.matching.judges.calibration import Labels, Scores, likely
from bolo.core.matching.judges.trees import Values

TAILS = (0.02, 0.98)
"""Shares of the values of a feature beyond which it counts no further."""
PENALTY = 30.0
"""For the square of each weight; pairs count as their weights say."""
STEPS = 300
"""Of the search (L-BFGS), at most."""
NARROW = 1e-3
"""Added to the spread of each feature, for some are always the same."""
FARTHEST_MOVED, HALVED = (-30.0, 30.0), 50
"""Log-odds within which others are moved, and how often these bounds are halved."""
Term = tuple[float, float, float, float]
"""Of a feature: least and most that count, what is usual, and what one more adds to log-odds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A weighted sum; what is not measured of a pair adds nothing to its log-odds."""

    start: float
    terms: tuple[Term, ...]

    def score(self, values: Values) -> Scores:
        """Return the log-odds of each row of features."""
        low, high, usual, weights = np.array(self.terms).T
        apart = np.clip(values, low, high) - usual
        return np.asarray(np.nan_to_num(apart) @ weights + self.start, np.float64)


def moved_to(log_odds: Scores, wanted: float) -> Scores:
    """Return log-odds moved by one number, so that they expect so many matches."""
    least, most = FARTHEST_MOVED
    for _ in range(HALVED):
        moved = log_odds + (least + most) / 2
        if likely(moved).sum() < wanted:
            least = (least + most) / 2
        else:
            most = (least + most) / 2
    return moved


def fit_line(values: Values, labels: Labels, weights: Scores) -> Line:
    """Fit the sum to labelled pairs."""
    known = np.where(np.isnan(values).all(0), np.float32(0), values)
    low, usual, high = np.nanquantile(known, (TAILS[0], 0.5, TAILS[1]), axis=0)
    clipped = np.clip(known, low, high) - usual
    spread = np.nanstd(clipped, axis=0) + NARROW
    found = fit_sum(np.nan_to_num(clipped / spread).astype(np.float32), labels, weights)
    columns = (low, high, usual, found[:-1] / spread)
    return Line(_short(found[-1:])[0], tuple(zip(*map(_short, columns), strict=True)))


def fit_sum(
    rows: Values | Matrix,
    labels: Labels | Scores,
    weights: Scores,
    penalty: float = PENALTY,
    steps: int = STEPS,
) -> Scores:
    """Return the weights of the columns, and last what every pair starts from, at no cost.

    `labels` are what is so, or how likely it is; `weights` what each row counts.
    """
    from scipy.optimize import minimize  # noqa: PLC0415  (half a second that only learning needs)

    def loss(told: Scores) -> tuple[float, Scores]:
        scores = rows @ told[:-1].astype(np.float32) + np.float64(told[-1])
        off = weights * (likely(scores) - labels)
        missed = weights @ (np.logaddexp(0, scores) - scores * labels)
        price = penalty * told[:-1]
        slope = np.append(rows.T @ off.astype(np.float32) + 2 * price, off.sum())
        return float(missed + price @ told[:-1]), slope

    start = np.zeros(rows.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return np.asarray(found.x, np.float64)


def _short(figures: Scores) -> Sequence[float]:
    return [float(f"{figure:.6g}") for figure in figures.tolist()]
