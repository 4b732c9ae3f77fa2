"""Decisions: one appraisal that passes exactly, then one change at a time."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.decision import (
    GATES,
    PRICE_GATES,
    RISKS,
    Appraisal,
    Policy,
    ReasonKind,
    RoiDefinition,
    Verdict,
    decide,
    max_cost,
)
from bolo.core.money import Money

POLICY = Policy(
    min_profit=Money.of(20, "EUR"),
    max_investment=Money.of(100, "EUR"),
    min_margin=Decimal("0.1"),
    wanted_roi=Decimal("0.2"),
    max_days=30,
)
GOOD = Appraisal(
    price=Money.of(90, "EUR"),
    cost=Money.of(100, "EUR"),
    exit_price=Money.of(200, "EUR"),
    proceeds=Money.of(120, "EUR"),
    probability=Decimal("0.8"),
    asks=4,
    reads=1,
    days_to_sell=30,
)
CENT = Money.of_minor(1, "EUR")


def codes(deal: Appraisal, policy: Policy = POLICY, kind: ReasonKind = ReasonKind.GATE) -> set[str]:
    return {reason.code for reason in decide(deal, policy).reasons if reason.kind is kind}


def test_a_deal_exactly_on_every_limit_is_bought() -> None:
    decision = decide(GOOD, POLICY)

    assert decision.verdict is Verdict.BUY
    assert decision.max_cost == Money.of("100.00", "EUR")
    assert codes(GOOD) == set()


@pytest.mark.parametrize(
    ("deal", "code"),
    [
        (replace(GOOD, price=Money.zero("EUR")), "zero_price"),
        (replace(GOOD, match_gates=("colour black against white",)), "not_the_same"),
        (replace(GOOD, probability=Decimal("0.79")), "unsure_match"),
        (replace(GOOD, proceeds=Money.of("160.01", "EUR")), "seen_once"),
        (replace(GOOD, in_stock=False), "out_of_stock"),
        (replace(GOOD, days_to_sell=31), "slow_sale"),
    ],
)
def test_one_gate_forbids_buying_and_says_why(deal: Appraisal, code: str) -> None:
    decision = decide(deal, POLICY)

    assert decision.verdict is Verdict.SKIP
    assert codes(deal) == {code}


def test_an_astonishing_price_that_was_read_twice_is_bought() -> None:
    assert decide(replace(GOOD, proceeds=Money.of(300, "EUR"), reads=2), POLICY).verdict == "buy"


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        (replace(POLICY, min_profit=Money.of("20.01", "EUR")), "thin_profit"),
        (replace(POLICY, min_margin=Decimal("0.10001")), "thin_margin"),
        (replace(POLICY, wanted_roi=Decimal("0.20001")), "thin_roi"),
        (replace(POLICY, max_investment=Money.of("99.99", "EUR")), "over_budget"),
    ],
)
def test_what_a_lower_price_would_mend_is_negotiated(policy: Policy, code: str) -> None:
    assert decide(GOOD, policy).verdict is Verdict.NEGOTIATE
    assert codes(GOOD, policy) == {code}


def test_beyond_reach_of_negotiation_it_is_skipped() -> None:
    reach = replace(POLICY, min_profit=Money.of(35, "EUR"))
    beyond = replace(POLICY, min_profit=Money.of("35.01", "EUR"))

    assert decide(GOOD, reach).verdict is Verdict.NEGOTIATE
    assert decide(GOOD, beyond).verdict is Verdict.SKIP


def test_what_comes_on_top_of_a_price_is_not_negotiated_away() -> None:
    costly = replace(GOOD, price=Money.of(10, "EUR"))
    reach = replace(POLICY, min_profit=Money.of("29.99", "EUR"))
    beyond = replace(POLICY, min_profit=Money.of(30, "EUR"))

    assert decide(costly, reach).verdict is Verdict.NEGOTIATE
    assert decide(costly, beyond).verdict is Verdict.SKIP
    assert decide(GOOD, beyond).verdict is Verdict.NEGOTIATE


def test_a_share_just_below_its_limit_is_not_written_as_if_it_met_it() -> None:
    policy = replace(POLICY, min_margin=Decimal("0.10001"))

    texts = [reason.text for reason in decide(GOOD, policy).reasons]

    assert "Margin of 10.0 % is below your minimum of 10.0 %." in texts
    nearly = replace(GOOD, proceeds=Money.of("119.99", "EUR"))
    texts = [reason.text for reason in decide(nearly, POLICY).reasons]
    assert "Return of 19.9 % is below the 20.0 % you want." in texts


def test_few_asks_are_told_in_words_of_their_number() -> None:
    def told(asks: int) -> list[str]:
        return [one.text for one in decide(replace(GOOD, asks=asks), POLICY).reasons]

    assert "Nobody else asks for it: the price rests on what sales of it brought." in told(0)
    assert "Only 1 ask elsewhere to judge by." in told(1)
    assert "Only 2 asks elsewhere to judge by." in told(2)


def test_every_reason_is_told_not_only_the_first() -> None:
    hopeless = Appraisal(
        price=Money.zero("EUR"),
        cost=Money.of(900, "EUR"),
        exit_price=Money.zero("EUR"),
        proceeds=Money.of(-3, "EUR"),
        probability=Decimal(0),
        asks=1,
        reads=1,
        days_to_sell=999,
        in_stock=False,
        confirmed_fees=False,
        match_gates=("a bundle",),
        doubts=("two prices",),
    )

    decision = decide(hopeless, POLICY)

    silent = {"seen_once", "unsure_match"}  # what is not the same needs no word on how sure
    assert codes(hopeless) == (set(GATES) | set(PRICE_GATES)) - silent
    assert codes(hopeless, kind=ReasonKind.RISK) == set(RISKS)
    assert codes(hopeless, kind=ReasonKind.GOOD) == set()
    assert decision.max_cost is None
    assert decision.verdict is Verdict.SKIP


def test_how_sure_is_never_rounded_up_to_the_limit_that_it_misses() -> None:
    nearly = replace(GOOD, probability=Decimal("0.7999"))

    texts = {reason.code: reason.text for reason in decide(nearly, POLICY).reasons}

    assert texts["unsure_match"] == (
        "We are 79.9 % sure that it is the same thing; you ask for 80.0 %."
    )
    assert texts["mismatch_risk"] == "A chance of 20.1 % that it is another thing after all."


def test_proceeds_below_zero_are_skipped_even_when_a_loss_is_allowed() -> None:
    policy = replace(POLICY, min_profit=Money.of(-500, "EUR"))

    decision = decide(replace(GOOD, proceeds=Money.of(-1, "EUR")), policy)

    assert decision.verdict is Verdict.SKIP
    assert decision.max_cost is None


def test_a_certain_match_risks_nothing_and_unknown_days_forbid_nothing() -> None:
    sure = replace(GOOD, probability=Decimal(1), days_to_sell=None)

    assert codes(sure, kind=ReasonKind.RISK) == set()
    assert decide(sure, POLICY).verdict is Verdict.BUY


def test_returns_are_measured_as_named_and_are_nothing_of_nothing() -> None:
    assert GOOD.roi(RoiDefinition.LANDED_COST) == Decimal("0.2")
    assert GOOD.roi(RoiDefinition.PRICE) == Decimal("0.2222")
    assert GOOD.roi(RoiDefinition.EXIT_PRICE) == GOOD.margin == Decimal("0.1")
    assert replace(GOOD, price=Money.zero("EUR")).roi(RoiDefinition.PRICE) == 0


def test_a_wanted_loss_of_everything_is_still_bounded_by_the_proceeds() -> None:
    policy = replace(
        POLICY,
        wanted_roi=Decimal(-1),
        min_margin=Decimal(-1),
        min_profit=Money.of(-900, "EUR"),
        max_investment=Money.of(999, "EUR"),
    )

    assert max_cost(GOOD, policy) == GOOD.proceeds


def test_a_free_landed_cost_is_taken_for_the_price() -> None:
    deal = replace(GOOD, price=Money.zero("EUR"), cost=Money.zero("EUR"))
    policy = replace(POLICY, roi_definition=RoiDefinition.PRICE)

    assert max_cost(deal, policy) == Money.of("100.00", "EUR")


money = st.decimals(min_value=1, max_value=5_000, places=2)
shares = st.decimals(min_value=0, max_value=2, places=3)
policies = st.builds(
    Policy,
    min_profit=st.builds(Money, money, st.just("EUR")),
    max_investment=st.builds(Money, money, st.just("EUR")),
    min_margin=shares,
    wanted_roi=shares,
    roi_definition=st.sampled_from(RoiDefinition),
)


@st.composite
def deals(draw: st.DrawFn) -> Appraisal:
    price, extra, exit_price = draw(money), draw(money), draw(money)
    proceeds = draw(st.decimals(min_value=-50, max_value=exit_price, places=2))
    return replace(
        GOOD,
        price=Money(price, "EUR"),
        cost=Money(price + extra, "EUR"),
        exit_price=Money(exit_price, "EUR"),
        proceeds=Money(proceeds, "EUR"),
        reads=2,
    )


def in_proportion(deal: Appraisal, cost: Money) -> Appraisal:
    price = deal.price * (cost.amount / deal.cost.amount)
    return replace(deal, cost=cost, price=price)


def by_sum(deal: Appraisal, cost: Money) -> Appraisal:
    return replace(deal, cost=cost, price=deal.price + (cost - deal.cost))


def limits_met(deal: Appraisal, cost: Money, policy: Policy) -> bool:
    """Tell whether every limit is met at `cost`, whichever way the price goes along."""
    moved = [way(deal, cost) for way in (in_proportion, by_sum)]
    return not any(
        rule(one, policy) for one in moved for rule in PRICE_GATES.values() if one.price.amount > 0
    )


@given(deal=deals(), policy=policies)
def test_the_highest_cost_meets_every_limit_and_one_cent_more_does_not(
    deal: Appraisal, policy: Policy
) -> None:
    most = max_cost(deal, policy)

    assert most is None or limits_met(deal, most, policy)
    assert not limits_met(deal, (most or Money.zero("EUR")) + CENT, policy)


@given(
    deal=deals(),
    gain=st.decimals(min_value=1, max_value=400, places=2),
    definition=st.sampled_from(RoiDefinition),
    left=st.decimals(min_value="0.01", max_value=1, places=2),
)
def test_a_better_price_never_turns_buying_into_skipping(
    deal: Appraisal, gain: Decimal, definition: RoiDefinition, left: Decimal
) -> None:
    deal = replace(deal, proceeds=deal.cost + Money(gain, "EUR"))
    deal = replace(deal, exit_price=deal.proceeds * 2)
    policy = replace(
        POLICY,
        max_investment=deal.cost,
        min_profit=CENT,
        min_margin=deal.margin / 2,
        wanted_roi=deal.roi(definition) / 2,
        roi_definition=definition,
    )
    better = by_sum(deal, deal.cost - deal.price * (1 - left))
    assert decide(deal, policy).verdict is Verdict.BUY

    assert decide(better, policy).verdict is Verdict.BUY
    once = replace(better, reads=1)
    assert decide(once, policy).verdict is Verdict.BUY or codes(once, policy) == {"seen_once"}


@given(deal=deals(), policy=policies)
def test_buying_means_a_cost_within_the_highest(deal: Appraisal, policy: Policy) -> None:
    decision = decide(deal, policy)

    within = decision.max_cost is not None and deal.cost <= decision.max_cost
    assert within is (decision.verdict is Verdict.BUY)


@given(deal=deals(), share=st.integers(1, 3))
def test_a_return_on_the_price_that_is_met_exactly_is_within_the_highest_cost(
    deal: Appraisal, share: int
) -> None:
    on_it = replace(deal, proceeds=deal.cost + deal.price * share)
    policy = Policy(
        Money.zero("EUR"),
        max_investment=on_it.proceeds,
        min_margin=Decimal(0),
        wanted_roi=Decimal(share),
        roi_definition=RoiDefinition.PRICE,
    )

    decision = decide(on_it, policy)

    assert (decision.verdict, decision.max_cost) == (Verdict.BUY, deal.cost)
