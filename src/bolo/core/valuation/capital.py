"""How long until it sells.

Exact figures of one thing; `forecast.selling` does the same for many rows at once.
"""

from dataclasses import dataclass
from decimal import Decimal

PRIOR = Decimal("0.5")
"""So many sales the usual rate counts for."""


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
    """Return the curve of a thing that sold `sales` times in `days`; why: `forecast.selling`.

    `usual` is how many a day the like of it sells; it stands in for half a sale, so a thing
    that never sold is thought slow and not impossible.
    """
    return Survival(PRIOR + sales, days + PRIOR / usual)
