"""Worked examples: the vocabulary of rows, metrics and refusals."""

import json

import pytest

from bolo.core.errors import Invalid
from bolo.core.fees.examples import check, read_examples

HEADER = (
    "id,marketplace,schedule_id,category,inputs,metric,expected,currency,as_of,kind,source,note"
)


def outcome(
    schedule: str, inputs: object, metric: str, expected: str, on: str = "", currency: str = "USD"
) -> tuple[bool, str, str | None]:
    quoted = json.dumps(inputs).replace('"', '""')
    row = f'x1,m,{schedule},,"{quoted}",{metric},{expected},{currency},{on},derived,,'
    found = check(read_examples(f"{HEADER}\n{row}\n")[0])
    return found.agrees, found.ours, found.problem


@pytest.mark.parametrize(
    ("schedule", "inputs", "metric", "expected"),
    [
        ("ebay_us_standard_2025", {"item": 25}, "total_fee", "3.8"),
        ("ebay_us_standard_2025", {"item": "25", "opt": "international"}, "total_fee", "4.21"),
        ("ebay_us_standard_2025", {"item": "50", "qty": "2"}, "total_fee", "14.00"),
        ("ebay_uk_private_buyer_fee_2025_07", {"item": "20"}, "total_fee", "1.50"),
        ("ebay_uk_private_buyer_fee_2025_07", {"item": "20"}, "buyer_price", "21.50"),
        ("ebay_uk_private_buyer_fee_2025_07", {"item": "20"}, "seller_fee", "0"),
        ("ebay_uk_private_buyer_fee_2025_07", {"item": "20"}, "buyer_fee", "1.50"),
        ("ebay_uk_private_buyer_fee_2025_07", {"item": "20"}, "seller_receives", "20"),
        (
            "ebay_uk_private_buyer_fee_2025_02",
            {"item": "5000"},
            "component:buyer_protection_sum",
            "86.75",
        ),
        ("steam_market", {"received": "0.40"}, "component:game_fee", "0.04"),
        ("steam_market", {"received": "0.40"}, "total_fee", "0.06"),
        ("steam_market", {"price": "0.46"}, "seller_receives", "0.40"),
        ("steam_market", {"price": "0.46"}, "buyer_price", "0.46"),
        ("kinguin_base", {"iwtr": "15"}, "total_fee", "1.60"),
        ("mercari_us_2025", {"item": "40", "shipping": "5"}, "seller_receives", "40.50"),
        ("etsy_us", {"item": "10"}, "component:offsite_ads", "0"),
        ("etsy_us", {"item": "10", "offsite_ads": True}, "component:offsite_ads", "1.50"),
        ("amazon_us_referral_2024", {"item": "10"}, "component:closing_fee", "0"),
        ("amazon_us_referral_2024", {"item": "10"}, "referral_fee", "1.50"),
        ("amazon_us_fba_2026", {"tier": "small_standard", "oz": "2"}, "fulfillment", "3.32"),
        (
            "amazon_us_fba_2026",
            {"tier": "small_standard", "oz": "2", "price": "20"},
            "fulfillment_fee_with_fuel",
            "3.44",
        ),
        (
            "amazon_us_fba_2026",
            {"tier": "small_standard", "oz": "2", "price": "20"},
            "fuel_surcharge",
            "0.12",
        ),
        ("amazon_us_fba_storage_2024", {"ft3": "1", "month": "11"}, "monthly_storage", "2.40"),
        ("amazon_us_fba_2026", {"base_fee": "6.00"}, "fuel_surcharge", "0.21"),
        ("", {"item": "50", "shipping": "5", "rate": "0.02"}, "simple_percent", "1.10"),
        ("", {"hammer": "100", "premium": "0.15", "tax": "0.05"}, "auction_total", "120.75"),
        ("", {"sold": "200", "active": "50"}, "sell_through", "400"),
        ("", {"buy": "100", "sell": "220", "rate": "0.20"}, "margin_vat", "20"),
        ("", {"buy": "100", "sell": "90", "fraction": "1/6"}, "margin_vat", "0.00"),
        ("", {"revenue": "1000", "fees": "150", "costs": "450"}, "roi_on_all_costs", "66.67"),
        ("", {"revenue": "1000", "fees": "150", "costs": "450"}, "roi", "88.9"),
        ("", {"gross_eur": "2000.01", "sales": "1"}, "dac7_reportable", "true"),
        ("", {"gross_eur": "1", "sales": "30"}, "dac7_reportable", "true"),
        ("", {"gross_eur": "2000", "sales": "29"}, "dac7_reportable", "false"),
    ],
)
def test_a_metric_is_worked_out(schedule: str, inputs: object, metric: str, expected: str) -> None:
    currency = {"ebay_uk": "GBP", "kinguin": "EUR"}.get(schedule[:7], "USD")

    agrees, ours, problem = outcome(schedule, inputs, metric, expected, currency=currency)

    assert (agrees, problem) == (True, None), ours


def test_a_full_date_says_what_is_in_force() -> None:
    parcel = {"tier": "small_standard", "oz": "2", "price": "20"}

    early = outcome("amazon_us_fba_2026", parcel, "total_fee", "3.32", "2026-04-16")
    late = outcome("amazon_us_fba_2026", parcel, "total_fee", "3.44", "2026-04-17")

    assert early[0]
    assert late[0]


def test_a_figure_that_differs_is_shown() -> None:
    assert outcome("ebay_us_standard_2025", {"item": "25"}, "total_fee", "3.81") == (
        False,
        "3.80",
        None,
    )
    assert outcome("", {"gross_eur": "1", "sales": "1"}, "dac7_reportable", "true")[0] is False


@pytest.mark.parametrize(
    ("schedule", "inputs", "metric", "words"),
    [
        ("", {"item": "1"}, "total_fee", "needs a schedule"),
        ("ebay_us_2031", {"item": "1"}, "total_fee", "there is no schedule"),
        ("g2a", {"item": "1"}, "total_fee", "Fee table not captured"),
        ("g2a", {"received": "1"}, "total_fee", "takes its fee from the price"),
        ("etsy_us", {"received": "1"}, "total_fee", "takes its fee from the price"),
        ("etsy_us", {"item": "1"}, "component:magic", "no component magic"),
        ("etsy_us", {"item": "one"}, "total_fee", "price is not a figure"),
        ("", {"revenue": "1"}, "roi", "costs is missing"),
        ("", {"revenue": "0", "costs": "0"}, "margin", "share of zero"),
        ("", {"buy": "1", "sell": "2", "fraction": "1/0"}, "margin_vat", "divides by zero"),
    ],
)
def test_a_refusal_is_an_outcome_with_words(
    schedule: str, inputs: object, metric: str, words: str
) -> None:
    agrees, ours, problem = outcome(schedule, inputs, metric, "1", currency="USD")

    assert (agrees, ours) == (False, "-")
    assert problem is not None
    assert words in problem


@pytest.mark.parametrize("expected", ["cheap", "Infinity"])
def test_an_expected_figure_that_is_none_does_not_agree(expected: str) -> None:
    agrees, ours, problem = outcome("etsy_us", {"item": "10"}, "total_fee", expected)

    assert (agrees, ours) == (False, "1.40")
    assert problem is not None
    assert "expected is not a figure" in problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,metric\nx,total_fee\n", "lacks the columns schedule_id"),
        (f"{HEADER}\nx1,m,etsy_us,,{{item,total_fee,1,USD,,,,\n", "x1: the inputs are not JSON"),
        (f"{HEADER}\nx1,m,etsy_us,,[1],total_fee,1,USD,,,,\n", "x1: the inputs are not a JSON obj"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read_examples(text)


def test_an_empty_row_of_inputs_is_an_empty_sale() -> None:
    row = read_examples(f"{HEADER}\nx1,m,vinted,,,total_fee,0,,,,,\n")[0]

    assert (dict(row.inputs), row.currency, row.on) == ({}, "USD", None)
