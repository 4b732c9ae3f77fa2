"""Landed cost: all it costs to have the item, line by line.

price + shipping + tax + import + currency spread + preparation.
"""

from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money
from bolo.core.valuation.vat import NO_VAT, Levy, Vat


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a calculation; `label` is for people, `note` says how it came about."""

    name: str
    label: str
    amount: Money
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Costing:
    """What a workspace pays on top of a price, and its VAT. Rates are shares (0.2 is 20 %)."""

    shipping: Money
    prep: Money
    tax_rate: Decimal = Decimal(0)
    import_rate: Decimal = Decimal(0)
    currency_spread: Decimal = Decimal(0)
    vat: Vat = NO_VAT

    def share(self, *, foreign: bool) -> Decimal:
        """Return how much each unit of price and shipping costs."""
        spread = self.currency_spread if foreign else Decimal(0)
        return 1 + self.tax_rate + self.import_rate + spread


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
    share = costing.share(foreign=foreign)
    guess = Money((cost - costing.prep).amount / share, cost.currency) - carried
    step = Money.of_minor(1, cost.currency)
    price = guess.rounded() + step * 3
    while landed_cost(price, shipping, costing, foreign=foreign).total > cost:
        price = price - step
    return price


def levy_on(
    price: Money, shipping: Money | None, costing: Costing, *, foreign: bool
) -> Levy | None:
    """Return the VAT of what is bought at `price`; `None` where none is owed on sales.

    The workspace's own figure for shipping stands for what the seller would charge.
    """
    if not costing.vat.registered:
        return None
    carried = costing.shipping if shipping is None else shipping
    return Levy(
        costing.vat,
        price.rounded() + carried.rounded(),
        costing.vat.back(costing.tax_rate),
        1 / costing.share(foreign=foreign),
    )


def levy_by_cost(cost: Money, costing: Costing) -> Levy | None:
    """Return the VAT of what cost so much to own, of which no more is known."""
    if not costing.vat.registered:
        return None
    share = 1 / costing.share(foreign=False)
    paid = (max(cost - costing.prep, Money.zero(cost.currency)) * share).rounded()
    return Levy(costing.vat, paid, costing.vat.back(costing.tax_rate), share)


def _share(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} % of price and shipping"
