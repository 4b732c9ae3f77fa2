"""A quick judge for long lists, taught by the slow one on a few thousand rows of the same lists.

It foretells the log-odds that the slow judge would give. Where it is far from the threshold
it decides; how far is far enough is learnt from rows it was not taught.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.catalogue import Catalogue, Found, Matrix
from bolo.core.matching.pieces import RUNS, WORDS
from bolo.core.matching.ranks import standing
from bolo.core.matching.spaces import Floats, Places
from bolo.core.matching.trees import Forest, Scores, Values, grow

AT_ONCE = 20_000
"""Pairs that are measured in one step: bounds the memory."""
KINDS, SHARP = 3, 6
"""Runs, words, words with a digit; the power whose root of a sum is nearly the largest."""
FOLDS, FEWEST = 4, 200
"""Parts that are held back in turn; clear rows below which it does not decide at all."""
APART = 0.005
"""Share of the clear rows, held back, that it may decide otherwise than the slow judge."""
FARTHEST = 8.0
SETTINGS: Mapping[str, object] = {
    "objective": "regression",
    "num_leaves": 15,
    "learning_rate": 0.08,
    "min_data_in_leaf": 20,
    "lambda_l2": 1,
    "feature_fraction": 0.7,
    "rounds": 150,
}


@dataclass(frozen=True, slots=True)
class Quick:
    """What was learnt; rows whose pairs all are `margin` from the threshold are clear.

    `clear` is the share of rows held back that were, `agreed` how many of those it decided
    as the slow judge did.
    """

    trees: str
    threshold: float
    margin: float
    clear: float
    agreed: float
    forest: list[Forest] = field(default_factory=list[Forest], compare=False, repr=False)

    def foretell(self, values: Values) -> Scores:
        """Return the log-odds of each pair; the trees are read once."""
        if not self.forest:
            self.forest.append(Forest([self.trees]))
        return self.forest[0].score(values)


def measure_quickly(
    catalogue: Catalogue, found: Found, prices: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> Values:
    """Return a few features of candidates, from the pieces alone; prices by text and by row."""
    parts = [
        _overlap(catalogue, found, slice(start, start + AT_ONCE))
        for start in range(0, len(found.asked), AT_ONCE)
    ]
    shared = np.concatenate([np.zeros((0, 1 + 6 * KINDS), np.float32), *parts])
    ratio = np.log(prices[0][found.asked]) - np.log(prices[1][found.rows])
    ranked = []
    for scores in (found.cosines, shared[:, 0]):
        stands = standing(found.asked, scores)
        ranked += [stands.place, stands.lead]
    return np.column_stack([found.cosines, shared, ratio, *ranked]).astype(np.float32)


def _overlap(catalogue: Catalogue, found: Found, at: slice) -> Floats:
    mine, theirs = found.cut[found.asked[at]], catalogue.rows[found.rows[at]]
    both = _sums(mine.multiply(theirs).tocsr(), catalogue.weights)
    one, other = _sums(mine, catalogue.weights), _sums(theirs, catalogue.weights)
    missed = [np.maximum(each - both, 0) for each in (one, other)]
    cosines = both[1] / np.sqrt(np.maximum(one[1] * other[1], 1e-9))
    tops = [each[2] ** (1 / SHARP) for each in missed]
    net = both[0].sum(1) - missed[0][0].sum(1) - missed[1][0].sum(1)
    columns = [net[:, None], cosines, both[0], missed[0][0], missed[1][0], *tops]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _sums(pieces: Matrix, weights: Floats) -> NDArray[np.float64]:
    """Return the sums of weights, of their squares and of a high power, by row and kind."""
    columns = pieces.indices
    kind = (columns >= RUNS).astype(np.int64) + (columns >= WORDS)
    count = pieces.shape[0]
    group = np.repeat(np.arange(count) * KINDS, np.diff(pieces.indptr)) + kind
    weight = weights[columns].astype(np.float64)
    square = weight * weight
    powers = (weight, square, square**3)
    sums = [np.bincount(group, each, count * KINDS) for each in powers]
    return np.array(sums, np.float64).reshape(len(powers), count, KINDS)


def log_odds(probability: Scores) -> Scores:
    """Return log-odds, drawn in so that no single pair is all that counts."""
    p = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.clip(np.log(p / (1 - p)), -FARTHEST, FARTHEST), np.float64)


def learn_quickly(values: Values, asked: Places, said: Scores, threshold: float) -> Quick | None:
    """Learn from pairs that the slow judge gave these log-odds; `asked` is the row of each.

    `None` when too few rows come out clear: then there is nothing to win.
    """
    rows = np.unique(asked, return_inverse=True)[1]
    fold = rows % FOLDS
    foretold = np.zeros(len(said), np.float64)
    for number in range(FOLDS):
        rest = fold != number
        if rest.all() or not rest.any():
            return None
        trees = Forest([grow(values[rest], said[rest], number, settings=SETTINGS)])
        foretold[~rest] = trees.score(values[~rest])
    apart = _by_row(np.abs(foretold - threshold), rows, np.minimum, np.inf)
    wrong = _by_row((foretold >= threshold) != (said >= threshold), rows, np.maximum, 0)
    order = np.argsort(-apart, kind="stable")
    count = np.arange(1, len(order) + 1)
    fine = np.flatnonzero(np.cumsum(wrong[order]) <= APART * count)
    clear = int(fine[-1]) + 1 if len(fine) else 0
    if clear < FEWEST:
        return None
    return Quick(
        trees=grow(values, said, FOLDS, settings=SETTINGS),
        threshold=threshold,
        margin=float(apart[order[clear - 1]]),
        clear=clear / len(order),
        agreed=1 - float(wrong[order[:clear]].mean()),
    )


def is_clear(quick: Quick, foretold: Scores, asked: Places) -> NDArray[np.bool_]:
    """Tell of each pair whether all pairs of its row are far from the threshold."""
    rows = np.unique(asked, return_inverse=True)[1]
    apart = _by_row(np.abs(foretold - quick.threshold), rows, np.minimum, np.inf)
    return np.asarray((apart >= quick.margin)[rows], np.bool_)


def _by_row(values: NDArray[np.generic], rows: Places, of: np.ufunc, start: float) -> Scores:
    found = np.full(int(rows.max(initial=-1)) + 1, start, np.float64)
    of.at(found, rows, values)
    return found
