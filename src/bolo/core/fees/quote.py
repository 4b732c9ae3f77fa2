"""A sale, and what it costs: each charge with its figure, schedule and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bolo.core.errors import Invalid
from bolo.core.fees.fact import Confidence
from bolo.core.fees.schedule import Part, Payer
from bolo.core.money import Money

OFF = frozenset({"0", "false", "no", "off"})
ON = frozenset({"", "1", "true", "yes", "on"})
EXTRAS = (Part.SHIPPING, Part.HANDLING, Part.TAX, Part.GIFT_WRAP, Part.PERSONALIZATION)


@dataclass(frozen=True, slots=True)
class Sale:
    """What is sold, and what the buyer pays besides: `price` is of one item, `extras` of all.

    `options` are choices of the seller (`offsite_ads`) and facts about the parcel
    (`oz`: "48"); a choice without a figure has the value "".
    """

    price: Money
    quantity: int = 1
    extras: Mapping[Part, Decimal] = field(default_factory=dict[Part, Decimal])
    category: str | None = None
    options: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        figures = (self.price.amount, *self.extras.values())
        if any(not figure.is_finite() or figure < 0 for figure in figures):
            raise Invalid("a price or an extra is a figure of zero or more")
        if self.quantity < 1:
            raise Invalid("the quantity is at least 1")

    def has(self, option: str | None) -> bool:
        """Say whether the option is chosen."""
        return option is not None and self.options.get(option, "off").lower() not in OFF

    def figure(self, *names: str) -> Decimal | None:
        """Return the figure that the first of these options carries, `None` without one."""
        for name in names:
            text = self.options.get(name, "")
            if text:
                return figure(text, name)
        return None

    def text(self, *names: str) -> str | None:
        """Return what the first of these options says, as a slug; `None` when none does."""
        for name in names:
            if self.options.get(name):
                return self.options[name].lower().replace("-", "_").replace(" ", "_")
        return None

    def total_of(self, parts: tuple[Part, ...]) -> Decimal:
        """Return the sum of these parts over all items."""
        if Part.AMOUNT in parts:
            return self.total_of((Part.ITEM, *EXTRAS))
        goods = self.price.amount * self.quantity if Part.ITEM in parts else Decimal(0)
        extras = (self.extras.get(part, Decimal(0)) for part in parts)
        return sum(extras, start=goods)


def figure(text: str, name: str) -> Decimal:
    """Read a finite decimal; `Invalid` says which field is none."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        raise Invalid(f"{name} is not a figure: {text!r}; write it like 12.50") from None
    if not value.is_finite():
        raise Invalid(f"{name} is not a figure: {text!r}")
    return value


@dataclass(frozen=True, slots=True)
class Charge:
    """One line: `how` says which rate or tier was applied to what.

    `source` is an address in the quote of a venue, the short name in that of a schedule.
    """

    name: str
    label: str
    amount: Money
    how: str
    schedule: str
    source: str | None
    confidence: Confidence
    paid_by: Payer = Payer.SELLER

    @property
    def confirmed(self) -> bool:
        """False when the figure is a placeholder."""
        return self.confidence is not Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Quote:
    """What a venue takes from a sale, line by line; `notes` are whole sentences."""

    venue: str
    sale: Sale
    charges: tuple[Charge, ...]
    schedules: tuple[str, ...]
    sources: tuple[str, ...]
    category: str | None = None
    complete: bool = True
    confidence: Confidence = Confidence.HIGH
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Money:
        """All that the seller pays."""
        return self._sum(Payer.SELLER)

    @property
    def buyer_total(self) -> Money:
        """All that the buyer pays on top of the price."""
        return self._sum(Payer.BUYER)

    @property
    def proceeds(self) -> Money:
        """The price of all items less what the seller pays; shipping is not counted."""
        return self.sale.price * self.sale.quantity - self.total

    @property
    def confirmed(self) -> bool:
        """False when a schedule or a figure is a placeholder, or fees are known to be missing."""
        sure = self.confidence is not Confidence.UNCONFIRMED
        return sure and self.complete and all(charge.confirmed for charge in self.charges)

    def _sum(self, payer: Payer) -> Money:
        amounts = (charge.amount for charge in self.charges if charge.paid_by is payer)
        return sum(amounts, start=Money.zero(self.sale.price.currency))
