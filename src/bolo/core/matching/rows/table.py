"""A list of things as users have it: columns recognised, tokens read once for each row."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bolo.core.errors import Invalid
from bolo.core.matching.rows.words import Words, bare, merged, plain, read_words

Row = Mapping[str, str]
Places = NDArray[np.int64]
T = TypeVar("T")
ROLES = {
    "id": "id sku artikelnummer artikelnr artikel_nr art_nr produktnummer article_number"
    " item_number item_id product_id référence referencia codice",
    "name": "title name product_name product_title product item_name item titel bezeichnung"
    " artikelbezeichnung produktname nom titre désignation nombre título titolo naam nazwa",
    "brand": "brand manufacturer maker vendor marke hersteller marque marca merk",
    "code": "modelno mpn model model_number part_number partno part",
    "gtin": "gtin ean upc isbn barcode gtin13 gtin14 gtin12",
    "price": "price cost unit_price list_price preis einzelpreis prix precio prezzo preço prijs"
    " cena verkaufspreis vk_preis vk sale_price selling_price einkaufspreis ek_preis ek nettopreis"
    " purchase_price cost_price",
    "currency": "currency price_currency währung devise moneda valuta",
    "condition": "condition",
    "variant": "variant option",
}
"""Names of columns by what they hold; the first that is there is taken. The rest is text.

What is asked stands before what was paid: a list with both is reckoned with less profit.
"""
LONGEST = 2_000
"""Characters of a field that are read; shops that write more say no more."""
MOST_ZEROS = 1
"""Zeros at the end of a part number that a spreadsheet leaves out of its decimals."""
_POWER = re.compile(r"(\d)[.,](\d{4,}) ?[eE]\+?(\d{1,2})")
_BETWEEN = re.compile(r"\W+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+|['\u2019\s]\d{3}(?!\d))*")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order given; each sequence has one entry a row, empty where nothing is said.

    `title` are the tokens of the name, `head` of name, brand and part number, `full` of all;
    `flat` is all letters and digits in one; `prices` are NaN where none is stated.
    """

    ids: tuple[str, ...]
    rows: Sequence[Row]
    columns: Mapping[str, str]
    names: tuple[str, ...]
    brands: tuple[str, ...]
    parts: tuple[str, ...]
    gtins: tuple[str, ...]
    prices: NDArray[np.float64]
    title: tuple[Words, ...]
    head: tuple[Words, ...]
    full: tuple[Words, ...]
    flat: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def joined(self) -> tuple[str, ...]:
        """Return the tokens of each name as one text."""
        return tuple(" ".join(words.tokens) for words in self.title)

    @property
    def codes(self) -> tuple[frozenset[str], ...]:
        """Return the part numbers of each row, whichever column states them."""
        return tuple(
            words.codes | ({part} if part else frozenset())
            for words, part in zip(self.full, self.parts, strict=True)
        )


def part_of(table: Table, rows: Places) -> Table:
    """Return some rows of a table as a table of their own."""
    places = rows.tolist()

    def some(told: Sequence[T]) -> tuple[T, ...]:
        return tuple(told[at] for at in places)

    return Table(
        ids=some(table.ids),
        rows=some(table.rows),
        columns=table.columns,
        names=some(table.names),
        brands=some(table.brands),
        parts=some(table.parts),
        gtins=some(table.gtins),
        prices=table.prices[rows],
        title=some(table.title),
        head=some(table.head),
        full=some(table.full),
        flat=some(table.flat),
    )


def columns_of(names: Iterable[str]) -> dict[str, str]:
    """Return the column of each role; `Invalid` without an id or a name."""
    given = {_BETWEEN.sub("_", name.strip().lower()).strip("_"): name for name in names}
    found = {
        role: given[known]
        for role, words in ROLES.items()
        if (known := next((word for word in words.split() if word in given), None))
    }
    for role, called in (("id", "id"), ("name", "title or name")):
        if role not in found:
            here = ", ".join(given)
            raise Invalid(f"there is no column {called}, only {here}: call the right one so")
    return found


def read_table(rows: Sequence[Row]) -> Table:
    """Read rows of text; `Invalid` when there are none, an id is missing or stands twice."""
    if not rows:
        raise Invalid("there are no rows")
    columns = columns_of(rows[0])
    ids = tuple((row[columns["id"]] or "").strip() for row in rows)
    _check(ids)
    rest = [name for name in rows[0] if name not in columns.values()]

    def column(role: str, read: Callable[[str], str] = str) -> tuple[str, ...]:
        name = columns.get(role)
        return tuple(read((row[name] or "")[:LONGEST]) if name else "" for row in rows)

    names, brands, codes = column("name"), column("brand", plain), column("code", read_code)
    texts = [" ".join((row[name] or "")[:LONGEST] for name in rest) for row in rows]
    parted = list(zip(names, brands, codes, texts, strict=True))
    title = tuple(read_words(name) for name in names)
    head = tuple(
        merged(read_words(brand), words, read_words(code))
        for words, brand, code in zip(title, brands, codes, strict=True)
    )
    return Table(
        ids=ids,
        rows=rows,
        columns=columns,
        names=names,
        brands=brands,
        parts=tuple(bare(code) for code in codes),
        gtins=column("gtin", read_gtin),
        prices=np.array([read_price(text) for text in column("price")], np.float64),
        title=title,
        head=head,
        full=tuple(merged(one, read_words(text)) for one, text in zip(head, texts, strict=True)),
        flat=tuple(bare(plain(f"{n} {c} {text}")) for n, _, c, text in parted),
    )


def _check(ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, one in enumerate(ids, 2):
        if not one:
            raise Invalid(f"line {number} has no id")
        if one in seen:
            raise Invalid(f"line {number}: the id {one} stands there twice")
        seen.add(one)


def read_figure(text: str) -> str:
    """Return the first figure of a text as Decimal reads it, empty when there is none."""
    found = _FIGURE.search(text)
    if not found:
        return ""
    digits = found[0]
    comma = digits.rfind(",") > digits.rfind(".")
    whole, mark, cents = digits.rpartition("," if comma else ".")
    if mark and len(cents) == 3 and (comma or "." in whole):  # noqa: PLR2004  (thousands)
        return bare(digits)
    return f"{bare(whole)}.{cents}" if mark else bare(digits)


def read_price(text: str) -> float:
    """Return a price for comparing, never for accounts; NaN when there is none, or zero."""
    value = float(read_figure(text) or "nan")
    return value if value > 0 else float("nan")


def read_code(text: str) -> str:
    """Return a part number as it was before a spreadsheet took it for a figure ("5.2102001E+07").

    Where the spreadsheet may have dropped digits, it stays as it is written.
    """
    found = _POWER.fullmatch(text.strip())
    if not found:
        return text
    digits, places = found[1] + found[2], int(found[3])
    lost = places + 1 - len(digits)
    return digits + "0" * lost if 0 <= lost <= MOST_ZEROS else text


def read_gtin(text: str) -> str:
    """Return a GTIN in its 14 digits, empty when the text is none or its check digit is wrong."""
    digits = bare(read_code(text)).removesuffix(".0")
    if not digits.isdigit() or len(digits) not in {8, 12, 13, 14}:
        return ""
    padded = digits.zfill(14)
    total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(padded))
    return padded if total % 10 == 0 else ""
