"""What brand and category lend: by list price first, by asks else, nothing from few."""

from dataclasses import replace
from decimal import Decimal

from bolo.core.money import Money
from bolo.core.valuation.likeness import Likeness, Scope

LEGO = Likeness(
    Scope.BRAND,
    products=40,
    log_ask=Decimal(100).ln(),
    ask_spread=Decimal("0.8"),
    listed=20,
    log_ratio=Decimal("0.7").ln(),
    ratio_spread=Decimal("0.1"),
    gone=60,
    followed=Decimal(1200),
)
LISTED = Money.of(200, "EUR")


def test_a_list_price_tells_it_from_others_of_its_brand() -> None:
    pool = LEGO.pool(LISTED, "EUR")

    assert pool is not None
    assert pool.price.rounded() == Money.of("114.80", "EUR")  # 200 · 0.7 asked · 0.82 brought
    assert Decimal("0.3") < pool.spread < Decimal("0.32")


def test_without_one_it_is_thought_like_the_rest_and_hardly_so() -> None:
    pool = LEGO.pool(None, "EUR")
    few_listed = replace(LEGO, listed=4).pool(LISTED, "EUR")

    assert pool is not None
    assert pool.price.rounded() == Money.of("82.00", "EUR")
    assert pool.spread > Decimal("0.8")
    assert few_listed == pool


def test_no_spread_that_is_known_is_none() -> None:
    pool = replace(LEGO, ratio_spread=None).pool(LISTED, "EUR")

    assert pool is not None
    assert pool.spread > Decimal("0.29")  # of an ask against a sale


def test_few_things_lend_nothing() -> None:
    assert replace(LEGO, products=4, log_ratio=None).pool(LISTED, "EUR") is None


def test_how_fast_they_go_is_known_from_many_only() -> None:
    assert LEGO.rate == Decimal("0.05")
    assert replace(LEGO, gone=29).rate is None
    assert replace(LEGO, followed=Decimal(0)).rate is None
    assert replace(LEGO, followed=Decimal(10**9)).rate == Decimal("0.0001")
