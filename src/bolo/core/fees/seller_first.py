"""Venues that add their fee to what the seller asks, instead of taking it from the price.

Steam: each fee is the floor of its share of what the seller receives, at least one minor
unit (help.steampowered.com FAQ 61F0-72B7-9A18-C70B; economy_v2.js). Kinguin: the buyer's
price is IWTR x (1 + percent) + fixed (Sales Manager API, 2024-03-29).
"""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Steam:
    """The rates, the wallet's minor unit, and whether it rounds to nearest instead of down."""

    rates: tuple[Decimal, ...]
    minor: Decimal
    nearest: bool = False

    def fees(self, received: Decimal) -> tuple[Decimal, ...]:
        """Return each fee on what the seller receives."""
        return tuple(max(self.minor, self._cut(received * rate)) for rate in self.rates)

    def buyer_price(self, received: Decimal) -> Decimal:
        """Return what the buyer pays."""
        return received + sum(self.fees(received))

    def received(self, price: Decimal) -> Decimal:
        """Return the most that a buyer's price leaves for the seller; 0 when it is too low."""
        low, high = 0, int(price / self.minor)
        while low < high:
            middle = (low + high + 1) // 2
            if self.buyer_price(middle * self.minor) <= price:
                low = middle
            else:
                high = middle - 1
        return low * self.minor

    def _cut(self, amount: Decimal) -> Decimal:
        rounding = ROUND_HALF_UP if self.nearest else ROUND_FLOOR
        return (amount / self.minor).to_integral_value(rounding) * self.minor


@dataclass(frozen=True, slots=True)
class Markup:
    """A share and a fixed part on top of what the seller wants to receive (IWTR)."""

    percent: Decimal
    fixed: Decimal

    def buyer_price(self, iwtr: Decimal) -> Decimal:
        """Return the exact price that the buyer sees."""
        return iwtr * (1 + self.percent) + self.fixed

    def iwtr(self, price: Decimal) -> Decimal:
        """Return exactly what is left of a price; 0 when it is below the fixed part."""
        return max((price - self.fixed) / (1 + self.percent), Decimal(0))
