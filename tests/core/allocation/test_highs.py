"""HiGHS with a mark: what reaches it is found, and that nothing does is told."""

import numpy as np
import pytest
from scipy import sparse

from bolo.core.allocation.highs import Floats, Problem, at_least, good, prices

TEN = Problem(
    np.array([6, 5, 4]), sparse.csr_matrix(np.array([[7, 5, 5]], np.int64)), np.array([10])
)
"""The second and the third fit together and are worth 9; nothing is worth more."""
FREE = Problem(TEN.values, sparse.csr_matrix((0, 3), dtype=np.int64), np.zeros(0, np.int64))


def priced(problem: Problem) -> tuple[Floats, Floats]:
    told = prices(problem)
    assert told is not None
    return told


def test_where_nothing_is_within_the_limits_nothing_has_a_price() -> None:
    two_at_least = sparse.csr_matrix(np.array([[7, 5, 5], [-1, -1, -1]], np.int64))

    assert prices(Problem(TEN.values, two_at_least, np.array([9, -2]))) is None


def test_the_best_choice_is_found_with_the_bound_of_all() -> None:
    found = good(TEN, near=0, seconds=60)

    assert found.chosen is not None
    assert found.chosen.tolist() == [False, True, True]
    assert found.bound == 9
    assert found.spent >= 0


@pytest.mark.parametrize("mark", [-3, 1, 8, 9])
def test_what_is_worth_the_mark_or_more_is_found_at_its_best(mark: int) -> None:
    found = at_least(TEN, mark, seconds=60)

    assert found.chosen is not None
    assert found.chosen.tolist() == [False, True, True]


@pytest.mark.parametrize("mark", [10, 11, 16])
def test_a_mark_above_the_best_is_proven_to_be_out_of_reach(mark: int) -> None:
    found = at_least(TEN, mark, seconds=60)

    assert found.chosen is None
    assert found.bound == mark - 1


def test_without_time_a_mark_is_neither_reached_nor_out_of_reach() -> None:
    found = at_least(TEN, 9, seconds=0)

    assert found.chosen is None
    assert found.bound >= 9


def test_without_limits_everything_is_taken_and_nothing_has_a_price() -> None:
    found = at_least(FREE, 15, seconds=60)

    assert found.chosen is not None
    assert found.chosen.all()
    assert priced(FREE)[0].tolist() == []


def test_a_price_is_what_one_more_unit_would_be_worth() -> None:
    doubled = Problem(TEN.values, TEN.weights * 1_000, TEN.most * 1_000)

    assert priced(TEN)[0] == pytest.approx([6 / 7])
    assert priced(doubled)[0] == pytest.approx([6 / 7_000])


def test_of_the_thing_that_fills_what_is_left_a_part_is_taken() -> None:
    less = Problem(TEN.values, TEN.weights, np.array([9]))

    assert priced(less)[1] == pytest.approx([0.5714, 1, 0], abs=1e-4)
