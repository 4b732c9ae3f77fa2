"""Prices of two lists are held against each other in one currency, whatever each list is in."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bolo.cli.matching.links.prices import Prices, usual_currency
from bolo.cli.matching.lists.packed import Packed
from bolo.core.fx import Rates

RATES = Rates(date(2026, 3, 18), {"USD": Decimal("1.25"), "GBP": Decimal("0.8")}, "a bank")


def packed(folder: Path, *rows: str, header: str = "id;title;price") -> Packed:
    path = folder / f"{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([header, *(f"{at};lamp;{row}" for at, row in enumerate(rows))]))
    return Packed(path)


def read(packed: Packed, currency: str, rates: Rates | None = RATES) -> tuple[list[str], Prices]:
    prices = Prices(currency, rates)
    return [str(prices.of(packed, row)) for row in range(len(packed))], prices


@pytest.mark.parametrize(
    ("text", "currency", "read_as"),
    [
        ("12.50", "USD", "12.50"),
        ("$12.50", "USD", "12.50"),
        ("$12.50", "CAD", "12.50"),
        ("12,50 €", "EUR", "12.50"),
        ("12,50 €", "USD", "15.63"),
        ("£8", "USD", "12.50"),
        ("", "USD", "None"),
        ("0.00", "USD", "None"),
        ("on request", "USD", "None"),
        ("1 299,00 €", "EUR", "1299.00"),
        ("1\u202f299,00 €", "EUR", "1299.00"),
        ("1.299 €", "EUR", "1299"),
        ("1.299,- €", "EUR", "1299"),
        ("CHF 1'299.-", "CHF", "1299"),
        ("₹1,29,999", "INR", "129999"),
        ("KD 12.500", "KWD", "12.500"),
        ("£1.2k", "GBP", "1200"),
        ("3 for £10", "GBP", "10"),
        ("99¢", "USD", "0.99"),
        ("RRP £20 now £15", "GBP", "15"),
        ("-$5.00", "USD", "None"),
        ("$-5.00", "USD", "None"),
        ("-5", "USD", "None"),
        ("2026-03-05", "USD", "None"),
    ],
)
def test_a_price_is_read_into_the_currency_that_is_reckoned_in(
    text: str, currency: str, read_as: str, tmp_path: Path
) -> None:
    assert read(packed(tmp_path, text), currency)[0] == [read_as]


def test_one_price_with_its_cents_behind_a_comma_tells_how_a_list_writes_thousands(
    tmp_path: Path,
) -> None:
    found, prices = read(packed(tmp_path, "1.299", "12,50", "899"), "EUR")

    assert found == ["1299", "12.50", "899"]
    assert prices.told() == []


def test_what_can_be_read_in_another_way_is_told_once(tmp_path: Path) -> None:
    found, prices = read(packed(tmp_path, "1.299", "899.5", "3 for $10"), "USD")

    assert found == ["1.299", "899.5", "10"]
    assert [told.partition("; ")[2] for told in prices.told()] == [
        "the first is '1.299': it is read as 1.299, not as 1299"
    ]
    assert prices.tally.doubted == 2


def test_a_column_names_the_currency_of_plain_figures(tmp_path: Path) -> None:
    one = packed(tmp_path, "10;eur", "10;", "10;usd", header="id;title;price;currency")

    found, prices = read(one, "USD")

    assert found == ["12.50", "10", "10"]
    assert prices.told() == [
        "Prices of links, 1 in EUR, are converted into USD at the rates of 2026-03-18 (a bank)"
    ]


@pytest.mark.parametrize("rates", [RATES, None])
def test_without_a_rate_a_price_is_left_out_and_told(rates: Rates | None, tmp_path: Path) -> None:
    found, prices = read(packed(tmp_path, "₴ 90", "90 грн"), "USD", rates)

    assert found == ["None", "None"]
    assert prices.told() == ["Prices of links, 2 in UAH, are left out: there is no rate into USD"]


def test_the_usual_currency_is_what_most_rows_state(tmp_path: Path) -> None:
    pounds = packed(tmp_path, "£5", "£6", "7")
    mixed = packed(tmp_path, "5 €", "£6", "7")

    assert usual_currency([pounds, mixed]) == "GBP"
    assert usual_currency([packed(tmp_path, "5", "6.50")]) is None
