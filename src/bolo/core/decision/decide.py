"""Buy, negotiate or skip: an appraisal judged against one workspace's policy.

A verdict is a value, never an exception. It carries every reason, not the first,
so that a person can see what would have to change for the answer to change.
"""

from decimal import ROUND_FLOOR, Decimal

from bolo.core.decision.rules import GATES, PRICE_GATES, RISKS, Rule, percent
from bolo.core.decision.verdict import (
    Appraisal,
    Decision,
    Policy,
    Reason,
    ReasonKind,
    RoiDefinition,
    Verdict,
)
from bolo.core.money import Money, minor_places


def max_cost(deal: Appraisal, policy: Policy) -> Money | None:
    """Return the highest landed cost that meets the wanted ROI, profit, margin and budget.

    Rounded down to the minor unit; `None` when no positive cost would do. For a
    return on the price, the price moves with the landed cost; see `_cost_by_price`.
    """
    ceiling = _ceiling(deal, policy)
    return Money(ceiling, deal.cost.currency) if ceiling > 0 else None


def _ceiling(deal: Appraisal, policy: Policy) -> Decimal:
    proceeds = deal.proceeds.amount
    by_roi = {
        RoiDefinition.LANDED_COST: _cost_by_share(proceeds, policy.wanted_roi),
        RoiDefinition.PRICE: _cost_by_price(deal, policy.wanted_roi),
        RoiDefinition.EXIT_PRICE: proceeds - policy.wanted_roi * deal.exit_price.amount,
    }[policy.roi_definition]
    by_margin = proceeds - policy.min_margin * deal.exit_price.amount
    by_profit = proceeds - policy.min_profit.amount
    most = min(by_roi, by_margin, by_profit, policy.max_investment.amount)
    step = Decimal(1).scaleb(-minor_places(deal.cost.currency))
    return most.quantize(step, ROUND_FLOOR)


def beyond(deal: Appraisal, policy: Policy, *, negotiable: bool = False) -> Decimal:
    """Return by how much it costs more than every limit allows; 0 and less is within.

    With `negotiable`, the cost is what is left of it after the largest discount to ask for.
    """
    cost = deal.cost * (1 - policy.negotiable) if negotiable else deal.cost
    return cost.amount - _ceiling(deal, policy)


def affordable(deal: Appraisal, policy: Policy) -> bool:
    """Tell whether no limit on cost or profit stands in the way, by the rules that judge."""
    return all(rule(deal, policy) is None for rule in PRICE_GATES.values())


def _cost_by_share(proceeds: Decimal, share: Decimal) -> Decimal:
    """Return the cost of which the profit is `share`; a wanted loss of all bounds nothing."""
    return proceeds / (1 + share) if share > -1 else max(proceeds, Decimal(0))


def _cost_by_price(deal: Appraisal, share: Decimal) -> Decimal:
    """Return the landed cost at which the profit is `share` of the price.

    What comes on top of the price may be a share of it (tax) or a sum of its own
    (shipping). The lower answer stands, so that the return is met in both cases.
    """
    proceeds, price, cost = deal.proceeds.amount, deal.price.amount, deal.cost.amount
    back = cost + share * price  # one division alone: what is exactly on the limit stays on it
    in_proportion = proceeds * cost / back if cost > 0 and back > 0 else max(proceeds, Decimal(0))
    by_sum = _cost_by_share(proceeds + share * (cost - price), share)
    return min(in_proportion, by_sum)


def decide(deal: Appraisal, policy: Policy) -> Decision:
    """Judge `deal` by every rule of `policy`."""
    gates = _reasons(GATES, ReasonKind.GATE, deal, policy)
    price_gates = _reasons(PRICE_GATES, ReasonKind.GATE, deal, policy)
    risks = _reasons(RISKS, ReasonKind.RISK, deal, policy)
    ceiling = max_cost(deal, policy)
    if gates:
        verdict = Verdict.SKIP
    elif not price_gates:
        verdict = Verdict.BUY
    else:
        verdict = Verdict.NEGOTIATE if _within_reach(deal, policy, ceiling) else Verdict.SKIP
    return Decision(verdict, (*gates, *price_gates, *risks, *_good_news(deal, policy)), ceiling)


def _within_reach(deal: Appraisal, policy: Policy, ceiling: Money | None) -> bool:
    return ceiling is not None and ceiling >= deal.cost * (1 - policy.negotiable)


def _reasons(
    rules: dict[str, Rule], kind: ReasonKind, deal: Appraisal, policy: Policy
) -> tuple[Reason, ...]:
    texts = ((code, rule(deal, policy)) for code, rule in rules.items())
    return tuple(Reason(code, kind, text) for code, text in texts if text is not None)


def _good_news(deal: Appraisal, policy: Policy) -> tuple[Reason, ...]:
    if deal.profit.amount <= 0:
        return ()
    roi = deal.roi(policy.roi_definition)
    text = (
        f"{deal.profit} profit after every fee: {percent(roi)} return, "
        f"{percent(deal.margin)} margin."
    )
    return (Reason("profit", ReasonKind.GOOD, text),)
