"""The feed as a table for a file."""

from collections.abc import Sequence
from typing import Any

from bolo.platform.sheets.writing import Cell, Column, Kind, Sheet

MOST_EXPORTED = 10_000
COLUMNS: dict[str, Column] = {
    "listing_title": Column("title"),
    "amount": Column("price", Kind.AMOUNT),
    "price_currency": Column("currency"),
    "was_amount": Column("was_price", Kind.AMOUNT),
    "availability": Column("availability"),
    "condition": Column("condition"),
    "listing_brand": Column("brand"),
    "gtin": Column("gtin"),
    "mpn": Column("mpn"),
    "variant": Column("variant"),
    "category": Column("category"),
    "marketplace": Column("marketplace"),
    "shop": Column("shop"),
    "seller": Column("seller"),
    "place": Column("place"),
    "country": Column("country"),
    "url": Column("url"),
    "first_seen_at": Column("first_seen_at", Kind.MOMENT),
    "seen_at": Column("seen_at", Kind.MOMENT),
    "listing_gone_at": Column("gone_at", Kind.MOMENT),
    "saved_at": Column("saved_at", Kind.MOMENT),
    "tags": Column("tags"),
    "note": Column("note"),
    "verdict": Column("verdict"),
    "profit": Column("profit", Kind.AMOUNT),
    "deal_currency": Column("profit_currency"),
}
"""Columns of the file by those of the feed."""


def sheet(rows: Sequence[Any]) -> Sheet:
    """Return the feed as a table, in the order of its rows."""
    return Sheet(
        "Listings", list(COLUMNS.values()), [[_cell(row, n) for n in COLUMNS] for row in rows]
    )


def _cell(row: Any, name: str) -> Cell:  # noqa: ANN401  (a row of the feed)
    value: Cell = ", ".join(row[name]) if name == "tags" else row[name]
    return value
