"""The list of opportunities: filtered, sorted and paged in SQL, with facets and totals.

Pages are cut by key (sort value, id), so a list of 100,000 scrolls as fast at
its end as at its beginning and nothing is shown twice when rows arrive.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid
from bolo.views.cursors import NOT_OURS, Marks
from bolo.views.feed.words import like
from bolo.views.listings import COLUMNS, JOINS

SORTS = {
    "profit": "opportunity.profit",
    "margin": "opportunity.margin",
    "roi": "opportunity.roi",
    "probability": "opportunity.probability",
    "risk": "coalesce(verdict.risk, 0)",
    "cost": "opportunity.cost",
    "exit_price": "opportunity.exit_price",
    "found_at": "opportunity.found_at",
    "changed_at": "opportunity.changed_at",
    "category": "coalesce(product.category, '')",
    "marketplace": "listing.marketplace",
    "rank": (
        "CASE verdict.verdict WHEN 'buy' THEN 2000000000 WHEN 'negotiate' THEN 1000000000 "
        "ELSE 0 END + opportunity.profit"
    ),
}
"""`rank` is what a person looks for first: what to buy before what to skip, then by profit."""
WORDS = frozenset({"category", "marketplace"})
"""Sorts by text rather than by figures or moments."""


BEYOND_MEASURE = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; `None` leaves a thing out of account. Rates are shares."""

    verdicts: tuple[str, ...] = ()
    marketplaces: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    min_profit: Decimal | None = None
    min_roi: Decimal | None = None
    min_margin: Decimal | None = None
    min_probability: Decimal | None = None
    max_risk: Decimal | None = None
    max_age: timedelta | None = None
    words: str | None = None
    status: str = "open"


@dataclass(frozen=True, slots=True)
class Slice:
    """One page, where the next one begins, and how many there are in all."""

    rows: list[RowMapping]
    next: str | None
    total: int


FROM = f"""
    FROM opportunity
    JOIN listing ON listing.id = opportunity.listing_id
    JOIN product ON product.id = opportunity.product_id
    LEFT JOIN verdict ON verdict.opportunity_id = opportunity.id
    {JOINS}
"""
SELECT = f"""
    SELECT opportunity.*, verdict.verdict, verdict.reasons, verdict.risk, verdict.max_cost,
           product.title AS product_title, product.brand AS product_brand,
           product.category AS product_category, product.image AS product_image, {COLUMNS},
           opportunity.price AS bought_at, opportunity.currency AS own_currency,
           opportunity.gone_at AS closed_at
"""


def _where(filters: Filters, workspace: UUID, now: datetime) -> tuple[str, dict[str, Any]]:
    clauses = {
        "opportunity.workspace_id = :workspace": ("workspace", workspace),
        "coalesce(verdict.verdict, 'skip') = ANY(:verdicts)": ("verdicts", filters.verdicts),
        "listing.marketplace = ANY(:marketplaces)": ("marketplaces", filters.marketplaces),
        "listing.shop = ANY(:shops)": ("shops", filters.shops),
        "coalesce(product.category, '') = ANY(:categories)": ("categories", filters.categories),
        "opportunity.profit >= :min_profit": ("min_profit", filters.min_profit),
        "opportunity.roi >= :min_roi": ("min_roi", filters.min_roi),
        "opportunity.margin >= :min_margin": ("min_margin", filters.min_margin),
        "opportunity.probability >= :min_probability": (
            "min_probability",
            filters.min_probability,
        ),
        "coalesce(verdict.risk, 0) <= :max_risk": ("max_risk", filters.max_risk),
        "opportunity.found_at >= :since": (
            "since",
            now - filters.max_age if filters.max_age else None,
        ),
        "(listing.title ILIKE :words OR product.title ILIKE :words OR listing.shop ILIKE :words)": (
            "words",
            like(filters.words) if filters.words else None,
        ),
    }
    chosen = {
        clause: (name, list(value) if isinstance(value, tuple) else value)
        for clause, (name, value) in clauses.items()
        if value not in (None, ())
    }
    status = {
        "open": " AND opportunity.gone_at IS NULL",
        "gone": " AND opportunity.gone_at IS NOT NULL",
    }
    return " AND ".join(chosen) + status.get(filters.status, ""), dict(chosen.values())


def _from(where: str) -> str:
    """Join what `where` needs and no more: counting 100,000 rows is quick without the rest."""
    joins = {
        "listing.": "JOIN listing ON listing.id = opportunity.listing_id",
        "product.": "JOIN product ON product.id = opportunity.product_id",
        "verdict.": "LEFT JOIN verdict ON verdict.opportunity_id = opportunity.id",
    }
    needed = [join for name, join in joins.items() if name in where]
    return " ".join(["FROM opportunity", *needed])


async def opportunities(
    session: AsyncSession,
    workspace: UUID,
    filters: Filters,
    *,
    sort: str,
    cursor: str | None,
    limit: int,
    now: datetime,
) -> Slice:
    """Return one page; `sort` is a name of `SORTS`, with `-` in front for the largest first."""
    down = sort.startswith("-")
    name = sort[1:] if down else sort
    if name not in SORTS:
        msg = f"cannot sort by {name}; choose one of {', '.join(SORTS)}"
        raise Invalid(msg)
    where, values = _where(filters, workspace, now)
    total = (
        await session.execute(text(f"SELECT count(*) {_from(where)} WHERE {where}"), values)
    ).scalar_one()
    column, order, beyond = SORTS[name], "DESC" if down else "ASC", "<" if down else ">"
    page = where
    marks = Marks.within("opportunities", filters, sort)
    if cursor is not None:
        kind = "text" if name in WORDS else "timestamptz" if name.endswith("_at") else "numeric"
        mark = f"(CAST(:last AS {kind}), CAST(:last_id AS uuid))"
        page += f" AND ({column}, opportunity.id) {beyond} {mark}"
        last, last_id = marks.read(cursor)
        values |= {"last": _typed(last, name), "last_id": last_id}
    query = text(
        f"{SELECT}, {column} AS sorted_by {FROM} WHERE {page} "
        f"ORDER BY {column} {order}, opportunity.id {order} LIMIT :limit"
    )
    rows = list((await session.execute(query, {**values, "limit": limit + 1})).mappings())
    more = rows[limit - 1] if len(rows) > limit else None
    following = marks.make(str(more["sorted_by"]), more["id"]) if more else None
    return Slice(rows[:limit], following, total)


def _typed(value: str, name: str) -> Decimal | datetime | str:
    if name in WORDS:
        return value
    try:
        if name.endswith("_at"):
            return datetime.fromisoformat(value).astimezone(UTC)
        number = Decimal(value)
    except (ValueError, OverflowError, InvalidOperation):
        number = BEYOND_MEASURE
    if not number.is_finite() or abs(number) >= BEYOND_MEASURE:
        raise Invalid(NOT_OURS)
    return number


DETAIL = text(f"""
    {SELECT}, link.probability AS link_probability, link.method AS link_method,
    link.reasons AS link_reasons, verdict.weighed
    {FROM} LEFT JOIN link ON link.listing_id = opportunity.listing_id
         AND link.product_id = opportunity.product_id
    WHERE opportunity.id = :id AND opportunity.workspace_id = :workspace
""")


async def opportunity(session: AsyncSession, workspace: UUID, wanted: UUID) -> RowMapping | None:
    """Return one opportunity with everything that is known of it."""
    found = await session.execute(DETAIL, {"id": wanted, "workspace": workspace})
    return found.mappings().one_or_none()


async def comparables(session: AsyncSession, listings: list[UUID]) -> list[RowMapping]:
    """Return listings that an appraisal was judged by, as they stand now."""
    rows = await session.execute(
        text(f"""
            SELECT {COLUMNS}, link.probability, link.reasons
            FROM listing {JOINS} LEFT JOIN link ON link.listing_id = listing.id
            WHERE listing.id = ANY(CAST(:ids AS uuid[]))
        """),  # noqa: S608  (made of our own column names)
        {"ids": listings},
    )
    return list(rows.mappings())


FACETS = {
    "verdicts": "coalesce(verdict.verdict, 'skip')",
    "marketplaces": "listing.marketplace",
    "shops": "listing.shop",
    "categories": "product.category",
}


async def facets(session: AsyncSession, workspace: UUID) -> dict[str, list[tuple[str, int]]]:
    """Return the values that can be filtered by, with how many are open, the commonest first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, column in FACETS.items():
        query = text(f"""
            SELECT {column} AS value, count(*) AS count {_from(column)}
            WHERE opportunity.workspace_id = :workspace AND opportunity.gone_at IS NULL
              AND {column} IS NOT NULL
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200
        """)
        rows = await session.execute(query, {"workspace": workspace})
        found[name] = [(value, int(count)) for value, count in rows]
    return found
