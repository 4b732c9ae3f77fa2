"""Trees with cuts at random: what they learn, and when there are none."""

import numpy as np

from bolo.core.matching.judges.strewn import FEWEST, FOLDS, learn_strewn
from bolo.core.matching.judges.trees import Forest


def test_what_the_first_trees_miss_the_strewn_ones_tell() -> None:
    values = np.random.default_rng(0).normal(size=(1_000, 2)).astype(np.float32)
    labels = values[:, 0] > 0
    silent = np.zeros(len(labels))

    trees, mean = learn_strewn(values, labels, silent, 0)

    assert len(trees) == FOLDS
    assert ((mean > 0) == labels).mean() > 0.95
    told = Forest(trees).score(np.array([[1, 0], [-1, 0]], np.float32))
    assert told[0] > 0 > told[1]


def test_no_pair_is_scored_by_strewn_trees_that_saw_its_label() -> None:
    values = np.random.default_rng(0).normal(size=(FEWEST, 2)).astype(np.float32)
    labels = values[:, 0] > 0
    other = labels.copy()
    other[7] = not other[7]

    before, after = (learn_strewn(values, said, np.zeros(FEWEST), 0)[1] for said in (labels, other))

    assert before[7] == after[7]
    assert not np.array_equal(before, after)


def test_few_labels_grow_no_strewn_trees() -> None:
    values = np.zeros((FEWEST - 1, 2), np.float32)
    scores = np.arange(FEWEST - 1, dtype=np.float64)

    trees, mean = learn_strewn(values, scores > 9, scores, 0)

    assert trees == ()
    assert mean is scores
