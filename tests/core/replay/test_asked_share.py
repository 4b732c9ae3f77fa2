"""A backtest counts on what a sale brings of what is asked; of sales no share is taken."""

from dataclasses import replace
from decimal import Decimal

from bolo.core.replay.history import Kind
from bolo.core.replay.report.report import Wishes, backtest, deeds
from tests.core.replay.street import BARGAIN, RULES, TenPercent, dollars, told

PLAINLY = Wishes(sensitivity=False, look_ahead=False)


def test_what_is_planned_is_at_most_the_share_of_the_middle_ask() -> None:
    careful = replace(RULES, asked_share=Decimal("0.8"))

    [trade] = backtest(told(BARGAIN), careful, TenPercent(), PLAINLY).trades

    assert trade.planned_exit == dollars("42.80")


def test_sales_are_no_asks_so_their_share_is_of_no_account() -> None:
    rows = [(n, f"car/{n}", "50") for n in range(3)] + [(4.0, "car/4", "20"), (9.0, "car/5", "50")]
    sold = told(rows, Kind.SALE)
    careful = replace(RULES, asked_share=Decimal("0.2"))

    assert deeds(sold, careful, TenPercent()) == []
    assert deeds(replace(sold, of_sales=True), careful, TenPercent()) == deeds(
        sold, RULES, TenPercent()
    )
