"""A told report as files: its trades and its equity as tables, the curve as a picture.

It takes what `telling` tells, so that a report just made and one kept for long export the same.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bolo.core.errors import Invalid
from bolo.pipeline.backtest.chart import as_png
from bolo.platform.sheets.writing import Cell, Column, Kind, Sheet, as_csv, as_parquet, as_xlsx

Told = Mapping[str, Any]


class What(StrEnum):
    """What is exported."""

    TRADES = "trades"
    EQUITY = "equity"


class Format(StrEnum):
    """As what; a picture there is of the equity only."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    PNG = "png"


MEDIA = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.PNG: "image/png",
}
WRITERS = {Format.CSV: as_csv, Format.XLSX: as_xlsx, Format.PARQUET: as_parquet}
TRADES = (
    *(Column(name) for name in ("rule", "listing", "title", "shop", "marketplace")),
    *(Column(name) for name in ("category", "venue")),
    Column("bought_at", Kind.MOMENT),
    *(Column(name, Kind.AMOUNT) for name in ("asked", "price", "cost", "planned_exit")),
    *(Column(name, Kind.AMOUNT) for name in ("planned_profit", "risk")),
    Column("days", Kind.WHOLE),
    Column("sold_at", Kind.MOMENT),
    *(Column(name, Kind.AMOUNT) for name in ("sold_price", "fees", "vat", "profit")),
    Column("outcome"),
    Column("currency"),
)
EQUITY = (
    Column("at", Kind.MOMENT),
    *(Column(name, Kind.AMOUNT) for name in ("cash", "held", "equity")),
    Column("drawdown", Kind.SHARE),
    Column("currency"),
)


def every() -> tuple[tuple[What, Format], ...]:
    """Return all that there is to export."""
    tables = [(what, kind) for what in What for kind in WRITERS]
    return (*tables, (What.EQUITY, Format.PNG))


def exported(told: Told, name: str, what: What, kind: Format) -> bytes:
    """Return a file; `Invalid` for a picture of trades."""
    if kind is Format.PNG:
        if what is not What.EQUITY:
            raise Invalid("there is a picture of the equity only; trades are a table")
        return as_png(name, told["summary"], told["report"]["equity"])
    return WRITERS[kind](sheet(told, what))


def sheet(told: Told, what: What) -> Sheet:
    """Return trades, or points of the equity, as a table."""
    currency = told["summary"]["currency"]
    rows = told["trades"] if what is What.TRADES else told["report"]["equity"]
    columns = TRADES if what is What.TRADES else EQUITY
    return Sheet(what.value, columns, [_row(one, columns, currency) for one in rows])


def _row(one: Told, columns: Sequence[Column], currency: str) -> list[Cell]:
    given = {"currency": currency, "vat": None, **one}  # an older bolo told no VAT
    return [_cell(given[column.name], column.kind) for column in columns]


def _cell(given: Any, kind: Kind) -> Cell:  # noqa: ANN401  (what JSON held)
    if given is None:
        return None
    if kind in {Kind.AMOUNT, Kind.SHARE}:
        return Decimal(given["amount"] if isinstance(given, dict) else given)
    if kind is Kind.MOMENT:
        return datetime.fromisoformat(given)
    cell: Cell = given
    return cell
