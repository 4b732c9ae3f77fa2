"""Own sales as people write them down: one line of a CSV file each."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

import orjson

from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.identifiers import gtin
from bolo.core.money import Money
from bolo.pipeline.value.sales import NewSale

COLUMNS = "ref product venue condition price currency sold_at listed_at cost fees".split()
NEEDED = ("product", "venue", "price", "currency", "sold_at")


def sale_of(told: Mapping[str, str], ref: str) -> NewSale:
    """Read one sale from words; `Invalid` says which of them cannot be read."""
    missing = [name for name in NEEDED if not told.get(name)]
    if missing:
        raise Invalid(f"{', '.join(missing)} is not given")
    product, number = _product(told["product"])
    return NewSale(
        ref=told.get("ref") or ref,
        venue=told["venue"],
        price=Money(_amount(told["price"]), _currency(told["currency"])),
        sold_at=_moment(told["sold_at"]),
        product=product,
        gtin=number,
        condition=_condition(told.get("condition") or Condition.NEW),
        listed_at=_moment(told["listed_at"]) if told.get("listed_at") else None,
        cost=_amount(told["cost"]) if told.get("cost") else None,
        fees=_amount(told["fees"]) if told.get("fees") else None,
    )


def _product(words: str) -> tuple[UUID | None, str | None]:
    number = gtin(words)
    if number is not None:
        return None, number
    try:
        return UUID(words), None
    except ValueError as error:
        raise Invalid(
            f"{words} is neither the id of a product nor a GTIN; "
            "the id is the end of the address of its page in bolo"
        ) from error


def _amount(words: str) -> Decimal:
    try:
        amount = Decimal(words)
    except InvalidOperation as error:
        raise Invalid(f"{words} is no amount; write it like 12.50") from error
    if not amount.is_finite():
        raise Invalid(f"{words} is no amount; write it like 12.50")
    return amount


def _currency(words: str) -> str:
    if not (len(words) == len("EUR") and words.isascii() and words.isalpha()):
        raise Invalid(f"{words} is no currency; write it like EUR")
    return words.upper()


def _condition(words: str) -> Condition:
    try:
        return Condition(words.lower().replace(" ", "_"))
    except ValueError as error:
        raise Invalid(f"{words} is no condition; there are {', '.join(Condition)}") from error


def _moment(words: str) -> datetime:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise Invalid(f"{words} is no day; write it like 2026-03-09") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_lines(text: Iterable[str], named: str) -> Iterator[tuple[int, NewSale]]:
    """Read sales, each with its line; what has no `ref` is told by its words.

    Two lines of the very same words are two sales, and the same two when read again. `named`
    is what the file is called in what is said of it.
    """
    lines = csv.DictReader(text)
    absent = set(NEEDED) - {_name(one) for one in lines.fieldnames or ()}
    if absent:
        raise Invalid(f"{named} has no column {', '.join(sorted(absent))}")
    seen: Counter[str] = Counter()
    for line in lines:
        told = {_name(name): (word or "").strip() for name, word in line.items() if name}
        words = orjson.dumps([told.get(name, "") for name in COLUMNS])
        ref = hashlib.sha256(words).hexdigest()[:20]
        seen[ref] += 1
        try:
            yield lines.line_num, sale_of(told, f"line {ref}-{seen[ref]}")
        except Invalid as error:
            raise Invalid(f"{named}, line {lines.line_num}: {error}") from error


def _name(column: str) -> str:
    return column.strip().lower()
