"""What is known at a cut: curves of brands, walks of items, the market, the features."""

from dataclasses import replace

import numpy as np
import pytest

from bolo.core.valuation.forecast.curves import MOST, Curves
from bolo.core.valuation.forecast.features import AT, NAMES, Market, known_at, matrix
from bolo.core.valuation.forecast.sales import Rows
from bolo.core.valuation.forecast.walk import MOST_VARIANTS, SEEN, walk
from tests.core.valuation.forecast.market import START, market, rows

SALES = market()


def of(seen: np.ndarray[tuple[int, int], np.dtype[np.float64]], name: str) -> object:
    return seen[AT[name]]


def at(
    cut: int, *, item: int = 0, variant: int = 0
) -> tuple[Rows, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    asked = rows([cut + 1], np.nan, item=item, variant=variant, place=7 + variant / 2)
    return asked, np.array([cut])


def test_a_curve_says_where_the_sizes_of_a_brand_stand() -> None:
    curves = Curves(SALES)

    small, large = curves.on(START + 110, 0, np.array([0, 7]))

    assert small < -0.01
    assert large > 0.01


def test_a_curve_knows_nothing_of_the_week_that_it_is_asked_in() -> None:
    week = START // 7 * 7 + 70
    tampered = replace(
        SALES, log_price=np.where(SALES.day >= week, 9.9 * SALES.variant, SALES.log_price)
    )

    before, after = Curves(SALES), Curves(tampered)

    for day in range(START, week + 7):
        assert before.on(day, 0, np.arange(8)).tolist() == after.on(day, 0, np.arange(8)).tolist()


def test_a_curve_of_an_unknown_brand_or_variant_is_flat() -> None:
    curves = Curves(SALES)

    assert curves.on(START + 110, 5, np.array([0])).tolist() == [0]
    assert curves.on(START + 110, 0, np.array([99])).tolist() == [0]


def test_too_many_variants_have_no_curves() -> None:
    many = rows(np.zeros(MOST + 1), 1.0, variant=np.arange(MOST + 1))

    assert Curves(many).on(3, 0, np.array([1])).tolist() == [0]


def test_nothing_is_known_before_the_first_sale() -> None:
    asked, cuts = at(START - 1)

    seen = known_at(SALES, asked, cuts)

    assert np.isnan(seen).all()


def test_nothing_is_known_of_an_item_that_never_sold_nor_without_any_sale() -> None:
    asked, cuts = at(START + 50, item=77)

    assert np.isnan(known_at(SALES, asked, cuts)).all()
    assert np.isnan(known_at(SALES.take(np.array([], dtype=int)), asked, cuts)).all()


def test_what_is_known_at_a_cut_is_what_sold_by_then() -> None:
    sales = rows([10, 10, 12, 15], np.log([100.0, 102.0, 104.0, 300.0]), variant=[0, 1, 0, 0])
    asked, cuts = at(14)

    seen = walk(sales, asked, cuts, Curves(sales))

    assert of(seen, "sales") == [3]
    assert of(seen, "age") == [4]
    assert of(seen, "idle") == [2]
    assert of(seen, "own_idle") == [2]
    assert np.exp(of(seen, "level") + of(seen, "last")) == pytest.approx([104.0])  # type: ignore[operator]
    assert np.isnan(of(seen, "slope7")).all()  # type: ignore[call-overload]


def test_a_variant_that_never_sold_leans_on_the_others() -> None:
    sales = rows(np.arange(10, 20), np.log(np.full(10, 50.0)), place=8.0)
    asked, cuts = at(25, variant=3)

    seen = walk(sales, asked, cuts, Curves(sales))

    assert np.exp(of(seen, "level")) == pytest.approx([50.0], rel=0.01)  # type: ignore[call-overload]
    assert np.isnan(of(seen, "own")).all()  # type: ignore[call-overload]
    assert of(seen, "own_rate") == [0]


def test_a_steady_fall_is_seen_as_a_slope() -> None:
    sales = rows(np.arange(10, 20), 5 - 0.01 * np.arange(10))
    asked, cuts = at(20)

    seen = walk(sales, asked, cuts, Curves(sales))

    assert of(seen, "slope7") == pytest.approx([-0.01], abs=0.005)
    assert of(seen, "peak") > 0  # type: ignore[operator]


def test_variants_beyond_the_most_are_taken_together() -> None:
    many = MOST_VARIANTS + 20
    sales = rows(np.zeros(many), 3.0, variant=np.arange(many))
    asked, cuts = at(5, variant=many - 1)

    seen = walk(sales, asked, cuts, Curves(sales))

    assert seen.shape == (len(SEEN), 1)
    assert of(seen, "level") == pytest.approx([3.0], abs=0.01)


def test_the_market_knows_drift_and_settled_premium_from_its_first_day_on() -> None:
    seen = known_at(SALES, SALES, SALES.day)
    brand = np.zeros(2, dtype=int)

    drift, settled = Market(SALES, seen).on(brand, np.array([START - 1, START + 100]))

    assert np.isnan([drift[0], settled[0]]).all()
    assert np.isfinite(drift[1])
    assert settled[1] == pytest.approx(0.35, abs=0.15)


def test_without_a_release_a_life_begins_with_the_first_sale() -> None:
    seen = known_at(SALES, SALES, SALES.day)
    asked = replace(SALES, release=np.full(len(SALES), np.nan))

    features = matrix(seen, asked, SALES.day, Market(SALES, seen))

    since = features[:, NAMES.index("since_cut")]
    assert features.shape == (len(SALES), len(NAMES))
    assert since.min() == 0
    assert since.max() <= 120
