"""What a marketplace's warehouse takes: fulfilment by size and weight, storage, placement.

A row's limit is inclusive; over the last row each started step of weight is charged.
Fulfilment is dated by the day the unit ships, and a peak card replaces the usual one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal

from bolo.core.errors import Invalid
from bolo.core.fees.fact import Confidence, Fact, Figure, in_force

GENERAL = "general"
OUNCES = {"oz": Decimal(1), "lb": Decimal(16)}
GRAMS = {"g": Decimal(1), "kg": Decimal(1000)}
TO_UNIT = {"oz": OUNCES, "g": GRAMS}


@dataclass(frozen=True, slots=True)
class WeightRow(Fact):
    """The fee up to a weight: one figure, or one for each price band."""

    up_to: Figure
    fee: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Over(Fact):
    """Above a weight: a base, and a fee for each started step."""

    base: tuple[Figure, ...]
    above: Figure
    each: Figure
    fee: Figure
    up_to: Figure | None = None


@dataclass(frozen=True, slots=True)
class SizeTier(Fact):
    """The rows of one size tier, and what follows them."""

    rows: tuple[WeightRow, ...] = ()
    over: Over | None = None

    def fee(self, weight: Decimal, band: int) -> tuple[Decimal, str]:
        """Return the fee for `weight` in the `band`-th price band, and how it came about.

        The weight is in the unit of the card (oz or g); `Invalid` where it is beyond the tier.
        """
        for row in self.rows:
            if weight <= row.up_to:
                return _of_band(row.fee, band), f"row up to {row.up_to}"
        over = self.over
        if over is None or (over.up_to is not None and weight > over.up_to):
            raise Invalid(f"{weight:f} is heavier than this size tier takes; choose a larger one")
        excess = max(weight - over.above, Decimal(0))
        steps = (excess / over.each).to_integral_value(ROUND_CEILING)
        base = _of_band(over.base, band)
        return base + steps * over.fee, f"{base} + {steps} x {over.fee} above {over.above}"


def _of_band(fees: tuple[Decimal, ...], band: int) -> Decimal:
    return fees[band] if len(fees) > 1 else fees[0]


@dataclass(frozen=True, slots=True)
class Card(Fact):
    """The rate cards of one kind of goods."""

    usual: Mapping[str, SizeTier] = field(default_factory=dict[str, SizeTier])
    peak: Mapping[str, SizeTier] = field(default_factory=dict[str, SizeTier])
    plus: Figure | None = None
    """Added to the general card, where the kind has no card of its own."""
    confidence: Confidence | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent: size tier, weight in the card's unit, what it sells for, the goods."""

    tier: str
    weight: Decimal
    price: Decimal
    goods: str = GENERAL


@dataclass(frozen=True, slots=True)
class Fulfilment(Fact):
    """Rate cards by kind of goods; `bands` are the price limits between the columns."""

    unit: str
    cards: Mapping[str, Card]
    low_price_below: Figure | None = None
    """From this price on the second column (or the undiscounted fee) holds."""
    high_price_above: Figure | None = None
    """Above this price the third column holds."""
    low_price_discount: Figure | None = None
    peak_from: date | None = None
    peak_to: date | None = None
    size_limits: Mapping[str, str] = field(default_factory=dict[str, str])
    note: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in TO_UNIT or GENERAL not in self.cards:
            raise ValueError("fulfilment: the unit is oz or g, and there is a general card")

    def is_peak(self, on: date | None) -> bool:
        """Say whether a unit shipped on that day is charged by the peak card."""
        return (
            self.peak_from is not None
            and on is not None
            and in_force(self.peak_from, self.peak_to, on)
        )

    def fee(self, parcel: Parcel, *, peak: bool) -> tuple[Decimal, str, Confidence]:
        """Return the fee of one unit, how it came about, and how sure the card is.

        `Invalid` without such a size tier, a row for the weight, or a peak card where it is `peak`.
        """
        if peak and not self.cards[GENERAL].peak:
            raise Invalid("there is no peak card here")
        card = self.cards[parcel.goods]
        tier = _tier(card, self.cards[GENERAL], parcel.tier, peak=peak)
        amount, how = tier.fee(parcel.weight, self._band(parcel.price))
        if card.plus is not None:
            amount, how = amount + card.plus, f"{how}, {parcel.goods} + {card.plus}"
        if self.low_price_discount is not None and self._band(parcel.price) == 0:
            amount, how = amount - self.low_price_discount, f"{how}, low price"
        season = "peak" if peak else "usual"
        how = f"{parcel.tier}, {parcel.weight.normalize():f} {self.unit}, {season}: {how}"
        return amount, how, card.confidence or Confidence.HIGH

    def _band(self, price: Decimal) -> int:
        if self.low_price_below is not None and price < self.low_price_below:
            return 0
        return 2 if self.high_price_above is not None and price > self.high_price_above else 1


def _tier(card: Card, general: Card, name: str, *, peak: bool) -> SizeTier:
    own, usual = (card.peak, general.peak) if peak else (card.usual, general.usual)
    tier = own.get(name) or usual.get(name)
    if tier is None:
        raise Invalid(f"there is no size tier {name}; there are {', '.join(usual)}")
    return tier


@dataclass(frozen=True, slots=True)
class Season(Fact):
    """Rates for a cubic foot and month."""

    jan_sep: Figure
    oct_dec: Figure

    def rate(self, month: int) -> Decimal:
        """Return the rate of a month (1 to 12), for a cubic foot."""
        return self.oct_dec if month >= OCTOBER else self.jan_sep


OCTOBER = 10


@dataclass(frozen=True, slots=True)
class Aged(Fact):
    """What long storage costs on top, by age in days; the greater of the two figures."""

    from_days: int
    to_days: int | None = None
    per_ft3: Figure | None = None
    per_unit: Figure | None = None
    effective_from: date | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Storage(Fact):
    """Storage a month, and the surcharge on what stays too long."""

    sizes: Mapping[str, Season]
    aged: tuple[Aged, ...] = ()

    def fee(self, size: str, ft3: Decimal, month: int) -> Decimal:
        """Return the fee of one month (1 to 12) for `ft3`, the average of its days.

        `Invalid` when the list has no such size.
        """
        if size not in self.sizes:
            raise Invalid(f"there is no storage size {size}; there are {', '.join(self.sizes)}")
        return self.sizes[size].rate(month) * ft3

    def aged_row(self, days: int, on: date | None) -> Aged | None:
        """Return the row for goods that have lain `days`, `None` when they are young."""
        for row in self.aged:
            inside = row.from_days <= days and (row.to_days is None or days <= row.to_days)
            if inside and in_force(row.effective_from, None, on):
                return row
        return None


@dataclass(frozen=True, slots=True)
class PlacementRow(Fact):
    """A fee per unit by inbound location, for one size tier up to a weight."""

    tier: str
    low: Figure
    high: Figure
    up_to_oz: Figure | None = None


@dataclass(frozen=True, slots=True)
class Placement(Fact):
    """What it costs to send everything to few warehouses; no rows: nothing."""

    splits: Mapping[str, tuple[PlacementRow, ...]]

    def fee(self, split: str, tier: str, ounces: Decimal, location: str) -> Decimal:
        """Return the fee for one unit; `location` is low or high.

        `Invalid` for another location, an unknown split, or a tier or weight without a fee.
        """
        if split not in self.splits:
            raise Invalid(f"there is no split {split}; there are {', '.join(self.splits)}")
        if location not in {"low", "high"}:
            raise Invalid(f"the location is low or high, not {location}")
        rows = self.splits[split]
        for row in rows:
            if row.tier == tier and (row.up_to_oz is None or ounces <= row.up_to_oz):
                return row.low if location == "low" else row.high
        if rows:
            raise Invalid(f"there is no placement fee for {tier} at {ounces:f} oz")
        return Decimal(0)
