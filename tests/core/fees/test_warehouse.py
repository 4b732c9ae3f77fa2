"""Warehouse fees: size and weight, price bands, peaks, goods, storage, placement."""

from datetime import date

import pytest

from bolo.core.errors import Invalid
from bolo.core.fees import quote
from bolo.core.fees.catalogue import schedule
from bolo.core.fees.engine import charge
from bolo.core.fees.quote import Sale
from bolo.core.fees.warehouse import Fulfilment
from bolo.core.money import Money

USUAL = date(2026, 4, 16)
FUEL = date(2026, 4, 17)
PEAK = date(2026, 10, 15)


def fees(listed: str, on: date | None = USUAL, /, **options: str) -> dict[str, str]:
    price = options.pop("price", "30")
    sale = Sale(Money.of(price, schedule(listed).currency), options=options)
    lines = charge(schedule(listed), sale, on).charges
    return {one.name: f"{one.amount.amount:f}" for one in lines if one.name != "referral_fee"}


@pytest.mark.parametrize(
    ("price", "tier", "weight", "fee"),
    [
        ("9.99", "small_standard", "2", "2.43"),
        ("10", "small_standard", "2", "3.32"),
        ("50", "small_standard", "2.01", "3.42"),
        ("50.01", "small_standard", "16", "4.22"),
        ("30", "large_standard", "48", "6.67"),
        ("30", "large_standard", "48.1", "7.05"),
        ("30", "large_standard", "320", "12.41"),
        ("30", "small_bulky", "16", "7.55"),
        ("30", "small-bulky", "16.5", "7.93"),
        ("30", "xl_0_50", "800", "44.95"),
        ("30", "xl_50_70", "1120", "51.57"),
        ("30", "xl_70_150", "1136", "51.32"),
        ("30", "xl_150_plus", "2432", "195.14"),
    ],
)
def test_the_usual_card_by_price_band_and_weight(
    price: str, tier: str, weight: str, fee: str
) -> None:
    assert fees("amazon_us_fba_2026", price=price, tier=tier, oz=weight) == {"fulfillment_fee": fee}


def test_pounds_are_ounces() -> None:
    assert fees("amazon_us_fba_2026", tier="large_standard", lb="3") == {"fulfillment_fee": "6.67"}


@pytest.mark.parametrize(
    ("goods", "tier", "weight", "usual", "peak"),
    [
        ("apparel", "small_standard", "4", "3.54", "3.77"),
        ("apparel", "large_standard", "49", "7.13", "7.80"),
        ("apparel", "large_bulky", "32", "9.73", "10.77"),
        ("dangerous_goods", "large_standard", "16", "5.19", "5.86"),
        ("dangerous_goods", "xl_150_plus", "2416", "219.53", "231.61"),
    ],
)
def test_other_goods_have_their_own_card(
    goods: str, tier: str, weight: str, usual: str, peak: str
) -> None:
    listed = "amazon_us_fba_2026"

    assert fees(listed, tier=tier, oz=weight, goods=goods)["fulfillment_fee"] == usual
    assert fees(listed, tier=tier, oz=weight, peak="1", **{goods: ""})["fulfillment_fee"] == peak


def test_the_peak_is_charged_by_the_day_and_fuel_comes_on_top() -> None:
    parcel = {"tier": "large_standard", "oz": "50"}

    assert fees("amazon_us_fba_2026", USUAL, **parcel) == {"fulfillment_fee": "7.05"}
    assert fees("amazon_us_fba_2026", FUEL, **parcel) == {
        "fulfillment_fee": "7.05",
        "fuel_logistics": "0.25",
    }
    assert fees("amazon_us_fba_2026", PEAK, **parcel)["fulfillment_fee"] == "7.59"
    assert fees("amazon_us_fba_2026", date(2027, 1, 15), **parcel)["fulfillment_fee"] == "7.05"
    assert fees("amazon_us_fba_2026", None, **parcel)["fulfillment_fee"] == "7.05"


@pytest.mark.parametrize(
    ("tier", "weight", "peak"),
    [
        ("small_standard", "2", "3.25"),
        ("small_standard", "6", "3.44"),
        ("small_standard", "14", "3.82"),
        ("large_standard", "32", "6.10"),
        ("large_standard", "48", "7.03"),
        ("large_bulky", "16", "10.65"),
        ("xl_50_70", "1056", "54.18"),
    ],
)
def test_the_peak_of_2025_has_the_rows_that_were_published(
    tier: str, weight: str, peak: str
) -> None:
    listed = "amazon_us_fba_2025"

    assert fees(listed, date(2025, 11, 1), tier=tier, oz=weight) == {"fulfillment_fee": peak}


def test_in_2025_cheap_goods_pay_less_and_apparel_more() -> None:
    parcel = {"tier": "small_standard", "oz": "2"}
    sale = Sale(Money.of(20, "USD"), options=parcel | {"apparel": ""})

    assert fees("amazon_us_fba_2025", price="9.99", **parcel) == {"fulfillment_fee": "2.29"}
    assert fees("amazon_us_fba_2025", price="10", **parcel) == {"fulfillment_fee": "3.06"}
    assert fees("amazon_us_fba_2025", apparel="", **parcel) == {"fulfillment_fee": "3.46"}
    assert not charge(schedule("amazon_us_fba_2025"), sale, USUAL).confirmed


def test_a_venue_can_charge_the_referral_and_the_fulfilment() -> None:
    options = {"tier": "small_standard", "oz": "2"}

    found = quote("amazon-us-fba", Money.of(20, "USD"), on=USUAL, options=options)

    assert [one.name for one in found.charges] == ["referral_fee", "fulfillment_fee"]
    assert found.schedules == ("amazon_us_referral_2024", "amazon_us_fba_2026")


def test_the_british_card_goes_by_grams() -> None:
    parcel = {"tier": "small_parcel", "kg": "0.4"}

    assert fees("amazon_uk_2026", date(2026, 7, 1), **parcel) == {
        "fulfillment_fee": "3.00",
        "fuel_logistics": "0.05",
        "vat_on_fees": "1.51",  # the referral fee has it, too
    }
    assert fees("amazon_uk_2026", date(2026, 10, 1), ft3="2") == {
        "storage_fee": "3.02",
        "vat_on_fees": "1.50",
    }


@pytest.mark.parametrize(
    ("listed", "options", "words"),
    [
        ("amazon_us_fba_2026", {}, "needs the options tier and oz"),
        ("amazon_us_fba_2026", {"tier": "small_standard"}, "say oz or lb"),
        ("amazon_us_fba_2026", {"tier": "small_standard", "oz": "-1"}, "zero or more"),
        ("amazon_us_fba_2026", {"tier": "small_standard", "oz": "17"}, "heavier"),
        ("amazon_us_fba_2026", {"tier": "large_standard", "oz": "321"}, "heavier"),
        ("amazon_us_fba_2026", {"tier": "huge", "oz": "1"}, "no size tier huge"),
        ("amazon_uk_2026", {"tier": "small_parcel", "g": "1", "peak": "1"}, "no peak card"),
        ("amazon_us_fba_storage_2024", {}, "needs the options ft3"),
        ("amazon_us_fba_storage_2024", {"ft3": "1", "month": "13"}, "1 to 12"),
        ("amazon_uk_2026", {"ft3": "1", "size": "bulky"}, "no storage size"),
        ("amazon_us_fba_inbound_placement_2024", {}, "needs the options split"),
        (
            "amazon_us_fba_inbound_placement_2024",
            {"split": "third", "tier": "small_standard", "oz": "1"},
            "no split third",
        ),
        (
            "amazon_us_fba_inbound_placement_2024",
            {"split": "minimal", "tier": "small_standard", "oz": "1", "location": "mars"},
            "low or high",
        ),
        (
            "amazon_us_fba_inbound_placement_2024",
            {"split": "minimal", "tier": "large_standard", "oz": "321"},
            "no placement fee",
        ),
    ],
)
def test_what_the_card_does_not_hold_is_refused_with_words(
    listed: str, options: dict[str, str], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        fees(listed, **options)


@pytest.mark.parametrize(
    ("options", "on", "lines"),
    [
        ({"ft3": "10"}, USUAL, {"storage_fee": "7.80"}),
        ({"ft3": "10", "month": "10"}, USUAL, {"storage_fee": "24.00"}),
        ({"ft3": "10", "month": "September"}, USUAL, {"storage_fee": "7.80"}),
        ({"ft3": "1", "size": "bulky_xl", "month": "12"}, None, {"storage_fee": "1.40"}),
        ({"ft3": "1", "tier": "large_bulky", "months": "2"}, USUAL, {"storage_fee": "1.12"}),
        ({"ft3": "1", "tier": "large_standard", "month": "1"}, None, {"storage_fee": "0.78"}),
        ({"cubic_feet": "1", "days": "180"}, None, {}),
        ({"ft3": "2", "age_days": "181"}, None, {"aged_surcharge": "1.00"}),
        ({"ft3": "2", "age_days": "365"}, None, {"aged_surcharge": "8.40"}),
        ({"ft3": "2", "age_days": "400", "units": "3"}, None, {"aged_surcharge": "0.90"}),
        ({"ft3": "1", "age_days": "500", "units": "10"}, None, {"aged_surcharge": "7.90"}),
        ({"ft3": "0.1", "age_days": "500", "units": "10"}, None, {"aged_surcharge": "3.50"}),
    ],
)
def test_storage_by_month_and_age(
    options: dict[str, str], on: date | None, lines: dict[str, str]
) -> None:
    listed = "amazon_us_fba_storage_2024"
    if not lines:
        with pytest.raises(Invalid, match="needs the options"):
            fees(listed, on, **options)
        return

    assert fees(listed, on, **options) == lines


def test_the_age_row_of_2026_is_not_charged_before() -> None:
    old = {"ft3": "1", "age_days": "400"}

    assert "aged_surcharge" not in fees("amazon_us_fba_storage_2024", date(2026, 1, 14), **old)
    assert "aged_surcharge" in fees("amazon_us_fba_storage_2024", date(2026, 1, 15), **old)


@pytest.mark.parametrize(
    ("options", "fee"),
    [
        ({"split": "minimal", "tier": "small_standard", "oz": "8"}, "0.30"),
        ({"split": "minimal", "tier": "large_standard", "oz": "12", "location": "low"}, "0.18"),
        ({"split": "partial_split", "tier": "large_standard", "oz": "12.1"}, "0.28"),
        ({"split": "partial", "tier": "large_standard", "lb": "20"}, "0.48"),
        ({"split": "optimized", "tier": "large_standard", "lb": "2"}, "0.00"),
    ],
)
def test_placement_by_split_size_and_location(options: dict[str, str], fee: str) -> None:
    listed = "amazon_us_fba_inbound_placement_2024"

    assert fees(listed, **options) == {"inbound_placement_fee": fee}


def test_a_card_in_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="the unit is oz or g"):
        Fulfilment("stone", {})
