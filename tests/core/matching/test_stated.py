"""What pairs state, attribute by attribute, and how their prices stand to each other."""

import numpy as np
import pytest

from bolo.core.matching.prices import FARTHEST, FEWEST, USUAL_SPREAD, compare_prices
from bolo.core.matching.stated import NAMES, compare_stated
from bolo.core.matching.table import Table, read_table

NOBODY = np.zeros(0, np.int64), np.zeros(0, np.int64)


def table(*titles: str) -> Table:
    return read_table([{"id": str(at), "title": title} for at, title in enumerate(titles)])


def test_a_pair_is_told_what_both_say_and_what_one_alone_says() -> None:
    left = table("Fernau Visio black 44 mm", "Fernau Visio")
    right = table("Fernau Visio red Deluxe Edition")

    found = compare_stated(left, right, (np.array([0, 1]), np.array([0, 0])))

    assert set(found) == set(NAMES)
    assert [found[f"stated.colour_{how}"][0] for how in ("both", "left", "right")] == [0, 1, 1]
    assert [found[f"stated.edition_{how}"][1] for how in ("both", "left", "right")] == [0, 0, 1]
    assert np.isnan(found["stated.platform_both"]).all()


def test_pairs_that_say_nothing_have_no_features() -> None:
    found = compare_stated(table("x"), table("y"), NOBODY)

    assert all(len(values) == 0 for values in found.values())


def test_prices_are_held_against_the_usual_difference_of_the_lists() -> None:
    count = FEWEST + 10
    prices = np.full(count, 10.0), np.full(count, 20.0)
    prices[1][0] = 40.0
    prices[1][1] = np.nan
    sure = np.arange(count), np.arange(count)

    found = compare_prices(prices, (np.arange(3), np.arange(3)), sure)

    assert found["price.off_level"][[0, 2]].tolist() == pytest.approx([np.log(2), 0], abs=1e-6)
    assert found["price.off_spread"][0] == FARTHEST
    assert found["price.above_right"][0] == pytest.approx(np.log(2))
    assert np.isnan(found["price.off_level"][1])
    assert np.isnan(found["price.place_left"][1])


def test_of_two_candidates_the_one_with_the_closer_price_stands_first() -> None:
    prices = np.array([10.0]), np.array([30.0, 11.0, np.nan])
    pairs = np.zeros(3, np.int64), np.arange(3)

    found = compare_prices(prices, pairs, NOBODY)

    assert found["price.place_left"][:2].tolist() == [1, 0]
    assert found["price.lead_left"][1] == pytest.approx(np.log(3) - np.log(1.1))
    assert found["price.off_spread"][1] == pytest.approx(np.log(1.1) / USUAL_SPREAD)
    assert np.isnan(found["price.lead_left"][2])
