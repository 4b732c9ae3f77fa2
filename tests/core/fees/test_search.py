"""The least price for given proceeds, where a higher price may bring less."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.fees import Venue, break_points, least_price_for, quote, search, venues
from bolo.core.fees.quote import Sale
from bolo.core.fees.schedule import Part
from bolo.core.money import Money

TODAY = date(2026, 11, 21)
CLIFFS = ("ebay-us", "grailed-us", "amazon-us", "poshmark-us", "steam-market", "tcgplayer-direct")
SELLING = [
    place
    for place in venues().values()
    if place.schedules[-1].has_figures and place.slug != "amazon-us-fba"
]


def dollars(text: str | int) -> Money:
    return Money.of(text, "USD")


@pytest.mark.parametrize(
    ("slug", "category", "prices"),
    [
        ("ebay-us", "athletic_shoes", ["10.01", "150"]),
        ("ebay-us", "jewelry", ["10.01", "5000.01"]),
        ("grailed-us", None, ["120"]),
        ("poshmark-us", None, ["15"]),
        ("amazon-us", "clothing_accessories", ["15.01", "20.01"]),
        ("tcgplayer-direct", None, ["2.49"]),
        ("mercari-us", None, []),
        ("goat-us", None, []),
    ],
)
def test_break_points_are_the_first_prices_under_a_new_rule(
    slug: str, category: str | None, prices: list[str]
) -> None:
    found = break_points(slug, "USD", on=TODAY, category=category)

    assert found == tuple(dollars(price) for price in prices)


def test_what_the_buyer_pays_besides_moves_the_break_points() -> None:
    moved = break_points(
        "ebay-us",
        "USD",
        on=TODAY,
        category="athletic_shoes",
        shipping=dollars("8"),
        tax=dollars("12"),
        quantity=2,
    )

    assert moved == (dollars("65"), dollars("140"))


def test_the_price_bands_of_a_warehouse_are_break_points() -> None:
    new = break_points("amazon_us_fba_2026", "USD", on=TODAY)
    old = break_points("amazon_us_fba_2025", "USD", on=TODAY)

    assert (new, old) == ((dollars("10"), dollars("50.01")), (dollars("10"),))


def test_beyond_a_cliff_a_higher_price_brings_less() -> None:
    below = quote("grailed-us", dollars("119.99"), on=TODAY).proceeds
    above = quote("grailed-us", dollars("120"), on=TODAY).proceeds

    assert above < below
    assert least_price_for("grailed-us", below, on=TODAY) == dollars("119.99")
    more = least_price_for("grailed-us", below + dollars("0.01"), on=TODAY)
    assert more is not None
    assert more > dollars("120")


def test_nothing_is_needed_for_less_than_nothing() -> None:
    assert least_price_for("vinted", dollars(0), on=TODAY) == dollars(0)


@pytest.mark.parametrize("place", SELLING, ids=lambda place: place.slug)
@given(cents=st.integers(min_value=1, max_value=900_000), data=st.data())
@settings(max_examples=5, deadline=None)
def test_the_price_found_suffices_and_nothing_just_below_it_does(
    place: Venue, cents: int, data: st.DataObject
) -> None:
    category = data.draw(st.sampled_from([*place.categories, None]))
    wanted = Money.of_minor(cents, place.currency)
    step = Money.of_minor(1, place.currency)

    found = least_price_for(place.slug, wanted, on=TODAY, category=category)

    assert found is not None
    assert quote(place.slug, found, on=TODAY, category=category).proceeds >= wanted
    for units in range(1, 40):
        lower = found - step * units
        if lower.amount >= 0:
            left = quote(place.slug, lower, on=TODAY, category=category).proceeds
            assert left < wanted


@pytest.mark.parametrize("slug", CLIFFS)
@given(cents=st.integers(min_value=1, max_value=3_000))
@settings(max_examples=3, deadline=None)
def test_the_search_agrees_with_trying_every_price(slug: str, cents: int) -> None:
    wanted, step = Money.of_minor(cents, "USD"), Money.of_minor(1, "USD")

    tried = next(
        step * units
        for units in range(100_000)
        if quote(slug, step * units, on=TODAY).proceeds >= wanted
    )

    assert least_price_for(slug, wanted, on=TODAY) == tried


def test_the_shipping_that_is_charged_raises_the_price_that_is_needed() -> None:
    plain = least_price_for("mercari-us", dollars(90), on=TODAY)
    shipped = least_price_for("mercari-us", dollars(90), on=TODAY, shipping=dollars(10))

    assert (plain, shipped) == (dollars("100"), dollars("101.11"))


def test_when_no_price_suffices_there_is_none() -> None:
    def never(_: int) -> Decimal:
        return Decimal(-5)

    assert search.first_enough(never, [0, 10], Decimal(1)) is None
    assert search.first_enough(never, [0, 10], Decimal(4)) is None


def test_a_limit_on_the_shipping_alone_is_not_a_limit_on_the_price() -> None:
    jump = search.Jump((Part.SHIPPING,), per_unit=False, limit=Decimal(10), open_end=True)

    assert jump.price(Sale(dollars(5)), Decimal("0.01")) is None
