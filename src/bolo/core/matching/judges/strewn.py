"""Trees with cuts at random beside the first ones: they err elsewhere, so the mean errs less.

Each cut is at one random place of each feature it may take, and not at the best of all
("extremely randomised trees", Geurts et al., 2006): what a cut fits too well, the next does not.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.judges.calibration import Scores
from bolo.core.matching.judges.trees import Forest, Values, grow

Labels = NDArray[np.bool_]
FOLDS, FEWEST = 5, 500
"""Parts of the labels, and labels below which the first trees judge alone (as in `second`)."""
SETTINGS: Mapping[str, object] = {
    "extra_trees": True,
    "num_leaves": 24,
    "min_data_in_leaf": 10,
    "feature_fraction": 0.6,
    "rounds": 450,
}


def learn_strewn(
    values: Values, labels: Labels, scores: Scores, seed: int
) -> tuple[tuple[str, ...], Scores]:
    """Grow such trees on what as many first ones were grown on, in fifths of their own.

    `scores` are log-odds of first trees that did not see the label. With the trees the mean of both
    comes back, from trees that did not see it either. Too few labels grow none.
    """
    if len(labels) < FEWEST:
        return (), scores
    trees, unseen = list[str](), np.zeros(len(labels), np.float64)
    fold = np.random.default_rng((seed, 3)).permutation(len(labels)) % FOLDS
    for number in range(FOLDS):
        rest = fold != number
        trees.append(grow(values[rest], labels[rest], seed * FOLDS + number, settings=SETTINGS))
        unseen[~rest] = Forest(trees[-1:]).score(values[~rest])
    return tuple(trees), (scores + unseen) / 2
