"""The walk: what is bought and sold, by what was known then, and what stands in the way."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.decision import RoiDefinition, Verdict
from bolo.core.replay.fills import Pessimism
from bolo.core.replay.history import History, Kind, moment, when
from bolo.core.replay.report.report import Report, Wishes, backtest, deeds
from bolo.core.replay.rules.rule import Protections, Rules
from bolo.core.replay.trade import Outcome
from tests.core.replay.street import (
    BARGAIN,
    RULE,
    RULES,
    Row,
    TenPercent,
    day,
    dollars,
    told,
    wanting,
)

PLAINLY = Wishes(sensitivity=False, look_ahead=False)
LATER: tuple[Row, ...] = (*BARGAIN, (100, "bus/a", "5"))


def run(rows: tuple[Row, ...], rules: Rules = RULES, kind: Kind = Kind.ASK) -> Report:
    return backtest(told(rows, kind), rules, TenPercent(), PLAINLY)


def refused(report: Report) -> dict[str, int]:
    return {one.code: one.count for one in report.refusals}


def with_fills(**figures: Decimal) -> Rules:
    return replace(RULES, fills=replace(RULES.fills, **figures))


def guarded(protections: Protections) -> Rules:
    return replace(RULES, protections=protections, fills=replace(RULES.fills, sold_below=LOSING))


LOSING = Decimal("0.8")


def test_a_bargain_is_bought_and_sold_at_what_others_ask_less_fees() -> None:
    report = run(LATER)

    (trade,) = report.trades
    assert (trade.cost, trade.planned_exit, trade.planned) == (
        dollars("20"),
        dollars("50"),
        dollars("25"),
    )
    assert trade.sold is not None
    assert when(trade.sold.at) == day(61)  # bought on day 1; nothing tells how fast: the longest
    assert trade.profit == dollars("25")
    assert report.equity == dollars("125")
    assert report.gain == dollars("25")
    assert report.growth == Decimal("0.25")
    assert report.total.roi == Decimal("1.25")
    assert report.max_drawdown == 0
    assert "No sale was observed" in " ".join(report.notes)


def test_what_is_sold_brings_what_is_asked_on_that_day_and_not_what_was_planned() -> None:
    fallen = ((40, "car/a", "30"), (40, "car/b", "30"), (40, "car/c", "30"), (100, "bus/a", "31"))

    report = run((*BARGAIN, *fallen))

    assert report.trades[0].profit == dollars("7")


def test_with_too_few_asks_on_the_day_it_is_sold_blind() -> None:
    rules = with_fills(blind_below=Decimal("0.5"))

    report = run(
        (*BARGAIN, (40, "car/a", ""), (40, "car/b", ""), (40, "car/f", ""), (100, "bus/c", "54")),
        rules,
    )

    sold = report.trades[0].sold
    assert sold is not None
    assert (sold.price, sold.outcome) == (dollars("25"), Outcome.BLIND)
    assert any("sold blind" in note for note in report.notes)


def test_what_is_held_counts_as_its_cost_or_less_when_asks_have_fallen() -> None:
    fallen = ((9, "car/a", "10"), (9, "car/b", "10"), (9, "car/c", "10"), (20, "bus/a", "10.01"))

    report = run((*BARGAIN, *fallen))

    assert report.open == 1
    assert report.curve[2].equity == dollars("100")
    assert report.equity == dollars("89")
    assert report.max_drawdown == Decimal("0.1100")
    assert report.trades[0].profit is None


def test_a_wrong_match_brings_half_of_its_cost() -> None:
    history = told(LATER)
    history.things[4] = replace(history.things[4], probability=Decimal("0.8"))
    rules = [replace(RULES, seed=seed) for seed in range(30)]

    sold = [backtest(history, one, TenPercent(), PLAINLY).trades[0].sold for one in rules]

    wrong = [one for one in sold if one and one.outcome is Outcome.ANOTHER_THING]
    assert 0 < len(wrong) < 15
    assert wrong[0].proceeds == dollars("10")


@pytest.mark.parametrize(
    ("fills", "code"),
    [
        ({"gone": Decimal(1)}, "gone_when_we_came"),
        ({"price_moved": Decimal("0.9")}, "price_moved"),
    ],
)
def test_what_goes_wrong_at_the_till_is_told(fills: dict[str, Decimal], code: str) -> None:
    report = run(LATER, with_fills(**fills))

    assert refused(report)[code] == 1
    assert not report.trades


def test_what_is_dearer_than_it_would_bring_by_then_is_left() -> None:
    rows = (*BARGAIN[:4], (1, "car/d", "30"), (100, "bus/a", "5"))

    report = run(rows, with_fills(price_moved=Decimal("0.9")))

    assert refused(report)["price_moved"] == 1


def test_a_sale_within_a_day_comes_before_what_is_seen_later_that_day() -> None:
    rows = (*BARGAIN[:4], (1.3, "car/d", "20"), (61.2, "bus/a", "5"), (61.7, "car/a", "1"))

    report = run(rows)

    assert report.trades[0].profit == dollars("25")


def test_used_things_are_judged_by_used_ones_and_dearer_ones_of_a_shop_left_alone() -> None:
    history = told((*BARGAIN, (1, "car/d/2", "49"), (2, "car/u", "9"), (100, "bus/a", "5")))
    history.things[6] = replace(history.things[6], used=True)

    report = backtest(history, RULES, TenPercent(), PLAINLY)
    plain = backtest(history, RULES, TenPercent(), replace(PLAINLY, plain=True))

    assert [one.thing.id for one in report.trades] == ["car/d"]
    assert plain.trades == report.trades
    assert plain.looked > report.looked


def test_where_all_ask_the_same_there_is_nothing_to_gain() -> None:
    same = [(n, f"car/{shop}", "50") for n, shop in enumerate("abc")]

    assert deeds(told(same), RULES, TenPercent(), plain=True) == []


def test_a_little_dearer_costs_a_little_more() -> None:
    report = run(LATER, with_fills(price_moved=Decimal("0.1")))

    assert report.trades[0].price == dollars("22")
    assert report.trades[0].asked == dollars("20")


def test_an_offer_is_made_where_the_rule_negotiates_and_taken_by_some() -> None:
    rule = replace(RULE, verdicts=frozenset({Verdict.BUY, Verdict.NEGOTIATE}))
    rules = replace(RULES, rules=(rule,))
    dear = (*BARGAIN[:4], (1, "car/d", "39"), (100, "bus/a", "5"))

    taken = run(dear, rules)
    declined = run(dear, replace(rules, fills=replace(rules.fills, offers_accepted=Decimal(0))))

    assert taken.trades[0].price == dollars("37.5")
    assert refused(declined)["offer_declined"] == 1
    assert refused(run(dear))["thin_roi"] == 1


def test_without_money_nothing_is_bought() -> None:
    report = run(LATER, replace(RULES, capital=dollars(15)))

    assert refused(report) == {"no_cash": 1}
    assert run(LATER, replace(RULES, capital=dollars(0))).growth == 0


def test_money_that_is_short_at_the_till_buys_nothing() -> None:
    rules = replace(with_fills(price_moved=Decimal("0.1")), capital=dollars(21))

    assert refused(run(LATER, rules)) == {"no_cash": 1}


def test_of_one_product_only_so_many_are_held() -> None:
    again = (*BARGAIN, (2, "car/e", "21"), (100, "bus/a", "5"))

    assert set(refused(run(again))) == {"held_already"}
    assert len(run(again, replace(RULES, at_most_per_product=2)).trades) == 2


def test_rules_are_asked_in_turn_and_only_of_what_they_are_about() -> None:
    others = [
        replace(RULE, name="shops", shops=frozenset({"z"})),
        replace(RULE, name="not", not_shops=frozenset({"d"})),
        replace(RULE, name="category", categories=frozenset({"books"})),
        replace(RULE, name="marketplace", marketplaces=frozenset({"steam"})),
        replace(RULE, name="used", used=True),
        replace(RULE, name="cheap", min_discount=Decimal("0.7")),
        replace(RULE, name="sure", min_asks=9),
        replace(RULE, name="last"),
        replace(RULE, name="never asked"),
    ]

    report = run(LATER, replace(RULES, rules=tuple(others)))

    assert report.trades[0].rule == "last"
    assert refused(report) == {"thin_discount": 1, "fewer_asks_than_wanted": 1}
    assert [one.bought for one in report.rules] == [0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert report.rules[0].days is None


def test_the_venue_that_pays_most_is_taken_and_a_fee_may_eat_it_all() -> None:
    both = replace(RULES, venues=("one", "two"))

    assert run(LATER, both).trades[0].venue == "one"


def test_what_becomes_cheap_again_is_looked_at_again() -> None:
    back = ((2, "car/d", "51"), (3, "car/d", "20"), (100, "bus/a", "5"))

    report = run((*BARGAIN, *back), with_fills(gone=Decimal(1)))

    assert refused(report) == {"gone_when_we_came": 2}
    assert report.looked == 2


def test_what_is_sold_out_is_not_bought_and_nobody_else_asks_it() -> None:
    report = run((*BARGAIN[:4], (1, "car/d", "x20"), (2, "car/e", "20"), (3, "car/e", "20")))

    assert [one.thing.id for one in report.trades] == ["car/e"]


def test_a_cooldown_keeps_from_a_product_that_lost() -> None:
    again = (*BARGAIN, (70, "car/e", "20.5"), (200, "bus/e", "20.6"))

    report = run(again, guarded(Protections(14, None, 0, 0, 0)))

    assert set(refused(report)) == {"cooldown"}
    assert report.stops[0].kind == "cooldown"


def test_losses_in_a_category_stop_it() -> None:
    again = (*BARGAIN, (70, "car/e", "20.5"), (71, "car/e", "20.6"))

    report = run(again, guarded(Protections(0, None, 0, 1, 60)))
    calm = run(again, guarded(Protections(0, None, 0, 2, 60)))

    assert set(refused(report)) == {"category_stop"}
    assert report.stops[0].name == "toys"
    assert len(calm.trades) > 1


def test_a_drawdown_stops_everything_for_a_while_or_for_good() -> None:
    again = (*BARGAIN, (70, "bus/a", "50"), (70, "bus/b", "50"), (70, "bus/c", "20"))
    much_later = (*again, (95, "bus/c", "20.5"))

    for days, bought in ((20, 2), (0, 1)):
        report = run(much_later, guarded(Protections(0, Decimal("0.05"), days, 0, 0)))

        assert len(report.trades) == bought
        assert "drawdown_stop" in refused(report)


def test_sales_that_were_observed_say_how_fast_it_sells() -> None:
    history = told(LATER)
    sales = told([(0.1 * n, "car/s", "50") for n in range(1, 9)], Kind.SOLD)
    thing = replace(sales.things[0], product=0)
    number = len(history.things)
    history.things.append(thing)
    for row in sales.rows():
        history.add((row[0], number, *row[2:]))

    report = backtest(history.in_order(), RULES, TenPercent(), PLAINLY)

    (trade,) = report.trades
    assert trade.days == 1
    assert trade.sold is not None
    assert trade.sold.at < moment(day(20))


def test_sales_without_a_category_count_for_all() -> None:
    history = told(LATER)
    history.things[:] = [replace(thing, category=None) for thing in history.things]
    history.things.append(replace(history.things[0], id="sold"))
    sold = len(history.things) - 1
    history.add((moment(day(0.5)), sold, 500_000, 0, Kind.SOLD))

    report = backtest(history.in_order(), RULES, TenPercent(), PLAINLY)

    assert report.trades[0].days is not None


def test_a_history_of_sales_lets_each_be_bought_and_then_counts_it_for_a_while() -> None:
    rows: tuple[Row, ...] = (
        (0, "car/1", "50"),
        (1, "car/2", "51"),
        (2, "car/3", "20"),
        (3, "car/4", "0"),
        (50, "car/5", "20"),
        (51, "car/6", "49"),
        (90, "car/7", "60"),
    )

    report = run(rows, kind=Kind.SALE)

    assert [one.thing.id for one in report.trades] == ["car/3"]  # on day 50 too few are known
    assert report.trades[0].days is not None


def test_prices_in_another_currency_are_converted_or_left_out() -> None:
    euros, pounds = told(LATER, currency="EUR"), told(LATER, currency="GBP")

    report = backtest(euros, RULES, TenPercent(), PLAINLY)
    unknown = backtest(pounds, RULES, TenPercent(), PLAINLY)

    assert report.trades[0].cost == dollars("40")
    assert not unknown.trades


def test_nothing_observed_comes_to_nothing() -> None:
    report = backtest(History(), RULES, TenPercent())

    assert report.equity == RULES.capital
    assert report.start is report.end is None
    assert report.look_ahead is not None
    assert report.look_ahead.rows == 0


def test_a_whole_report_holds_every_variant_and_the_check() -> None:
    ticks: list[tuple[int, int]] = []
    wishes = Wishes(tick=lambda done, of: ticks.append((done, of)))

    report = backtest(told(LATER), replace(RULES, fills=Pessimism()), TenPercent(), wishes)

    assert len(report.sensitivity) == 12
    assert {one.change for one in report.sensitivity} != {dollars(0)}
    assert report.look_ahead is not None
    assert report.look_ahead.blind
    assert ticks == sorted(ticks)
    assert {of for _, of in ticks} == {6 + 4 * 6}  # the walk itself, and four of the check
    assert ticks[-1][0] > 6
    assert not any("Hardly more than a day" in note for note in report.notes)


ROWS = st.lists(
    st.tuples(
        st.floats(0, 60).map(lambda at: round(at, 2)),
        st.tuples(st.sampled_from("xyz"), st.sampled_from("abcde"), st.sampled_from("12")).map(
            "/".join
        ),
        st.one_of(st.just(""), st.integers(5, 90).map(str), st.integers(5, 90).map("x{}".format)),
    ),
    max_size=60,
)
SHARES = [Decimal(n) for n in ("1", "0.82", "0.3333")]
FIGURES = st.fixed_dictionaries(
    {
        "wanted_roi": st.sampled_from([Decimal(n) for n in ("-1", "0", "0.2", "0.9")]),
        "min_margin": st.sampled_from([Decimal(0), Decimal("0.3")]),
        "min_profit": st.sampled_from([dollars(0), dollars("5"), dollars("30")]),
        "max_investment": st.sampled_from([dollars(20), dollars(100)]),
        "roi_definition": st.sampled_from(list(RoiDefinition)),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    ROWS, FIGURES, st.booleans(), st.sampled_from([Kind.ASK, Kind.SALE]), st.sampled_from(SHARES)
)
def test_the_bound_drops_nothing_that_would_be_bought(
    rows: list[Row], figures: dict[str, Any], negotiates: bool, kind: Kind, share: Decimal
) -> None:
    rules = replace(wanting(**figures), asked_share=share)
    if negotiates:
        rule = replace(rules.rules[0], verdicts=frozenset(Verdict) - {Verdict.SKIP})
        rules = replace(rules, rules=(rule,))
    history = told(rows, kind)

    quick = deeds(history, rules, TenPercent())
    plain = deeds(history, rules, TenPercent(), plain=True)

    thin = {"thin_profit", "thin_roi", "thin_margin", "over_budget", "thin_discount"}
    wanted = [deed for deed in plain if thin.isdisjoint(deed[3].split(","))]
    assert [deed for deed in quick if thin.isdisjoint(deed[3].split(","))] == wanted
