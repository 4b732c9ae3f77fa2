"""A walk from a day on: what came before is known, and nothing was decided then."""

from dataclasses import replace
from datetime import date

import pytest

from bolo.core.errors import Invalid
from bolo.core.money import Money
from bolo.core.replay.history import moment, when
from bolo.core.replay.report.report import Wishes, backtest
from tests.core.replay.street import BARGAIN, RULES, TenPercent, day, dollars, told

PLAINLY = Wishes(sensitivity=False, look_ahead=False)


def test_what_stood_before_the_first_day_is_known_on_it_and_nothing_was_bought_before() -> None:
    rows = (*BARGAIN, (1.5, "car/d", ""), (3, "car/e", "25"), (100, "bus/a", "5"))
    wanted = replace(RULES, at_most_per_product=2, capital=dollars(200))
    whole = backtest(told(rows), wanted, TenPercent(), PLAINLY)

    late = backtest(told(rows).between(day(2), None), wanted, TenPercent())

    assert [one.thing.id for one in whole.trades] == ["car/d", "car/e"]
    (trade,) = late.trades
    assert trade == replace(whole.trades[1], number=0)
    assert (late.rows, late.products, late.start) == (2, 2, day(3))
    assert when(late.curve[0].at) == day(2)
    assert late.look_ahead is not None
    assert late.look_ahead.blind


def test_where_nothing_was_observed_in_the_period_nothing_is_walked() -> None:
    seen = told(BARGAIN)

    for period in ((day(2), None), (None, day(-1))):
        report = backtest(seen.between(*period), RULES, TenPercent())
        assert (report.rows, report.start, report.trades, report.curve) == (0, None, (), ())
    only_known = replace(seen, since=moment(day(2)))
    report = backtest(only_known, RULES, TenPercent())
    assert (report.rows, report.start, report.trades, report.curve) == (0, None, (), ())


def test_before_the_first_day_no_rate_has_to_be_known() -> None:
    foreign = told(BARGAIN, currency="GBP")

    class Refusing(TenPercent):
        def convert(self, money: Money, currency: str, on: date) -> Money | None:
            raise Invalid(f"no rates for {money.currency} to {currency} on {on}")

    late = replace(told((*BARGAIN, (5, "car/a", "60")), currency="GBP"), since=moment(day(2)))

    with pytest.raises(Invalid):
        backtest(foreign, RULES, Refusing(), PLAINLY)
    with pytest.raises(Invalid, match="2026-03-06"):
        backtest(late, RULES, Refusing(), PLAINLY)
