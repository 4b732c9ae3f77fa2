"""What the like of a thing (its brand, its category) lends it where its own evidence is thin."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bolo.core.money import Money
from bolo.core.valuation.estimate import Pool
from bolo.core.valuation.evidence import MEANINGS, Kind

ENOUGH = 5
"""Fewer other things say nothing of this one."""
ENOUGH_GONE = 30
"""From so many gone offers on, how fast the like of it goes is known."""
LEAST_RATE = Decimal("0.0001")


class Scope(StrEnum):
    """In what things are alike. The values are stored: never renamed."""

    BRAND = "brand"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What alike things ask, as logarithms: the asks, and over list prices where one is stated.

    `gone` offers in `followed` days of all of them together.
    """

    scope: Scope
    products: int
    log_ask: Decimal
    ask_spread: Decimal
    listed: int
    log_ratio: Decimal | None
    ratio_spread: Decimal | None
    gone: int
    followed: Decimal

    def pool(self, listed: Money | None, currency: str) -> Pool | None:
        """Return what a sale is expected at: by the list price if one is known, else by asks."""
        ask = MEANINGS[Kind.ASK]
        if listed and self.log_ratio is not None and self.listed >= ENOUGH:
            log = listed.amount.ln() + self.log_ratio
            apart = self.ratio_spread or Decimal(0)
        elif self.products >= ENOUGH:
            log, apart = self.log_ask, self.ask_spread
        else:
            return None
        spread = (apart**2 + ask.spread**2 + ask.shared**2).sqrt()
        return Pool(Money(log.exp() * ask.level, currency), spread)

    @property
    def rate(self) -> Decimal | None:
        """The share of its offers that go each day; `None` when too few have gone."""
        if self.gone < ENOUGH_GONE or self.followed <= 0:
            return None
        return max(self.gone / self.followed, LEAST_RATE)
