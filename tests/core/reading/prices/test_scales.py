"""Words behind and before a number: read with them, and always with a doubt."""

from decimal import Decimal

import pytest

from bolo.core.reading.prices.price_text import read_price


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1.5k", "1500", "USD"),
        ("$2K", "2000", "USD"),
        ("£1.2m", "1200000", "GBP"),
        ("1,5 Mio €", "1500000", "EUR"),
        ("1.5 million USD", "1500000", "USD"),
        ("30 тыс. ₽", "30000", "RUB"),
        ("₹1.5 lakh", "150000", "INR"),
        ("3万円", "30000", "JPY"),
        ("€0.0005k", "0.5", "EUR"),
        ("Rp1,5 juta", "1500000", "IDR"),
        ("99¢", "0.99", "USD"),
        ("75p", "0.75", "GBP"),
    ],
)
def test_a_word_that_changes_the_magnitude_is_read_and_doubted(
    text: str, amount: str, currency: str
) -> None:
    read = read_price(text)

    assert (read.amount, read.currency) == (Decimal(amount), currency)
    assert any("is read as" in doubt for doubt in read.doubts)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("10 K", "10"),
        ("$20k-cup", "20"),
        ("$20 K-Swiss", "20"),
        ("5 € kaufen", "5"),
        ("5€/m", "5"),
        ("1080p", "1080"),
        ("5k", "5"),
    ],
)
def test_letters_that_mean_something_else_change_nothing(text: str, amount: str) -> None:
    read = read_price(text)

    assert read.amount == Decimal(amount)
    assert not any("is read as" in doubt for doubt in read.doubts)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1万2800円", "12800"),
        ("1万2千円", "12000"),
        ("12만 9천원", "129000"),
        ("3만원", "30000"),
        ("1299:50 kr", "1299.50"),
        ("1 299:50 kr", "1299.50"),
        ("kl 19:50, 200 kr", "200"),
        ("€ -,99", "0.99"),
        (",99 €", "0.99"),
        ("5,- €", "5"),
        ("$300 128GB", "300"),
        ("iPhone 12 $300", "300"),
        ("Lot of 5 £30", "30"),
        ("5 - $9", "5"),
    ],
)
def test_figures_in_parts_are_one_amount_and_other_figures_are_none_of_it(
    text: str, amount: str
) -> None:
    assert read_price(text).amount == Decimal(amount)


def test_what_is_paid_in_parts_is_doubted() -> None:
    assert "this is the price of 12" in read_price("12x R$ 108,33 sem juros").doubts


def test_both_ends_of_a_range_are_read_with_their_words() -> None:
    read = read_price("$1.5k - $2k")

    assert (read.amount, read.upto) == (Decimal(1500), Decimal(2000))


def test_cents_are_of_the_currency_that_stands_beside_them() -> None:
    cents = read_price("99 ct", currency_hint="€")
    other = read_price("99p", currency_hint="$")

    assert (cents.amount, cents.currency) == (Decimal("0.99"), "EUR")
    assert other.amount == Decimal(99)


@pytest.mark.parametrize("text", ["2 for $5", "2 für 5 €", "any 3 for £10", "12 x $30.50"])
def test_a_price_of_several_is_doubted(text: str) -> None:
    doubts = read_price(text).doubts

    assert any(doubt.startswith("this is the price of ") for doubt in doubts)


@pytest.mark.parametrize("text", ["iPhone 13 for $300", "$300", "1 for £3"])
def test_a_price_of_one_is_not(text: str) -> None:
    doubts = read_price(text).doubts

    assert not any(doubt.startswith("this is the price of ") for doubt in doubts)
