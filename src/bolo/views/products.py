"""One product: who offers it at what price over time, what it is worth, what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.fx import EURO
from bolo.core.money import Money
from bolo.views.listings import COLUMNS, JOINS, ListingBrief, brief, money

MOST_OFFERS = 200
MOST_DRAWN = 24
MOST_POINTS = 4_000
MOST_BANDS = 400


async def product(session: AsyncSession, wanted: UUID) -> RowMapping | None:
    """Return the product itself."""
    rows = await session.execute(
        text("SELECT id, title, brand, category, image, condition FROM product WHERE id = :id"),
        {"id": wanted},
    )
    return rows.mappings().one_or_none()


async def offers(
    session: AsyncSession, wanted: UUID, per_euro: Mapping[str, Decimal]
) -> list[ListingBrief]:
    """Return the listings of a product: those still offered first, the cheapest first.

    Prices are compared in euros; one of a currency without a rate stands after those with one.
    """
    known = {EURO: Decimal(1), **per_euro}
    rows = await session.execute(
        text(f"""
            SELECT {COLUMNS} FROM link JOIN listing ON listing.id = link.listing_id {JOINS}
            LEFT JOIN unnest(CAST(:currencies AS text[]), CAST(:per_euro AS numeric[]))
                AS rate(currency, per_euro) ON rate.currency = price.currency
            WHERE link.product_id = :product
            ORDER BY listing.gone_at IS NOT NULL, price.amount / rate.per_euro NULLS LAST,
                     listing.id LIMIT :most
        """),  # noqa: S608  (made of our own column names)
        {
            "product": wanted,
            "most": MOST_OFFERS,
            "currencies": list(known),
            "per_euro": list(known.values()),
        },
    )
    return [brief(row) for row in rows.mappings()]


@dataclass(frozen=True, slots=True)
class Point:
    """What was asked, or paid, from `at` on; `None` while it is not offered."""

    at: datetime
    price: Money | None


ASKS = text("""
    WITH newest AS (
        SELECT listing_id, at, amount, currency, availability FROM price_change
        WHERE listing_id = ANY(CAST(:listings AS uuid[])) AND at >= :since
        ORDER BY at DESC LIMIT :most
    ), begun AS (
        SELECT CASE WHEN count(*) < :most THEN CAST(:since AS timestamptz) ELSE min(at) END AS at
        FROM newest
    )
    SELECT listing_id, greatest(drawn.at, begun.at) AS at, currency,
           CASE WHEN availability IS DISTINCT FROM 'out_of_stock' THEN amount END AS amount
    FROM begun CROSS JOIN LATERAL (
        SELECT * FROM newest
        UNION ALL
        SELECT one.id, last.* FROM unnest(CAST(:listings AS uuid[])) AS one(id)
        CROSS JOIN LATERAL (
            SELECT at, amount, currency, availability FROM price_change
            WHERE listing_id = one.id AND at < begun.at ORDER BY at DESC LIMIT 1) AS last
        WHERE NOT EXISTS (
            SELECT FROM newest WHERE listing_id = one.id AND newest.at = begun.at)
    ) AS drawn ORDER BY listing_id, drawn.at
""")


async def asked(
    session: AsyncSession, listings: Sequence[UUID], since: datetime, most: int = MOST_POINTS
) -> dict[UUID, list[Point]]:
    """Return what listings asked since then, beginning with what stood at that moment.

    What is sold out asks nothing: nobody can have it for that. Of more than `most` changes the
    newest are told, and all listings begin where these do.
    """
    rows = await session.execute(ASKS, {"listings": list(listings), "since": since, "most": most})
    found: dict[UUID, list[Point]] = {listing: [] for listing in listings}
    for row in rows:
        found[row.listing_id].append(Point(row.at, money(row.amount, row.currency)))
    return found


async def sold(
    session: AsyncSession, workspace: UUID, wanted: UUID, since: datetime
) -> list[RowMapping]:
    """Return the workspace's own sales of a product, the oldest first."""
    rows = await session.execute(
        text("""
            SELECT venue, condition, sold_at, price, currency FROM sale
            WHERE workspace_id = :workspace AND product_id = :product AND sold_at >= :since
            ORDER BY sold_at, id LIMIT :most
        """),
        {"workspace": workspace, "product": wanted, "since": since, "most": MOST_POINTS},
    )
    return list(rows.mappings())


async def worths(session: AsyncSession, workspace: UUID, wanted: UUID) -> list[RowMapping]:
    """Return what a product is worth to the workspace, by venue and condition."""
    rows = await session.execute(
        text("""
            SELECT * FROM worth WHERE workspace_id = :workspace AND product_id = :product
            ORDER BY venue, insufficient IS NOT NULL, condition
        """),
        {"workspace": workspace, "product": wanted},
    )
    return list(rows.mappings())


async def promised(
    session: AsyncSession, asked: dict[str, Any], since: datetime
) -> list[RowMapping]:
    """Return what was said of a worth over time; `asked` has workspace, product, venue and so on.

    The oldest first; what stood at `since` comes with it, and the newest go before the older
    when there are too many to draw.
    """
    rows = await session.execute(
        text("""
            SELECT greatest(made_at, :since) AS at, point, low80, low50, high50, high80
            FROM prediction
            WHERE workspace_id = :workspace AND product_id = :product AND venue = :venue
              AND condition = :condition AND currency = :currency
              AND made_at >= coalesce((
                SELECT max(made_at) FROM prediction
                WHERE workspace_id = :workspace AND product_id = :product AND venue = :venue
                  AND condition = :condition AND currency = :currency AND made_at < :since), :since)
            ORDER BY made_at DESC LIMIT :most
        """),
        {**asked, "since": since, "most": MOST_BANDS},
    )
    return list(rows.mappings())[::-1]


SAID = text("""
    SELECT said.at, said.verdict, said.max_cost, said.profit, said.currency,
           opportunity.id AS opportunity, opportunity.gone_at,
           opportunity.exit_price, opportunity.currency AS exit_currency
    FROM opportunity CROSS JOIN LATERAL (
        SELECT decided_at AS at, number, answer ->> 'verdict' AS verdict,
               CAST(split_part(answer ->> 'max_cost', ' ', 1) AS numeric) AS max_cost,
               CAST(split_part(answer ->> 'profit', ' ', 1) AS numeric) AS profit,
               split_part(answer ->> 'profit', ' ', 2) AS currency
        FROM judgement WHERE opportunity_id = opportunity.id
        UNION ALL
        SELECT decided_at, 0, verdict, max_cost, opportunity.profit, opportunity.currency
        FROM verdict WHERE opportunity_id = opportunity.id AND NOT EXISTS (
            SELECT 1 FROM judgement WHERE judgement.opportunity_id = opportunity.id)) AS said
    WHERE opportunity.workspace_id = :workspace AND opportunity.product_id = :product
      AND opportunity.venue = :venue AND said.at >= :since AND opportunity.match_gates = '[]'
    ORDER BY said.at, opportunity.id, said.number LIMIT :most
""")


async def verdicts(
    session: AsyncSession, workspace: UUID, wanted: UUID, venue: str, since: datetime
) -> list[RowMapping]:
    """Return the verdicts on a product's opportunities at a venue, the oldest first.

    All that are kept of each; one of a bolo that kept none is told as it stands. What only looks
    like the product is another thing: what was said of it is not shown here.
    """
    told = {"workspace": workspace, "product": wanted, "venue": venue}
    rows = await session.execute(SAID, {**told, "since": since, "most": MOST_POINTS})
    return list(rows.mappings())
