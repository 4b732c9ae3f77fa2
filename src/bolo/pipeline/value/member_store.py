"""The listings of products as far as their worth is concerned, read at once for many products."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.money import Money

NEW_ENOUGH = {None, "new", "open_box", "like_new"}


@dataclass(frozen=True, slots=True)
class Stand:
    """Since when and until when a listing has been seen; `gone_at` only when it vanished."""

    first_seen_at: datetime
    seen_at: datetime
    gone_at: datetime | None
    priced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A listing of a product, as far as its worth is concerned.

    `gone` says that it is not offered any more, or that nobody asks any more. With
    `gates` it only looks like the product: it may tempt, but it is no comparable.
    """

    listing: UUID
    product: UUID
    marketplace: str
    shop: str
    brand: str | None
    category: str | None
    price: Money | None
    was: Money | None
    shipping: Money | None
    in_stock: bool
    condition: Condition
    used: bool
    gone: bool
    stand: Stand
    reads: int
    doubts: tuple[str, ...]
    probability: Decimal
    reasons: tuple[str, ...]
    method: str
    gates: tuple[str, ...]
    demo: bool


MEMBERS = text("""
    WITH tied AS (
        SELECT listing_id, product_id, probability, method, reasons, CAST('[]' AS jsonb) AS gates
        FROM link WHERE product_id = ANY(CAST(:products AS uuid[]))
        UNION ALL
        SELECT listing_id, product_id, probability, 'text', reasons, gates
        FROM near_miss WHERE product_id = ANY(CAST(:products AS uuid[]))
    )
    SELECT tied.*, listing.marketplace, listing.shop, listing.condition, product.brand,
           coalesce(product.category, listing.category) AS category,
           listing.gone_at IS NOT NULL OR NOT EXISTS (
               SELECT 1 FROM sighting JOIN question ON question.id = sighting.question_id
               WHERE sighting.listing_id = listing.id AND question.active) AS gone,
           listing.first_seen_at, listing.seen_at, listing.gone_at, price.since AS priced_at,
           listing.doubts, listing.demo,
           price.amount, price.currency, price.was_amount, price.shipping_amount,
           price.availability, coalesce(price.reads, 0) AS reads
    FROM tied
    JOIN listing ON listing.id = tied.listing_id
    JOIN product ON product.id = tied.product_id
    LEFT JOIN current_price AS price ON price.listing_id = tied.listing_id
    ORDER BY tied.listing_id
""")


async def members(session: AsyncSession, products: Sequence[UUID]) -> list[Member]:
    """Return the listings of products, near misses too."""
    rows = await session.execute(MEMBERS, {"products": sorted(products)})
    return [_member(row) for row in rows]


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(
        listing=row.listing_id,
        product=row.product_id,
        marketplace=row.marketplace,
        shop=row.shop,
        brand=row.brand,
        category=row.category,
        price=_money(row.amount, row.currency),
        was=_money(row.was_amount, row.currency),
        shipping=_money(row.shipping_amount, row.currency),
        in_stock=row.availability != "out_of_stock",
        condition=Condition(row.condition) if row.condition else Condition.NEW,
        used=row.condition not in NEW_ENOUGH,
        gone=row.gone,
        stand=Stand(row.first_seen_at, row.seen_at, row.gone_at, row.priced_at),
        reads=row.reads,
        doubts=tuple(row.doubts),
        probability=row.probability,
        reasons=tuple(row.reasons),
        method=row.method,
        gates=tuple(row.gates),
        demo=row.demo,
    )


def _money(amount: Decimal | None, currency: str | None) -> Money | None:
    return Money(amount, currency) if amount is not None and currency is not None else None
