"""What bolo can know of a price: kinds of evidence, and what each says of a sale to come.

The figures marked measured are medians over one public set (LEGO sets, six months of sales
beside the asks that stood, 2026); the rest are assumptions, kept wide. See docs/guides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bolo.core.condition import Condition
from bolo.core.money import Money


class Kind(StrEnum):
    """Where a figure comes from, the most telling first."""

    OWN_SALE = "own_sale"
    SOLD = "sold"
    VANISHED = "vanished"
    ASK = "ask"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure of a kind says: a sale is expected at `level` times it.

    `spread` and `shared` are standard deviations of logarithms: of one figure, and of what
    all figures of the kind have in common, so that a hundred asks do not become a sale.
    """

    level: Decimal
    spread: Decimal
    shared: Decimal


MEANINGS: Mapping[Kind, Meaning] = {
    Kind.OWN_SALE: Meaning(Decimal(1), Decimal("0.08"), Decimal("0.02")),
    Kind.SOLD: Meaning(Decimal(1), Decimal("0.10"), Decimal("0.05")),
    Kind.VANISHED: Meaning(Decimal("0.95"), Decimal("0.20"), Decimal("0.10")),
    # measured: 0.82; 0.27 for one or two asks, 0.15 for more than twenty
    Kind.ASK: Meaning(Decimal("0.82"), Decimal("0.25"), Decimal("0.15")),
    # measured: 0.75 to 1.02, by year, for what was made lately
    Kind.LIST: Meaning(Decimal("0.96"), Decimal("0.80"), Decimal("0.10")),
}
OF_NEW: Mapping[Condition, Decimal] = {
    Condition.NEW: Decimal(1),
    Condition.OPEN_BOX: Decimal("0.85"),
    Condition.LIKE_NEW: Decimal("0.80"),
    Condition.REFURBISHED: Decimal("0.75"),
    Condition.USED: Decimal("0.585"),  # measured
    Condition.FOR_PARTS: Decimal("0.25"),
}
"""What a condition brings as a share of new."""
CROSSED = Decimal("0.33")
"""Standard deviation of that share's logarithm; measured between used and new."""
DRIFT = Decimal("0.012")
"""Standard deviation of a day's drift of a settled price; measured on dated sneaker sales."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One figure: of which kind, how many days old, in which condition.

    `probability` is that of being the same thing at all. `distance` is how far away it is
    otherwise (another size, another venue), as a standard deviation of the logarithm.
    """

    kind: Kind
    price: Money
    age: int = 0
    condition: Condition = Condition.NEW
    probability: Decimal = Decimal(1)
    distance: Decimal = Decimal(0)

    def log_worth(self, wanted: Condition) -> Decimal:
        """Return the logarithm of the sale that this figure lets one expect."""
        level = MEANINGS[self.kind].level * OF_NEW[wanted] / OF_NEW[self.condition]
        return (self.price.amount * level).ln()

    def variance(self, wanted: Condition) -> Decimal:
        """Return how far off that is, apart from what its kind has in common."""
        crossed = CROSSED if wanted != self.condition else Decimal(0)
        spread = MEANINGS[self.kind].spread
        return spread**2 + crossed**2 + self.distance**2 + DRIFT**2 * self.age
