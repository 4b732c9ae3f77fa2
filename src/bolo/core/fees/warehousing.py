"""The warehouse's lines of a quote: which options of a sale ask for which fee.

`tier` with `oz`, `lb`, `g` or `kg` asks for fulfilment, `ft3` for storage, `split` for
inbound placement. A schedule that has nothing else refuses without its options.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bolo.core.errors import Invalid
from bolo.core.fees.fact import Confidence, in_force
from bolo.core.fees.quote import Charge, Sale
from bolo.core.fees.schedule import Schedule, label
from bolo.core.fees.warehouse import (
    GENERAL,
    OUNCES,
    TO_UNIT,
    Aged,
    Fulfilment,
    Parcel,
    Placement,
    Storage,
)
from bolo.core.money import Money

VOLUME = ("ft3", "cubic_feet", "cubic_foot", "cuft", "volume_ft3", "volume")
AGE = ("age_days", "days", "age")
SPLIT = ("split", "placement")
WHERE = ("location", "inbound", "inbound_location")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PARCEL_OPTIONS = frozenset({"tier", "peak", "variant", "goods", "fuel", *OUNCES, "g", "kg"})
STORAGE_OPTIONS = frozenset({"size", "month", "months", "units", *VOLUME, *AGE})
PLACEMENT_OPTIONS = frozenset({"tier", *OUNCES, *SPLIT, *WHERE})


def warehouse_charges(schedule: Schedule, sale: Sale, on: date | None) -> tuple[Charge, ...]:
    """Return the lines that the options of the sale ask for.

    `Invalid` when an option is wrong, or none asks for what is all that the schedule has.
    """
    counter = Counter(schedule, sale, on)
    lines: list[Charge] = []
    stores = sale.figure(*VOLUME) is not None
    if schedule.fulfilment is not None and sale.text("tier") and not stores:
        lines += _fulfilment(counter, schedule.fulfilment)
    if schedule.storage is not None and stores:
        lines += _storage(counter, schedule.storage)
    if schedule.placement is not None and sale.text(*SPLIT):
        lines += _placement(counter, schedule.placement)
    if not lines and not schedule.components:
        raise Invalid(f"{schedule.id} needs {_wanted(schedule)}")
    return tuple(lines)


def _wanted(schedule: Schedule) -> str:
    if schedule.fulfilment is not None:
        unit = schedule.fulfilment.unit
        return f"the options tier and {unit}, for example tier=large_standard and {unit}=16"
    if schedule.storage is not None:
        return "the options ft3 and size, for example ft3=1 and size=standard"
    return "the options split, tier and oz, for example split=minimal_split"


@dataclass(frozen=True, slots=True)
class Counter:
    """Where the lines of one schedule and sale are written."""

    schedule: Schedule
    sale: Sale
    on: date | None

    def line(self, name: str, amount: Decimal, how: str, sure: Confidence | None = None) -> Charge:
        """Write one line; `sure` may only weaken the schedule's own confidence."""
        stated = self.schedule.confidence
        return Charge(
            name=name,
            label=label(name),
            amount=Money(amount, self.sale.price.currency).rounded(),
            how=how,
            schedule=self.schedule.id,
            source=self.schedule.sources[0],
            confidence=Confidence.weakest(stated, sure or stated),
        )


def weight(sale: Sale, unit: str) -> Decimal:
    """Return the weight that the options state, in `unit` (oz or g); `Invalid` without one."""
    for name, factor in TO_UNIT[unit].items():
        stated = sale.figure(name)
        if stated is not None:
            if stated < 0:
                raise Invalid("a weight is zero or more")
            return stated * factor
    raise Invalid(f"the weight is missing: say {' or '.join(TO_UNIT[unit])}")


def goods_of(fulfilment: Fulfilment, sale: Sale) -> str:
    """Return the card to use: `apparel` as an option, or as the value of one."""
    for name in fulfilment.cards:
        if sale.has(name) or name in {sale.text(option) for option in sale.options}:
            return name
    return GENERAL


def _fulfilment(counter: Counter, fulfilment: Fulfilment) -> list[Charge]:
    sale, on = counter.sale, counter.on
    goods = goods_of(fulfilment, sale)
    tier = sale.text("tier") or ""
    parcel = Parcel(tier, weight(sale, fulfilment.unit), sale.price.amount, goods)
    peak = sale.has("peak") if "peak" in sale.options else fulfilment.is_peak(on)
    fee, how, sure = fulfilment.fee(parcel, peak=peak)
    lines = [counter.line("fulfillment_fee", fee * sale.quantity, how, sure)]
    paid = lines[0].amount.amount
    for extra in counter.schedule.surcharges:
        if in_force(extra.effective_from, extra.effective_to, on):
            share = f"{(extra.rate * 100).normalize():f} % of the fulfilment fee"
            lines.append(counter.line(extra.id, paid * extra.rate, share))
    return lines


def month_of(sale: Sale, on: date | None) -> int | None:
    """Return the month (1 to 12) of storage: stated, or that of the day; `None` without both.

    `Invalid` when what is stated is no month.
    """
    stated = sale.text("month")
    if stated is None:
        return on.month if on is not None else None
    if stated[:3] in MONTHS:
        return MONTHS.index(stated[:3]) + 1
    if not stated.isdecimal() or not 1 <= int(stated) <= len(MONTHS):
        raise Invalid(f"the month is 1 to 12, not {stated}")
    return int(stated)


def _storage(counter: Counter, storage: Storage) -> list[Charge]:
    sale, on = counter.sale, counter.on
    ft3 = sale.figure(*VOLUME) or Decimal(0)
    size = sale.text("size", "tier") or "standard"
    if size not in storage.sizes:
        size = "standard" if size.endswith("standard") else "bulky_xl"
    lines: list[Charge] = []
    month = month_of(sale, on)
    if month is not None:
        months = sale.figure("months") or Decimal(1)
        fee = storage.fee(size, ft3, month) * months
        rate = storage.sizes[size].rate(month)
        how = f"{rate} for each cubic foot and month: {size}, month {month}"
        lines.append(counter.line("storage_fee", fee, how))
    days = sale.figure(*AGE)
    row = storage.aged_row(int(days), on) if days is not None else None
    if row is not None:
        lines.append(_aged(counter, row, ft3))
    return lines


def _aged(counter: Counter, row: Aged, ft3: Decimal) -> Charge:
    units = counter.sale.figure("units") or Decimal(counter.sale.quantity)
    figures = (row.per_ft3, ft3, "a cubic foot"), (row.per_unit, units, "a unit")
    stated = [(rate, count, what) for rate, count, what in figures if rate is not None]
    how = " or ".join(f"{rate} {what}" for rate, _, what in stated)
    amount = max(rate * count for rate, count, _ in stated)
    how = f"{how}, from {row.from_days} days"
    return counter.line("aged_surcharge", amount, how, row.confidence)


def _placement(counter: Counter, placement: Placement) -> list[Charge]:
    sale = counter.sale
    asked = sale.text(*SPLIT) or ""
    split = next((name for name in placement.splits if asked in name), asked)
    where = sale.text(*WHERE) or "high"
    fee = placement.fee(split, sale.text("tier") or "", weight(sale, "oz"), where)
    how = f"{split}, {where} end of the range, for each unit"
    return [counter.line("inbound_placement_fee", fee * sale.quantity, how)]
