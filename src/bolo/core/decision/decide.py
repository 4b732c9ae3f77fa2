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

SLACK = 3
"""By how many minor units the rounding of VAT may move the highest cost, and one to spare."""


def max_cost(deal: Appraisal, policy: Policy) -> Money | None:
    """Return the highest landed cost that meets the wanted ROI, profit, margin and budget.

    Rounded down to the minor unit; `None` when no positive cost would do. For a
    return on the price, the price moves with the landed cost; see `_cost_by_price`.
    """
    ceiling = _ceiling(deal, policy)
    return Money(ceiling, deal.cost.currency) if ceiling > 0 else None


def _ceiling(deal: Appraisal, policy: Policy) -> Decimal:
    step = Decimal(1).scaleb(-minor_places(deal.cost.currency))
    if deal.levy is None:
        most = _most(deal, policy, deal.proceeds.amount, Decimal(0))
        return most.quantize(step, ROUND_FLOOR)
    left, cost = (deal.proceeds + deal.vat).amount, deal.cost.amount
    lines = deal.levy.bends(deal.exit_price)
    about = min(_most(deal, policy, left - owed - falls * cost, falls) for owed, falls in lines)
    return _to_the_cent(about.quantize(step, ROUND_FLOOR), step, deal, policy)


def _to_the_cent(about: Decimal, step: Decimal, deal: Appraisal, policy: Policy) -> Decimal:
    """Return the highest cost that the rules allow, near `about`: VAT is rounded, limits are not.

    Rounding it moves the profit by a minor unit, and so the cost by less than two.
    """
    near = (about + step * steps for steps in range(SLACK, -SLACK - 1, -1))
    currency = deal.cost.currency
    allowed = (c for c in near if affordable(deal.had_for(Money(c, currency)), policy))
    return next(allowed, about - SLACK * step)


def _most(deal: Appraisal, policy: Policy, left: Decimal, share: Decimal) -> Decimal:
    """Return the highest cost where the proceeds are `left` and `share` of the cost."""
    by_roi = {
        RoiDefinition.LANDED_COST: _cost_by_share(left, policy.wanted_roi - share),
        RoiDefinition.PRICE: _cost_by_price(deal, policy.wanted_roi, left, share),
        RoiDefinition.EXIT_PRICE: (left - policy.wanted_roi * deal.exit_price.amount) / (1 - share),
    }[policy.roi_definition]
    by_margin = (left - policy.min_margin * deal.exit_price.amount) / (1 - share)
    by_profit = (left - policy.min_profit.amount) / (1 - share)
    return min(by_roi, by_margin, by_profit, policy.max_investment.amount)


def beyond(deal: Appraisal, policy: Policy, *, negotiable: bool = False) -> Decimal:
    """Return by how much it costs more than every limit allows; 0 and less is within.

    With `negotiable`, the cost is what is left of it after the largest discount to ask for.
    """
    cost = _least(deal, policy) if negotiable else deal.cost
    return cost.amount - _ceiling(deal, policy)


def _least(deal: Appraisal, policy: Policy) -> Money:
    """Return the lowest cost that negotiating may reach: the price itself stays above nothing."""
    left = deal.cost - deal.price + Money.of_minor(1, deal.cost.currency)
    return max(deal.cost * (1 - policy.negotiable), left)


def affordable(deal: Appraisal, policy: Policy) -> bool:
    """Tell whether no limit on cost or profit stands in the way, by the rules that judge."""
    return all(rule(deal, policy) is None for rule in PRICE_GATES.values())


def _cost_by_share(proceeds: Decimal, share: Decimal) -> Decimal:
    """Return the cost of which the profit is `share`; a wanted loss of all bounds nothing."""
    return proceeds / (1 + share) if share > -1 else max(proceeds, Decimal(0))


def _cost_by_price(deal: Appraisal, wanted: Decimal, left: Decimal, share: Decimal) -> Decimal:
    """Return the landed cost at which the profit is the `wanted` share of the price.

    What comes on top of the price may be a share of it (tax) or a sum of its own
    (shipping). The lower answer stands, so that the return is met in both cases.
    """
    price, cost = deal.price.amount, deal.cost.amount
    # one division alone: what is exactly on the limit stays on it
    back = cost * (1 - share) + wanted * price
    in_proportion = left * cost / back if cost > 0 and back > 0 else max(left, Decimal(0))
    by_sum = _cost_by_share(left + wanted * (cost - price), wanted - share)
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
    return ceiling is not None and ceiling >= _least(deal, policy)


def _reasons(
    rules: dict[str, Rule], kind: ReasonKind, deal: Appraisal, policy: Policy
) -> tuple[Reason, ...]:
    texts = ((code, rule(deal, policy)) for code, rule in rules.items())
    return tuple(Reason(code, kind, text) for code, text in texts if text is not None)


def _good_news(deal: Appraisal, policy: Policy) -> tuple[Reason, ...]:
    if deal.profit.amount <= 0:
        return ()
    roi = deal.roi(policy.roi_definition)
    after = "every fee" if deal.levy is None else "every fee and VAT"
    text = (
        f"{deal.profit} profit after {after}: {percent(roi)} return, {percent(deal.margin)} margin."
    )
    return (Reason("profit", ReasonKind.GOOD, text),)
