"""Tables as files: CSV, XLSX and Parquet, with figures as figures and moments as moments.

What writes XLSX and Parquet is loaded when it is asked for: a start needs none of it.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

Cell = str | int | Decimal | datetime | None
FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])|-[\d.]+\s*[-+*/^&=<>%:|!]")
"""Begins a text that a spreadsheet would take for a formula and perform: `-2+cmd|...` too."""
AMOUNT_DIGITS = (18, 4)
SHARE_DIGITS = (18, 6)
NARROWEST, WIDEST = 10, 48


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    AMOUNT = "amount"
    SHARE = "share"
    MOMENT = "moment"


FORMATS = {
    Kind.AMOUNT: "#,##0.00",
    Kind.SHARE: "0.0 %",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
    Kind.WHOLE: "0",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A name and what stands below it."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: each row has a cell for each column; moments are aware, in UTC."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def as_csv(sheet: Sheet) -> bytes:
    """Return UTF-8 CSV; a cell that a spreadsheet would take for a formula is made text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.name for column in sheet.columns)
    writer.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)


def harmless(text: str) -> str:
    """Return a text as a CSV may hold it: no formula to a spreadsheet."""
    return f"'{text}" if FORMULA.match(text) else text


def as_xlsx(sheet: Sheet) -> bytes:
    """Return a workbook of one sheet with a frozen head and filters."""
    import xlsxwriter  # noqa: PLC0415  (see above)

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**options, "remove_timezone": True}) as book:
        page = book.add_worksheet(sheet.title)
        head = book.add_format({"bold": True, "bottom": 1})
        looks = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, _width(sheet, place), looks.get(column.kind))
            page.write_string(0, place, column.name, head)
        for line, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row):
                if cell is not None:
                    page.write(line, place, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    return out.getvalue()


def _width(sheet: Sheet, place: int) -> int:
    if sheet.columns[place].kind is Kind.MOMENT:
        return 17
    cells = (len(str(row[place])) for row in sheet.rows[:200] if row[place] is not None)
    widest = max(cells, default=0)
    return min(max(widest, len(sheet.columns[place].name) + 3, NARROWEST), WIDEST)


def as_parquet(sheet: Sheet) -> bytes:
    """Return Parquet: amounts as exact decimals, moments as microseconds in UTC."""
    from arro3.core import Array, ChunkedArray, DataType, Table  # noqa: PLC0415  (see above)
    from arro3.io import write_parquet  # noqa: PLC0415

    types = {
        Kind.TEXT: DataType.string(),
        Kind.WHOLE: DataType.int64(),
        Kind.AMOUNT: DataType.decimal128(*AMOUNT_DIGITS),
        Kind.SHARE: DataType.decimal128(*SHARE_DIGITS),
        Kind.MOMENT: DataType.timestamp("us", tz="UTC"),
    }
    columns: dict[str, Any] = {}
    for place, column in enumerate(sheet.columns):
        cells = [_plain(row[place]) for row in sheet.rows]
        whole = column.kind in {Kind.WHOLE, Kind.MOMENT}
        given = Array(cells, type=DataType.int64() if whole else DataType.string())
        columns[column.name] = ChunkedArray([given.cast(types[column.kind])])
    out = io.BytesIO()
    write_parquet(Table.from_pydict(columns), out, compression="zstd(3)", created_by="bolo")
    return out.getvalue()


def _plain(cell: Cell) -> str | int | None:
    """Return a cell as Arrow casts it exactly: decimals from text, moments from microseconds."""
    if isinstance(cell, datetime):
        return int(cell.timestamp()) * 1_000_000 + cell.microsecond
    return str(cell) if isinstance(cell, Decimal) else cell
