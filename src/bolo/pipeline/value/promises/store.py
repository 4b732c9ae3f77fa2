"""Queries of promises: what came of them, and what alike things lend to each other.

They read across everything, so chores ask them, never what answers an event.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.fx import EURO
from bolo.core.valuation.evidence import MEANINGS, Kind
from bolo.pipeline.value.promises.hindsight import Past

GRACE = timedelta(days=1)
"""What has been gone for less may come back."""
LEAST_PROBABILITY = Decimal("0.8")
CENTS = Decimal("0.0001")

BY_SALE = text("""
    WITH rate AS (
        SELECT * FROM unnest(CAST(:currencies AS text[]), CAST(:per_euro AS numeric[]))
            AS known(currency, per_euro)
    ), came AS (
        SELECT DISTINCT ON (prediction.id) prediction.id, sale.sold_at,
               sale.price * theirs.per_euro / ours.per_euro AS price,
               ceil(extract(epoch FROM sale.sold_at - sale.listed_at) / 86400) AS days
        FROM sale
        JOIN prediction USING (workspace_id, product_id, venue, condition)
        JOIN rate AS ours ON ours.currency = sale.currency
        JOIN rate AS theirs ON theirs.currency = prediction.currency
        WHERE sale.sold_at > prediction.made_at
          AND (prediction.outcome IS NULL OR prediction.outcome = 'vanished'
               OR prediction.outcome = 'own_sale' AND sale.sold_at < prediction.settled_at)
        ORDER BY prediction.id, sale.sold_at, sale.id
    )
    UPDATE prediction SET settled_at = came.sold_at, outcome = 'own_sale',
        realised = round(came.price, 4), realised_days = came.days
    FROM came WHERE came.id = prediction.id
""")
BY_ASK = text("""
    WITH rate AS (
        SELECT * FROM unnest(CAST(:currencies AS text[]), CAST(:per_euro AS numeric[]))
            AS known(currency, per_euro)
    ), came AS (
        SELECT DISTINCT ON (prediction.id) prediction.id, listing.gone_at,
               price.amount * :level * theirs.per_euro / ours.per_euro AS price
        FROM listing
        JOIN link ON link.listing_id = listing.id AND link.probability >= :least
        JOIN current_price AS price ON price.listing_id = listing.id AND price.amount > 0
        JOIN prediction ON prediction.product_id = link.product_id
            AND prediction.condition = coalesce(listing.condition, 'new')
            AND prediction.made_at < listing.gone_at AND prediction.settled_at IS NULL
        JOIN rate AS ours ON ours.currency = price.currency
        JOIN rate AS theirs ON theirs.currency = prediction.currency
        WHERE listing.gone_at < :settled
        ORDER BY prediction.id, listing.gone_at, listing.id
    )
    UPDATE prediction SET settled_at = came.gone_at, outcome = 'vanished',
        realised = round(came.price, 4)
    FROM came WHERE came.id = prediction.id
""")


async def settle(session: AsyncSession, now: datetime, per_euro: Mapping[str, Decimal]) -> int:
    """Hold promises against the first later sale of one's own, else the first ask that vanished.

    A vanished ask is taken to have brought `MEANINGS[VANISHED].level` of itself; how long it had
    stood is not told, for those that still stand would be missing.
    """
    known = {EURO: Decimal(1), **per_euro}
    rates = {"currencies": sorted(known), "per_euro": [known[one] for one in sorted(known)]}
    sold = await session.execute(BY_SALE, rates)
    gone = await session.execute(
        BY_ASK,
        {
            **rates,
            "level": MEANINGS[Kind.VANISHED].level,
            "least": LEAST_PROBABILITY,
            "settled": now - GRACE,
        },
    )
    return sum(cast("CursorResult[Any]", one).rowcount for one in (sold, gone))


PAST = (
    "id",
    "workspace_id",
    "product_id",
    "venue",
    "condition",
    "kind",
    "currency",
    "point",
    "low80",
    "low50",
    "high50",
    "high80",
    "days_p50",
    "days_p80",
)
CAME = ("made_at", "settled_at", "outcome", "realised", "realised_days")
KEEP = text(f"""
    INSERT INTO prediction ({", ".join((*PAST, *CAME))})
    VALUES ({", ".join(f":{name}" for name in (*PAST, *CAME))})
""")  # noqa: S608  (made of our own column names)
REPLAYED = "replayed"
"""The outcome of a promise that was reckoned afterwards, from the own sales made until its day."""


async def keep_past(
    session: AsyncSession, workspace: UUID, products: Sequence[UUID], told: Sequence[Past]
) -> None:
    """Write what would have been promised of products, in place of what stood there of that."""
    await session.execute(
        text("""
            DELETE FROM prediction WHERE workspace_id = :workspace AND outcome = :replayed
              AND product_id = ANY(CAST(:products AS uuid[]))
        """),
        {"workspace": workspace, "products": sorted(products), "replayed": REPLAYED},
    )
    if told:
        await session.execute(KEEP, [_row(one) for one in told])


def _row(one: Past) -> dict[str, Any]:
    return {name: getattr(one.worth, name) for name in PAST} | {
        "made_at": one.made_at,
        "settled_at": one.settled_at,
        "outcome": REPLAYED,
        "realised": one.realised.quantize(CENTS),
        "realised_days": one.realised_days,
    }


async def forget(session: AsyncSession, before: datetime) -> None:
    """Let go of promises made before."""
    await session.execute(
        text("DELETE FROM prediction WHERE made_at < :before"), {"before": before}
    )


LEARN = text("""
    WITH offered AS (
        SELECT product.id, product.demo, lower(product.brand) AS brand,
               lower(coalesce(product.category, listing.category)) AS category,
               price.currency, ln(price.amount) AS log_ask,
               CASE WHEN price.was_amount > 0 THEN ln(price.was_amount) END AS log_was,
               listing.gone_at < CAST(:settled AS timestamptz) AS gone,
               extract(epoch FROM coalesce(listing.gone_at, listing.seen_at)
                       - listing.first_seen_at) / 86400 AS followed
        FROM listing
        JOIN link ON link.listing_id = listing.id
        JOIN product ON product.id = link.product_id
        JOIN current_price AS price ON price.listing_id = listing.id AND price.amount > 0
        WHERE listing.condition IS NULL OR listing.condition = 'new'
    ), thing AS (
        SELECT id, demo, min(brand) AS brand, min(category) AS category, currency,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY log_ask) AS log_ask,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY log_was) AS log_was,
               count(*) AS asks, count(*) FILTER (WHERE gone) AS gone,
               sum(followed) AS followed
        FROM offered GROUP BY id, demo, currency
    ), told AS (
        SELECT 'brand' AS scope, brand AS name, * FROM thing WHERE brand IS NOT NULL
        UNION ALL
        SELECT 'category', category, * FROM thing WHERE category IS NOT NULL
    )
    INSERT INTO likeness (scope, name, currency, demo, products, log_ask, ask_spread, listed,
        log_ratio, ratio_spread, gone, followed, at)
    SELECT scope, name, currency, demo, count(*), avg(log_ask),
           coalesce(stddev_samp(log_ask), 0),
           count(log_was) FILTER (WHERE asks > 1),
           avg(log_ask - log_was) FILTER (WHERE asks > 1),
           stddev_samp(log_ask - log_was) FILTER (WHERE asks > 1),
           sum(gone), sum(followed), :now
    FROM told GROUP BY scope, name, currency, demo
    ON CONFLICT (scope, name, currency, demo) DO UPDATE SET products = excluded.products,
        log_ask = excluded.log_ask, ask_spread = excluded.ask_spread, listed = excluded.listed,
        log_ratio = excluded.log_ratio, ratio_spread = excluded.ratio_spread,
        gone = excluded.gone, followed = excluded.followed, at = excluded.at
""")


async def learn(session: AsyncSession, now: datetime) -> None:
    """Write what brands and categories ask, over list prices too, and how fast their things go.

    The middle ask of each product counts once. Over a list price only where a second ask stands
    beside: a single bargain would make all its like cheap.
    """
    await session.execute(LEARN, {"now": now, "settled": now - GRACE})
    await session.execute(text("DELETE FROM likeness WHERE at < :now"), {"now": now})


async def unlooked(session: AsyncSession, before: datetime, most: int) -> dict[UUID, list[UUID]]:
    """Return products by workspace that were last weighed before, the longest ago first."""
    rows = await session.execute(
        text("""
            SELECT workspace_id, product_id FROM worth WHERE at < :before
            GROUP BY workspace_id, product_id ORDER BY min(at), 1, 2 LIMIT :most
        """),
        {"before": before, "most": most},
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row.workspace_id].append(row.product_id)
    return found


async def drop_unlooked(
    session: AsyncSession, before: datetime, workspace: UUID, products: list[UUID]
) -> None:
    """Let go of worths that nobody weighs any more, since nobody watches the thing."""
    await session.execute(
        text("""
            DELETE FROM worth WHERE workspace_id = :workspace AND at < :before
              AND product_id = ANY(CAST(:products AS uuid[]))
        """),
        {"before": before, "workspace": workspace, "products": products},
    )
