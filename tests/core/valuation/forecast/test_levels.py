"""The filter: what it believes of an item and its variants, and how fast that moves."""

import numpy as np
import pytest

from bolo.core.valuation.forecast.levels import (
    FASTEST,
    SLOW,
    SLOWEST,
    Level,
    by_evening,
    nearness,
)
from bolo.core.valuation.forecast.sales import Floats

SIZES = np.array([10.0, 10.5, 14.0])
NONE = np.zeros(3)


def sold(level: Level, day: int, variant: int, *prices: float) -> None:
    level.learn(day, np.full(len(prices), variant), np.log(prices), NONE)


def believed(level: Level) -> Floats:
    return np.exp(level.mean)


def test_a_steady_price_is_believed_of_every_variant() -> None:
    level = Level(SIZES)

    for day in range(10):
        sold(level, day, 0, 100, 101, 99)

    assert believed(level) == pytest.approx([100, 100, 100], rel=0.01)


def test_the_first_day_stands_where_such_variants_stand_elsewhere() -> None:
    level = Level(SIZES)

    level.learn(0, np.array([0]), np.log([100.0]), np.log([1.0, 1.1, 0.8]))

    assert believed(level) == pytest.approx([100, 110, 80], rel=0.001)


def test_a_near_size_follows_more_than_a_far_one() -> None:
    level = Level(SIZES)
    for day in range(5):
        level.learn(day, np.arange(3), np.log([100.0, 100.0, 100.0]), NONE)

    sold(level, 6, 0, 115, 115)

    own, near, far = believed(level)
    assert 100 < far < near < own <= 115


def test_variants_that_are_words_are_near_to_none() -> None:
    together = nearness(np.array([np.nan, np.nan, 9.0, -1.0]), 0.1)

    assert together.tolist() == np.eye(4).tolist()


@pytest.mark.parametrize("passed", [1, 3])
def test_what_is_to_come_by_the_evening_is_that_of_prices_that_drift_at_random(passed: int) -> None:
    moments = 40
    steps = np.random.default_rng(7).normal(size=(10_000, (passed + 1) * moments))
    price = steps.cumsum(axis=1)
    before, after = price[:, :moments].mean(axis=1), price[:, -moments:].mean(axis=1)

    moved, to_come = after - before, price[:, -1] - after

    share = float(moved @ to_come / (moved @ moved))
    assert by_evening(moments, passed) == pytest.approx(share, abs=0.02)


def test_one_sale_does_not_tell_where_a_day_ends() -> None:
    assert by_evening(1, 1) == 0


def test_what_all_sales_of_a_day_tell_goes_on_and_after_a_week_hardly_does() -> None:
    after_a_day, after_a_week, unmoved = Level(SIZES), Level(SIZES), Level(SIZES, SLOW)
    everyone = np.repeat(np.arange(3), 40)
    for level in (after_a_day, after_a_week, unmoved):
        level.learn(0, everyone, np.log(np.full(120, 100.0)), NONE)

    for level, day in ((after_a_day, 1), (after_a_week, 7), (unmoved, 7)):
        level.learn(day, everyone, np.log(np.full(120, 110.0)), NONE)

    assert (believed(after_a_day) > 110.8).all()
    assert (believed(after_a_week) < 110.3).all()
    assert (believed(unmoved) < 110).all()


def test_one_absurd_price_moves_the_level_less_than_its_share() -> None:
    level = Level(SIZES, SLOW)
    for day in range(10):
        sold(level, day, 0, 100, 100)

    sold(level, 10, 0, 1000)

    assert believed(level)[0] < 110


def test_the_longer_nothing_sells_the_less_is_known() -> None:
    level = Level(SIZES)
    sold(level, 5, 1, 100)

    soon, late = level.variance(6), level.variance(30)

    assert (late > soon).all()
    assert soon[1] < soon[2]
    assert (Level(SIZES).variance(3) > 0).all()


@pytest.mark.parametrize(
    ("step", "bound"), [(1.0, SLOWEST), (1.4, FASTEST)], ids=["calm", "upheaval"]
)
def test_how_fast_it_follows_is_learned_within_bounds(step: float, bound: float) -> None:
    level = Level(SIZES)

    for day in range(60):
        level.learn(day, np.arange(3), np.log(np.full(3, 100 * step ** (day % 2))), NONE)

    assert level.haste == pytest.approx(bound, rel=0.3)
