"""Own sales as people write them down: one line of a CSV file each.

Days and prices are read as people write them, by one manner for the whole file; what can be
read in two ways is refused, since it would stand in the books.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from bolo.core.reading.rows import check_once, rows_in
from bolo.pipeline.value.sales.store import NewSale

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
PIECES = (
    "quantity", "qty", "quantity sold", "quantity-purchased", "menge", "anzahl", "stückzahl",
)  # fmt: skip
"""What a column is called that counts what was sold together: a line is of one piece."""
_ONE = re.compile(r"1(?:[.,]0+)?")
NO_NAMES: Mapping[str, str] = MappingProxyType({})
FIRST = 5
"""Lines of a table that are shown before it is entered."""
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
    _check_pieces(told)
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


def _check_pieces(told: Mapping[str, str]) -> None:
    """Refuse what was sold together: whether a price is of one or of all, no file says alike."""
    for name, words in told.items():
        if name.lower() in PIECES and not _ONE.fullmatch(words):
            raise Invalid(f"{name} is {words}: write a line for each piece, with what it brought")


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of sales as it stands in a file: nothing of it is judged yet.

    `given` are its names of columns, `header` what each is to us (`""` or its own name where it is
    nothing to us), `lines` what each line that says anything tells by those, `absent` what is
    needed and neither a column nor told of all lines. `first` are cells of the first few lines.
    """

    given: list[str]
    header: list[str]
    lines: list[tuple[int, Mapping[str, str]]]
    first: list[list[str]]
    absent: list[str]

    @property
    def meanings(self) -> dict[str, str]:
        """Return which column of the file each of ours is, where it has one."""
        pairs = zip(self.header, self.given, strict=True)
        return {ours: theirs for ours, theirs in pairs if ours in COLUMNS}

    def manner(self) -> Manner:
        """Return how its days and prices are written; `Invalid` when they can be read in two."""
        return _manner([told for _, told in self.lines])


def sheet_of(
    text: IO[str], columns: Mapping[str, str] = NO_NAMES, otherwise: Mapping[str, str] = NO_NAMES
) -> Sheet:
    """Read a table; `columns` says which column of the file is ours (`""`: none is).

    `otherwise` is what holds where a line says nothing.
    """
    rows = rows_in(text)
    given = [name.strip() for name in next(rows, [])]
    header = _header(given, columns)
    check_once(header, COLUMNS)
    said = [(rows.line_num, cells) for cells in rows if any(map(str.strip, cells))]
    return Sheet(
        given=given,
        header=header,
        lines=[(line, {**otherwise, **_told(header, cells)}) for line, cells in said],
        first=[cells for _, cells in said[:FIRST]],
        absent=sorted({*NEEDED} - {*header} - {*otherwise}),
    )


def sales_in(sheet: Sheet, manner: Manner) -> Iterator[tuple[int, NewSale | Invalid]]:
    """Read the sales of a table, each with its line, or why that line cannot be read.

    What has no `ref` is told by its words: two lines of the very same words are two sales, and the
    same two when read again. A `ref` on two lines that say otherwise is refused: of an order of
    two things, one would be taken for the other.
    """
    seen: Counter[str] = Counter()
    named: dict[str, tuple[int, str]] = {}
    for line, told in sheet.lines:
        words = orjson.dumps([told.get(name, "") for name in COLUMNS])
        ref = hashlib.sha256(words).hexdigest()[:20]
        seen[ref] += 1
        first, said = named.setdefault(told.get("ref") or ref, (line, ref))
        if said != ref:
            yield line, Invalid(f"ref {told['ref']} is that of another sale on line {first}")
            continue
        try:
            yield line, sale_of(told, f"line {ref}-{seen[ref]}", manner)
        except Invalid as error:
            yield line, error


def read_lines(
    text: IO[str],
    named: str,
    *,
    columns: Mapping[str, str] = NO_NAMES,
    otherwise: Mapping[str, str] = NO_NAMES,
) -> Iterator[tuple[int, NewSale]]:
    """Read sales, each with its line; `Invalid` says what of the file `named` cannot be read."""
    return only_sales(sheet_of(text, columns, otherwise), named)


def only_sales(sheet: Sheet, named: str) -> Iterator[tuple[int, NewSale]]:
    """Return the sales of a table, each with its line; `Invalid` says of which there is none."""
    if sheet.absent:
        here = ", ".join(filter(None, sheet.given)) or "nothing"
        raise Unnamed(f"{named} has no column {', '.join(sheet.absent)}; it has {here}")
    try:
        manner = sheet.manner()
    except Invalid as error:
        raise Invalid(f"{named}: {error}") from error
    for line, read in sales_in(sheet, manner):
        if isinstance(read, Invalid):
            raise Invalid(f"{named}, line {line}: {read}") from read
        yield line, read


def _header(given: list[str], columns: Mapping[str, str]) -> list[str]:
    """Return our names of columns; another name is understood where none is said to be ours."""
    said = {theirs.strip().lower(): ours for ours, theirs in columns.items() if theirs}
    lowered = [name.lower() for name in given]
    names = [said.get(name, "" if name in columns else name) for name in lowered]
    for place, name in enumerate(names):
        meant = ALSO.get(name)
        if meant is not None and meant not in names and meant not in columns:
            names[place] = meant
    return names


def _told(header: list[str], cells: list[str]) -> Mapping[str, str]:
    told = ((name, (cell or "").strip()) for name, cell in zip_longest(header, cells))
    return {name: cell for name, cell in told if name and cell}
