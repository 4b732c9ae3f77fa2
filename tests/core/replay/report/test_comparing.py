"""Backtest, paper and real sales, figure by figure."""

from decimal import Decimal

import pytest

from bolo.core.replay.report.comparing import Deal, Figures, deals_of, figures
from bolo.core.replay.report.report import Wishes, backtest
from tests.core.replay.street import BARGAIN, RULES, TenPercent, told


def deal(*given: str | None) -> Deal:
    return Deal(*(None if one is None else Decimal(one) for one in given))


def test_figures_count_what_is_known_and_say_of_how_many() -> None:
    deals = [deal("20", "10", "8", "4"), deal("30", "-5", "12", None), deal(None, None, "3", "8")]

    found = figures(deals, 4, "USD")

    assert (found.bought, found.sold, found.known) == (4, 3, 2)
    assert (found.won, found.profit, found.roi) == (Decimal("0.5"), Decimal(5), Decimal("0.1"))
    assert (found.kept, found.days) == (Decimal("0.25"), Decimal(6))


def test_of_nothing_nothing_is_said() -> None:
    assert figures([], None, "USD") == Figures(None, 0, 0, None, None, None, None, None)


def test_trades_are_sales_once_they_are_sold() -> None:
    rows = (*BARGAIN, (100, "bus/a", "5"))
    report = backtest(told(rows), RULES, TenPercent(), Wishes(False, False))
    held = backtest(told(BARGAIN), RULES, TenPercent(), Wishes(False, False))

    (sold,) = deals_of(report.trades)

    assert sold.profit == report.total.profit.amount
    assert sold.days is not None
    assert deals_of(held.trades) == []


@pytest.mark.parametrize(("currency", "told"), [("USD", "0.13"), ("KWD", "0.125"), ("JPY", "0")])
def test_profit_is_told_in_the_smallest_unit_of_its_currency(currency: str, told: str) -> None:
    made = Deal(Decimal(1), Decimal("0.1250"), None, None)

    assert str(figures([made], None, currency).profit) == told
