"""Which words tell things apart in these lists: a linear model over the words of a pair.

"Upgrade" or "mac" on one side only parts titles that are alike in all else, another word says
nothing. Likeness cannot know that; labels do: logistic regression over the words that both
have, that only the left has, and that only the right has.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from bolo.core.matching.calibration import Scores, likely
from bolo.core.matching.spaces import Matrix, Places, Space
from bolo.core.matching.table import Table

Pairs = tuple[Places, Places]
Labels = NDArray[np.bool_]
PENALTY, STEPS = 1.0, 60
"""Of the squares of all weights, half of it; steps of the search (L-BFGS) at most."""
DIGITS = 3
"""Of a weight: what is zero then is left out."""
Wording = tuple[tuple[str, float, float, float], ...]
"""A word and what it adds to the log-odds: where only left, only right, or both sides have it.

The first has no word: its first figure is what every pair starts from.
"""


class Spoken:
    """The words of two lists."""

    def __init__(self, left: Table, right: Table) -> None:
        space = Space([w.tokens for w in left.full], [w.tokens for w in right.full])
        self._words = space.vocabulary
        self._sides: tuple[Matrix, Matrix] = space.left.sets, space.right.sets

    def learn(self, pairs: Pairs, labels: Labels) -> Wording:
        """Return what these labels say of words."""
        mine, theirs, both = self._of(pairs)
        found = _fit(sparse.hstack([mine - both, theirs - both, both]).tocsr(), labels)
        weights = found[:-1].reshape(3, -1).round(DIGITS).T
        told = [
            (word, *weights[at].tolist()) for word, at in self._words.items() if weights[at].any()
        ]
        return (("", float(found[-1]), 0.0, 0.0), *told)

    def score(self, wording: Wording, pairs: Pairs) -> Scores:
        """Return the log-odds of each pair by its words; words that were not learnt add nothing."""
        weights = np.zeros((len(self._words), 3))
        for word, *told in wording[1:]:
            if word in self._words:
                weights[self._words[word]] = told
        mine, theirs, both = self._of(pairs)
        left, right, shared = weights.T
        found = mine @ left + theirs @ right + both @ (shared - left - right)
        return np.asarray(found + wording[0][1], np.float64)

    def _of(self, pairs: Pairs) -> tuple[Matrix, Matrix, Matrix]:
        mine, theirs = self._sides[0][pairs[0]], self._sides[1][pairs[1]]
        return mine, theirs, mine.multiply(theirs).tocsr()


def mean_of(learnt: Sequence[Wording]) -> Wording:
    """Return the mean of several: log-odds by it are the mean of theirs."""
    sums: dict[str, NDArray[np.float64]] = {}
    for wording in learnt:
        for word, *told in wording:
            sums[word] = sums.get(word, np.zeros(3)) + told
    rounded = ((word, (total / len(learnt)).round(DIGITS)) for word, total in sums.items())
    return tuple((word, *told.tolist()) for word, told in rounded)


def _fit(rows: Matrix, labels: Labels) -> Scores:
    """Fit logistic regression; the last weight is the same for all rows and costs nothing."""

    def loss(weights: Scores) -> tuple[float, Scores]:
        scores = rows @ weights[:-1] + weights[-1]
        off = likely(scores) - labels
        price = PENALTY * weights[:-1]
        missed = np.logaddexp(0, scores).sum() - scores[labels].sum()
        slope = np.append(rows.T @ off + price, off.sum())
        return float(missed + price @ weights[:-1] / 2), slope

    start = np.zeros(rows.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, np.float64)
