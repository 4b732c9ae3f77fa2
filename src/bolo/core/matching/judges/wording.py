"""Which words, and which runs of letters, tell things apart in these lists: linear models.

"Upgrade" or "mac" on one side only parts titles that are alike in all else, another word says
nothing. Likeness cannot know that; labels do: logistic regression over the pieces that both
have, that only the left has, and that only the right has. Runs know parts of part numbers and
of words that are written in several ways.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.matching.candidates.products import Matrix
from bolo.core.matching.candidates.spaces import Places, Space, grams, steps
from bolo.core.matching.judges.calibration import Scores, likely
from bolo.core.matching.rows.table import Table

Pairs = tuple[Places, Places]
Labels = NDArray[np.bool_]
RUNS = (3, 4, 5)
"""Letters of a run; those of a name go on over its words."""
FOR_WORDS, FOR_RUNS = 1.0, 3.0
"""The penalty of weights: half of it for the square of each."""
STEPS = 60
"""Of the search (L-BFGS), at most."""
DIGITS = 3
"""Of a weight: what is zero then is left out."""
Pieces = Sequence[Sequence[str]]
Wording = tuple[tuple[str, float, float, float], ...]
"""A piece and what it adds to the log-odds: where only left, only right, or both sides have it.

The first is of no piece: its first figure is what every pair starts from.
"""


def spoken(left: Table, right: Table, kinds: int = 2) -> tuple["Spoken", ...]:
    """Return what two lists say: their words, and the runs of letters of their names.

    Of these kinds only the first so many.
    """
    read = (_words, FOR_WORDS), (_runs, FOR_RUNS)
    return tuple(Spoken(of(left), of(right), penalty) for of, penalty in read[:kinds])


def _words(table: Table) -> Pieces:
    return [words.tokens for words in table.full]


def _runs(table: Table) -> Pieces:
    return [[run for length in RUNS for run in grams(name, length)] for name in table.joined]


class Spoken:
    """The pieces of two lists, of one kind."""

    def __init__(self, left: Pieces, right: Pieces, penalty: float) -> None:
        self._penalty = penalty
        space = Space(left, right)
        self._known = space.vocabulary
        self._sides: tuple[Matrix, Matrix] = space.left.sets, space.right.sets

    def learn(self, pairs: Pairs, labels: Labels) -> Wording:
        """Return what these labels say of pieces."""
        mine, theirs, both = self._of(pairs)
        found = _fit(
            sparse.hstack([mine - both, theirs - both, both]).tocsr(), labels, self._penalty
        )
        weights = found[:-1].reshape(3, -1).round(DIGITS).T
        told = [
            (one, *weights[at].tolist()) for one, at in self._known.items() if weights[at].any()
        ]
        return (("", float(found[-1]), 0.0, 0.0), *told)

    def score(self, wording: Wording, pairs: Pairs) -> Scores:
        """Return the log-odds of each pair by its pieces; what was not learnt adds nothing."""
        weights = np.zeros((self._sides[0].shape[1], 3))
        for one, *told in wording[1:]:
            if one in self._known:
                weights[self._known[one]] = told
        parts = [self._sums(weights, (pairs[0][at], pairs[1][at])) for at in steps(len(pairs[0]))]
        return np.concatenate([np.zeros(0), *parts]) + wording[0][1]

    def _sums(self, weights: NDArray[np.float64], pairs: Pairs) -> Scores:
        mine, theirs, both = self._of(pairs)
        left, right, shared = weights.T
        return np.asarray(mine @ left + theirs @ right + both @ (shared - left - right))

    def _of(self, pairs: Pairs) -> tuple[Matrix, Matrix, Matrix]:
        mine, theirs = self._sides[0][pairs[0]], self._sides[1][pairs[1]]
        return mine, theirs, mine.multiply(theirs).tocsr()


def mean_of(learnt: Sequence[Wording]) -> Wording:
    """Return the mean of several: log-odds by it are the mean of theirs."""
    sums: dict[str, NDArray[np.float64]] = {}
    for wording in learnt:
        for one, *told in wording:
            sums[one] = sums.get(one, np.zeros(3)) + told
    rounded = ((one, (total / len(learnt)).round(DIGITS)) for one, total in sums.items())
    return tuple((one, *told.tolist()) for one, told in rounded)


def _fit(rows: Matrix, labels: Labels, penalty: float) -> Scores:
    """Fit logistic regression; the last weight is the same for all rows and costs nothing."""

    def loss(weights: Scores) -> tuple[float, Scores]:
        scores = rows @ weights[:-1] + weights[-1]
        off = likely(scores) - labels
        price = penalty * weights[:-1]
        missed = np.logaddexp(0, scores).sum() - scores[labels].sum()
        slope = np.append(rows.T @ off + price, off.sum())
        return float(missed + price @ weights[:-1] / 2), slope

    from scipy.optimize import minimize  # noqa: PLC0415  (half a second that only learning needs)

    start = np.zeros(rows.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, np.float64)
