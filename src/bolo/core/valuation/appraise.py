"""Appraise a listing at a venue: landed cost, exit price, fees, VAT, proceeds, profit.

Everything that went into it comes out with it, so that it can be shown and re-run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from bolo.core.money import Money
from bolo.core.valuation.asks import Exit, exit_price
from bolo.core.valuation.cost import Costing, LandedCost, landed_cost, levy_on
from bolo.core.valuation.vat import Levy


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee; `schedule` and `source` say where the figure was read."""

    name: str
    label: str
    amount: Money
    note: str | None
    schedule: str
    source: str | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Fees:
    """What a venue takes from one sale; all lines in one currency."""

    total: Money
    lines: tuple[FeeLine, ...]

    @property
    def confirmed(self) -> bool:
        """False when any line rests on a schedule that nobody confirmed."""
        return all(line.confirmed for line in self.lines)


FeesAt = Callable[[Money], Fees]
"""Fees of a venue on a sale at a price, both in the workspace's currency."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What the same product asks elsewhere, in the workspace's currency."""

    listing: UUID
    shop: str
    price: Money


@dataclass(frozen=True, slots=True)
class Sold:
    """What selling at the exit price comes to; `vat` is owed, less what comes back."""

    price: Money
    fees: Fees
    vat: Money
    proceeds: Money


@dataclass(frozen=True, slots=True)
class Worth:
    """An appraisal; `sold` is `None` when there is too little to judge by.

    `levy` is the VAT of the deal, `None` where none is owed.
    """

    price: Money
    cost: LandedCost
    exit: Exit
    asks: tuple[Ask, ...]
    sold: Sold | None
    levy: Levy | None = None

    @property
    def tempting(self) -> bool:
        """True when it asks less than it should bring, before any fee."""
        return self.sold is not None and self.price < self.sold.price

    @property
    def profit(self) -> Money:
        """Proceeds less landed cost; the cost alone is lost when there is no exit."""
        proceeds = self.sold.proceeds if self.sold else Money.zero(self.price.currency)
        return proceeds - self.cost.total


def one_ask_per_shop(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Keep the cheapest ask of each shop, the cheapest first."""
    best: dict[str, Ask] = {}
    for ask in sorted(asks, key=lambda ask: (ask.price, str(ask.listing))):
        best.setdefault(ask.shop, ask)
    return tuple(best.values())


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much is needed to judge by, and what it says: see `asks.exit_price`."""

    quantile: Decimal
    needed: int
    share: Decimal
    brings: Money | None = None


def appraise(
    price: Money,
    shipping: Money | None,
    asks: Sequence[Ask],
    costing: Costing,
    fees_at: FeesAt,
    evidence: Evidence,
    *,
    foreign: bool,
) -> Worth:
    """Appraise a listing that asks `price` (in the workspace's currency)."""
    counted = one_ask_per_shop(asks)
    cost = landed_cost(price, shipping, costing, foreign=foreign)
    out = exit_price(
        [ask.price for ask in counted],
        quantile=evidence.quantile,
        needed=evidence.needed,
        share=evidence.share,
        brings=evidence.brings,
    )
    if out.price is None:
        return Worth(price, cost, out, counted, None)
    levy = levy_on(price, shipping, costing, foreign=foreign)
    fees = fees_at(out.price)
    vat = Money.zero(price.currency) if levy is None else levy.due(out.price)
    sold = Sold(out.price, fees, vat, out.price - fees.total - vat)
    return Worth(price, cost, out, counted, sold, levy)
