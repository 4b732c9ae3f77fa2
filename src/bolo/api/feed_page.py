"""Writes a page of the feed as JSON without going through shapes: it is read all the time."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

import orjson

from bolo.core.money import minor_places


class Row(Protocol):
    """A row of the feed, by whichever way it came."""

    def __getitem__(self, name: str, /) -> Any: ...  # noqa: ANN401  (columns differ)


def page(rows: Iterable[Row], following: str | None, *, near: bool) -> bytes:
    """Return one page as JSON."""
    told = {"items": [item(row) for row in rows], "next": following, "near": near}
    return orjson.dumps(told, default=str, option=orjson.OPT_UTC_Z)


def item(row: Row) -> dict[str, Any]:
    """Return one listing as it goes out."""
    currency = row["price_currency"]
    return {
        "id": row["shown_id"],
        "marketplace": row["marketplace"],
        "shop": row["shop"],
        "title": row["listing_title"],
        "url": row["url"],
        "image": row["listing_image"],
        "price": money(row["amount"], currency),
        "was_price": money(row["was_amount"], currency),
        "availability": row["availability"],
        "condition": row["condition"],
        "brand": row["listing_brand"],
        "gtin": row["gtin"],
        "mpn": row["mpn"],
        "variant": row["variant"],
        "seen_at": row["seen_at"],
        "gone_at": row["listing_gone_at"],
        "demo": row["listing_demo"],
        "first_seen_at": row["first_seen_at"],
        "seller": row["seller"],
        "place": row["place"],
        "country": row["country"],
        "category": row["category"],
        "product_id": row["product_id"],
        "viewed": row["viewed_at"] is not None,
        "saved": row["saved_at"] is not None,
        "hidden": row["hidden_at"] is not None,
        "opened": row["opened"] or 0,
        "note": row["note"],
        "tags": row["tags"],
        "deal": _deal(row),
    }


def _deal(row: Row) -> dict[str, Any] | None:
    if row["deal"] is None:
        return None
    profit = money(row["profit"], row["deal_currency"])
    return {"id": row["deal"], "verdict": row["verdict"], "profit": profit}


def money(amount: Decimal | None, currency: str | None) -> dict[str, str] | None:
    """Say an amount with as many places as it has, and at least its currency's."""
    if amount is None or currency is None:
        return None
    said = str(amount)
    if "E" in said:
        said = f"{amount:f}"
    whole, _, part = said.partition(".")
    part = part.rstrip("0").ljust(minor_places(currency), "0")
    said = f"{whole}.{part}" if part else whole
    return {"amount": said, "currency": currency}
