"""Exchanges: never over a limit, never worse, and what is one step from a choice is found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from bolo.core.allocation import exchange
from bolo.core.allocation.exact import solve
from bolo.core.allocation.exchange import exchanged
from bolo.core.allocation.highs import Problem
from bolo.core.allocation.proof import relax


def under(most: int, *things: tuple[int, int]) -> Problem:
    """Return things by what they are worth and weigh, under one limit."""
    values, weights = zip(*things, strict=True)
    return Problem(np.array(values), sparse.csr_matrix([weights], dtype=np.int64), np.array([most]))


@pytest.mark.parametrize(
    ("problem", "taken", "found"),
    [
        (under(10, (5, 9), (6, 10)), [0], [1]),
        (under(10, (5, 6), (3, 5), (4, 5)), [0], [1, 2]),
        (under(10, (2, 5), (3, 5), (7, 10)), [0, 1], [2]),
        (under(10, (4, 5), (5, 5), (9, 6), (1, 4)), [0, 1], [2, 3]),
    ],
    ids=["one for one", "two for one", "one for two", "two for two"],
)
def test_what_is_one_exchange_away_is_taken(
    problem: Problem, taken: list[int], found: list[int]
) -> None:
    chosen = np.isin(np.arange(len(problem.values)), taken)

    better = exchanged(problem, relax(problem).surplus, chosen, relax(problem).bound)

    assert np.flatnonzero(better).tolist() == found
    assert np.flatnonzero(chosen).tolist() == taken  # what was given is left as it was


def test_after_so_many_rounds_what_was_found_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "ROUNDS", 1)
    problem = under(20, (5, 9), (6, 9), (7, 9), (8, 9))

    better = exchange.exchanged(problem, np.zeros(4), np.array([True, True, False, False]), 15)

    assert problem.worth(better) == 14


def test_what_reaches_the_bound_is_left_as_it_is() -> None:
    problem = under(10, (5, 9), (6, 10))

    better = exchanged(problem, np.zeros(2), np.array([True, False]), 5)

    assert better.tolist() == [True, False]


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 10**6), count=st.integers(1, 40), share=st.sampled_from([0.05, 0.2, 0.6])
)
def test_no_limit_is_broken_and_nothing_is_lost(seed: int, count: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 900, (4, count)) * (rng.random((4, count)) < [[1], [1], [0.4], [0.4]])
    most = (share * rows.sum(axis=1)).astype(np.int64)
    problem = Problem(rng.integers(1, 200, count), sparse.csr_matrix(rows), most)
    relaxed, nothing = relax(problem), np.zeros(count, bool)

    better = exchanged(problem, relaxed.surplus, nothing, relaxed.bound)
    again = exchanged(problem, relaxed.surplus, better, relaxed.bound)

    assert (problem.room(again) >= 0).all()
    assert 0 <= problem.worth(better) <= problem.worth(again)
    assert problem.worth(again) <= solve(problem, seconds=600).value
