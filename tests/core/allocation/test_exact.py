"""The exact choice is worth as much as that of plain HiGHS, over all that is drawn at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from bolo.core.allocation.exact import solve
from bolo.core.allocation.highs import Problem, good


def drawn(seed: int, count: int, *, prices: int, share: float, alike: bool) -> Problem:
    """Draw a budget, a shortfall, groups and pairs; with few prices many things are the same."""
    rng = np.random.default_rng(seed)
    costs = rng.choice(rng.integers(3, 900, prices), count)
    values = costs // 3 + 1 if alike else costs // 4 + rng.integers(1, 90, count)
    losses = costs // 2 if alike else rng.integers(0, 500, count)
    groups, pairs = rng.integers(0, 4, count), rng.integers(0, count, count)
    rows = [costs, losses, *(costs * (groups == one) for one in range(4))]
    most = [int(share * row.sum()) for row in rows[:2]] + [int(share * costs.sum()) // 3] * 4
    both = [(pairs == one).astype(np.int64) for one in np.unique(pairs)]
    weights = np.array([*rows, *both], np.int64)
    return Problem(values, sparse.csr_matrix(weights), np.array([*most, *[1] * len(both)]))


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(1, 40),
    prices=st.integers(1, 30),
    share=st.sampled_from([0.0, 0.02, 0.1, 0.3, 0.7, 1.0, 4.0]),
    alike=st.booleans(),
)
def test_nothing_is_worth_more_by_plain_highs(
    seed: int, count: int, prices: int, share: float, *, alike: bool
) -> None:
    problem = drawn(seed, count, prices=prices, share=share, alike=alike)

    solution = solve(problem, seconds=600)

    plain = good(problem, near=0, seconds=600)
    assert plain.chosen is not None
    assert solution.value == solution.bound == problem.worth(plain.chosen)
    assert solution.value == problem.worth(solution.chosen)
    assert (problem.room(solution.chosen) >= 0).all()


@pytest.mark.parametrize("seed", range(4))
def test_of_hundreds_that_need_many_steps_nothing_is_worth_more_either(seed: int) -> None:
    problem = drawn(seed, 200, prices=200, share=0.1, alike=False)

    solution = solve(problem, seconds=600)

    plain = good(problem, near=0, seconds=600)
    assert plain.chosen is not None
    assert solution.value == solution.bound == problem.worth(plain.chosen)
    assert (problem.room(solution.chosen) >= 0).all()
