"""A quick judge for long lists, taught by the slow one on a few thousand rows of the same lists.

It foretells the log-odds that the slow judge would give. Only pairs that no conflict forbids
count: where the best of a row is below `low` or above `high` it decides, and these two are
learnt from rows it was not taught.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.candidates.catalogue import Catalogue, Found
from bolo.core.matching.candidates.pieces import RUNS, WORDS
from bolo.core.matching.candidates.products import Matrix
from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.features.ranks import standing
from bolo.core.matching.judges.trees import Forest, Scores, Values, grow

AT_ONCE = 20_000
"""Pairs that are measured in one step: bounds the memory."""
Flags = NDArray[np.bool_]
Sums = NDArray[np.float64]
KINDS, SHARP = 3, 6
"""Runs, words, words with a digit; the power whose root of a sum is nearly the largest."""
FOLDS, FEWEST = 4, 50
"""Parts that are held back in turn; links and clear rows without which it is silent."""
APART = 0.005
"""Of the links among the rows held back, the share that it may miss, and that it may add."""
FARTHEST = 8.0
FIRST_TREES, ROUNDING = 40, 1e-6
"""Trees after which seven pairs of ten are dropped; what sums in another order may be off by."""
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
    """What was learnt: a row whose best pair is below `low` has no link, above `high` it has one.

    Between them it is unclear. `clear` is the share of rows held back that were clear,
    `agreed` how many of those it decided as the slow judge did.
    """

    trees: str
    threshold: float
    low: float
    high: float
    clear: float
    agreed: float
    forest: list[Forest] = field(default_factory=list[Forest], compare=False, repr=False)

    def foretell(self, values: Values) -> Scores:
        """Return the log-odds of each pair; the trees are read once."""
        return self._read().score(values)

    def foretell_near(self, values: Values) -> tuple[Places, Scores]:
        """Return which pairs reach `low`, and their log-odds.

        What cannot reach it any more, whatever the later trees say, is dropped after the first.
        """
        trees = self._read()
        first = trees.score(values, FIRST_TREES) + trees.most_after(FIRST_TREES)
        near = np.flatnonzero(first >= self.low - ROUNDING)
        foretold = trees.score(values[near]) if len(near) else np.zeros(0)
        reached = foretold >= self.low
        return near[reached], foretold[reached]

    def unclear(self, best: Scores) -> Flags:
        """Tell of rows whether they are unclear, by the best of their pairs that are free."""
        return np.asarray((best >= self.low) & (best <= self.high), np.bool_)

    def _read(self) -> Forest:
        if not self.forest:
            self.forest.append(Forest([self.trees]))
        return self.forest[0]


def sums_of(catalogue: Catalogue) -> Sums:
    """Return the sums over the pieces of each text of a catalogue: 72 bytes for each."""
    steps = range(0, len(catalogue), AT_ONCE)
    parts = [_sums(catalogue.rows[at : at + AT_ONCE], catalogue.weights) for at in steps]
    return np.concatenate(parts, axis=1)


def measure_quickly(
    catalogue: Catalogue,
    found: Found,
    prices: tuple[NDArray[np.float64], NDArray[np.float64]],
    sums: Sums | None = None,
) -> Values:
    """Return a few features of candidates, from the pieces alone; prices by text and by row.

    `sums` are those of the catalogue (`sums_of`), where it is asked so much that they pay.
    """
    asked = _sums(found.cut, catalogue.weights)
    parts = [
        _overlap(catalogue, found, (asked, sums), slice(start, start + AT_ONCE))
        for start in range(0, len(found.asked), AT_ONCE)
    ]
    shared = np.concatenate([np.zeros((0, 1 + 6 * KINDS), np.float32), *parts])
    ratio = np.log(prices[0][found.asked]) - np.log(prices[1][found.rows])
    ranked = []
    for scores in (found.cosines, shared[:, 0]):
        stands = standing(found.asked, scores)
        ranked += [stands.place, stands.lead]
    return np.column_stack([found.cosines, shared, ratio, *ranked]).astype(np.float32)


def _overlap(
    catalogue: Catalogue, found: Found, sums: tuple[Sums, Sums | None], at: slice
) -> Floats:
    asked, rows = found.asked[at], found.rows[at]
    both, one = _sums(found.shared[at], catalogue.weights), sums[0][:, asked]
    known = sums[1]
    other = _sums(catalogue.rows[rows], catalogue.weights) if known is None else known[:, rows]
    missed = [np.maximum(each - both, 0) for each in (one, other)]
    cosines = both[1] / np.sqrt(np.maximum(one[1] * other[1], 1e-9))
    tops = [each[2] ** (1 / SHARP) for each in missed]
    net = both[0].sum(1) - missed[0][0].sum(1) - missed[1][0].sum(1)
    columns = [net[:, None], cosines, both[0], missed[0][0], missed[1][0], *tops]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _sums(pieces: Matrix, weights: Floats) -> Sums:
    """Return the sums of weights, of their squares and of a high power, by row and kind."""
    columns = pieces.indices
    kind = (columns >= RUNS).astype(np.int64) + (columns >= WORDS)
    count = pieces.shape[0]
    group = np.repeat(np.arange(count) * KINDS, np.diff(pieces.indptr)) + kind
    weight = weights[columns].astype(np.float64)
    square = weight * weight
    powers = (weight, square, square * square * square)
    sums = [np.bincount(group, each, count * KINDS) for each in powers]
    return np.array(sums, np.float64).reshape(len(powers), count, KINDS)


def log_odds(probability: Scores) -> Scores:
    """Return log-odds, drawn in so that no single pair is all that counts."""
    p = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.clip(np.log(p / (1 - p)), -FARTHEST, FARTHEST), np.float64)


def learn_quickly(
    values: Values, asked: Places, said: Scores, free: Flags, threshold: float
) -> Quick | None:
    """Learn from pairs that the slow judge gave these log-odds; `asked` is the row of each.

    `free` are those that no conflict forbids. `None` when too few of them are links, or clear.
    """
    unique, rows = np.unique(asked, return_inverse=True)
    foretold = _held_back(values, said, rows % FOLDS)
    if foretold is None:
        return None
    best, told = (_best(each[free], rows[free], len(unique)) for each in (foretold, said))
    links = told >= threshold
    if int(links.sum()) < FEWEST:
        return None
    low, high = _lines(best, links)
    clear = (best < low) | (best > high)
    if int(clear.sum()) < FEWEST:
        return None
    return Quick(
        trees=grow(values, said, FOLDS, settings=SETTINGS),
        threshold=threshold,
        low=low,
        high=high,
        clear=float(clear.mean()),
        agreed=float(((best > high) == links)[clear].mean()),
    )


def _held_back(values: Values, said: Scores, fold: Places) -> Scores | None:
    """Return what is foretold of each pair by trees that were not taught its row."""
    foretold = np.zeros(len(said), np.float64)
    for number in range(FOLDS):
        rest = fold != number
        if rest.all() or not rest.any():
            return None
        trees = Forest([grow(values[rest], said[rest], number, settings=SETTINGS)])
        foretold[~rest] = trees.score(values[~rest])
    return foretold


def _lines(best: Scores, links: Flags) -> tuple[float, float]:
    """Return below what rows have no link and above what they have one, but for a few."""
    few = int(APART * links.sum())
    low = float(np.sort(best[links])[few])
    others = np.sort(best[~links & np.isfinite(best)])[::-1]
    high = float(others[few]) if len(others) > few else low
    return (low, high) if low <= high else ((low + high) / 2,) * 2


def _best(values: Scores, rows: Places, count: int) -> Scores:
    """Return the highest of each row."""
    found = np.full(count, -np.inf)
    np.maximum.at(found, rows, values)
    return found
