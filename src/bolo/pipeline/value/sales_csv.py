"""Own sales as people write them down: one line of a CSV file each.

Days and prices are read as people write them, by one manner for the whole file; what can be
read in two ways is refused, since it would stand in the books.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from types import MappingProxyType
from typing import IO
from uuid import UUID

import orjson

from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.identifiers import gtin
from bolo.core.money import Money, minor_places
from bolo.core.reading.prices.currencies import Locale, code_of
from bolo.core.reading.prices.figures import Manner, is_open, manner_of
from bolo.core.reading.rows import rows_in
from bolo.pipeline.value.sales import NewSale

COLUMNS = "ref product venue condition price currency sold_at listed_at cost fees".split()
ALSO = {
    name: ours
    for ours, names in {
        "product": "gtin ean upc",
        "price": "preis verkaufspreis",
        "sold_at": "date day datum verkaufsdatum",
        "venue": "marketplace platform marktplatz plattform",
        "currency": "währung",
        "cost": "einkaufspreis",
        "fees": "gebühren",
        "condition": "zustand",
    }.items()
    for name in names.split()
}
"""What columns are called elsewhere."""
NO_NAMES: Mapping[str, str] = MappingProxyType({})
CENTS = 2
"""Decimal places of most currencies; some have three, and `1.299` is no thousand there."""
NEEDED = ("product", "venue", "price", "sold_at")


class Unnamed(Invalid):
    """A file has no column of a name that is needed."""


DAYS, AMOUNTS = ("sold_at", "listed_at"), ("price", "cost", "fees")


def sale_of(told: Mapping[str, str], ref: str, manner: Manner | None = None) -> NewSale:
    """Read one sale from words; `Invalid` says which of them cannot be read.

    `manner` is how the table that it comes from writes days and prices.
    """
    missing = [name for name in NEEDED if not told.get(name)]
    if missing:
        raise Invalid(f"{', '.join(missing)} is not given")
    manner = manner or _manner([told])
    product, number = _product(told["product"])
    currency = _currency(told.get("currency") or _signed(told["price"], manner))
    amount = {name: _amount(told[name], manner, currency) for name in AMOUNTS if told.get(name)}
    return NewSale(
        ref=told.get("ref") or ref,
        venue=told["venue"],
        price=Money(amount["price"], currency),
        sold_at=_moment(told["sold_at"], manner),
        product=product,
        gtin=number,
        condition=_condition(told.get("condition") or Condition.NEW),
        listed_at=_moment(told["listed_at"], manner) if told.get("listed_at") else None,
        cost=amount.get("cost"),
        fees=amount.get("fees"),
    )


def _manner(lines: list[Mapping[str, str]]) -> Manner:
    def of(names: tuple[str, ...]) -> Iterator[str]:
        return (line.get(name, "") for line in lines for name in names)

    return manner_of(of(DAYS), of(AMOUNTS))


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


def _signed(words: str, manner: Manner) -> str:
    """Return the currency that a price is signed with; `Invalid` when that may be several."""
    stated = manner.price(words)
    if stated.currency is None or stated.doubts:
        raise Invalid("currency is not given")
    return stated.currency


def _amount(words: str, manner: Manner, currency: str) -> Decimal:
    stated = manner.price(words, Locale(currency=currency))
    if stated.amount is None:
        raise Invalid(f"{words} is no amount; write it like 12.50")
    if stated.currency not in {None, currency}:
        raise Invalid(f"{words} is in {stated.currency}, and the sale in {currency}")
    if stated.doubts:
        raise Invalid(f"{words}: {stated.doubts[0]}; write it like 12.50")
    if is_open(words) and not manner.comma and minor_places(currency) <= CENTS:
        raise Invalid(f"{words} may be {words.strip().replace('.', '')}; write it like 12.50")
    return stated.amount


def _currency(words: str) -> str:
    if (code := code_of(words)) is not None:
        return code
    if not (len(words) == len("EUR") and words.isascii() and words.isalpha()):
        raise Invalid(f"{words} is no currency; write it like EUR")
    return words.upper()


def _condition(words: str) -> Condition:
    try:
        return Condition(words.lower().replace(" ", "_"))
    except ValueError as error:
        raise Invalid(f"{words} is no condition; there are {', '.join(Condition)}") from error


def _moment(words: str, manner: Manner) -> datetime:
    moment = manner.moment(words)
    if moment is None:
        raise Invalid(f"{words} is no day; write it like 2026-03-09")
    return moment


def read_lines(
    text: IO[str],
    named: str,
    *,
    columns: Mapping[str, str] = NO_NAMES,
    otherwise: Mapping[str, str] = NO_NAMES,
) -> Iterator[tuple[int, NewSale]]:
    """Read sales, each with its line; what has no `ref` is told by its words.

    Two lines of the very same words are two sales, and the same two when read again. `named`
    is what the file is called in what is said of it, `columns` what its columns are by their
    names in small letters, `otherwise` what holds where a line says nothing.
    """
    rows = rows_in(text)
    given = next(rows, [])
    header = _header(given, columns)
    absent = {*NEEDED} - {*header} - {*otherwise}
    if absent:
        here = ", ".join(filter(None, map(str.strip, given))) or "nothing"
        raise Unnamed(f"{named} has no column {', '.join(sorted(absent))}; it has {here}")
    lines = [
        (rows.line_num, {**otherwise, **_told(header, cells)})
        for cells in rows
        if any(map(str.strip, cells))
    ]
    try:
        manner = _manner([told for _, told in lines])
    except Invalid as error:
        raise Invalid(f"{named}: {error}") from error
    seen: Counter[str] = Counter()
    for line, told in lines:
        words = orjson.dumps([told.get(name, "") for name in COLUMNS])
        ref = hashlib.sha256(words).hexdigest()[:20]
        seen[ref] += 1
        try:
            yield line, sale_of(told, f"line {ref}-{seen[ref]}", manner)
        except Invalid as error:
            raise Invalid(f"{named}, line {line}: {error}") from error


def _header(given: list[str], columns: Mapping[str, str]) -> list[str]:
    """Return our names of columns; another name is understood where ours is not there."""
    lowered = [name.strip().lower() for name in given]
    meanings = {*columns.values()}
    names = [columns.get(name, "" if name in meanings else name) for name in lowered]
    for place, name in enumerate(names):
        if (meant := ALSO.get(name)) is not None and meant not in names:
            names[place] = meant
    return names


def _told(header: list[str], cells: list[str]) -> Mapping[str, str]:
    told = ((name, (cell or "").strip()) for name, cell in zip_longest(header, cells))
    return {name: cell for name, cell in told if name and cell}
