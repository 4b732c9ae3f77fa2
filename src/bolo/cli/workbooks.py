"""Workbooks of a spreadsheet (xlsx, xls, ods) as the CSV that every command reads.

Of a workbook the first sheet that shows and holds anything is taken; others are told of. What the
spreadsheet keeps as a number stays that number: `1.299` has a decimal point, whatever the country.
"""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO

import typer

from bolo.core.errors import Invalid

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How xlsx and ods begin, which are ZIPs, and xls (also an xlsx under a password)."""
GROUP = 3
Cell = str | float | bool | dt.date | dt.time | dt.timedelta


def is_workbook(beginning: bytes) -> bool:
    """Tell whether bytes begin as a workbook does."""
    return beginning.startswith((ZIP, OLE))


def write_csv(path: Path, out: IO[str]) -> None:
    """Write the sheet that counts as CSV; `Invalid` when the file is no workbook after all."""
    from python_calamine import (  # noqa: PLC0415  (few commands are given a workbook)
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_path(path) as book:
            shown = (one for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible)
            sheets = [book.get_sheet_by_name(one.name) for one in shown]
            filled = [one for one in sheets if one.height]
            rows = filled[0].to_python() if filled else []
    except CalamineError as error:
        raise Invalid(
            f"{path} begins like a workbook or a ZIP and cannot be read as one: {error}. "
            "Unpack it, take its password off, or save its sheet as CSV"
        ) from error
    if len(filled) > 1:
        left = ", ".join(repr(one.name) for one in filled[1:])
        typer.echo(f"{path}: reading the sheet {filled[0].name!r}, not {left}.", err=True)
    csv.writer(out).writerows(_texts(row) for row in rows)


def _texts(row: Iterable[Cell]) -> Iterator[str]:
    return map(_text, row)


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
