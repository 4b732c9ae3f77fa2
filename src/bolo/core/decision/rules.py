"""The rules of a decision: what forbids buying, what a lower price would mend, what to beware of.

A gate forbids buying; a risk is a cost in money; good news is told as well.
"""

from collections.abc import Callable
from decimal import Decimal

from bolo.core.decision.verdict import Appraisal, Policy, RoiDefinition, told
from bolo.core.money import Money

Rule = Callable[[Appraisal, Policy], str | None]
"""Returns the text of the objection, `None` when there is none."""


def _free(deal: Appraisal, _: Policy) -> str | None:
    return "The price is zero: nothing is sold for nothing." if deal.price.amount <= 0 else None


def _other_thing(deal: Appraisal, _: Policy) -> str | None:
    if not deal.match_gates:
        return None
    return f"Not the same thing: {'; '.join(deal.match_gates)}."


def _unsure_match(deal: Appraisal, policy: Policy) -> str | None:
    if deal.match_gates or deal.probability >= policy.min_probability:
        return None
    return (
        f"We are {percent(deal.probability)} sure that it is the same thing; "
        f"you ask for {percent(policy.min_probability)}."
    )


def _seen_once(deal: Appraisal, policy: Policy) -> str | None:
    if deal.reads > 1 or deal.roi(RoiDefinition.LANDED_COST) <= policy.astonishing_roi:
        return None
    return "Astonishingly cheap and seen only once: a second reading must confirm the price."


def _out_of_stock(deal: Appraisal, _: Policy) -> str | None:
    return None if deal.in_stock else "It is not in stock now."


def _slow_sale(deal: Appraisal, policy: Policy) -> str | None:
    if deal.days_to_sell is None or deal.days_to_sell <= policy.max_days:
        return None
    return f"Takes about {deal.days_to_sell} days to sell; you hold at most {policy.max_days}."


GATES: dict[str, Rule] = {
    "zero_price": _free,
    "not_the_same": _other_thing,
    "unsure_match": _unsure_match,
    "seen_once": _seen_once,
    "out_of_stock": _out_of_stock,
    "slow_sale": _slow_sale,
}
"""What forbids buying at any price."""


def _thin_profit(deal: Appraisal, policy: Policy) -> str | None:
    if deal.profit >= policy.min_profit:
        return None
    return f"Profit of {deal.profit} is below your minimum of {policy.min_profit}."


def _thin_margin(deal: Appraisal, policy: Policy) -> str | None:
    if _reaches(deal.profit, deal.exit_price, policy.min_margin):
        return None
    return (
        f"Margin of {percent(deal.margin)} is below your minimum of {percent(policy.min_margin)}."
    )


def _thin_roi(deal: Appraisal, policy: Policy) -> str | None:
    if _reaches(deal.profit, deal.base(policy.roi_definition), policy.wanted_roi):
        return None
    roi = deal.roi(policy.roi_definition)
    return f"Return of {percent(roi)} is below the {percent(policy.wanted_roi)} you want."


def _over_budget(deal: Appraisal, policy: Policy) -> str | None:
    if deal.cost <= policy.max_investment:
        return None
    return f"Costs {deal.cost}, above your maximum investment of {policy.max_investment}."


PRICE_GATES: dict[str, Rule] = {
    "over_budget": _over_budget,
    "thin_profit": _thin_profit,
    "thin_margin": _thin_margin,
    "thin_roi": _thin_roi,
}
"""What a lower price would mend: with only these, negotiating may help."""


def _few_asks(deal: Appraisal, policy: Policy) -> str | None:
    if deal.asks >= policy.few_asks:
        return None
    if not deal.asks:
        return "Nobody else asks for it: the price rests on what sales of it brought."
    return f"Only {deal.asks} {'ask' if deal.asks == 1 else 'asks'} elsewhere to judge by."


def _unconfirmed_fees(deal: Appraisal, _: Policy) -> str | None:
    return None if deal.confirmed_fees else "The fees rest on a schedule that is not confirmed."


def _doubts(deal: Appraisal, _: Policy) -> str | None:
    return f"The page was not clear: {'; '.join(deal.doubts)}." if deal.doubts else None


def _other_thing_costs(deal: Appraisal, _: Policy) -> str | None:
    if deal.probability >= 1:
        return None
    other = percent(1 - told(deal.probability))  # with how sure we say to be it makes 100 %
    return f"A chance of {other} that it is another thing after all."


RISKS: dict[str, Rule] = {
    "few_asks": _few_asks,
    "unconfirmed_fees": _unconfirmed_fees,
    "doubtful_reading": _doubts,
    "mismatch_risk": _other_thing_costs,
}


def _reaches(part: Money, whole: Money, share: Decimal) -> bool:
    """Tell whether `part` is at least `share` of `whole`, exactly: nothing is rounded."""
    return part.amount >= share * whole.amount if whole.amount > 0 else share <= 0


def percent(share: Decimal) -> str:
    """Write a share, rounded down as everywhere."""
    return f"{told(share) * 100:.1f} %"
