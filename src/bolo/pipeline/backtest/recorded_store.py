"""What this installation observed, as a history: listings, their products, and every change.

The matching is taken as it stands now; what was asked, and when, as it was believed then.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.offer import named
from bolo.core.replay.history import ALWAYS, NOTHING, History, Kind, Seen, Thing, moment, units
from bolo.pipeline.value.member_store import NEW_ENOUGH
from bolo.platform.database.access import driver

THINGS = text("""
    SELECT listing.id, link.product_id, listing.shop, listing.title, listing.variant,
           listing.marketplace,
           coalesce(product.category, listing.category) AS category, listing.condition,
           link.probability
    FROM link JOIN listing ON listing.id = link.listing_id
    JOIN product ON product.id = link.product_id
    ORDER BY listing.id
""")
CHANGES = """
    SELECT at, listing_id, amount, currency, availability FROM price_change
    WHERE ($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2)
    ORDER BY at, listing_id
"""
KNOWN = """
    SELECT at, listing_id, amount, currency, availability FROM (
        SELECT at, listing_id, amount, currency, availability,
               at = min(at) OVER mine OR at = max(at) OVER mine AS bounds
        FROM price_change WHERE at >= $1 AND at < $2
        WINDOW mine AS (PARTITION BY listing_id)
    ) AS change
    WHERE bounds ORDER BY at, listing_id
"""
SALES = text("""
    SELECT sold_at, product_id, price, currency FROM sale
    WHERE workspace_id = :workspace
      AND (CAST(:start AS timestamptz) IS NULL OR sold_at >= :start)
      AND (CAST(:end AS timestamptz) IS NULL OR sold_at < :end)
    ORDER BY sold_at, id
""")
AT_ONCE = 20_000
EVIDENCE = timedelta(days=400)
"""So far back from its beginning things are walked, to know what they bring and how fast."""


async def period(
    session: AsyncSession, workspace: UUID, start: datetime | None, end: datetime | None
) -> History:
    """Return what was observed from `start` on and before `end`, and what was known by then.

    Changes alone are kept, so what stood at the `start` was observed before it, `EVIDENCE` back.
    """
    if start is None:
        return await history(session, workspace, start, end)
    return await history(session, workspace, start - EVIDENCE, end, since=start)


async def history(
    session: AsyncSession,
    workspace: UUID,
    start: datetime | None,
    end: datetime | None,
    *,
    since: datetime | None = None,
) -> History:
    """Return what was observed from `start` on and before `end`, and the workspace's own sales.

    Before `since`, of each listing only the first and the last change: by these it is known.
    """
    found = History(since=moment(since) if since else ALWAYS)
    listings = await _things(session, found)
    if since:
        await _changes(session, found, listings, (KNOWN, start, since))
    await _changes(session, found, listings, (CHANGES, since or start, end))
    if await _own_sales(session, found, (workspace, start, end)):
        return found.in_order()
    return found


async def _changes(
    session: AsyncSession,
    found: History,
    listings: Mapping[UUID, int],
    asked: tuple[str, datetime | None, datetime | None],
) -> None:
    connection = await driver(session)
    async for row in connection.cursor(*asked, prefetch=AT_ONCE):
        number = listings.get(row[1])
        if number is not None:
            found.add(_seen(found, number, row))


async def _things(session: AsyncSession, found: History) -> dict[UUID, int]:
    products: dict[UUID, int] = {}
    listings: dict[UUID, int] = {}
    for row in await session.execute(THINGS):
        product = products.setdefault(row.product_id, len(products))
        listings[row.id] = len(found.things)
        found.things.append(
            Thing(
                str(row.id),
                product,
                row.shop,
                named(row.title, row.variant),
                row.marketplace,
                row.category,
                row.condition not in NEW_ENOUGH,
                row.probability,
            )
        )
    found.products.extend(str(product) for product in products)
    return listings


def _seen(found: History, number: int, row: asyncpg.Record) -> Seen:
    at, _, amount, currency, availability = row
    if amount is None:
        return moment(at), number, NOTHING, 0, Kind.GONE
    kind = Kind.SOLD_OUT if availability == "out_of_stock" else Kind.ASK
    return moment(at), number, units(amount), _currency(found, currency), kind


def _currency(found: History, name: str) -> int:
    if name not in found.currencies:
        found.currencies.append(name)
    return found.currencies.index(name)


async def _own_sales(
    session: AsyncSession, found: History, wanted: tuple[UUID, datetime | None, datetime | None]
) -> int:
    """Add the workspace's own sales: they tell how fast such things sell."""
    products = {name: number for number, name in enumerate(found.products)}
    asked = dict(zip(("workspace", "start", "end"), wanted, strict=True))
    rows = [row for row in await session.execute(SALES, asked) if str(row[1]) in products]
    for at, product, price, currency in rows:
        number = len(found.things)
        found.things.append(Thing(f"sale {number}", products[str(product)], "", "own sale"))
        seen = (moment(at), number, units(price), _currency(found, currency), Kind.SOLD)
        found.add(seen)
    return len(rows)
