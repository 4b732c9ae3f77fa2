"""The words of a decision: an appraisal and a policy go in; verdict and reasons come out."""

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from bolo.core.money import Money
from bolo.core.valuation.vat import Levy


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
    product whose asks were looked at; `match_gates` are the conflicts found there. `proceeds`
    are after fees and VAT; `levy` is that VAT at any price, `None` where none is owed.
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
    levy: Levy | None = None

    @property
    def profit(self) -> Money:
        """Proceeds, after every fee, less the cost to own."""
        return self.proceeds - self.cost

    @property
    def vat(self) -> Money:
        """What is owed of VAT on the sale, less what comes back of the purchase."""
        return _due(self.levy, self.exit_price)

    def bought_for(self, price: Money, cost: Money, levy: Levy | None) -> "Appraisal":
        """Return the deal at another price: what VAT is owed depends on what was paid."""
        left = self.proceeds + self.vat - _due(levy, self.exit_price)
        return replace(self, price=price, cost=cost, proceeds=left, levy=levy)

    def had_for(self, cost: Money) -> "Appraisal":
        """Return the deal as it would be if having the item cost so much.

        The price moves along: what comes on top may be a share of it or a sum of its own, and
        the dearer answer stands.
        """
        more = cost - self.cost
        times = cost.amount / self.cost.amount if self.cost.amount else Decimal(1)
        price = max(self.price + more, self.price * times)
        return self.bought_for(price, cost, self.levy and self.levy.had_for(more))

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


def _due(levy: Levy | None, price: Money) -> Money:
    return Money.zero(price.currency) if levy is None else levy.due(price)


def _ratio(part: Money, whole: Money) -> Decimal:
    if whole.amount <= 0:
        return Decimal(0)
    return (part.amount / whole.amount).quantize(Decimal("0.0001"), ROUND_FLOOR)


def told(share: Decimal) -> Decimal:
    """Round a share to a tenth of a percent, down: below a limit it never looks as if it met it.

    Every door tells margins and returns by this one rounding.
    """
    return share.quantize(Decimal("0.001"), ROUND_FLOOR)


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
    offer_below: Decimal = Decimal("0.05")
    """How far below the price to walk away from the first offer is made."""
    astonishing_roi: Decimal = Decimal("0.6")
    """Above it a price must have been read twice before it is acted upon."""
    few_asks: int = 4
    """Below so many asks an exit price is told to rest on few."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with all reasons; `max_cost` is the highest landed cost that would do."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    max_cost: Money | None
