"""What is replayed: capital, rules that share it, pessimism of fills, protections. Pure values."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bolo.core.decision import Policy, Verdict
from bolo.core.money import Money
from bolo.core.replay.fills import Pessimism
from bolo.core.replay.history import Thing
from bolo.core.valuation.asks import ASKED_SHARE, NEEDED, QUANTILE
from bolo.core.valuation.cost import Costing


class Before(StrEnum):
    """What to do about a day for which no fees (or rates) are known, because it is too early."""

    REFUSE = "refuse"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Rule:
    """What to buy: a policy, as a workspace has one, and which things it is about at all.

    An empty set means everything. `min_discount` is how far the price must lie below the
    exit price, as a share of that.
    """

    name: str
    policy: Policy
    verdicts: frozenset[Verdict] = frozenset({Verdict.BUY})
    categories: frozenset[str] = frozenset()
    marketplaces: frozenset[str] = frozenset()
    shops: frozenset[str] = frozenset()
    not_shops: frozenset[str] = frozenset()
    used: bool | None = None
    min_discount: Decimal = Decimal(0)
    min_asks: int = 0

    def is_about(self, thing: Thing) -> bool:
        """Tell whether the rule has anything to say of such a thing."""
        return (
            (not self.categories or (thing.category or "") in self.categories)
            and (not self.marketplaces or thing.marketplace in self.marketplaces)
            and (not self.shops or thing.shop in self.shops)
            and thing.shop not in self.not_shops
            and self.used in {None, thing.used}
        )


@dataclass(frozen=True, slots=True)
class Protections:
    """What stops buying for a while; 0 days or `None` switch one off.

    `cooldown_days`: a product that was sold at a loss. `max_drawdown`: equity so far below its
    highest; after `drawdown_days` it counts from where it then stands. `category_losses`: so
    many losses in one category within `category_days` stop that category as long.
    """

    cooldown_days: int = 14
    max_drawdown: Decimal | None = Decimal("0.25")
    drawdown_days: int = 30
    category_losses: int = 3
    category_days: int = 30


@dataclass(frozen=True, slots=True)
class Rules:
    """A whole RULES.toml. All money is in `currency`."""

    name: str
    currency: str
    capital: Money
    rules: tuple[Rule, ...]
    costing: Costing
    venues: tuple[str, ...] = ("ebay-us",)
    before: Before = Before.REFUSE
    quantile: Decimal = QUANTILE
    needed: int = NEEDED
    asked_share: Decimal = ASKED_SHARE
    """So much of the middle ask a sale brings at most; of no account in a history of sales."""
    sale_days: int = 30
    """How long a sale counts as what others ask, in a history of sales."""
    at_most_per_product: int = 1
    seed: int = 1
    fills: Pessimism = field(default_factory=Pessimism)
    protections: Protections = field(default_factory=Protections)
