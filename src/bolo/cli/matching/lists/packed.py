"""Rows of a long CSV, packed: a few bytes more than the file itself, whatever its length."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bolo.cli.files.texts import opened
from bolo.cli.frame.counting import many
from bolo.cli.matching.lists.files import check_names, check_width
from bolo.core.errors import Invalid
from bolo.core.matching.rows.table import LONGEST, Row, columns_of, read_code, read_gtin, read_price
from bolo.core.product import Description
from bolo.core.reading.prices.figures import Manner, comma_before_cents
from bolo.core.reading.rows import Rows, rows_in

CELL = "\x1f"
NAN = float("nan")
MOST_NAMED = 20
"""Repeated ids that a message names."""


@dataclass(frozen=True, slots=True)
class _Repeated:
    """A row whose id stands further up, and the line it begins at."""

    line: int
    id: str
    text: str


class Packed:
    """The rows of a list, by number.

    A row whose id stands further up already is left out where it says the same; `Invalid` when
    it says something else, unless the `first` of each id is to count. `notes` tell of both.
    """

    def __init__(self, path: Path, *, first: bool = False) -> None:
        self.notes: list[str] = []
        self._cells = bytearray()
        self._ends = array("q", [0])
        self._price = array("d")
        self._comma = False
        with opened(path) as file:
            reader = rows_in(file)
            self.header = [name.strip() for name in next(reader, [])]
            if not any(self.header):
                raise Invalid(f"{path} is empty: its first line must name the columns")
            self.columns = _columns(path, self.header)
            check_names(path, self.header)
            self._places = {role: self.header.index(of) for role, of in self.columns.items()}
            searched = (self._places.get(role) for role in ("name", "brand", "code"))
            self._searched = [at for at in searched if at is not None]
            stated = ("name", "brand", "gtin", "code", "variant")
            self._stated = [self._places.get(role) for role in stated]
            repeated = self._fill(path, reader)
        if repeated:
            self._heed(path, repeated, first=first)
        if not len(self):
            raise Invalid(f"{path}: there are no rows")

    def _fill(self, path: Path, reader: Rows) -> list[_Repeated]:
        """Pack the rows; return those whose id stands further up."""
        own, price, code = self._places["id"], *map(self._places.get, ("price", "code"))
        seen, repeated = set[str](), list[_Repeated]()
        after = reader.line_num + 1
        for cells in reader:
            line, after = after, reader.line_num + 1  # a cell may run over several lines
            if not any(cells):
                continue
            check_width(path, line, self.header, cells)
            whole = [cell.replace(CELL, " ") for cell in cells]
            whole += [""] * (len(self.header) - len(cells))
            if not whole[own].strip():
                raise Invalid(f"{path}, line {line}: there is no id")
            if code is not None:
                whole[code] = read_code(whole[code])
            text = CELL.join(whole)
            if whole[own] in seen:
                repeated.append(_Repeated(line, whole[own], text))
                continue
            seen.add(whole[own])
            self._price.append(self._priced(whole[price]) if price is not None else NAN)
            self._cells += text.encode()
            self._ends.append(len(self._cells))
        return repeated

    def _priced(self, price: str) -> float:
        if not self._comma and "," in price:
            self._comma = comma_before_cents((price,))
        return read_price(price)

    def _heed(self, path: Path, repeated: Sequence[_Repeated], *, first: bool) -> None:
        """Tell of rows whose id stands further up, or refuse those that say something else."""
        ids, place = {each.id for each in repeated}, self._places["id"]
        rows = (self._row(number) for number in range(len(self)))
        above = {cells[place]: CELL.join(cells) for cells in rows if cells[place] in ids}
        others = [each for each in repeated if above[each.id] != each.text]
        told = f"whose id stands further up with other cells: {_listed(others)}"
        if others and not first:
            raise Invalid(
                f"{path}: {many(len(others), 'row')} {told}; --first takes the first of each"
            )
        same = len(repeated) - len(others)
        if same:
            self.notes.append(
                f"{path}: {many(same, 'row')} repeated cell for cell: each counts once"
            )
        if others:
            self.notes.append(f"{path}: left out {many(len(others), 'row')} {told}")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _row(self, number: int) -> list[str]:
        return self._cells[self._ends[number] : self._ends[number + 1]].decode().split(CELL)

    def row(self, number: int) -> Row:
        """Return one row."""
        return dict(zip(self.header, self._row(number), strict=True))

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """Return some rows."""
        return [self.row(number) for number in numbers]

    def cell(self, number: int, role: str) -> str:
        """Return what a row states in a role, empty when the list has no such column."""
        at = self._places.get(role)
        return "" if at is None else self._row(number)[at].strip()

    def cells(self, number: int, roles: Iterable[str]) -> list[str]:
        """Return what a row states in some roles: quicker than one `cell` after the other."""
        cells = self._row(number)
        return ["" if at is None else cells[at].strip() for at in map(self._places.get, roles)]

    @property
    def manner(self) -> Manner:
        """Return how the list writes its prices, by all its rows."""
        return Manner(comma=self._comma)

    @property
    def prices(self) -> NDArray[np.float64]:
        """Return the price of each row, NaN where none is stated; for comparing only."""
        return np.frombuffer(self._price, np.float64)

    def thing(self, number: int) -> Description:
        """Return what a row states, for the rules that read single things."""
        cells = self._row(number)
        name, brand, gtin, mpn, variant = [None if at is None else cells[at] for at in self._stated]
        return Description(
            title=(name or "")[:LONGEST],
            brand=(brand and brand.strip()) or None,
            gtin=(gtin and read_gtin(gtin[:LONGEST])) or None,
            mpn=(mpn and mpn.strip()) or None,
            variant=(variant and variant.strip()) or None,
        )

    @property
    def heads(self) -> Sequence[str]:
        """Return what rows are searched by: name, brand and part number."""
        return _Heads(self)

    def head(self, number: int) -> str:
        """Return what one row is searched by."""
        cells = self._row(number)
        return " ".join([cells[at][:LONGEST] for at in self._searched])


class _Heads(Sequence[str]):
    """Made when asked for: a million of them are not kept."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, int):
            return self._packed.head(range(len(self))[at])
        return [self._packed.head(number) for number in range(len(self))[at]]


def _columns(path: Path, header: Sequence[str]) -> dict[str, str]:
    try:
        return columns_of(header)
    except Invalid as error:
        raise Invalid(f"{path}: {error}") from None


def _listed(rows: Sequence[_Repeated]) -> str:
    named = ", ".join(f"{each.id} (line {each.line})" for each in rows[:MOST_NAMED])
    more = len(rows) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
