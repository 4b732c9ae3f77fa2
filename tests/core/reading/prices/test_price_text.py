"""Prices as people print them: the right magnitude, or a doubt."""
# ruff: noqa: RUF001 - shops write in every script

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.money import Money
from bolo.core.reading.prices.amounts import amount_of
from bolo.core.reading.prices.currencies import Locale, code_of, country_of, resolve
from bolo.core.reading.prices.price_text import read_price, signed_prices

SHARED = Path(__file__).parents[4].parent / "shared" / "data" / "text" / "price_strings.csv"


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1.234,56 €", "1234.56", "EUR"),
        ("1 234,56 €", "1234.56", "EUR"),
        ("1'234.50 CHF", "1234.50", "CHF"),
        ("CHF 1’299.–", "1299", "CHF"),
        ("₹1,23,456.00", "123456.00", "INR"),
        ("12,50 €", "12.50", "EUR"),
        ("kr 1.299,-", "1299", "SEK"),
        ("¥12,800", "12800", "JPY"),
        ("R$ 1.299,90", "1299.90", "BRL"),
        ("1 299,90 zł", "1299.90", "PLN"),
        ("1 299 Kč", "1299", "CZK"),
        ("1299 руб.", "1299", "RUB"),
        ("US$ 12.50", "12.50", "USD"),
        ("A$12.50", "12.50", "AUD"),
        ("SGD$4.90", "4.90", "SGD"),
        ("£0.00", "0.00", "GBP"),
        ("ab 12,99 €", "12.99", "EUR"),
        ("35€ 99", "35.99", "EUR"),
        ("12€50", "12.50", "EUR"),
        ("1250€ 600", "1250", "EUR"),
        ("$.75", "0.75", "USD"),
        ("KWD 1.250", "1.250", "KWD"),
        ("Rp 1.550.000", "1550000", "IDR"),
        ("1.298.00 EUR", "1298.00", "EUR"),
        ("0,999 €", "0.999", "EUR"),
        ("Was $120.00 Now $60.00", "60.00", "USD"),
        ("3 x 33,33 €", "33.33", "EUR"),
        ("50% off $20.00", "20.00", "USD"),
        ("iPhone 12 - 499,00 EUR", "499.00", "EUR"),
        ("١٢٣٫٥٠ د.إ", "123.50", "AED"),
        ("59.90 eur", "59.90", "EUR"),
        ("Price in EUR: 100", "100", "EUR"),
    ],
)
def test_each_way_of_printing_is_read(text: str, amount: str, currency: str) -> None:
    read = read_price(text)

    assert (read.amount, read.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", [None, "", "sold out", "50%", "Free shipping on orders $49+"])
def test_where_no_price_is_there_is_none(text: str | None) -> None:
    read = read_price(text)

    assert read.amount is None
    assert read.money is None


def test_free_is_a_price_of_zero_without_a_currency() -> None:
    assert read_price("Free!").amount == 0
    assert read_price("Free!").money is None


def test_money_needs_both_halves() -> None:
    assert read_price("12,50 €").money == Money.of("12.50", "EUR")
    assert read_price("12.50").money is None


@pytest.mark.parametrize(
    ("sign", "where", "currency"),
    [
        ("$12", Locale("en-CA"), "CAD"),
        ("$12", Locale("es", "mx"), "MXN"),
        ("$12", Locale("en", None, "AUD"), "AUD"),
        ("$12", Locale("en-US"), "USD"),
        ("12 kr", Locale("da"), "DKK"),
        ("12 kr", Locale(None, "no"), "NOK"),
        ("¥12", Locale("zh-CN"), "CNY"),
        ("Rs 12", Locale("en", "pk"), "PKR"),
    ],
)
def test_a_shared_sign_is_settled_by_the_page(sign: str, where: Locale, currency: str) -> None:
    read = read_price(sign, where=where)

    assert read.currency == currency
    assert read.doubts == ()


def test_a_shared_sign_alone_is_a_doubt() -> None:
    assert read_price("kr 12").doubts == ("kr is taken for SEK",)


def test_three_digits_after_the_local_decimal_sign_are_a_doubt() -> None:
    german, english = Locale("de-DE"), Locale("en-GB")

    assert read_price("1,299 €", where=german).doubts == ("1,299 could also be 1.299",)
    assert read_price("1,299 €", where=english).doubts == ()
    assert read_price("1,250 KWD", where=english).doubts == ("1,250 could also be 1.250",)


def test_a_range_is_taken_at_its_lower_end_and_doubted() -> None:
    for text in ("12,99 € - 15,99 €", "12,99 – 15,99 €"):
        read = read_price(text)

        assert (read.amount, read.upto) == (Decimal("12.99"), Decimal("15.99"))
        assert "range" in read.doubts[0]


def test_a_price_per_unit_is_doubted_and_never_preferred() -> None:
    assert "per unit" in read_price("1,99 €/kg").doubts[0]
    assert read_price("2,50 €/100 g 12,99 €").amount == Decimal("12.99")


def test_cents_set_apart_are_read_and_doubted() -> None:
    for text in ("12 99 €", "$12 99"):
        read = read_price(text, where=Locale("en-US"))

        assert read.amount == Decimal("12.99")
        assert read.doubts == ("cents set apart are read as 12.99",)


def test_a_declared_decimal_sign_settles_everything() -> None:
    assert read_price("140.000", decimal=".").amount == 140
    assert read_price("140.000", decimal=",").amount == 140000


def test_digits_grouped_oddly_are_doubted() -> None:
    assert amount_of("1.2.3456")[1]
    assert amount_of("1.23,45,67")[1]


def test_prices_with_a_sign_can_be_counted() -> None:
    assert signed_prices("12 € statt 15 €") == 2


def test_codes_and_signs_are_told_apart() -> None:
    assert code_of("eur") == "EUR"
    assert code_of("€") == "EUR"
    assert code_of("RMB") == "CNY"
    assert code_of("$") is None
    assert code_of("") is None
    assert resolve("nothing", Locale()) == (None, False)


def test_a_hint_beside_the_price_tells_the_currency() -> None:
    assert read_price("12.50", currency_hint="Kč").currency == "CZK"
    assert read_price("12.50", currency_hint="Price: 9 €").currency == "EUR"
    assert read_price("12.50", currency_hint="see below").currency is None
    assert read_price(None, currency_hint="EUR").currency == "EUR"


def test_places_say_how_they_write() -> None:
    assert Locale("de-CH").decimal == "."
    assert Locale("en-ZA").decimal == ","
    assert Locale().decimal is None
    assert Locale(None, "pl").money == "PLN"
    assert country_of("shop.co.uk") == "uk"
    assert country_of("shop.com:80") is None


def test_dates_are_no_prices() -> None:
    for text in ("July, 2004", "Dec 24, 2019", "25-09"):
        assert read_price(text).amount is None
    assert read_price("May 2004 €").amount == Decimal(2004)
    assert read_price("25-29 €").amount == Decimal(25)


def test_a_sign_before_the_next_number_is_not_of_this_one() -> None:
    assert read_price("50 - $2.00 100 - $2.75").amount == Decimal("2.00")
    assert read_price("$50 - $75").upto == Decimal(75)


def test_money_of_the_past_is_named_by_its_code() -> None:
    assert read_price("PTE 120 000").currency == "PTE"


STYLES = [
    (",", ".", "${}"),
    (".", ",", "{} €"),
    (" ", ",", "{} zł"),
    ("\u202f", ",", "{}\xa0€"),
    ("'", ".", "CHF {}"),
    ("’", ".", "CHF {}"),
    ("", ",", "{} Kč"),
    ("", ".", "£{}"),
]


@given(cents=st.integers(min_value=1, max_value=10**10), style=st.sampled_from(STYLES))
def test_what_is_printed_with_cents_is_read_back_exactly(
    cents: int, style: tuple[str, str, str]
) -> None:
    group, point, pattern = style
    amount = Decimal(cents) / 100
    whole, _, rest = f"{amount:,.2f}".partition(".")

    read = read_price(pattern.format(whole.replace(",", group) + point + rest))

    assert read.amount == amount


@given(
    text=st.text(alphabet="0123456789., '€$krCHF-", max_size=24),
    where=st.sampled_from([Locale(), Locale("de"), Locale("en-US")]),
)
def test_nothing_printed_makes_it_fail(text: str, where: Locale) -> None:
    read = read_price(text, where=where)

    assert read.amount is None or read.amount >= 0


@pytest.mark.skipif(
    not SHARED.exists(), reason=f"SKIPPED: {SHARED.name} is not beside this checkout"
)
def test_agreement_with_collected_price_texts() -> None:
    with SHARED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    agreed = sum(_agrees(row) for row in rows)

    assert agreed >= len(rows) * 0.985


def _agrees(row: dict[str, str]) -> bool:
    text = None if row["text_is_none"] == "True" else row["text"]
    decimal = row["decimal_separator"] if row["decimal_separator"] in {".", ","} else None
    read = read_price(text, currency_hint=row["currency_hint"] or None, decimal=decimal)
    amount = Decimal(row["expected_amount"]) if row["expected_amount"] else None
    return read.amount == amount and (read.sign or "") == row["expected_currency"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("kr.12.044,08", "12044.08"),
        ("Rs.99", "99"),
        ("රු.88,172.75", "88172.75"),
        ("$.75", "0.75"),
        ("AED 714،372٫95", "714372.95"),
        ("FCFA 38⹁741", "38741"),
    ],
)
def test_a_point_that_ends_a_sign_begins_no_decimals(text: str, amount: str) -> None:
    assert read_price(text).amount == Decimal(amount)
