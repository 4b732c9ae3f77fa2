"""How a listing is shown: the columns that every screen needs of it, and its price history."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.money import Money
from bolo.views import wire

COLUMNS = """
    listing.id AS shown_id, listing.marketplace, listing.shop, listing.title AS listing_title,
    listing.url, listing.image AS listing_image, listing.condition, listing.brand AS listing_brand,
    listing.gtin, listing.mpn, listing.variant, listing.seen_at, listing.gone_at AS listing_gone_at,
    listing.demo AS listing_demo, price.amount, price.currency AS price_currency,
    price.was_amount, price.availability
"""
BRIEF = {
    "id": "shown_id",
    "marketplace": "marketplace",
    "shop": "shop",
    "title": "listing_title",
    "url": "url",
    "image": "listing_image",
    "price": wire.money("amount", "price_currency"),
    "was_price": wire.money("was_amount", "price_currency"),
    "availability": "availability",
    "condition": "condition",
    "brand": "listing_brand",
    "gtin": "gtin",
    "mpn": "mpn",
    "variant": "variant",
    "seen_at": wire.moment("seen_at"),
    "gone_at": wire.moment("listing_gone_at"),
    "demo": "listing_demo",
}
"""The same columns by their names on the wire."""
JOINS = "LEFT JOIN current_price AS price ON price.listing_id = listing.id"


@dataclass(frozen=True, slots=True)
class ListingBrief:
    """A listing as it is shown everywhere."""

    id: UUID
    marketplace: str
    shop: str
    title: str
    url: str
    image: str | None
    price: Money | None
    was_price: Money | None
    availability: str | None
    condition: str | None
    brand: str | None
    gtin: str | None
    mpn: str | None
    variant: str | None
    seen_at: datetime
    gone_at: datetime | None
    demo: bool


def brief(row: RowMapping) -> ListingBrief:
    """Read the columns of `COLUMNS`."""
    return ListingBrief(
        id=row["shown_id"],
        marketplace=row["marketplace"],
        shop=row["shop"],
        title=row["listing_title"],
        url=row["url"],
        image=row["listing_image"],
        price=money(row["amount"], row["price_currency"]),
        was_price=money(row["was_amount"], row["price_currency"]),
        availability=row["availability"],
        condition=row["condition"],
        brand=row["listing_brand"],
        gtin=row["gtin"],
        mpn=row["mpn"],
        variant=row["variant"],
        seen_at=row["seen_at"],
        gone_at=row["listing_gone_at"],
        demo=row["listing_demo"],
    )


def money(amount: Decimal | None, currency: str | None) -> Money | None:
    """Put a nullable amount and its currency together."""
    return Money(amount, currency) if amount is not None and currency is not None else None


@dataclass(frozen=True, slots=True)
class PricePoint:
    """What was believed from `at` on; no price and no availability means: gone."""

    at: datetime
    price: Money | None
    availability: str | None


async def is_there(session: AsyncSession, listing: UUID) -> bool:
    """Tell whether there is such a listing."""
    found = text("SELECT EXISTS (SELECT FROM listing WHERE id = :listing)")
    return bool((await session.execute(found, {"listing": listing})).scalar_one())


async def prices(
    session: AsyncSession, listing: UUID, before: datetime | None, limit: int
) -> list[PricePoint]:
    """Return the price history of a listing, the newest first."""
    rows = await session.execute(
        text("""
            SELECT at, amount, currency, availability FROM price_change
            WHERE listing_id = :listing
              AND (CAST(:before AS timestamptz) IS NULL OR at < :before)
            ORDER BY at DESC LIMIT :limit
        """),
        {"listing": listing, "before": before, "limit": limit},
    )
    return [PricePoint(row.at, money(row.amount, row.currency), row.availability) for row in rows]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A surprise that waits for a second reading."""

    listing: ListingBrief
    seen: Money | None
    usual: Money | None
    surprise: str
    since: datetime


async def quarantine(session: AsyncSession, workspace: UUID, limit: int) -> list[Quarantined]:
    """Return the surprises among what the workspace watches, the newest first."""
    rows = await session.execute(
        text(f"""
            SELECT {COLUMNS}, quarantine.amount AS seen_amount,
                   quarantine.currency AS seen_currency, quarantine.surprise, quarantine.since
            FROM quarantine
            JOIN listing ON listing.id = quarantine.listing_id
            {JOINS}
            WHERE EXISTS (
                SELECT 1 FROM sighting
                JOIN question ON question.id = sighting.question_id
                JOIN watch_question ON watch_question.workspace_id = :workspace
                     AND watch_question.question_id IN (question.id, question.parent_id)
                WHERE sighting.listing_id = listing.id)
            ORDER BY quarantine.since DESC, listing.id LIMIT :limit
        """),  # noqa: S608  (made of our own column names)
        {"workspace": workspace, "limit": limit},
    )
    return [_quarantined(row) for row in rows.mappings()]


def _quarantined(row: Any) -> Quarantined:  # noqa: ANN401  (a row of our own query)
    listing = brief(row)
    return Quarantined(
        listing,
        money(row["seen_amount"], row["seen_currency"]),
        listing.price,
        row["surprise"],
        row["since"],
    )
