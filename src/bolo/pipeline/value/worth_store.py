"""Queries of worths: what they rest on besides listings, and how they are kept and promised."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.valuation.estimate import stretch_for
from bolo.core.valuation.likeness import Likeness, Scope
from bolo.pipeline.value.store import Found

FRESH_FOR = timedelta(hours=12)
"""A worth that is older is written again though nothing of it changed: it was looked at."""
PROMISED_EVERY = timedelta(days=7)
LOOKED_AT = 300
"""So many of the newest outcomes say how far off we were."""


@dataclass(frozen=True, slots=True)
class OwnSale:
    """A sale of the workspace's own, as evidence."""

    venue: str
    condition: Condition
    price: Money
    sold_at: datetime
    listed_at: datetime | None


Key = tuple[UUID, UUID]
"""Workspace and product."""


async def own_sales(
    session: AsyncSession, products: Iterable[UUID], only: UUID | None = None
) -> dict[Key, list[OwnSale]]:
    """Return what workspaces, or `only` one, sold of products."""
    rows = await session.execute(
        text("""
            SELECT * FROM sale WHERE product_id = ANY(CAST(:products AS uuid[]))
              AND (CAST(:only AS uuid) IS NULL OR workspace_id = :only) ORDER BY sold_at, id
        """),
        {"products": sorted(products), "only": only},
    )
    found: dict[Key, list[OwnSale]] = defaultdict(list)
    for row in rows:
        found[row.workspace_id, row.product_id].append(
            OwnSale(
                row.venue,
                Condition(row.condition),
                Money(row.price, row.currency),
                row.sold_at,
                row.listed_at,
            )
        )
    return found


Likes = dict[tuple[Scope, str, str, bool], Likeness]
"""By scope, name in lower case, currency, and whether it is of the demo street."""


async def likenesses(
    session: AsyncSession, brands: Iterable[str], categories: Iterable[str]
) -> Likes:
    """Return what brands and categories lend to things of theirs."""
    rows = await session.execute(
        text("""
            SELECT * FROM likeness
            WHERE (scope = 'brand' AND name = ANY(CAST(:brands AS text[])))
               OR (scope = 'category' AND name = ANY(CAST(:categories AS text[])))
        """),
        {"brands": sorted(brands), "categories": sorted(categories)},
    )
    return {
        (Scope(row.scope), row.name, row.currency, row.demo): Likeness(
            Scope(row.scope),
            row.products,
            row.log_ask,
            row.ask_spread,
            row.listed,
            row.log_ratio,
            row.ratio_spread,
            row.gone,
            row.followed,
        )
        for row in rows
    }


MISSES = text("""
    SELECT one.id AS workspace, last.outcome, last.miss
    FROM unnest(CAST(:workspaces AS uuid[])) AS one(id)
    CROSS JOIN LATERAL (
        SELECT outcome, settled_at,
               abs(ln(realised / point)) / (ln(high80 / low80) / 2) * stretch AS miss
        FROM prediction JOIN product ON product.id = product_id AND NOT product.demo
        WHERE workspace_id = one.id AND settled_at IS NOT NULL
          AND realised > 0 AND low80 > 0 AND high80 > low80
        ORDER BY settled_at DESC LIMIT :most) AS last
""")


async def stretches(session: AsyncSession, workspaces: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Return by how much each workspace's intervals must be stretched by what came true.

    Asks that vanished are weaker than own sales: they may widen intervals, never narrow them.
    So are promises that were reckoned afterwards: they count where too few were made in time.
    What is invented counts for nothing.
    """
    rows = await session.execute(MISSES, {"workspaces": sorted(workspaces), "most": LOOKED_AT})
    missed: dict[UUID, dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        missed[row.workspace][row.outcome].append(row.miss)
    return {workspace: _stretch(by) for workspace, by in missed.items()}


def _stretch(misses: dict[str, list[Decimal]]) -> Decimal:
    by_asks = max(Decimal(1), stretch_for(misses["vanished"]))
    ours = (stretch_for(misses[kind]) for kind in ("own_sale", "replayed"))
    needed = next((one for one in ours if one != 1), by_asks)
    return max(SHORTEST, min(needed, LONGEST)).quantize(Decimal("0.0001"))


SHORTEST, LONGEST = Decimal("0.25"), Decimal(4)


@dataclass(frozen=True, slots=True)
class NewWorth:
    """A worth to be written; `survival` and `evidence` as JSON."""

    id: UUID
    """Of the promise, if one is made of it."""
    workspace_id: UUID
    product_id: UUID
    venue: str
    condition: str
    currency: str
    point: Decimal | None
    low80: Decimal | None
    low50: Decimal | None
    high50: Decimal | None
    high80: Decimal | None
    days_p50: int | None
    days_p80: int | None
    survival: str
    evidence: str
    kind: str | None
    pooled_from: str
    insufficient: str | None
    stretch: Decimal


_TYPES = {
    "id": "uuid",
    "workspace_id": "uuid",
    "product_id": "uuid",
    "point": "numeric",
    "low80": "numeric",
    "low50": "numeric",
    "high50": "numeric",
    "high80": "numeric",
    "days_p50": "int",
    "days_p80": "int",
    "stretch": "numeric",
}
_KEY = ("workspace_id", "product_id", "venue", "condition")
_JSON = ("survival", "evidence")
_GIVEN = tuple(NewWorth.__dataclass_fields__)
_COLUMNS = tuple(name for name in _GIVEN if name != "id")
_FIGURES = tuple(name for name in _COLUMNS if name not in (*_KEY, *_JSON))
_PROMISED = tuple(
    name for name in _GIVEN if name not in (*_JSON, "pooled_from", "insufficient", "kind")
)
_ARRAYS = tuple(f"CAST(:{n} AS {_TYPES.get(n, 'text')}[])" for n in _GIVEN)
_SAVE = text(f"""
    WITH new AS (
        SELECT * FROM unnest({", ".join(_ARRAYS)}) AS given({", ".join(_GIVEN)})
    ), written AS (
        INSERT INTO worth ({", ".join(_COLUMNS)}, at)
        SELECT {", ".join(f"CAST({n} AS jsonb)" if n in _JSON else n for n in _COLUMNS)}, :now
        FROM new ORDER BY {", ".join(_KEY)}
        ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET
            {", ".join(f"{n} = excluded.{n}" for n in _COLUMNS if n not in _KEY)}, at = :now
        WHERE worth.at < :stale
           OR ({", ".join(f"worth.{n}" for n in _FIGURES)})
              IS DISTINCT FROM ({", ".join(f"excluded.{n}" for n in _FIGURES)})
    ), promised AS (
        INSERT INTO prediction ({", ".join(_PROMISED)}, kind, made_at)
        SELECT {", ".join(_PROMISED)}, coalesce(kind, 'like'), :now FROM new
        WHERE point IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM prediction
            WHERE prediction.product_id = new.product_id
              AND prediction.workspace_id = new.workspace_id
              AND prediction.made_at > :promised_since AND prediction.venue = new.venue
              AND prediction.outcome IS DISTINCT FROM 'replayed'
              AND prediction.condition = new.condition)
    )
    DELETE FROM worth
    WHERE product_id = ANY(CAST(:products AS uuid[]))
      AND workspace_id = ANY(CAST(:workspaces AS uuid[]))
      AND NOT EXISTS (
        SELECT 1 FROM new
        WHERE ({", ".join(f"new.{n}" for n in _KEY)}) = ({", ".join(f"worth.{n}" for n in _KEY)}))
""")  # noqa: S608  (made of our own column names)


async def save(session: AsyncSession, worths: Sequence[NewWorth], now: datetime) -> None:
    """Write what products are worth, and once a week promise it.

    What else was written of these products for these workspaces goes: it rests on nothing now.
    The caller holds `lock_products`.
    """
    columns: dict[str, Any] = {name: [getattr(one, name) for one in worths] for name in _GIVEN}
    await session.execute(
        _SAVE,
        {
            **columns,
            "now": now,
            "stale": now - FRESH_FOR,
            "promised_since": now - PROMISED_EVERY,
            "products": sorted({one.product_id for one in worths}),
            "workspaces": sorted({one.workspace_id for one in worths}),
        },
    )


_SHOWN = ("days_p50", "days_p80")
_MARK = text(f"""
    WITH fresh AS (
        SELECT opportunity.id, opportunity.days_p50 AS before,
               {", ".join(f"worth.{n}" for n in _SHOWN)},
               round(opportunity.profit / greatest(worth.days_p50, 1), 4) AS per_day
        FROM opportunity JOIN listing ON listing.id = opportunity.listing_id
        LEFT JOIN worth ON worth.workspace_id = opportunity.workspace_id
            AND worth.product_id = opportunity.product_id AND worth.venue = opportunity.venue
            AND worth.condition = coalesce(listing.condition, 'new')
            AND worth.currency = opportunity.currency
        WHERE opportunity.product_id = ANY(CAST(:products AS uuid[]))
          AND opportunity.gone_at IS NULL
          AND (CAST(:only AS uuid) IS NULL OR opportunity.workspace_id = :only)
    )
    UPDATE opportunity SET per_day = fresh.per_day, {", ".join(f"{n} = fresh.{n}" for n in _SHOWN)}
    FROM fresh
    WHERE opportunity.id = fresh.id
      AND (opportunity.per_day, {", ".join(f"opportunity.{n}" for n in _SHOWN)})
          IS DISTINCT FROM (fresh.per_day, {", ".join(f"fresh.{n}" for n in _SHOWN)})
    RETURNING opportunity.id, opportunity.workspace_id, fresh.before, opportunity.days_p50
""")  # noqa: S608  (made of our own column names)


async def mark(
    session: AsyncSession, products: Iterable[UUID], only: UUID | None = None
) -> list[tuple[UUID, UUID]]:
    """Write on open opportunities how soon the product sells.

    Returns (workspace, id) of those that sell so much sooner or later than was thought that
    they are to be judged anew. The caller holds `lock_opportunities`.
    """
    rows = await session.execute(_MARK, {"products": sorted(products), "only": only})
    return [(row.workspace_id, row.id) for row in rows if _moved(row.before, row.days_p50)]


_EXPECTED = ("point", "low80", "low50", "high50", "high80")
_EXPECT = text(f"""
    UPDATE opportunity SET {", ".join(f"{n} = new.{n}" for n in _EXPECTED)}
    FROM unnest(CAST(:workspace_id AS uuid[]), CAST(:listing_id AS uuid[]),
                CAST(:venue AS text[]), {", ".join(f"CAST(:{n} AS numeric[])" for n in _EXPECTED)})
         AS new(workspace_id, listing_id, venue, {", ".join(_EXPECTED)})
    WHERE opportunity.workspace_id = new.workspace_id
      AND opportunity.listing_id = new.listing_id AND opportunity.venue = new.venue
      AND ({", ".join(f"opportunity.{n}" for n in _EXPECTED)})
          IS DISTINCT FROM ({", ".join(f"new.{n}" for n in _EXPECTED)})
""")  # noqa: S608  (made of our own column names)


async def expect(session: AsyncSession, found: Sequence[tuple[Found, NewWorth]]) -> None:
    """Write on opportunities what a sale is expected to bring once their listing is bought.

    The caller holds `lock_opportunities`.
    """
    keys = ("workspace_id", "listing_id", "venue")
    columns: dict[str, Any] = {name: [getattr(one, name) for one, _ in found] for name in keys}
    columns |= {name: [getattr(worth, name) for _, worth in found] for name in _EXPECTED}
    await session.execute(_EXPECT, columns)


def _moved(before: int | None, now: int | None) -> bool:
    """Tell whether it is another time than was thought, by more than a tenth and a day."""
    if before is None or now is None:
        return before != now
    return abs(now - before) > max(1, before // 10)
