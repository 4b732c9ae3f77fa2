"""Deciding where VAT is owed: limits, prices to walk away from and changes hold to the cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.decision import Appraisal, Policy, RoiDefinition, Verdict, decide
from bolo.core.decision.changes import changes
from bolo.core.decision.decide import affordable, max_cost
from bolo.core.decision.negotiating import negotiate
from bolo.core.decision.terms import Buying, Case, Selling
from bolo.core.fees import catalogue
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.valuation.cost import Costing
from bolo.core.valuation.vat import Scheme, Vat

DAY = date(2026, 3, 9)
RATES = Rates(DAY, {"GBP": Decimal("0.85"), "USD": Decimal("1.1")})


def euros(amount: str | int | Decimal) -> Money:
    return Money.of(amount, "EUR")


CENT = euros("0.01")
POLICY = Policy(euros(5), euros(500))
RATE = Decimal("0.19")
VATS = [
    Vat(Scheme.STANDARD, RATE),
    Vat(Scheme.STANDARD, RATE, reclaims=False),
    Vat(Scheme.MARGIN, RATE),
]


def case_of(price: Money, exit_price: Money, costing: Costing, venue: str = "ebay-de") -> Case:
    there = selling(venue)
    left = exit_price - there.fees(exit_price)
    bare = Appraisal(price, price, exit_price, left, Decimal("0.95"), 5, 3)
    buying = Buying(price, None, costing, RATES, "EUR")
    return Case(buying.deal(bare, price), buying, there)


def selling(venue: str) -> Selling:
    place = catalogue.venue(venue)
    lists = place.on(DAY)
    return Selling(
        venue, place.title, lists, place.options, None, DAY, RATES, "EUR", registered=True
    )


amounts = st.decimals(min_value=1, max_value=400, places=2).map(euros)
rates = st.sampled_from([Decimal(0), Decimal("0.05"), RATE])
costings = st.builds(
    Costing,
    shipping=st.sampled_from([euros(0), euros("4.99")]),
    prep=st.sampled_from([euros(0), euros("1.50")]),
    tax_rate=rates,
    import_rate=rates,
    vat=st.builds(
        Vat,
        scheme=st.sampled_from([Scheme.STANDARD, Scheme.MARGIN]),
        rate=st.sampled_from([Decimal("0.07"), RATE, Decimal("0.255"), Decimal("0.9")]),
        reclaims=st.booleans(),
    ),
)
shares = st.decimals(min_value=0, max_value=1, places=2)
policies = st.builds(
    Policy,
    min_profit=st.decimals(min_value=0, max_value=50, places=2).map(euros),
    max_investment=amounts,
    min_margin=shares,
    wanted_roi=shares,
    roi_definition=st.sampled_from(RoiDefinition),
)


@given(price=amounts, out=amounts, costing=costings, policy=policies)
def test_the_highest_cost_is_a_buy_and_one_cent_more_is_not(
    price: Money, out: Money, costing: Costing, policy: Policy
) -> None:
    deal = case_of(price, out, costing).deal

    most = max_cost(deal, policy)

    assert most is None or affordable(deal.had_for(most), policy)
    assert not affordable(deal.had_for((most or euros(0)) + CENT), policy)


@given(price=amounts, out=amounts, costing=costings, policy=policies)
def test_the_price_to_walk_away_from_is_a_buy_and_one_cent_more_is_not(
    price: Money, out: Money, costing: Costing, policy: Policy
) -> None:
    case = case_of(price, out, costing)
    assert case.buying is not None

    offer = negotiate(case.buying, case.deal, policy)

    if offer is not None:
        assert affordable(case.buying.deal(case.deal, offer.walk_away), policy)
        dearer = case.buying.deal(case.deal, offer.walk_away + CENT)
        assert offer.walk_away == price or not affordable(dearer, policy)


@pytest.mark.parametrize("vat", VATS)
def test_a_deal_that_only_vat_makes_a_loss_is_skipped(vat: Vat) -> None:
    costing = Costing(euros(0), euros(0))
    free, owing = (
        case_of(euros(70), euros(119), replace(costing, vat=one)).deal for one in (Vat(), vat)
    )

    poor = replace(POLICY, min_profit=free.profit, wanted_roi=Decimal(0), min_margin=Decimal(0))

    assert decide(free, poor).verdict is Verdict.BUY
    assert decide(owing, poor).verdict is not Verdict.BUY
    assert owing.profit == free.profit - owing.vat


def test_what_is_good_about_it_says_that_vat_is_off() -> None:
    deal = case_of(euros(20), euros(119), Costing(euros(0), euros(0), vat=VATS[2])).deal

    [told] = [one.text for one in decide(deal, POLICY).reasons if one.code == "profit"]

    assert "profit after every fee and VAT" in told


@pytest.mark.parametrize("vat", VATS)
@pytest.mark.parametrize(("price", "out"), [(60, 140), (95, 140), (30, 45)])
def test_told_prices_flip_the_verdict_and_a_cent_less_does_not(
    vat: Vat, price: int, out: int
) -> None:
    case = case_of(euros(price), euros(out), Costing(euros(0), euros(1), vat=vat))
    assert case.buying is not None
    assert case.selling is not None
    standing = decide(case.deal, POLICY).verdict
    worse = standing is Verdict.BUY

    found = {one.what: one for one in changes(case, POLICY)}

    at = Money.of(found["price"].needed.split()[0], "EUR")
    beside = at - CENT if worse else at + CENT
    assert decide(case.buying.deal(case.deal, at), POLICY).verdict is found["price"].verdict
    assert decide(case.buying.deal(case.deal, beside), POLICY).verdict is not found["price"].verdict
    out_at = Money.of(found["exit_price"].needed.split()[0], "EUR")
    nearer = out_at + CENT if worse else out_at - CENT
    flipped = decide(case.sold_at(case.selling, out_at), POLICY).verdict
    assert flipped is found["exit_price"].verdict
    assert decide(case.sold_at(case.selling, nearer), POLICY).verdict is standing


def test_fees_of_another_venue_are_told_without_the_vat() -> None:
    costing = Costing(euros(0), euros(0), vat=VATS[0])
    dear = case_of(euros(60), euros(119), costing, "etsy-us")
    picky = replace(POLICY, min_profit=dear.deal.profit + CENT, wanted_roi=Decimal(0))
    assert dear.selling is not None
    fees = dear.selling.fees(euros(119))

    found = [one for one in changes(dear, picky, [selling("ebay-uk")]) if one.what == "venue"]

    assert [f"instead of {fees}" in one.text for one in found] == [True]


def test_vat_that_a_venue_adds_to_its_fees_comes_back_to_who_is_registered() -> None:
    there = selling("ebay-uk-business")
    pays = replace(there, registered=False)

    assert there.fees(euros(100)) < pays.fees(euros(100))


def test_a_cost_of_nothing_moves_the_price_by_the_same_sum() -> None:
    deal = case_of(euros(60), euros(119), Costing(euros(0), euros(0), vat=VATS[2])).deal

    assert replace(deal, cost=euros(0), price=euros(0)).had_for(euros(2)).price == euros(2)
