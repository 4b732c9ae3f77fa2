"""Time and money together: how long until it sells, and what a day of the money brings.

Exact figures of one thing; `forecast.selling` does the same for many rows at once.
"""

from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money

PRIOR = Decimal("0.5")
"""So many sales the usual rate counts for."""
SOONEST = Decimal(1)
"""Nothing is bought, received, offered and sold in less than a day."""


@dataclass(frozen=True, slots=True)
class Survival:
    """The chance of being still unsold: S(t) = (scale / (scale + t)) ** shape, t in days."""

    shape: Decimal
    scale: Decimal

    def unsold(self, days: Decimal) -> Decimal:
        """Return the probability of being unsold after `days`."""
        if not days:
            return Decimal(1)
        return Decimal(self.scale / (self.scale + days)) ** self.shape

    def days(self, share: Decimal) -> Decimal:
        """Return after how many days `share` (below 1) of such things are sold."""
        return self.scale * ((1 - share) ** (-1 / self.shape) - 1)


def survival(sales: int, days: Decimal, usual: Decimal) -> Survival:
    """Return the curve of a thing that sold `sales` times in `days`.

    `usual` is how many a day the like of it sells; it stands in for half a sale, so a thing
    that never sold is thought slow and not impossible.
    """
    return Survival(PRIOR + sales, days + PRIOR / usual)


@dataclass(frozen=True, slots=True)
class PerDay:
    """What the money brings a day: an amount, and a share of what is tied up."""

    amount: Money
    share: Decimal


def profit_per_day(profit: Money, capital: Money, days: Decimal) -> PerDay | None:
    """Return the profit by the day that `capital` is tied up; `None` without any capital.

    The amount is not rounded, since it is to be compared rather than charged.
    """
    if capital.amount <= 0:
        return None
    held = max(days, SOONEST)
    amount = Money(profit.amount / held, profit.currency)
    return PerDay(amount, amount.amount / capital.amount)
