"""Observations in files: a CSV, or a folder of them, with the columns that docs/guides name.

The columns `date,item,price` of dated sales are taken too: each sale is then something that
might have been bought for its price, and for a while evidence of what the like of it brings.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bolo.cli.texts import opened, rows_in
from bolo.core.errors import Invalid, NotFound
from bolo.core.replay.history import NOTHING, History, Kind, Thing, moment, units

OBSERVED = ("at", "listing", "product", "shop", "price")
SALES = ("date", "item", "price")
ALSO = {"name": "item", "title": "item", "size": "variant", "sold_at": "date", "day": "date"}
"""What columns of dated sales are called elsewhere; `bolo value` understands them too."""
KINDS = {
    "": Kind.ASK,
    "ask": Kind.ASK,
    "sold_out": Kind.SOLD_OUT,
    "gone": Kind.GONE,
    "sold": Kind.SOLD,
}
USED = frozenset({"used", "refurbished", "for_parts"})
Cells = Mapping[str, str]


@dataclass(slots=True)
class Reader:
    """Makes a history of rows; `currency` is that of rows that state none."""

    currency: str
    history: History = field(default_factory=History)
    things: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    currencies: dict[str, int] = field(default_factory=dict)

    def observed(self, row: Cells) -> None:
        """Take a row of an observed listing."""
        number = self.things.get(row["listing"])
        if number is None:
            number = self._meet(row["listing"], row["product"], row)
        kind = KINDS.get(row.get("kind", ""))
        if kind is None:
            raise ValueError(f"kind is one of {', '.join(name for name in KINDS if name)}")
        amount = _price(row["price"]) if row["price"] else None
        if amount is None and kind is not Kind.GONE:
            raise ValueError("there is no price")
        currency = self._currency(row.get("currency") or self.currency)
        at = moment(_when(row["at"]))
        self.history.add((at, number, NOTHING if amount is None else amount, currency, kind))

    def sale(self, row: Cells) -> None:
        """Take a row of a dated sale."""
        product = "\x1f".join((row["item"], row.get("variant", "")))
        number = self._meet(f"sale {len(self.history)}", product, {**row, "title": row["item"]})
        currency = self._currency(row.get("currency") or self.currency)
        at = moment(_when(row["date"]))
        self.history.add((at, number, _price(row["price"]), currency, Kind.SALE))

    def _meet(self, name: str, product: str, row: Cells) -> int:
        known = self.products.setdefault(product, len(self.products))
        if known == len(self.history.products):
            self.history.products.append(product)
        number = self.things[name] = len(self.history.things)
        self.history.things.append(
            Thing(
                name,
                known,
                row.get("shop", ""),
                row.get("title", ""),
                row.get("marketplace", ""),
                row.get("category") or None,
                row.get("condition", "") in USED,
                _share(row.get("probability") or "1"),
            )
        )
        return number

    def _currency(self, name: str) -> int:
        number = self.currencies.get(name)
        if number is None:
            number = self.currencies[name] = len(self.currencies)
            self.history.currencies.append(name)
        return number


def read_history(place: Path, currency: str, named: Mapping[str, str] | None = None) -> History:
    """Read a file, or every `.csv` of a folder, into one history in the order of time.

    `named` says what a column means that is called otherwise here.
    """
    reader = Reader(currency)
    for file in _files(place):
        _read(file, reader, named or {})
    if not len(reader.history):
        raise Invalid(f"{place}: there are no observations")
    return reader.history.in_order()


def _files(place: Path) -> Sequence[Path]:
    if not place.exists():
        raise NotFound(f"there is no {place}")
    found = [place]
    if place.is_dir():
        found = sorted([*place.glob("*.csv"), *place.glob("*.csv.gz")])
    if not found:
        raise NotFound(f"{place} holds no .csv file")
    return found


def _read(file: Path, reader: Reader, named: Mapping[str, str]) -> None:
    with opened(file) as text:
        rows = rows_in(text)
        header = _header(next(rows, []), named)
        take = _form(file, header, reader)
        for cells in filter(None, rows):
            try:
                take(_named(header, cells))
            except ValueError as error:
                raise Invalid(f"{file}, line {rows.line_num}: {error}") from None


def _named(header: Sequence[str], cells: Sequence[str]) -> Cells:
    if len(cells) != len(header):
        raise ValueError(f"{len(cells)} cells under {len(header)} columns")
    return dict(zip(header, cells, strict=True))


def _form(file: Path, header: Sequence[str], reader: Reader) -> Callable[[Cells], None]:
    if set(OBSERVED) <= set(header):
        return reader.observed
    if set(SALES) <= set(header):
        return reader.sale
    missing = " and ".join(
        f"{', '.join(name for name in wanted if name not in header)} for {what}"
        for wanted, what in ((OBSERVED, "observations"), (SALES, "dated sales"))
    )
    raise Invalid(
        f"{file}: its columns are {', '.join(header)}; missing are {missing}. "
        "Where a column only has another name, say so: --columns item=name,variant=size"
    )


def _header(told: Sequence[str], named: Mapping[str, str]) -> list[str]:
    """Return what the columns mean: as `named`, else as they are called, or are called elsewhere.

    A name that is understood by itself stands for its column only where no other does.
    """
    header = [name.strip().lower() for name in told]
    header = [named.get(name, name) for name in header]
    if set(OBSERVED) <= set(header):
        return header
    for place, name in enumerate(header):
        if (meant := ALSO.get(name)) is not None and meant not in header:
            header[place] = meant
    return header


def columns_of(words: str) -> dict[str, str]:
    """Read `item=name,variant=size`: what is wanted, and the column that has it."""
    named: dict[str, str] = {}
    for pair in filter(None, words.split(",")):
        wanted, sign, column = (part.strip().lower() for part in pair.partition("="))
        if not (wanted and sign and column):
            raise Invalid(f"--columns {words}: write it like item=name,variant=size")
        named[column] = wanted
    return named


def _price(text: str) -> int:
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0:
        raise ValueError(f"not a price: {text!r}")
    return units(price)


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise ValueError(f"not a probability from 0 to 1: {text!r}")
    return share


def _when(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not a day or moment: {text!r}") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
