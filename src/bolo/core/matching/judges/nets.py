"""Small neural nets beside the trees: they err elsewhere, so the mean of both errs less.

One hidden layer and a straight way past it, over features that are brought to one scale. A
value that is not measured counts as the usual one, and that it is missing is shown as well.
A small share of the mean is what the pair's words say by themselves (see `wording`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.judges.calibration import Scale, Scores, fit_scale, likely
from bolo.core.matching.judges.trees import Values

Labels = NDArray[np.bool_]
Floats = NDArray[np.float32]
FOLDS, FEWEST = 5, 500
"""Parts of the labels, and labels below which trees judge alone (as in `second`)."""
HIDDEN, PENALTY, STEPS = 16, 20.0, 80
"""Hidden units; half of it for the square of each weight; steps of the search (L-BFGS), at most."""
NETS = 3
"""Grown from different seeds on the same labels."""
FARTHEST, LEAST_SPREAD = 4.0, 1e-4
"""Standard deviations beyond which a value is no farther off; spread below which it is dropped."""
DIGITS = 4
"""Of what is kept of a net."""
WEIGHT = 0.4
"""Of the nets in the mean with the trees."""
WEIGHT_OF_WORDS = 0.15
"""Of words in the mean with both."""


@dataclass(frozen=True, slots=True)
class Lens:
    """How features come to one scale: their mean, one over their spread, and which have gaps."""

    centre: tuple[float, ...]
    sharpness: tuple[float, ...]
    gaps: tuple[int, ...]

    def shown(self, values: Values) -> Floats:
        """Return the features as nets see them."""
        scaled = (values - np.array(self.centre, np.float32)) * np.array(self.sharpness, np.float32)
        near = np.clip(np.nan_to_num(scaled, nan=0.0), -FARTHEST, FARTHEST)
        missing = np.isnan(values[:, list(self.gaps)])
        return np.column_stack([near, missing]).astype(np.float32)


Net = tuple[float, ...]
"""The weights of one net, as `_cut` reads them."""


@dataclass(frozen=True, slots=True)
class Nets:
    """Nets, and the scales that make the log-odds of trees, nets and words comparable.

    Those of words are `None` in models that were trained before words counted.
    """

    lens: Lens
    nets: tuple[Net, ...]
    of_trees: Scale
    of_nets: Scale
    of_words: Scale | None = None

    def beside(self, scores: Scores, values: Values, words: Scores) -> Scores:
        """Return the mean log-odds of trees, of these nets and of words, by their weights."""
        return self.mean(scores, _score(self.nets, self.lens.shown(values)), words)

    def mean(self, trees: Scores, nets: Scores, words: Scores) -> Scores:
        """Return the mean of these log-odds, each brought to its scale."""
        odds = self.of_trees.log_odds(trees), self.of_nets.log_odds(nets)
        both = (1 - WEIGHT) * odds[0] + WEIGHT * odds[1]
        if self.of_words is None:
            return both
        return (1 - WEIGHT_OF_WORDS) * both + WEIGHT_OF_WORDS * self.of_words.log_odds(words)


def learn_beside(
    values: Values, labels: Labels, scores: Scores, words: Scores, seed: int
) -> tuple[Nets | None, Scores]:
    """Grow nets on what the trees were grown on, in fifths as they were.

    `scores` are log-odds of trees that did not see the label, `words` are of words that did not.
    With the nets the mean of all comes back, from nets that did not see it either. Too few labels
    teach no nets.
    """
    if len(labels) < FEWEST:
        return None, scores
    lens = grind(values)
    shown = lens.shown(values)
    fold = np.random.default_rng((seed, 2)).permutation(len(labels)) % FOLDS
    nets, unseen = list[Net](), np.zeros(len(labels), np.float64)
    for number in range(FOLDS):
        rest = fold != number
        grown = [
            _learn(shown[rest], labels[rest], (seed * FOLDS + number) * NETS + one)
            for one in range(NETS)
        ]
        unseen[~rest] = _score(grown, shown[~rest])
        nets += grown
    scales = (fit_scale(odds, labels) for odds in (scores, unseen, words))
    found = Nets(lens, tuple(nets), *scales)
    return found, found.mean(scores, unseen, words)


def grind(values: Values) -> Lens:
    """Return the lens for features like these."""
    known = ~np.isnan(values)
    count = np.maximum(known.sum(0), 1)
    exact = np.where(known, values, 0).astype(np.float64)
    centre = exact.sum(0) / count
    spread = np.sqrt(np.maximum((exact**2).sum(0) / count - centre**2, 0))
    sharpness = np.where(spread > LEAST_SPREAD, 1 / np.maximum(spread, LEAST_SPREAD), 0)
    return Lens(_kept(centre), _kept(sharpness), tuple(np.flatnonzero(~known.all(0)).tolist()))


def _learn(shown: Floats, labels: Labels, seed: int) -> Net:
    width = shown.shape[1]
    rng = np.random.default_rng((seed, 2))
    start = np.concatenate(
        [
            rng.normal(size=width * HIDDEN) / np.sqrt(width),
            np.zeros(HIDDEN),
            rng.normal(size=HIDDEN) / np.sqrt(HIDDEN),
            np.zeros(width + 1),
        ]
    )
    price = np.full(len(start), PENALTY)
    price[width * HIDDEN : (width + 1) * HIDDEN] = price[-1] = 0

    def loss(weights: Scores) -> tuple[float, Scores]:
        outer = _cut(weights, width)[2]
        scores, hidden = _through(weights, shown)
        off = (likely(scores) - labels).astype(np.float32)
        back = np.outer(off, outer) * (1 - hidden * hidden)
        level = off.sum(keepdims=True)
        slope = [(shown.T @ back).ravel(), back.sum(0), hidden.T @ off, shown.T @ off, level]
        missed = np.logaddexp(0, scores).sum() - scores[labels].sum()
        paid = price * weights
        return float(missed + paid @ weights / 2), np.concatenate(slope).astype(np.float64) + paid

    from scipy.optimize import minimize  # noqa: PLC0415  (half a second that only learning needs)

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return _kept(found.x)


def _score(nets: Sequence[Net], shown: Floats) -> Scores:
    """Return the mean log-odds of each pair by several nets."""
    found = [_through(np.array(net), shown)[0] for net in nets]
    return np.asarray(np.mean(found, axis=0), np.float64)


def _through(weights: Scores, shown: Floats) -> tuple[Scores, Floats]:
    """Return the log-odds by one net, and what its hidden units say."""
    inner, bias, outer, past, level = _cut(weights, shown.shape[1])
    hidden = np.tanh(shown @ inner + bias)
    return np.asarray(hidden @ outer + shown @ past + level, np.float64), hidden


def _cut(weights: Scores, width: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return a net's parts: into the hidden units, their levels, out of them, past them, level."""
    ends = np.cumsum([width * HIDDEN, HIDDEN, HIDDEN, width])
    inner, bias, outer, past, level = np.split(weights.astype(np.float32), ends)
    return inner.reshape(width, HIDDEN), bias, outer, past, level


def _kept(values: Scores) -> tuple[float, ...]:
    return tuple(values.round(DIGITS).tolist())
