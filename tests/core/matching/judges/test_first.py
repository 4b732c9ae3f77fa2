"""The first look at labelled pairs: no pair is scored by what knows its label."""

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.engine import RIVALS
from bolo.core.matching.features.measure import measure
from bolo.core.matching.judges.first import FOLDS, First, Lesson, look_first, once
from tests.core.matching import made

COUNT, SEED = 40, 3


def test_no_pair_is_scored_by_what_knows_its_label() -> None:
    _, labels = made.labelled(COUNT)
    at = int(np.flatnonzero(labels)[5])
    other = labels.copy()
    other[at] = False

    before, after = looked_at(labels), looked_at(other)

    assert np.array_equal(before.seen[at], after.seen[at], equal_nan=True)
    assert not np.array_equal(before.seen, after.seen, equal_nan=True)
    assert sum(one != two for one, two in zip(before.trees, after.trees, strict=True)) == FOLDS - 1


def test_a_pair_that_is_given_twice_counts_once_and_is_different_if_that_was_said_once() -> None:
    pairs = np.array([7, 1, 7, 1, 2]), np.array([3, 1, 3, 1, 0])

    (left, right), labels = once(pairs, np.array([True, True, False, True, False]))

    assert left.tolist() == [7, 1, 2]
    assert right.tolist() == [3, 1, 0]
    assert labels.tolist() == [False, True, False]


def looked_at(labels: NDArray[np.bool_]) -> First:
    tables, (pairs, _) = made.tables(COUNT), made.labelled(COUNT)
    measured = measure(*tables, pairs, RIVALS)
    return look_first(tables, measured, Lesson(pairs, labels), SEED)
