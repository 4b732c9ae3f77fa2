"""Workbooks of a spreadsheet (xlsx, xls, ods) as the CSV that everything else reads.

Unless a sheet is named, the first that shows and holds anything is taken. What the spreadsheet
keeps as a number stays that number: `1.299` has a decimal point, whatever the country.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO

from bolo.core.errors import Invalid

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How xlsx and ods begin, which are ZIPs, and xls (also an xlsx under a password)."""
GROUP = 3
Cell = str | float | bool | dt.date | dt.time | dt.timedelta
MEND = "Unpack it, take its password off, or save its sheet as CSV"


@dataclass(frozen=True, slots=True)
class Taken:
    """The sheets that show and hold anything, and the rows of the one that was taken, if any."""

    sheets: tuple[str, ...]
    sheet: str | None
    rows: list[list[Cell]]

    def write(self, out: IO[str]) -> None:
        """Write the rows as CSV."""
        csv.writer(out).writerows(map(_text, row) for row in self.rows)


def is_workbook(beginning: bytes) -> bool:
    """Tell whether bytes begin as a workbook does."""
    return beginning.startswith((ZIP, OLE))


def taken_from(book: Path | IO[bytes], named: str, wanted: str = "") -> Taken:
    """Read a sheet; `Invalid` when the file is no workbook after all, or has no such sheet."""
    from python_calamine import (  # noqa: PLC0415  (few are given a workbook)
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_object(book) as opened:
            metadata = opened.sheets_metadata
            shown = (one.name for one in metadata if one.visible == SheetVisibleEnum.Visible)
            sheets = [opened.get_sheet_by_name(name) for name in shown]
            filled = {one.name: one for one in sheets if one.height}
            chosen = _chosen(tuple(filled), wanted)
            rows = filled[chosen].to_python() if chosen is not None else []
    except CalamineError as error:
        raise Invalid(
            f"{named} begins like a workbook or a ZIP and cannot be read as one: {error}. {MEND}"
        ) from error
    return Taken(tuple(filled), chosen, rows)


def _chosen(filled: tuple[str, ...], wanted: str) -> str | None:
    if not wanted:
        return filled[0] if filled else None
    if wanted in filled:
        return wanted
    there = f"there are {', '.join(filled)}" if filled else "none holds anything"
    raise Invalid(f"there is no sheet {wanted} that holds anything: {there}")


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return _figure(cell)
    if isinstance(cell, dt.datetime):
        day, time = cell.date().isoformat(), cell.time()
        return f"{day} {time.isoformat()}" if time != dt.time.min else day
    return str(cell)


def _figure(number: float) -> str:
    """Write a number so that nobody can read its decimals as a group of thousands."""
    if number.is_integer() and abs(number) < 2**53:
        return str(int(number))
    text = repr(number)
    if "e-" in text:
        return f"{Decimal(text):f}"  # `1e-07` is easily read as 1
    decimals = text.partition(".")[2]
    return f"{text}0" if len(decimals) == GROUP and decimals.isdigit() else text
