"""Observations in files: a CSV, or a folder of them, with the columns that docs/guides name.

The columns `date,item,price` of dated sales are taken too: each sale is then something that
might have been bought for its price, and for a while evidence of what the like of it brings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from bolo.cli.files.mistakes import named as named_file
from bolo.cli.files.texts import opened
from bolo.core.errors import Invalid, NotFound
from bolo.core.reading.prices.currencies import Locale, code_of
from bolo.core.reading.prices.figures import Manner, manner_of
from bolo.core.reading.rows import check_once, rows_in
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
COUNTED = (
    *dict.fromkeys((*OBSERVED, *SALES)),
    *("variant", "currency", "kind", "marketplace", "category", "condition", "probability"),
    "title",
)
USED = frozenset({"used", "refurbished", "for_parts"})
ANY = Manner()
"""Days from the year on say the same whatever stands in other rows."""
Cells = Mapping[str, str]


@dataclass(slots=True)
class Reader:
    """Makes a history of rows; `currency` is that of rows that state none.

    `settle` says how all of the rows write days and prices. It is asked when a row needs it.
    """

    currency: str
    settle: Callable[[], Manner]
    history: History = field(default_factory=lambda: History(of_sales=True))
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
        if not row["price"] and kind is not Kind.GONE:
            raise ValueError("there is no price")
        amount, currency = self._asked(row) if row["price"] else (NOTHING, self._in(row))
        self.history.add((self._at(row["at"]), number, amount, currency, kind))

    def sale(self, row: Cells) -> None:
        """Take a row of a dated sale."""
        product = "\x1f".join((row["item"], row.get("variant", "")))
        number = self._meet(f"sale {len(self.history)}", product, {**row, "title": row["item"]})
        amount, currency = self._asked(row)
        self.history.add((self._at(row["date"]), number, amount, currency, Kind.SALE))

    def _at(self, text: str) -> int:
        manner = ANY if text[4:5] == "-" else self.settle()
        at = manner.moment(text)
        if at is None:
            raise ValueError(f"not a day or moment: {text!r}")
        return moment(at)

    def _asked(self, row: Cells) -> tuple[int, int]:
        """Return the amount of a row's price, and the number of its currency."""
        text = row["price"]
        if text.isdecimal() or (text[-3:-2] == "." and text.replace(".", "", 1).isdecimal()):
            return units(Decimal(text)), self._in(row)
        told = code_of(row.get("currency")) or self.currency
        stated = self.settle().price(text, Locale(currency=told))
        if stated.amount is None or stated.amount < 0:
            raise ValueError(f"not a price: {text!r}")
        if row.get("currency") and stated.currency not in {None, told}:
            raise ValueError(f"{text!r} is in {stated.currency}, its column says {told}")
        return units(stated.amount), self._in(row, stated.currency)

    def _in(self, row: Cells, signed: str | None = None) -> int:
        """Return the number of a row's currency: of its column, else of the price's sign."""
        return self._currency(row.get("currency") or signed or self.currency)

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

    def _currency(self, named: str) -> int:
        """Return the number of a currency; EUR, eur and the sign of the euro are one."""
        number = self.currencies.get(named)
        if number is None:
            code = code_of(named) or named
            number = self.currencies[named] = self.currencies.setdefault(
                code, len(self.history.currencies)
            )
            if number == len(self.history.currencies):
                self.history.currencies.append(code)
        return number


def read_history(place: Path, currency: str, named: Mapping[str, str] | None = None) -> History:
    """Read a file, or every `.csv` of a folder, into one history in the order of time.

    `named` says what a column means that is called otherwise here.
    """
    files, names = _files(place), named or {}
    reader = Reader(currency, cache(lambda: _manner(files, names)))
    for file in files:
        _read(file, reader, names)
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
        with named_file(file):
            check_once(header, COUNTED)
        for cells in filter(None, rows):
            try:
                take(_named(header, cells))
            except ValueError as error:
                raise Invalid(f"{file}, line {rows.line_num}: {error}") from None


def _manner(files: Sequence[Path], named: Mapping[str, str]) -> Manner:
    """Look how all of these files write their days and prices."""
    days = _cells(files, named, ("at", "date"))
    return manner_of(days, _cells(files, named, ("price",)))


def _cells(
    files: Sequence[Path], named: Mapping[str, str], columns: tuple[str, ...]
) -> Iterator[str]:
    for file in files:
        with opened(file) as text:
            rows = rows_in(text)
            header = _header(next(rows, []), named)
            places = [place for place, name in enumerate(header) if name in columns]
            for cells in rows:
                yield from (cells[place] for place in places if place < len(cells))


def _named(header: Sequence[str], cells: Sequence[str]) -> Cells:
    if len(cells) != len(header):
        raise ValueError(f"{len(cells)} cells under {len(header)} columns")
    return dict(zip(header, cells, strict=True))


def _form(file: Path, header: Sequence[str], reader: Reader) -> Callable[[Cells], None]:
    if set(OBSERVED) <= set(header):
        reader.history.of_sales = False
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


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise ValueError(f"not a probability from 0 to 1: {text!r}")
    return share
