"""Landed cost: all it costs to have the item, line by line.

price + shipping + tax + import + currency spread + preparation.
"""

from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a calculation; `label` is for people, `note` says how it came about."""

    name: str
    label: str
    amount: Money
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Costing:
    """What a workspace pays on top of a price. Rates are shares (0.2 is 20 %)."""

    shipping: Money
    prep: Money
    tax_rate: Decimal = Decimal(0)
    import_rate: Decimal = Decimal(0)
    currency_spread: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class LandedCost:
    """The lines and their sum, in the workspace's currency."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> Money:
        """Sum of the lines."""
        return sum((line.amount for line in self.lines[1:]), start=self.lines[0].amount)


def landed_cost(
    price: Money, shipping: Money | None, costing: Costing, *, foreign: bool
) -> LandedCost:
    """Add up what having the item costs; `price` is already in the workspace's currency.

    `shipping` is what the seller states, `None` when nothing is stated: then the
    workspace's own figure stands. `foreign` says that money had to be changed.
    """
    carried = costing.shipping if shipping is None else shipping
    taxed = price + carried
    lines = [
        Line("price", "Price", price.rounded()),
        Line(
            "shipping",
            "Shipping",
            carried.rounded(),
            "your setting; the seller states none" if shipping is None else "as the seller states",
        ),
        Line("tax", "Tax", (taxed * costing.tax_rate).rounded(), _share(costing.tax_rate)),
        Line(
            "import", "Import", (taxed * costing.import_rate).rounded(), _share(costing.import_rate)
        ),
        Line(
            "currency",
            "Currency spread",
            (taxed * (costing.currency_spread if foreign else Decimal(0))).rounded(),
            _share(costing.currency_spread) if foreign else "no exchange needed",
        ),
        Line("prep", "Preparation", costing.prep.rounded()),
    ]
    return LandedCost(tuple(lines))


def most_price(cost: Money, shipping: Money | None, costing: Costing, *, foreign: bool) -> Money:
    """Return the highest price at which the landed cost stays within `cost` (may be below 0)."""
    carried = costing.shipping if shipping is None else shipping
    spread = costing.currency_spread if foreign else Decimal(0)
    share = 1 + costing.tax_rate + costing.import_rate + spread
    guess = Money((cost - costing.prep).amount / share, cost.currency) - carried
    step = Money.of_minor(1, cost.currency)
    price = guess.rounded() + step * 3
    while landed_cost(price, shipping, costing, foreign=foreign).total > cost:
        price = price - step
    return price


def _share(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} % of price and shipping"
