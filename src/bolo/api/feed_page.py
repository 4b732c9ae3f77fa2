"""Writes a page of the feed as JSON without going through shapes: it is read all the time."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

import orjson

from bolo.core.money import minor_places


class Row(Protocol):
    """A row of the feed, by whichever way it came."""

    def __getitem__(self, name: str, /) -> Any: ...  # noqa: ANN401  (columns differ)


PLAIN = (
    "marketplace",
    "shop",
    "url",
    "condition",
    "gtin",
    "mpn",
    "variant",
    "seen_at",
    "availability",
    "first_seen_at",
    "seller",
    "category",
    "product_id",
    "note",
    "tags",
)
"""Columns that go out as they are, under their own names."""


def page(rows: Iterable[Row], following: str | None, *, near: bool) -> bytes:
    """Return one page as JSON."""
    told = {"items": [item(row) for row in rows], "next": following, "near": near}
    return orjson.dumps(told, default=str, option=orjson.OPT_UTC_Z)


def item(row: Row) -> dict[str, Any]:
    """Return one listing as it goes out."""
    currency = row["price_currency"]
    return {
        "id": row["shown_id"],
        "title": row["listing_title"],
        "image": row["listing_image"],
        "brand": row["listing_brand"],
        "price": _money(row["amount"], currency),
        "was_price": _money(row["was_amount"], currency),
        "gone_at": row["listing_gone_at"],
        "demo": row["listing_demo"],
        "viewed": row["viewed_at"] is not None,
        "saved": row["saved_at"] is not None,
        "hidden": row["hidden_at"] is not None,
        "opened": row["opened"] or 0,
        "deal": _deal(row),
        **{name: row[name] for name in PLAIN},
    }


def _deal(row: Row) -> dict[str, Any] | None:
    if row["deal"] is None:
        return None
    profit = _money(row["profit"], row["deal_currency"])
    return {"id": row["deal"], "verdict": row["verdict"], "profit": profit}


def _money(amount: Decimal | None, currency: str | None) -> dict[str, str] | None:
    """Say an amount with as many places as it has, and at least its currency's."""
    if amount is None or currency is None:
        return None
    exponent = amount.normalize().as_tuple().exponent
    places = max(minor_places(currency), -exponent if isinstance(exponent, int) else 0)
    return {"amount": f"{amount:.{places}f}", "currency": currency}
