"""A replay where VAT is owed: it plans, sells and counts what is held after it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bolo.core.replay.book import Book
from bolo.core.replay.report.report import Wishes, backtest
from bolo.core.replay.resuming import keep_trade, restore_trade
from bolo.core.replay.walk import Walk
from bolo.core.valuation.vat import Scheme, Vat
from tests.core.replay.street import BARGAIN, RULES, Row, TenPercent, dollars, told

RATE = Decimal("0.25")
NEXT: tuple[Row, ...] = (*BARGAIN, (90, "toy/z", "5"))
STEADY = Wishes(sensitivity=False, look_ahead=False)


@pytest.mark.parametrize(
    ("vat", "owed"),
    [
        (Vat(), "0"),
        (Vat(Scheme.STANDARD, RATE), "6.00"),  # a fifth of 50, less a fifth of 20
        (Vat(Scheme.STANDARD, RATE, reclaims=False), "10.00"),
        (Vat(Scheme.MARGIN, RATE), "6.00"),
    ],
)
def test_a_sale_owes_vat_as_planned(vat: Vat, owed: str) -> None:
    rules = replace(RULES, costing=replace(RULES.costing, vat=vat))

    report = backtest(told(NEXT), rules, TenPercent(), STEADY)

    [trade] = report.trades
    assert trade.sold is not None
    assert trade.sold.vat == dollars(owed)
    assert trade.sold.proceeds == trade.sold.price - trade.sold.fees - dollars(owed)
    assert trade.profit == trade.planned


def test_a_position_of_which_asks_fell_counts_as_what_is_left_after_vat() -> None:
    fallen: tuple[Row, ...] = (*BARGAIN, *((2, f"car/{shop}", "20") for shop in "abcf"))
    free, owing = (
        replace(RULES, costing=replace(RULES.costing, vat=vat))
        for vat in (Vat(), Vat(Scheme.STANDARD, RATE, reclaims=False))
    )

    held = [
        backtest(told(fallen), rules, TenPercent(), STEADY).curve[-1].held
        for rules in (free, owing)
    ]

    assert held == [dollars(18), dollars(14)]


def test_a_sold_trade_keeps_its_vat_and_one_of_an_older_bolo_had_none() -> None:
    rules = replace(RULES, costing=replace(RULES.costing, vat=Vat(Scheme.MARGIN, RATE)))
    book = Book("", rules, TenPercent())
    Walk(told(NEXT), rules, TenPercent(), [book]).run()
    [trade] = book.trades
    kept = keep_trade(trade)
    old = {**kept, "sold": {name: kept["sold"][name] for name in kept["sold"] if name != "vat"}}

    again, older = (restore_trade(one, {trade.thing.id: trade.thing}, "USD") for one in (kept, old))

    assert again == trade
    assert older.sold is not None
    assert older.sold.vat == dollars(0)
