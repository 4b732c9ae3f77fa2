"""Money is exact, keeps its currency, and rounds half up to the smallest unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money, minor_places

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD"])


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("XYZ", 2)])
def test_a_currency_has_the_places_of_iso_4217(currency: str, places: int) -> None:
    assert minor_places(currency) == places


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.445", "USD", "0.45"),
        ("3.345", "EUR", "3.35"),
        ("-0.005", "EUR", "-0.01"),
        ("0.5", "JPY", "1"),
        ("1.0005", "KWD", "1.001"),
    ],
)
def test_half_a_minor_unit_rounds_away_from_zero(amount: str, currency: str, rounded: str) -> None:
    assert Money.of(amount, currency).rounded() == Money.of(rounded, currency)


def test_minor_units_count_in_the_smallest_coin() -> None:
    assert Money.of_minor(1999, "USD") == Money.of("19.99", "USD")
    assert Money.of_minor(1999, "JPY") == Money.of(1999, "JPY")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="cannot mix EUR and USD"):
        Money.of(1, "EUR") + Money.of(1, "USD")


def test_currencies_are_not_compared_either() -> None:
    with pytest.raises(ValueError, match="cannot mix EUR and USD"):
        assert Money.of(1, "EUR") < Money.of(2, "USD")

    assert Money.of(1, "EUR") <= Money.of(1, "EUR") < Money.of(2, "EUR")


def test_money_is_written_without_an_exponent() -> None:
    assert str(Money.of("1E+2", "EUR")) == "100.00 EUR"


def test_money_is_written_with_the_places_of_its_currency_and_more_only_where_there_are() -> None:
    assert str(Money.of("366.9500", "USD")) == "366.95 USD"
    assert str(Money.of("5.0", "JPY")) == "5 JPY"
    assert str(Money.of("1.2345", "USD")) == "1.2345 USD"


@given(AMOUNTS, AMOUNTS, CURRENCIES)
def test_what_is_added_can_be_taken_away(one: Decimal, other: Decimal, currency: str) -> None:
    first, second = Money(one, currency), Money(other, currency)

    assert (first + second) - second == first
    assert first + -first == Money.zero(currency)


@given(AMOUNTS, CURRENCIES)
def test_rounding_moves_at_most_half_a_minor_unit_and_only_once(
    amount: Decimal, currency: str
) -> None:
    money = Money(amount, currency)
    rounded = money.rounded()

    assert abs((rounded - money).amount) * 2 <= Money.of_minor(1, currency).amount
    assert rounded.rounded() == rounded


@given(AMOUNTS, st.integers(min_value=0, max_value=50), CURRENCIES)
def test_many_times_is_adding_up(amount: Decimal, times: int, currency: str) -> None:
    money = Money(amount, currency)

    assert money * times == sum([money] * times, start=Money.zero(currency))
