"""Profits held against promises: converted by the day, and nothing is left out in silence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bolo.core.fx import Rates
from bolo.views.calibration import Compared, Promised, compared

FRIDAY = date(2026, 3, 6)
RATES = (
    Rates(date(2026, 3, 5), {"USD": Decimal("1.20"), "JPY": Decimal(160)}),
    Rates(FRIDAY, {"USD": Decimal("1.25")}),
)
SALE = Promised(Decimal(10), Decimal("12.50"), "USD", FRIDAY, costless=False)
NOTHING = Compared([], 0, 0, 0, 0)


def test_a_sale_in_the_workspace_s_currency_counts_as_it_is() -> None:
    found = compared([SALE], "USD", ())

    assert found == replace(NOTHING, points=[(Decimal(10), Decimal("12.50"))])


@pytest.mark.parametrize("day", [FRIDAY, date(2026, 3, 8), date(2026, 3, 13)])
def test_another_currency_is_converted_by_the_last_rates_until_the_day(day: date) -> None:
    found = compared([replace(SALE, day=day)], "EUR", RATES)

    assert found == replace(NOTHING, points=[(Decimal("8.00"), Decimal("10.00"))], converted=1)


def test_an_earlier_day_has_its_own_rates() -> None:
    found = compared([replace(SALE, day=date(2026, 3, 5)), SALE], "EUR", RATES)

    assert found.points == [
        (Decimal("8.33"), Decimal("10.42")),
        (Decimal("8.00"), Decimal("10.00")),
    ]


@pytest.mark.parametrize(
    "sale",
    [
        replace(SALE, day=date(2026, 3, 14)),
        replace(SALE, day=date(2026, 3, 4)),
        replace(SALE, currency="JPY"),
    ],
)
def test_without_rates_of_the_day_a_sale_is_left_out_and_counted(sale: Promised) -> None:
    assert compared([sale], "EUR", RATES) == replace(NOTHING, no_rate=1)


def test_what_does_not_say_its_cost_or_its_fees_is_left_out_and_counted() -> None:
    unsaid = replace(SALE, realised=None)

    found = compared([unsaid, replace(unsaid, costless=True), SALE], "USD", ())

    assert (len(found.points), found.no_fees, found.no_cost) == (1, 1, 1)
