"""Negotiating: the price to offer a seller, and the price to walk away from.

Both are what is said to the seller: the item's own price, in the currency of the listing.
What tax, shipping, import and exchange add is taken into account by its landed cost.
"""

from dataclasses import dataclass
from decimal import Decimal

from bolo.core.decision.decide import affordable
from bolo.core.decision.terms import Buying
from bolo.core.decision.verdict import Appraisal, Policy
from bolo.core.money import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """What to offer first, the highest price that still does, and what that one costs to own."""

    offer: Money
    walk_away: Money
    cost: Money

    @property
    def text(self) -> str:
        """Say it in plain English."""
        return (
            f"Offer {self.offer} and walk away above {self.walk_away}: "
            f"at that price it costs {self.cost} to own, the most that your limits allow."
        )


def negotiate(buying: Buying, deal: Appraisal, policy: Policy) -> Offer | None:
    """Return what to offer for what is `deal` at the price that is asked.

    Each price is tried by the rules that judge: a return on the price itself allows another
    cost at another price. The first offer lies below the last price by the policy's
    `offer_below`, rounded down to the minor unit. `None` when no price would do.
    """
    last = buying.highest(deal, lambda moved: affordable(moved, policy), buying.price)
    if last is None:
        return None
    first = _down(last * (1 - policy.offer_below))
    if first.amount <= 0:
        return None
    _, landed = buying.landed(last)
    return Offer(first, last, landed.total)


def _down(money: Money) -> Money:
    step = Money.of_minor(1, money.currency)
    return step * Decimal(int(money.amount / step.amount))
