"""What a fee schedule says, as frozen values that are checked while they are read.

The same types describe the YAML under `schedules/`. Tiers out of order, a category
that is missing or two components of one name are errors at load, never at a sale.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from bolo.core.fees.fact import Confidence, Fact, Figure, in_force
from bolo.core.fees.warehouse import Fulfilment, Placement, Storage


class Part(StrEnum):
    """What a percentage may be taken of."""

    ITEM = "item"
    SHIPPING = "shipping"
    HANDLING = "handling"
    TAX = "tax"
    GIFT_WRAP = "gift_wrap"
    PERSONALIZATION = "personalization"
    AMOUNT = "amount"
    """All that is paid, as a payment processor sees it."""
    NET_AFTER_PREVIOUS = "net_after_previous"
    """The item less the charges before: what is cashed out."""


class Kind(StrEnum):
    """How a component is worked out."""

    PERCENT = "percent"
    FLAT = "flat"
    FLAT_BY_TOTAL = "flat_by_total"
    FLAT_OR_PERCENT = "flat_or_percent"
    SHARE = "share"
    """A share of other components, named in `of`; may be negative, as a discount is."""
    STEAM = "steam"
    MARKUP = "markup"


class Mode(StrEnum):
    """How tiers are read."""

    MARGINAL = "marginal"
    """Each rate applies to the part of the base inside its tier."""
    WHOLE = "whole"
    """The tier that holds the base sets one rate for all of it."""


class Scope(StrEnum):
    """What a component is charged on, once each."""

    ITEM = "item"
    PRODUCT = "product"
    ORDER = "order"
    PAYOUT = "payout"


class Payer(StrEnum):
    """Who pays."""

    SELLER = "seller"
    BUYER = "buyer"


@dataclass(frozen=True, slots=True)
class Tier(Fact):
    """One row: up to a limit (inclusive), below one (exclusive), or open."""

    rate: Figure | None = None
    amount: Figure | None = None
    up_to: Figure | None = None
    below: Figure | None = None

    @property
    def limit(self) -> Decimal | None:
        """The upper end, `None` when the tier is open."""
        return self.up_to if self.up_to is not None else self.below

    def holds(self, base: Decimal) -> bool:
        """Say whether `base` ends in this tier, given that it passed those before."""
        if self.up_to is not None:
            return base <= self.up_to
        return self.below is None or base < self.below


def _check_tiers(tiers: tuple[Tier, ...], where: str) -> None:
    limits = [tier.limit for tier in tiers]
    closed = [limit for limit in limits[:-1] if limit is not None]
    if len(closed) != len(limits[:-1]) or (limits and limits[-1] is not None):
        raise ValueError(f"{where}: every tier but the last has a limit, the last has none")
    if any(low >= high for low, high in pairwise(closed)):
        raise ValueError(f"{where}: the tiers are not in ascending order")
    if any((tier.rate is None) == (tier.amount is None) for tier in tiers):
        raise ValueError(f"{where}: a tier has either a rate or an amount")


@dataclass(frozen=True, slots=True)
class Category(Fact):
    """The row of a category: its tiers, and what else is special there."""

    tiers: tuple[Tier, ...]
    mode: Mode = Mode.MARGINAL
    min: Figure | None = None
    max: Figure | None = None
    closing_fee: Figure | None = None
    waived_from: Mapping[str, Figure] = field(default_factory=dict[str, Decimal])
    """Component id → the order total from which that component is not charged."""
    excludes: str | None = None
    confidence: Confidence | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        _check_tiers(self.tiers, "category")


@dataclass(frozen=True, slots=True)
class Component(Fact):
    """One line of a price list."""

    id: str
    type: Kind
    scope: Scope = Scope.ORDER
    base: tuple[Part, ...] = ()
    mode: Mode = Mode.MARGINAL
    tiers: tuple[Tier, ...] = ()
    by_category: bool = False
    amount: Figure | None = None
    rate: Figure | None = None
    percent: Figure | None = None
    fixed: Figure | None = None
    currency: str | None = None
    """Set when the flat amount is in another currency than the schedule."""
    min: Figure | None = None
    max: Figure | None = None
    optional: str | None = None
    """Charged only when this option is chosen."""
    unless: str | None = None
    """Not charged when this option is chosen."""
    rates_if: Mapping[str, Figure] = field(default_factory=dict[str, Decimal])
    """Option → the rate that replaces the usual one."""
    seller_sets_rate: bool = False
    """The option may carry a rate of the seller's choice, at least the one stated."""
    item_from: Figure | None = None
    """Charged only when one item costs at least this."""
    of: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    confidence: Confidence | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        _check_tiers(self.tiers, self.id)
        wants = {
            Kind.PERCENT: bool(self.base) and (bool(self.tiers) or self.by_category),
            Kind.FLAT: self.amount is not None,
            Kind.FLAT_BY_TOTAL: bool(self.base) and bool(self.tiers),
            Kind.FLAT_OR_PERCENT: bool(self.base) and bool(self.tiers),
            Kind.SHARE: bool(self.of) and self.rate is not None,
            Kind.STEAM: self.rate is not None,
            Kind.MARKUP: self.percent is not None and self.fixed is not None,
        }
        if not wants[self.type]:
            raise ValueError(f"{self.id}: a figure that {self.type} needs is missing")

    @property
    def label(self) -> str:
        """The id as a person would write it."""
        return label(self.id)

    @property
    def per_unit(self) -> bool:
        """Charged for each item apart."""
        return self.scope in {Scope.ITEM, Scope.PRODUCT}


def label(name: str) -> str:
    """Return `final_value_fee` as "Final value fee"."""
    return name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Surcharge(Fact):
    """A share on top of the fulfilment fee, for a time."""

    id: str
    rate: Figure
    effective_from: date
    effective_to: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Insertion(Fact):
    """Free listings a month of a plan, and what each further one costs."""

    free: int
    fee: Figure


@dataclass(frozen=True, slots=True)
class Source(Fact):
    """Where figures were read, and how."""

    where: str
    how: str


@dataclass(frozen=True, slots=True)
class Schedule(Fact):
    """One price list of one marketplace and region, from a day until a day."""

    id: str
    marketplace: str
    region: str
    currency: str
    effective_from: date
    confidence: Confidence
    sources: tuple[str, ...]
    effective_to: date | None = None
    notes: str | None = None
    paid_by: Payer = Payer.SELLER
    any_currency: bool = False
    """The figures are shares or nothing, so that they hold in every currency."""
    vat_on_fees: Figure | None = None
    missing: str | None = None
    """What the price list has and we have not: a quote is too low without it."""
    default_category: str | None = None
    components: tuple[Component, ...] = ()
    categories: Mapping[str, Category] = field(default_factory=dict[str, Category])
    surcharges: tuple[Surcharge, ...] = ()
    fulfilment: Fulfilment | None = None
    storage: Storage | None = None
    placement: Placement | None = None
    subscriptions: Mapping[str, Mapping[str, Figure]] = field(
        default_factory=dict[str, Mapping[str, Decimal]]
    )
    """Plan → term → price a month."""
    insertion: Mapping[str, Insertion] = field(default_factory=dict[str, Insertion])

    def __post_init__(self) -> None:
        names = [component.id for component in self.components]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.id}: two components have one name")
        if bool(self.categories) != (self.default_category is not None):
            raise ValueError(f"{self.id}: categories and a default category go together")
        if self.default_category is not None and self.default_category not in self.categories:
            raise ValueError(f"{self.id}: there is no category {self.default_category}")
        if not self.categories and any(component.by_category for component in self.components):
            raise ValueError(f"{self.id}: a component asks for categories, there are none")

    def in_force(self, on: date) -> bool:
        """Say whether the list holds on that day."""
        return in_force(self.effective_from, self.effective_to, on)

    @property
    def has_figures(self) -> bool:
        """False for a marketplace whose price list nobody has captured."""
        return bool(self.components or self.fulfilment or self.storage or self.placement)
