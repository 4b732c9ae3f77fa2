"""Buy, negotiate or skip: an appraisal judged against one workspace's policy.

A verdict is a value, never an exception. It carries every reason, not the first,
so that a person can see what would have to change for the answer to change.
A gate forbids buying; a risk is a cost in money; good news is told as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from bolo.core.money import Money


class Verdict(StrEnum):
    """The answer. The values are stored: never renamed."""

    BUY = "buy"
    NEGOTIATE = "negotiate"
    SKIP = "skip"


class ReasonKind(StrEnum):
    """What a reason does to the verdict."""

    GATE = "gate"
    RISK = "risk"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `code` is stored and stable, `text` is plain English and complete."""

    code: str
    kind: ReasonKind
    text: str


class RoiDefinition(StrEnum):
    """What a return is measured against. The values are stored: never renamed."""

    LANDED_COST = "profit_over_landed_cost"
    PRICE = "profit_over_price"
    EXIT_PRICE = "profit_over_exit_price"


ROI_LABELS = {
    RoiDefinition.LANDED_COST: "Profit / landed cost",
    RoiDefinition.PRICE: "Profit / purchase price",
    RoiDefinition.EXIT_PRICE: "Profit / exit price (margin)",
}


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a listing costs to own, what it should bring, and how sure we are.

    All money is in one currency. `probability` says how likely the listing is the
    product whose asks were looked at; `match_gates` are the conflicts found there.
    """

    price: Money
    cost: Money
    exit_price: Money
    proceeds: Money
    probability: Decimal
    asks: int
    reads: int
    days_to_sell: int | None = None
    in_stock: bool = True
    confirmed_fees: bool = True
    match_gates: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def profit(self) -> Money:
        """Proceeds, after every fee, less the cost to own."""
        return self.proceeds - self.cost

    @property
    def margin(self) -> Decimal:
        """Profit as a share of the exit price; 0 when that is 0."""
        return _ratio(self.profit, self.exit_price)

    def roi(self, definition: RoiDefinition) -> Decimal:
        """Profit as a share of what `definition` names; 0 when that is 0."""
        return _ratio(self.profit, self.base(definition))

    def base(self, definition: RoiDefinition) -> Money:
        """Return what `definition` measures profit against."""
        return {
            RoiDefinition.LANDED_COST: self.cost,
            RoiDefinition.PRICE: self.price,
            RoiDefinition.EXIT_PRICE: self.exit_price,
        }[definition]


def _ratio(part: Money, whole: Money) -> Decimal:
    if whole.amount <= 0:
        return Decimal(0)
    return (part.amount / whole.amount).quantize(Decimal("0.0001"))


def _reaches(part: Money, whole: Money, share: Decimal) -> bool:
    """Tell whether `part` is at least `share` of `whole`, exactly: nothing is rounded."""
    return part.amount >= share * whole.amount if whole.amount > 0 else share <= 0


@dataclass(frozen=True, slots=True)
class Policy:
    """One workspace's limits; money in its currency, shares as 0.1 for 10 %."""

    min_profit: Money
    max_investment: Money
    min_margin: Decimal = Decimal("0.1")
    wanted_roi: Decimal = Decimal("0.2")
    max_days: int = 60
    min_probability: Decimal = Decimal("0.8")
    roi_definition: RoiDefinition = RoiDefinition.LANDED_COST
    negotiable: Decimal = Decimal("0.15")
    """How far below the asked price an offer may be made; beyond it we skip."""
    astonishing_roi: Decimal = Decimal("0.6")
    """Above it a price must have been read twice before it is acted upon."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with all reasons; `max_cost` is the highest landed cost that would do."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    max_cost: Money | None


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
        f"We are {deal.probability * 100:.0f} % sure that it is the same thing; "
        f"you ask for {policy.min_probability * 100:.0f} %."
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
        f"Margin of {_percent(deal.margin)} is below your minimum of {_percent(policy.min_margin)}."
    )


def _thin_roi(deal: Appraisal, policy: Policy) -> str | None:
    if _reaches(deal.profit, deal.base(policy.roi_definition), policy.wanted_roi):
        return None
    roi = deal.roi(policy.roi_definition)
    return f"Return of {_percent(roi)} is below the {_percent(policy.wanted_roi)} you want."


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


def _few_asks(deal: Appraisal, _: Policy) -> str | None:
    return f"Only {deal.asks} asks elsewhere to judge by." if deal.asks < FEW_ASKS else None


def _unconfirmed_fees(deal: Appraisal, _: Policy) -> str | None:
    return None if deal.confirmed_fees else "The fees rest on a schedule that is not confirmed."


def _doubts(deal: Appraisal, _: Policy) -> str | None:
    return f"The page was not clear: {'; '.join(deal.doubts)}." if deal.doubts else None


def _other_thing_costs(deal: Appraisal, _: Policy) -> str | None:
    if deal.probability >= 1:
        return None
    return f"A chance of {(1 - deal.probability) * 100:.1f} % that it is another thing after all."


FEW_ASKS = 4
RISKS: dict[str, Rule] = {
    "few_asks": _few_asks,
    "unconfirmed_fees": _unconfirmed_fees,
    "doubtful_reading": _doubts,
    "mismatch_risk": _other_thing_costs,
}


def max_cost(deal: Appraisal, policy: Policy) -> Money | None:
    """Return the highest landed cost that meets the wanted ROI, profit, margin and budget.

    Rounded down to the minor unit; `None` when no positive cost would do. For a
    return on the price, the price moves with the landed cost; see `_cost_by_price`.
    """
    proceeds = deal.proceeds.amount
    by_roi = {
        RoiDefinition.LANDED_COST: _cost_by_share(proceeds, policy.wanted_roi),
        RoiDefinition.PRICE: _cost_by_price(deal, policy.wanted_roi),
        RoiDefinition.EXIT_PRICE: proceeds - policy.wanted_roi * deal.exit_price.amount,
    }[policy.roi_definition]
    by_margin = proceeds - policy.min_margin * deal.exit_price.amount
    by_profit = proceeds - policy.min_profit.amount
    most = min(by_roi, by_margin, by_profit, policy.max_investment.amount)
    cost = Money(most, deal.cost.currency).rounded()
    if cost.amount > most:
        cost = cost - Money.of_minor(1, cost.currency)
    return cost if cost.amount > 0 else None


def _cost_by_share(proceeds: Decimal, share: Decimal) -> Decimal:
    """Return the cost of which the profit is `share`; a wanted loss of all bounds nothing."""
    return proceeds / (1 + share) if share > -1 else max(proceeds, Decimal(0))


def _cost_by_price(deal: Appraisal, share: Decimal) -> Decimal:
    """Return the landed cost at which the profit is `share` of the price.

    What comes on top of the price may be a share of it (tax) or a sum of its own
    (shipping). The lower answer stands, so that the return is met in both cases.
    """
    proceeds, price, cost = deal.proceeds.amount, deal.price.amount, deal.cost.amount
    part = price / cost if cost > 0 else Decimal(1)
    in_proportion = _cost_by_share(proceeds, share * part)
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
        f"{deal.profit} profit after every fee: {_percent(roi)} return, "
        f"{_percent(deal.margin)} margin."
    )
    return (Reason("profit", ReasonKind.GOOD, text),)


def _percent(share: Decimal) -> str:
    """Write a share, rounded down: what is below a limit never looks as if it met it."""
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_FLOOR)} %"
