"""How sure: quantiles of misses that came due, how far to believe, how long it takes to sell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.valuation.forecast.calibration import (
    Past,
    best_share,
    ends,
    stages,
    weighted_quantiles,
    with_sudden,
)
from bolo.core.valuation.forecast.selling import selling

SHARES = np.array([0.1, 0.9])


def past(
    miss: np.ndarray[tuple[int], np.dtype[np.float64]], *, stage: int = 3, day: int = 10
) -> Past:
    count = len(miss)
    return Past(1, np.full(count, day), np.full(count, stage), miss)


def test_quantiles_are_those_of_the_misses_known_by_then() -> None:
    known = past(np.linspace(-1, 1, 2001))

    low, high = known.quantiles(10, 3, SHARES)

    assert (low, high) == pytest.approx((-0.8, 0.8), abs=0.01)


def test_before_any_miss_came_due_there_is_a_belief_and_one_miss_does_not_unseat_it() -> None:
    believed = past(np.array([3.0]))

    nothing = believed.quantiles(9, 3, SHARES)
    one = believed.quantiles(10, 3, SHARES)

    assert tuple(nothing) == pytest.approx((-1.7, 1.7), abs=0.05)
    assert one[0] < -1
    assert 1.7 < one[1] < 3.01


def test_a_stage_of_its_own_outweighs_the_others_and_leans_on_them_when_thin() -> None:
    calm, wild = np.linspace(-1, 1, 2001), np.linspace(-10, 10, 2001)
    both = Past(
        1,
        np.zeros(4002, dtype=int),
        np.repeat([3, 0], 2001),
        np.concatenate([calm, wild]),
    )

    settled = both.quantiles(1, 3, SHARES)
    unknown = both.quantiles(1, 2, SHARES)

    assert settled[1] < 1
    assert unknown[1] > 5


def test_a_fall_of_one_month_is_one_surprise_however_many_sold() -> None:
    crowd = np.concatenate([np.full(20_000, -5.0), np.tile(np.linspace(-1, 1, 2001), 3)])
    day = np.concatenate([np.full(20_000, 95), np.repeat([5, 35, 65], 2001)])
    known = Past(30, day, np.full(26_003, 3), crowd)

    low, _ = known.quantiles(100, 3, SHARES)

    assert -2.5 < low < -1.0


def test_what_moves_prices_out_of_the_blue_widens_a_month_and_hardly_a_day() -> None:
    calm = np.array([0.03, 1.0])

    day, month = with_sudden(calm, 1), with_sudden(calm, 30)

    assert day == pytest.approx(calm, rel=1e-3)
    assert month == pytest.approx([0.202, 1.02], abs=0.001)


def test_a_range_of_a_month_reaches_further_down_and_holds_as_many() -> None:
    day, month, year = ends(1), ends(30), ends(365)

    assert day == pytest.approx([0.1, 0.25, 0.75, 0.9], abs=0.002)
    assert month == pytest.approx([0.05, 0.25, 0.75, 0.85])
    assert year.tolist() == month.tolist()
    assert day[3] - day[0] == pytest.approx(0.8)


def test_the_latest_misses_count_most() -> None:
    known = Past(
        1,
        np.repeat([0, 300], 500),
        np.full(1000, 1),
        np.concatenate([np.full(500, -9.0), np.linspace(-1, 1, 500)]),
    )

    assert known.quantiles(300, 1, SHARES)[0] > -1.2


@given(
    st.lists(st.floats(-5, 5, allow_subnormal=False), min_size=1, max_size=50),
    st.floats(0.05, 0.95),
)
def test_a_weighted_quantile_lies_within_what_was_seen(values: list[float], share: float) -> None:
    seen = np.array(values)

    found = weighted_quantiles(seen, np.ones(len(seen)), np.array([share]))

    assert seen.min() <= found[0] <= seen.max()


def test_words_that_came_true_are_believed_and_others_not() -> None:
    said, days = np.full(5000, -0.4), np.zeros(5000, dtype=int)

    right = best_share(said, np.full(5000, -0.4), days, 0)
    wrong = best_share(said, np.zeros(5000), days, 0)
    unproven = best_share(said[:0], said[:0], days[:0], 0)

    assert (right, wrong) == (1.0, 0.0)
    assert unproven == pytest.approx(0.6)


def test_a_life_has_four_stages() -> None:
    assert stages(np.array([-5.0, 0.0, 29.0, 30.0, 90.0])).tolist() == [0, 1, 1, 2, 3]


def test_what_sells_often_sells_soon() -> None:
    curve = selling(
        np.array([30.0, 1.0, 0.0]), np.full(3, 60.0), np.full(3, 10.0), np.full(3, 200.0), 30.0
    )

    half = curve.days(0.5)

    assert half[0] == pytest.approx(1.0, abs=0.1)
    assert half[0] < half[1] < half[2]
    assert curve.unsold(0.0).tolist() == [1, 1, 1]
    assert curve.unsold(half) == pytest.approx([0.5, 0.5, 0.5])
