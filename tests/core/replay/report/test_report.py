"""Reports: variants fare as runs of their own would, and what is short says so."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.replay.fills import Pessimism
from bolo.core.replay.report.report import Wishes, backtest
from bolo.core.replay.report.sensitivity import variants
from bolo.core.replay.shelf import Bound, widest
from tests.core.replay.street import BARGAIN, RULES, Row, TenPercent, dollars, told

ROWS = st.lists(
    st.tuples(
        st.floats(0, 60).map(lambda at: round(at, 2)),
        st.tuples(st.sampled_from("xyz"), st.sampled_from("abcde")).map("/".join),
        st.one_of(st.just(""), st.integers(5, 90).map(str)),
    ),
    max_size=50,
)
PLAINLY = Wishes(sensitivity=False, look_ahead=False)
HOPEFUL = replace(RULES, fills=Pessimism())


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_variant_fares_as_a_run_of_its_own(rows: list[Row]) -> None:
    history = told(rows)

    together = backtest(history, HOPEFUL, TenPercent(), Wishes(look_ahead=False)).sensitivity

    for tried, variant in zip(together, variants(HOPEFUL), strict=True):
        alone = backtest(history, variant.rules, TenPercent(), PLAINLY)
        assert tried.bought == alone.total.bought
        assert tried.profit == alone.total.profit
        assert tried.max_drawdown == alone.max_drawdown


def test_a_report_of_hardly_a_day_says_so() -> None:
    brief = backtest(told(BARGAIN[:2]), RULES, TenPercent(), PLAINLY)
    long = backtest(told((*BARGAIN, (100, "bus/a", "5"))), RULES, TenPercent(), PLAINLY)

    assert any("Hardly more than a day" in note for note in brief.notes)
    assert not any("Hardly more than a day" in note for note in long.notes)
    assert brief.total.profit == dollars(0)


def test_prices_that_no_rate_tells_in_the_rules_currency_are_counted() -> None:
    report = backtest(told(BARGAIN, currency="XYZ"), RULES, TenPercent(), PLAINLY)

    assert report.total.bought == 0
    assert "Left out for want of an exchange rate to USD: prices, 5 in XYZ." in report.notes


def test_a_report_of_days_without_an_observation_says_so_and_nothing_else() -> None:
    empty = backtest(told(()), RULES, TenPercent(), PLAINLY)

    (note,) = empty.notes
    assert note.startswith("Nothing was observed in these days")


def test_bounds_that_another_covers_are_left_out() -> None:
    wide, narrow, other = Bound(0.8, 5.0, 100.0), Bound(0.7, 8.0, 90.0), Bound(0.9, 9.0, 50.0)

    assert widest([narrow, wide, other, wide]) == [wide, other]
    assert Decimal(str(max(one.at(60) for one in (wide, narrow, other)))) == Decimal(
        str(max(one.at(60) for one in widest([wide, narrow, other])))
    )


def test_what_is_tried_is_told_in_percent_or_as_a_factor() -> None:
    told = {(one.label, one.value) for one in variants(HOPEFUL)}

    assert ("Share gone when we come", "50 %") in told
    assert ("Times as long to sell", "3") in told
    assert ("Wanted return", "1.5 times it") in told
