"""Judge a deal: its verdict with all reasons, and its risks in money. Live and replay alike."""

from dataclasses import dataclass
from typing import Any

from bolo.core.decision import Appraisal, Decision, Policy, decide
from bolo.core.money import Money
from bolo.core.risk.assumptions import Assumptions, with_curve
from bolo.core.risk.weigh import Risk, Stake, weigh


@dataclass(frozen=True, slots=True)
class Judged:
    """A deal with what was made of it."""

    deal: Appraisal
    decision: Decision
    risk: Risk

    def plain(self) -> dict[str, Any]:
        """Write the answer down, for comparing it with another."""
        deal, decision, risk = self.deal, self.decision, self.risk
        return {
            "verdict": decision.verdict.value,
            "reasons": {reason.code: reason.text for reason in decision.reasons},
            "max_cost": None if decision.max_cost is None else _amount(decision.max_cost),
            "cost": _amount(deal.cost),
            "exit_price": _amount(deal.exit_price),
            "proceeds": _amount(deal.proceeds),
            **({} if deal.levy is None else {"vat": _amount(deal.vat)}),
            "profit": _amount(deal.profit),
            "days": str(risk.days),
            "risk": _amount(risk.total),
            "risk_score": str(risk.score),
            "chance_of_loss": str(risk.chance_of_loss),
            "shortfall": _amount(risk.shortfall),
            "risk_parts": {part.hazard.value: _amount(part.expected) for part in risk.parts},
        }


def judge(
    deal: Appraisal, policy: Policy, assumed: Assumptions, slow_days: int | None = None
) -> Judged:
    """Judge by limits and assumptions; where days to sell are not known, the longest allowed.

    `slow_days`, where known, is within how many days four fifths of such things are sold.
    """
    if deal.days_to_sell is not None and slow_days is not None:
        assumed = with_curve(assumed, deal.days_to_sell, slow_days)
    days = policy.max_days if deal.days_to_sell is None else deal.days_to_sell
    stake = Stake(
        deal.cost, deal.exit_price, deal.proceeds, deal.probability, max(days, 1), deal.levy
    )
    return Judged(deal, decide(deal, policy), weigh(stake, assumed))


def _amount(money: Money) -> str:
    return str(money.rounded())
