"""The exact choice is worth as much as that of plain HiGHS, over all that is drawn at once."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from bolo.core.allocation.exact import by_count, has_few_counts, solve
from bolo.core.allocation.highs import Problem, good
from bolo.core.allocation.proof import growth, relax, step


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


def alike(seed: int, count: int, *, each: int) -> Problem:
    """Draw things that are worth `each` and a little by what they cost, for a tenth of all."""
    rng = np.random.default_rng(seed)
    costs, losses = rng.integers(100, 9_000, count), rng.integers(0, 5_000, count)
    weights = sparse.csr_matrix(np.array([costs, losses], np.int64))
    return Problem(each + costs // 50, weights, np.array([costs.sum(), losses.sum()]) // 10)


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
@pytest.mark.parametrize("seconds", [0, 600])
def test_a_unit_of_all_values_changes_nothing_but_the_unit(seed: int, seconds: float) -> None:
    problem = drawn(seed, 60, prices=60, share=0.1, alike=False)

    fine = solve(problem, seconds=seconds)
    coarse = solve(replace(problem, values=problem.values * 100), seconds=seconds)

    assert coarse.chosen.tolist() == fine.chosen.tolist()
    assert (coarse.value, coarse.bound) == (fine.value * 100, fine.bound * 100)
    assert coarse.prices.tolist() == pytest.approx((fine.prices * 100).tolist())


def test_of_whole_units_no_part_of_one_is_left_to_prove() -> None:
    # parts of both would be worth 1,950: more than one, but no choice is worth a part of 1,000
    problem = Problem(np.array([1_000, 1_000]), sparse.csr_matrix([[20, 20]]), np.array([39]))

    solution = solve(problem, seconds=0)

    assert (solution.value, solution.bound) == (1_000, 1_000)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(1, 30),
    prices=st.integers(1, 30),
    share=st.sampled_from([0.0, 0.02, 0.1, 0.3, 0.7, 4.0]),
    alike=st.booleans(),
)
def test_number_by_number_nothing_is_worth_more_by_plain_highs(
    seed: int, count: int, prices: int, share: float, *, alike: bool
) -> None:
    problem = drawn(seed, count, prices=prices, share=share, alike=alike)

    chosen, bound = by_count(problem, relax(problem), np.zeros(count, bool), 600)

    plain = good(problem, near=0, seconds=600)
    assert plain.chosen is not None
    assert problem.worth(chosen) == bound == problem.worth(plain.chosen)
    assert (problem.room(chosen) >= 0).all()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("each", [100, 3_000])
def test_of_things_worth_about_the_same_only_few_numbers_are_looked_at(
    seed: int, each: int
) -> None:
    problem = alike(seed, 120, each=each)

    solution = solve(problem, seconds=600)

    plain = good(problem, near=0, seconds=600)
    assert has_few_counts(problem, relax(problem), solution.value)
    assert plain.chosen is not None
    assert solution.value == solution.bound == problem.worth(plain.chosen)
    assert (problem.room(solution.chosen) >= 0).all()


@pytest.mark.parametrize("seconds", [0, 1e-9, 0.01, 600])
@pytest.mark.parametrize("each", [10, 100, 3_000])
def test_what_is_not_proven_number_by_number_is_told(each: int, seconds: float) -> None:
    problem = alike(1, 200, each=each)

    chosen, bound = by_count(problem, relax(problem), np.zeros(200, bool), seconds)

    best = solve(problem, seconds=600)
    assert best.value == best.bound
    assert problem.worth(chosen) <= best.value <= bound
    assert (problem.room(chosen) >= 0).all()


def test_without_time_a_number_of_things_that_differ_stays_open() -> None:
    problem = drawn(0, 200, prices=200, share=0.1, alike=False)
    relaxed = relax(problem)

    chosen, bound = by_count(problem, relaxed, np.zeros(200, bool), 1e-9)

    assert not chosen.any()
    assert 0 < bound <= relaxed.bound


@pytest.mark.parametrize("seed", range(4))
def test_of_hundreds_that_need_many_steps_nothing_is_worth_more_either(seed: int) -> None:
    problem = drawn(seed, 200, prices=200, share=0.1, alike=False)

    solution = solve(problem, seconds=600)

    plain = good(problem, near=0, seconds=600)
    assert plain.chosen is not None
    assert solution.value == solution.bound == problem.worth(plain.chosen)
    assert (problem.room(solution.chosen) >= 0).all()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("beyond", [-40, 0, 1])
def test_in_two_halves_the_same_is_found_and_proven(seed: int, beyond: int) -> None:
    problem = drawn(seed, 60, prices=60, share=0.1, alike=False)
    best, relaxed = solve(problem, seconds=600).value, relax(problem)

    whole, halves = (
        step(problem, relaxed, best + beyond, 600, hard=hard) for hard in (False, True)
    )

    assert relaxed.parted is not None
    assert whole.bound == halves.bound == (best if beyond <= 0 else best + beyond - 1)
    for found in (whole, halves):
        assert (None if found.chosen is None else problem.worth(found.chosen)) == (
            best if beyond <= 0 else None
        )


def test_a_half_without_time_leaves_the_mark_open() -> None:
    problem = drawn(0, 60, prices=60, share=0.1, alike=False)
    best, relaxed = solve(problem, seconds=600).value, relax(problem)

    found = step(problem, relaxed, best + 1, 0, hard=True)

    assert found.chosen is None
    assert found.bound >= best + 1


def test_where_nothing_is_parted_there_are_no_halves() -> None:
    free = Problem(np.array([3, 4]), sparse.csr_matrix([[1, 1]]), np.array([2]))
    relaxed = relax(free)

    found = step(free, relaxed, 7, 600, hard=True)

    assert relaxed.parted is None
    assert found.chosen is not None
    assert found.chosen.all()


@pytest.mark.parametrize(
    ("before", "last", "told"),
    [
        ((100, 0), (110, 400), 1.3),  # easy so far
        ((100, 900), (110, 800), 1.15),  # no harder than before
        ((100, 1_000), (120, 4_000), 1.0954),  # twice doubled over a fifth: its root for once
        ((100, 1_000), (110, 9_000), 1.05),  # ever so hard: still a step
        ((100, 1_000), (150, 1_500), 1.15),  # hardly harder: still a small one
    ],
)
def test_the_next_step_goes_as_far_as_should_take_twice_as_long(
    before: tuple[float, int], last: tuple[float, int], told: float
) -> None:
    assert growth(before, last) == pytest.approx(told, abs=1e-4)
