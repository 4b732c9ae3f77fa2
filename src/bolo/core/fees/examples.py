"""Worked examples: one row says what a page or a rule gives, we say what we give.

A row names a schedule, inputs as JSON, and a metric: `total_fee`, `component:NAME`,
`component:NAME_sum` (the component and its parts), `fulfillment_fee`, `fuel_surcharge`,
`buyer_price`, `seller_receives`, `iwtr`, or a figure of `metrics`.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

from bolo.core.errors import Invalid, Rejected
from bolo.core.fees.catalogue import schedule as find_schedule
from bolo.core.fees.engine import charge, markup_of, steam_of
from bolo.core.fees.fact import in_force
from bolo.core.fees.metrics import MONEY_METRICS, SHARE_METRICS, TRUTH_METRICS, Inputs
from bolo.core.fees.quote import EXTRAS, Quote, Sale, figure
from bolo.core.fees.schedule import Kind, Part, Schedule
from bolo.core.money import Money

COLUMNS = ("id", "schedule_id", "category", "inputs", "metric", "expected", "currency", "as_of")
PRICE_NAMES = ("item", "price", "amount", "iwtr", "received", "base_fee", "subtotal", "sale_price")
MIDDLE_PRICE = "30"
"""Warehouse examples without a price mean the middle price band."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row of the file; `inputs` are texts, options have the value ""."""

    id: str
    schedule: str | None
    category: str | None
    inputs: Mapping[str, str]
    metric: str
    expected: str
    currency: str
    on: date | None
    """Only a full date counts: "2026" or "before 2025" leave everything in force."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What we give for an example; `problem` says why we give nothing."""

    example: Example
    ours: str
    agrees: bool
    problem: str | None = None


def read_examples(text: str) -> tuple[Example, ...]:
    """Read the CSV; `Invalid` when a column is missing or inputs are not an object."""
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise Invalid(f"the file of examples lacks the columns {', '.join(missing)}")
    return tuple(_example(row) for row in rows)


def _example(row: Mapping[str, str | None]) -> Example:
    text = {name: (row[name] or "").strip() for name in COLUMNS}
    return Example(
        id=text["id"],
        schedule=text["schedule_id"] or None,
        category=text["category"] or None,
        inputs=_inputs(text["id"], text["inputs"]),
        metric=text["metric"],
        expected=text["expected"],
        currency=text["currency"] or "USD",
        on=_full_date(text["as_of"]),
    )


def _inputs(name: str, text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}", parse_float=str, parse_int=str)
    except ValueError as error:
        raise Invalid(f"{name}: the inputs are not JSON: {error}") from None
    if not isinstance(found, dict):
        raise Invalid(f"{name}: the inputs are not a JSON object")
    chosen = found.pop("opt", None) or found.pop("options", None) or []
    options = [chosen] if isinstance(chosen, str) else list(chosen)
    return {key: _text(value) for key, value in found.items()} | {str(one): "" for one in options}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _full_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check(example: Example) -> Outcome:
    """Evaluate one example; a refusal is an outcome that does not agree."""
    try:
        ours = evaluate(example)
    except Rejected as problem:
        return Outcome(example, "-", agrees=False, problem=str(problem))
    if isinstance(ours, bool):
        text = str(ours).lower()
        return Outcome(example, text, agrees=text == example.expected.lower())
    return _compare(example, ours)


def check_all(examples: Iterable[Example]) -> tuple[Outcome, ...]:
    """Evaluate every example, in order."""
    return tuple(check(example) for example in examples)


def _compare(example: Example, ours: Decimal) -> Outcome:
    try:
        expected = figure(example.expected, "expected")
    except Invalid as problem:
        return Outcome(example, f"{ours:f}", agrees=False, problem=str(problem))
    if example.metric in SHARE_METRICS:
        ours = ours.quantize(Decimal(1).scaleb(_exponent(expected)), ROUND_HALF_UP)
    return Outcome(example, f"{ours:f}", agrees=ours == expected)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def evaluate(example: Example) -> Decimal | bool:
    """Return our figure for the metric: money rounded, shares in percent and exact.

    `Invalid` when an input is missing or no figure, or the metric needs a schedule.
    """
    inputs = Inputs(example.inputs)
    if example.metric in TRUTH_METRICS:
        return TRUTH_METRICS[example.metric](inputs)
    if example.metric in SHARE_METRICS:
        return SHARE_METRICS[example.metric](inputs)
    if example.metric in MONEY_METRICS:
        return Money(MONEY_METRICS[example.metric](inputs), example.currency).rounded().amount
    if example.schedule is None:
        raise Invalid(f"the metric {example.metric} needs a schedule")
    return _of_schedule(example, find_schedule(example.schedule))


def _of_schedule(example: Example, schedule: Schedule) -> Decimal:
    sale = sale_of(example, schedule)
    metric = example.metric
    if metric == "fuel_surcharge" and "base_fee" in example.inputs:
        return _fuel(schedule, sale, example.on)
    quote = charge(schedule, sale, example.on)
    if metric in QUOTE_METRICS:
        return QUOTE_METRICS[metric](quote)
    return _named(quote, schedule, metric.removeprefix("component:"))


def sale_of(example: Example, schedule: Schedule) -> Sale:
    """Put together the sale that an example describes; `Invalid` when an input is no figure."""
    inputs = dict(example.inputs)
    price = next((inputs[name] for name in PRICE_NAMES if name in inputs), MIDDLE_PRICE)
    extras = {part: figure(inputs[part], part) for part in EXTRAS if part in inputs}
    count = figure(inputs.get("quantity", inputs.get("qty", "1")), "quantity")
    options = {name: text for name, text in inputs.items() if name not in set(Part)}
    if schedule.fulfilment is not None and schedule.fulfilment.peak_from is not None:
        options.setdefault("peak", "0")
    money = Money(figure(price, "price"), example.currency)
    sale = Sale(money, int(count), extras, example.category, options)
    return _asked(sale, schedule) if {"received", "iwtr"} & set(inputs) else sale


def _asked(sale: Sale, schedule: Schedule) -> Sale:
    """Return the sale at the buyer's price, given what the seller is to receive."""
    kind = schedule.components[0].type if schedule.components else None
    if kind is Kind.STEAM:
        price = steam_of(schedule, sale).buyer_price(sale.price.amount)
        return replace(sale, price=Money(price, sale.price.currency))
    if kind is Kind.MARKUP:
        price = markup_of(schedule, sale).buyer_price(sale.price.amount)
        return replace(sale, price=Money(price, sale.price.currency).rounded())
    raise Invalid(f"{schedule.id} takes its fee from the price: give item, not received")


def _total(quote: Quote) -> Decimal:
    return (quote.total + quote.buyer_total).amount


def _receives(quote: Quote) -> Decimal:
    parts = (part for part in EXTRAS if part is not Part.TAX)
    return quote.sale.total_of((Part.ITEM, *parts)) - quote.total.amount


def _buyer_price(quote: Quote) -> Decimal:
    return quote.sale.total_of((Part.AMOUNT,)) + quote.buyer_total.amount


QUOTE_METRICS: dict[str, Callable[[Quote], Decimal]] = {
    "total_fee": _total,
    "total_fees": _total,
    "seller_fee": lambda quote: quote.total.amount,
    "buyer_fee": lambda quote: quote.buyer_total.amount,
    "fulfillment_fee_with_fuel": _total,
    "fulfillment_with_fuel": _total,
    "buyer_price": _buyer_price,
    "buyer_pays": _buyer_price,
    "seller_receives": _receives,
    "received": _receives,
    "net": _receives,
    "iwtr": _receives,
}


def _named(quote: Quote, schedule: Schedule, name: str) -> Decimal:
    wanted = NAMES.get(name, name)
    stem = wanted.removesuffix("_sum")
    known = {component.id for component in schedule.components}
    known |= {one.name for one in quote.charges} | {one.id for one in schedule.surcharges}
    if any(row.closing_fee for row in schedule.categories.values()):
        known.add("closing_fee")
    if wanted.endswith("_sum"):
        names = {one for one in known if one == stem or one.startswith(f"{stem}_")}
    else:
        names = {wanted} & known
    if not names:
        raise Invalid(f"{schedule.id} has no component {name}; it has {', '.join(sorted(known))}")
    amounts = (one.amount.amount for one in quote.charges if one.name in names)
    return sum(amounts, start=Decimal(0))


NAMES = {
    "fulfilment_fee": "fulfillment_fee",
    "fulfillment": "fulfillment_fee",
    "fuel_surcharge": "fuel_logistics",
    "storage": "storage_fee",
    "monthly_storage": "storage_fee",
    "monthly_storage_fee": "storage_fee",
    "storage_month": "storage_fee",
    "aged_inventory_surcharge": "aged_surcharge",
    "placement": "inbound_placement_fee",
    "placement_fee": "inbound_placement_fee",
    "inbound_placement": "inbound_placement_fee",
}
"""Other words for what we call a charge."""


def _fuel(schedule: Schedule, sale: Sale, on: date | None) -> Decimal:
    rates = (
        one.rate
        for one in schedule.surcharges
        if in_force(one.effective_from, one.effective_to, on)
    )
    return (sale.price * sum(rates, start=Decimal(0))).rounded().amount
