"""One purchase and what became of it, and a point of the equity curve. Pure values."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bolo.core.money import Money
from bolo.core.replay.history import Thing


class Outcome(StrEnum):
    """What a sale price was taken from. The values are stored: never renamed."""

    ASKS = "asks"
    """What other shops asked on the day of the sale."""
    BLIND = "blind"
    """Too few asked then: the plan, with a markdown."""
    ANOTHER_THING = "another_thing"
    """The match was wrong."""


@dataclass(frozen=True, slots=True)
class Sold:
    """How it was sold; `at` as histories count, `vat` less what came back of the purchase."""

    at: int
    price: Money
    fees: Money
    vat: Money
    proceeds: Money
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Trade:
    """Bought at a moment; planned is what the core said then, `risk` what it took off for risks."""

    number: int
    rule: str
    thing: Thing
    venue: str
    at: int
    asked: Money
    price: Money
    cost: Money
    planned_exit: Money
    planned_proceeds: Money
    days: int | None
    risk: Money
    due: int
    key: str
    sold: Sold | None = None

    @property
    def planned(self) -> Money:
        """The profit that was planned."""
        return self.planned_proceeds - self.cost

    @property
    def profit(self) -> Money | None:
        """What it brought; `None` while it is held."""
        return None if self.sold is None else self.sold.proceeds - self.cost


@dataclass(frozen=True, slots=True)
class Point:
    """The books at a moment; what is held counts as its cost, or less when asks have fallen."""

    at: int
    cash: Money
    held: Money
    drawdown: Decimal

    @property
    def equity(self) -> Money:
        """Cash and what is held."""
        return self.cash + self.held
