"""What would change a verdict, what to offer: each told figure flips it, its neighbour does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.decision import Appraisal, Policy, RoiDefinition, Verdict, decide
from bolo.core.decision.changes import Change, changes
from bolo.core.decision.decide import beyond
from bolo.core.decision.negotiating import negotiate
from bolo.core.decision.terms import Buying, Case, Selling
from bolo.core.fees import catalogue
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.valuation.cost import Costing

DAY = date(2026, 3, 9)
RATES = Rates(DAY, {"USD": Decimal("1.1"), "GBP": Decimal("0.85")})


def dollars(amount: str | int) -> Money:
    return Money.of(amount, "USD")


POLICY = Policy(dollars(5), dollars(500))
COSTING = Costing(dollars(5), dollars("1.50"), currency_spread=Decimal("0.02"))


def selling(slug: str = "ebay-us") -> Selling:
    place = catalogue.venue(slug)
    return Selling(slug, place.title, place.on(DAY), place.options, None, DAY, RATES, "USD")


def case_of(
    price: str, exit_price: str, *, currency: str = "USD", venue: str = "ebay-us", reads: int = 3
) -> Case:
    buying = Buying(Money.of(price, currency), None, COSTING, RATES, "USD")
    own, landed = buying.landed(buying.price)
    there = selling(venue)
    left = dollars(exit_price) - there.fees(dollars(exit_price))
    deal = Appraisal(own, landed.total, dollars(exit_price), left, Decimal("0.95"), 5, reads)
    return Case(deal, buying, there)


def bought_at(case: Case, price: Money) -> Appraisal:
    assert case.buying is not None
    own, landed = case.buying.landed(price)
    return replace(case.deal, price=own, cost=landed.total)


def named(found: Sequence[Change], what: str) -> list[Change]:
    return [change for change in found if change.what == what]


def money(text: str) -> Money:
    amount, currency = text.split()
    return Money.of(amount, currency)


CASES = [
    case_of("60", "120"),
    case_of("60", "120", currency="EUR"),
    case_of("95", "120"),
    case_of("30", "45"),
    case_of("150", "120", venue="ebay-uk"),
    case_of("60", "120", venue="ebay-uk", currency="GBP"),
    case_of("600", "1200"),
]


@pytest.mark.parametrize("case", CASES)
def test_a_told_price_brings_the_verdict_that_is_told_and_a_cent_less_favour_does_not(
    case: Case,
) -> None:
    standing = decide(case.deal, POLICY).verdict

    found = named(changes(case, POLICY), "price")

    assert found
    for change in found:
        needed = money(change.needed)
        cent = Money.of_minor(1, needed.currency)
        beside = needed - cent if standing is Verdict.BUY else needed + cent
        assert decide(bought_at(case, needed), POLICY).verdict is change.verdict
        assert decide(bought_at(case, beside), POLICY).verdict is not change.verdict


@pytest.mark.parametrize("case", CASES[:6])
def test_a_told_exit_price_is_the_nearest_that_flips_it(case: Case) -> None:
    assert case.selling is not None
    standing = decide(case.deal, POLICY).verdict

    [change] = named(changes(case, POLICY), "exit_price")

    needed, cent = money(change.needed), dollars("0.01")
    beside = needed + cent if standing is Verdict.BUY else needed - cent
    assert decide(case.sold_at(case.selling, needed), POLICY).verdict is change.verdict
    assert decide(case.sold_at(case.selling, beside), POLICY).verdict is standing


def test_changes_are_told_the_nearest_first_and_not_too_many() -> None:
    found = changes(CASES[2], POLICY, [selling("ebay-uk")])

    assert [one.distance for one in found] == sorted(one.distance for one in found)
    assert 1 < len(found) <= 5


@pytest.mark.parametrize(
    ("moved", "code"),
    [
        ({"price": dollars(0)}, "zero_price"),
        ({"match_gates": ("colour",)}, "not_the_same"),
        ({"probability": Decimal("0.3")}, "unsure_match"),
        ({"in_stock": False}, "out_of_stock"),
        ({"days_to_sell": 300}, "slow_sale"),
    ],
)
def test_while_a_gate_stands_only_its_own_end_is_told(moved: dict[str, object], code: str) -> None:
    case = Case(replace(CASES[0].deal, **moved), CASES[0].buying, CASES[0].selling)  # type: ignore[arg-type]  # one field by name

    [change] = changes(case, POLICY)

    assert (change.what, change.now) == ("gate", code)
    assert change.text.startswith("No price or limit changes this")
    assert change.verdict is (Verdict.SKIP if code == "zero_price" else Verdict.BUY)


def test_a_limit_that_alone_stands_in_the_way_is_told() -> None:
    found = changes(CASES[6], POLICY)

    [change] = named(found, "max_investment")
    reached = replace(POLICY, max_investment=money(change.needed))
    assert decide(CASES[6].deal, reached).verdict is change.verdict is Verdict.BUY


def test_a_limit_of_nothing_has_no_share_to_be_measured_by() -> None:
    policy = replace(POLICY, max_investment=dollars(0))

    [change] = named(changes(Case(CASES[0].deal), policy), "max_investment")

    assert change.verdict is Verdict.BUY


def test_a_cheaper_venue_is_told() -> None:
    dear = replace(selling(), schedules=selling().schedules * 2, title="Dear place")
    deal = Case(CASES[3].deal).sold_at(dear, CASES[3].deal.exit_price)
    case = Case(deal, CASES[3].buying, dear)

    [change] = named(changes(case, POLICY, [selling()]), "venue")

    assert change.now == "Dear place"
    assert change.needed == catalogue.venue("ebay-us").title
    assert decide(CASES[3].deal, POLICY).verdict is change.verdict


def test_a_venue_that_changes_nothing_is_not_told() -> None:
    assert named(changes(CASES[0], POLICY, [selling()]), "venue") == []


def test_what_was_kept_without_terms_tells_nothing_of_prices_and_venues() -> None:
    found = changes(Case(CASES[2].deal), POLICY, [selling("ebay-uk")])

    assert {one.what for one in found} <= {"wanted_roi", "min_margin", "min_profit"}


def test_nothing_is_told_of_an_exit_price_of_nothing() -> None:
    deal = replace(CASES[0].deal, exit_price=dollars(0), proceeds=dollars(0))
    case = Case(deal, CASES[0].buying, CASES[0].selling)

    assert named(changes(case, POLICY, [selling()]), "exit_price") == []


def test_an_exit_price_beyond_hope_is_not_told() -> None:
    assert named(changes(case_of("400", "20"), POLICY), "exit_price") == []


@pytest.mark.parametrize(("price", "wanted"), [("150", "0.9"), ("60", "0.7")])
def test_an_exit_price_so_high_that_a_second_reading_is_needed_is_not_told(
    price: str, wanted: str
) -> None:
    greedy = replace(POLICY, wanted_roi=Decimal(wanted))

    assert named(changes(case_of(price, "120", reads=1), greedy), "exit_price") == []


def test_a_lower_price_that_nobody_may_believe_is_not_told() -> None:
    case = case_of("150", "120", reads=1)
    greedy = replace(POLICY, wanted_roi=Decimal("0.7"))

    assert [one.verdict for one in named(changes(case, greedy), "price")] == [Verdict.NEGOTIATE]


def test_where_every_price_is_a_buy_none_is_told() -> None:
    carefree = Policy(
        dollars(-9999),
        dollars(9999),
        min_margin=Decimal(-1_000_000),
        wanted_roi=Decimal(-1_000_000),
        min_probability=Decimal(0),
        roi_definition=RoiDefinition.EXIT_PRICE,
    )
    case = case_of("5", "9")

    assert changes(case, carefree) == ()


def test_a_buy_whose_price_is_kept_otherwise_than_its_cost_is_told_as_it_stands() -> None:
    assert CASES[0].buying is not None
    dear = replace(CASES[0].buying, costing=replace(COSTING, prep=dollars(400)))

    [change] = named(changes(Case(CASES[0].deal, dear), POLICY), "price")

    assert change.verdict is Verdict.SKIP


@pytest.mark.parametrize("definition", RoiDefinition)
@pytest.mark.parametrize("case", CASES)
def test_the_price_to_walk_away_from_is_a_buy_and_a_cent_more_is_none(
    case: Case, definition: RoiDefinition
) -> None:
    policy = replace(POLICY, roi_definition=definition)
    assert case.buying is not None

    offer = negotiate(case.buying, case.deal, policy)

    assert offer is not None
    assert offer.offer < offer.walk_away <= case.buying.price
    assert decide(bought_at(case, offer.walk_away), policy).verdict is Verdict.BUY
    assert offer.cost == bought_at(case, offer.walk_away).cost
    assert str(offer.walk_away) in offer.text
    above = offer.walk_away + Money.of_minor(1, offer.walk_away.currency)
    if above <= case.buying.price:
        assert decide(bought_at(case, above), policy).verdict is not Verdict.BUY


def test_where_no_price_would_do_nothing_is_offered() -> None:
    assert CASES[0].buying is not None

    nothing_left = replace(CASES[0].deal, proceeds=dollars("11.50"))
    a_cent_left = replace(CASES[0].deal, proceeds=dollars("18.51"))  # a margin of 10 % of 120
    assert negotiate(CASES[0].buying, nothing_left, POLICY) is None
    assert negotiate(CASES[0].buying, a_cent_left, POLICY) is None


def test_shipping_that_the_seller_states_is_changed_to_ones_own_currency() -> None:
    stated = Buying(Money.of(50, "EUR"), Money.of(10, "EUR"), COSTING, RATES, "USD")

    _, landed = stated.landed(stated.price)

    assert landed.total == dollars("68.82")


@settings(deadline=None, max_examples=50)
@given(
    price=st.integers(100, 40_000),
    exit_price=st.integers(100, 60_000),
    wanted=st.integers(0, 60),
)
def test_whatever_is_told_is_true(price: int, exit_price: int, wanted: int) -> None:
    policy = replace(POLICY, wanted_roi=Decimal(wanted) / 100)
    case = case_of(str(Decimal(price) / 100), str(Decimal(exit_price) / 100))
    assert case.selling is not None

    for change in changes(case, policy):
        assert change.verdict is not decide(case.deal, policy).verdict
        if change.what == "price":
            at = bought_at(case, money(change.needed))
            assert decide(at, policy).verdict is change.verdict
        if change.what == "exit_price":
            at = case.sold_at(case.selling, money(change.needed))
            assert decide(at, policy).verdict is change.verdict


@settings(deadline=None, max_examples=50)
@given(price=st.integers(1, 40_000), exit_price=st.integers(1, 60_000))
def test_within_every_limit_is_a_buy(price: int, exit_price: int) -> None:
    deal = case_of(str(Decimal(price) / 100), str(Decimal(exit_price) / 100)).deal

    bought = decide(replace(deal, price=deal.cost), POLICY).verdict is Verdict.BUY

    assert bought is (beyond(deal, POLICY) <= 0)
