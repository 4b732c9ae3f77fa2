"""Rows of a long CSV, packed: a few bytes more than the file itself, whatever its length."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bolo.cli.lists import check_width
from bolo.cli.texts import opened
from bolo.core.errors import Invalid
from bolo.core.matching.rows.table import LONGEST, Row, columns_of, read_code, read_gtin, read_price
from bolo.core.product import Description
from bolo.core.reading.rows import rows_in

CELL = "\x1f"
NAN = float("nan")


class Packed:
    """The rows of a list, by number."""

    def __init__(self, path: Path) -> None:
        self._cells = bytearray()
        self._ends = array("q", [0])
        self._price = array("d")
        with opened(path) as file:
            reader = rows_in(file)
            self.header = [name.strip() for name in next(reader, [])]
            if not any(self.header):
                raise Invalid(f"{path} is empty: its first line must name the columns")
            self.columns = _columns(path, self.header)
            self._places = {role: self.header.index(of) for role, of in self.columns.items()}
            searched = (self._places.get(role) for role in ("name", "brand", "code"))
            self._searched = [at for at in searched if at is not None]
            stated = ("name", "brand", "gtin", "code", "variant")
            self._stated = [self._places.get(role) for role in stated]
            self._fill(path, reader)
        if not len(self):
            raise Invalid(f"{path}: there are no rows")

    def _fill(self, path: Path, reader: Iterator[list[str]]) -> None:
        own, price, code = self._places["id"], *map(self._places.get, ("price", "code"))
        seen: set[str] = set()
        for line, cells in enumerate(reader, 2):
            if not any(cells):
                continue
            check_width(path, line, self.header, cells)
            whole = cells + [""] * (len(self.header) - len(cells))
            if not whole[own].strip() or whole[own] in seen:
                what = f"the id {whole[own]} stands there twice" if whole[own] else "there is no id"
                raise Invalid(f"{path}, line {line}: {what}")
            seen.add(whole[own])
            if code is not None:
                whole[code] = read_code(whole[code])
            self._price.append(read_price(whole[price]) if price is not None else NAN)
            self._cells += CELL.join(cell.replace(CELL, " ") for cell in whole).encode()
            self._ends.append(len(self._cells))

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
