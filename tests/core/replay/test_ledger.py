"""The money of a walk, counted again from its trades alone: cash, what is held, and the sums."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.replay.fills import Pessimism
from bolo.core.replay.report.report import Report, Wishes, backtest
from tests.core.replay.street import POLICY, RULE, RULES, Row, TenPercent, dollars, told

QUICK = replace(POLICY, max_days=4)
PLAIN = Wishes(sensitivity=False, look_ahead=False)
SHOPS = "abcdef"
DAYS = st.integers(1, 400).map(lambda tenths: tenths / 10 + 0.03)
LISTINGS = st.tuples(st.sampled_from(("car", "bus", "van")), st.sampled_from(SHOPS))
PRICES = (
    st.sampled_from((range(900, 3_000), range(900, 7_000)))
    .flatmap(st.sampled_from)
    .map(lambda cents: f"{cents / 100:.2f}")
)
CHANGES = st.lists(st.tuples(DAYS, LISTINGS, st.one_of(PRICES, st.just(""))), max_size=40)


def rows_of(changes: Sequence[tuple[float, tuple[str, str], str]]) -> list[Row]:
    """Return a street on which all ask 60 at first."""
    first = [(0.0, f"{thing}/{shop}", "60") for thing in ("car", "bus", "van") for shop in SHOPS]
    return [*first, *((at, "/".join(name), price) for at, name, price in changes)]


@given(CHANGES, st.integers(40, 200), st.integers(1, 9))
@settings(deadline=None)
def test_cash_is_the_capital_less_what_was_paid_and_plus_what_was_brought(
    changes: list[tuple[float, tuple[str, str], str]], capital: int, seed: int
) -> None:
    rules = replace(
        RULES,
        capital=dollars(capital),
        rules=(
            replace(RULE, name="thrifty", policy=replace(QUICK, min_profit=dollars(20))),
            replace(RULE, policy=QUICK),
        ),
        fills=Pessimism(),
        seed=seed,
    )

    report = backtest(told(rows_of(changes)), rules, TenPercent(), PLAIN)

    for point in report.curve:
        cash, paid = rules.capital, dollars(0)
        for trade in report.trades:
            is_sold = trade.sold is not None and trade.sold.at <= point.at
            if trade.at <= point.at:
                cash -= trade.cost
                paid += dollars(0) if is_sold else trade.cost
            if is_sold and trade.sold is not None:
                cash += trade.sold.proceeds
        assert point.cash == cash >= dollars(0)
        assert dollars(0) <= point.held <= paid
        assert point.equity == point.cash + point.held
    assert_sums(report)


def assert_sums(report: Report) -> None:
    """Rules and categories each add up to the whole, and the whole to its trades."""
    made = [trade.profit for trade in report.trades if trade.profit is not None]
    assert report.total.profit == sum(made, start=dollars(0))
    for groups in (report.rules, report.categories):
        assert sum((one.profit for one in groups), start=dollars(0)) == report.total.profit
        assert sum((one.spent for one in groups), start=dollars(0)) == report.total.spent
        assert sum(one.sold for one in groups) == report.total.sold == len(made)
        assert sum(one.bought for one in groups) == report.total.bought == len(report.trades)


def test_what_is_held_is_rounded_once_half_up() -> None:
    asked = tuple((0.0, f"car/{shop}", "60") for shop in "abcf")
    fallen = tuple((9.0, f"car/{shop}", "10.25") for shop in "abc")
    rows = (*asked, (1.0, "car/d", "20"), *fallen, (20.0, "bus/a", "10.01"))

    report = backtest(told(rows), RULES, TenPercent(), PLAIN)

    assert report.open == 1
    assert report.equity == dollars("89.23")  # of 54 planned, 10.25 / 60 are 9.225
