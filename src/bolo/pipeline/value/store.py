"""Queries of valuing: which listings belong together, who wants to know, and what was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.money import Money
from bolo.core.valuation.asks import ASKED_SHARE
from bolo.core.valuation.cost import Costing
from bolo.core.valuation.vat import NO_VAT, Scheme, Vat


async def products_of(session: AsyncSession, listings: Iterable[UUID]) -> list[UUID]:
    """Return the products that listings are, or nearly are."""
    rows = await session.execute(
        text("""
            SELECT product_id FROM link WHERE listing_id = ANY(CAST(:ids AS uuid[]))
            UNION
            SELECT product_id FROM near_miss WHERE listing_id = ANY(CAST(:ids AS uuid[]))
        """),
        {"ids": sorted(listings)},
    )
    return sorted(rows.scalars())


async def lock_products(session: AsyncSession, products: Iterable[UUID]) -> None:
    """Value a product in one place at a time."""
    await session.execute(
        text("""
            SELECT id FROM product WHERE id = ANY(CAST(:ids AS uuid[]))
            ORDER BY id FOR NO KEY UPDATE
        """),
        {"ids": sorted(products)},
    )


async def tied_to(session: AsyncSession, products: Iterable[UUID]) -> list[UUID]:
    """Return the listings that are those products, or nearly are."""
    rows = await session.execute(
        text("""
            SELECT listing_id FROM link WHERE product_id = ANY(CAST(:ids AS uuid[]))
            UNION
            SELECT listing_id FROM near_miss WHERE product_id = ANY(CAST(:ids AS uuid[]))
        """),
        {"ids": sorted(products)},
    )
    return sorted(rows.scalars())


WANTED_BY = text("""
    WITH seen AS (
        SELECT sighting.listing_id, question.id AS question, question.parent_id AS parent
        FROM sighting JOIN question ON question.id = sighting.question_id
        WHERE sighting.listing_id = ANY(CAST(:ids AS uuid[]))
    ), wanted AS (
        SELECT watch_id, listing_id FROM seen JOIN watch_question ON question_id = seen.question
        UNION
        SELECT watch_id, listing_id FROM seen JOIN watch_question ON question_id = seen.parent
    )
    SELECT DISTINCT watch.workspace_id, wanted.listing_id
    FROM wanted JOIN watch ON watch.id = wanted.watch_id
    WHERE watch.paused_at IS NULL
      AND (CAST(:only AS uuid) IS NULL OR watch.workspace_id = :only)
    ORDER BY 1, 2
""")


async def wanted_by(
    session: AsyncSession, listings: Sequence[UUID], only: UUID | None = None
) -> list[tuple[UUID, UUID]]:
    """Return (workspace, listing) for every listing that a watch of the workspace covers.

    A paused watch covers nothing. With `only`, that workspace alone is asked about.
    """
    rows = await session.execute(WANTED_BY, {"ids": sorted(listings), "only": only})
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True, slots=True)
class CostingFigures:
    """What a workspace pays on top of a price, in plain figures of its currency.

    `asked_share` is how much of what others ask it expects a sale to bring.
    """

    currency: str
    venues: tuple[str, ...]
    shipping: Decimal
    prep: Decimal
    tax_rate: Decimal
    import_rate: Decimal
    currency_spread: Decimal
    asked_share: Decimal = ASKED_SHARE
    vat: Vat = NO_VAT

    def costs(self) -> Costing:
        """Return what is paid on top of a price, as it is reckoned with."""
        return Costing(
            Money(self.shipping, self.currency),
            Money(self.prep, self.currency),
            self.tax_rate,
            self.import_rate,
            self.currency_spread,
            self.vat,
        )


DEFAULTS = CostingFigures(
    currency="USD",
    venues=("ebay-us",),
    shipping=Decimal(0),
    prep=Decimal("1.50"),
    tax_rate=Decimal(0),
    import_rate=Decimal(0),
    currency_spread=Decimal("0.02"),
)


async def costing(session: AsyncSession, workspace: UUID) -> CostingFigures:
    """Return a workspace's figures, the defaults where it has none."""
    row = (
        await session.execute(
            text("""
                SELECT workspace.currency, costing.* FROM workspace
                LEFT JOIN costing ON costing.workspace_id = workspace.id
                WHERE workspace.id = :workspace
            """),
            {"workspace": workspace},
        )
    ).one()
    if row.venues is None:
        return CostingFigures(
            row.currency, *(getattr(DEFAULTS, n) for n in CostingFigures.__slots__[1:])
        )
    return CostingFigures(
        row.currency,
        tuple(row.venues),
        row.shipping,
        row.prep,
        row.tax_rate,
        row.import_rate,
        row.currency_spread,
        row.asked_share,
        Vat(Scheme(row.vat_scheme), row.vat_rate, row.vat_reclaimed),
    )


async def hold_costing(session: AsyncSession, workspace: UUID) -> None:
    """Lock a workspace's row, which is there also where it has chosen no figures yet."""
    await session.execute(
        text("SELECT FROM workspace WHERE id = :workspace FOR NO KEY UPDATE"),
        {"workspace": workspace},
    )


async def save_costing(session: AsyncSession, workspace: UUID, figures: CostingFigures) -> None:
    """Write a workspace's figures and its currency."""
    await session.execute(
        text("UPDATE workspace SET currency = :currency WHERE id = :workspace"),
        {"currency": figures.currency, "workspace": workspace},
    )
    await session.execute(
        text("""
            INSERT INTO costing (workspace_id, venues, shipping, prep, tax_rate, import_rate,
                currency_spread, asked_share, vat_scheme, vat_rate, vat_reclaimed)
            VALUES (:workspace, CAST(:venues AS jsonb), :shipping, :prep, :tax, :import, :spread,
                :share, :scheme, :rate, :reclaimed)
            ON CONFLICT (workspace_id) DO UPDATE SET venues = excluded.venues,
                shipping = excluded.shipping, prep = excluded.prep, tax_rate = excluded.tax_rate,
                import_rate = excluded.import_rate, currency_spread = excluded.currency_spread,
                asked_share = excluded.asked_share, vat_scheme = excluded.vat_scheme,
                vat_rate = excluded.vat_rate, vat_reclaimed = excluded.vat_reclaimed
        """),
        {
            "workspace": workspace,
            "venues": orjson.dumps(figures.venues).decode(),
            "shipping": figures.shipping,
            "prep": figures.prep,
            "tax": figures.tax_rate,
            "import": figures.import_rate,
            "spread": figures.currency_spread,
            "share": figures.asked_share,
            "scheme": figures.vat.scheme.value,
            "rate": figures.vat.rate,
            "reclaimed": figures.vat.reclaims,
        },
    )


@dataclass(frozen=True, slots=True)
class Found:
    """An opportunity to be written; amounts in `currency`."""

    id: UUID
    workspace_id: UUID
    listing_id: UUID
    product_id: UUID
    venue: str
    currency: str
    price: Decimal
    cost: Decimal
    exit_price: Decimal
    fees: Decimal
    vat: Decimal
    proceeds: Decimal
    profit: Decimal
    break_even: Decimal | None
    margin: Decimal
    roi: Decimal
    probability: Decimal
    asks: int
    reads: int
    in_stock: bool
    confirmed_fees: bool
    match_gates: str
    doubts: str
    evidence: str
    demo: bool


_TYPES = {
    "id": "uuid",
    "workspace_id": "uuid",
    "listing_id": "uuid",
    "product_id": "uuid",
    "asks": "int",
    "reads": "int",
    "in_stock": "bool",
    "confirmed_fees": "bool",
    "demo": "bool",
    "venue": "text",
    "currency": "text",
    "match_gates": "text",
    "doubts": "text",
    "evidence": "text",
}
_COLUMNS = tuple(Found.__dataclass_fields__)
_JSON = ("match_gates", "doubts", "evidence")
_SAVE = text(f"""
    INSERT INTO opportunity ({", ".join(_COLUMNS)}, found_at, changed_at)
    SELECT {", ".join(f"CAST({n} AS jsonb)" if n in _JSON else n for n in _COLUMNS)}, :now, :now
    FROM unnest({", ".join(f"CAST(:{n} AS {_TYPES.get(n, 'numeric')}[])" for n in _COLUMNS)})
         AS new({", ".join(_COLUMNS)})
    ON CONFLICT (workspace_id, listing_id, venue) DO UPDATE SET
        {", ".join(f"{n} = excluded.{n}" for n in _COLUMNS if n != "id")},
        changed_at = :now, gone_at = NULL,
        found_at = CASE WHEN opportunity.gone_at IS NULL THEN opportunity.found_at ELSE :now END
    WHERE opportunity.gone_at IS NOT NULL
       OR opportunity.evidence -> 'levy' IS DISTINCT FROM excluded.evidence -> 'levy'
       OR ({", ".join(f"opportunity.{n}" for n in _COLUMNS if n not in ("id", "evidence"))})
          IS DISTINCT FROM
          ({", ".join(f"excluded.{n}" for n in _COLUMNS if n not in ("id", "evidence"))})
    RETURNING id, workspace_id
""")  # noqa: S608  (made of our own column names)


async def save(
    session: AsyncSession, found: Sequence[Found], now: datetime
) -> list[tuple[UUID, UUID]]:
    """Write opportunities; return (workspace, id) of those that are new or differ.

    The caller holds `lock_opportunities`.
    """
    ordered = sorted(found, key=lambda one: (one.workspace_id, one.listing_id, one.venue))
    columns: dict[str, Any] = {name: [getattr(one, name) for one in ordered] for name in _COLUMNS}
    rows = await session.execute(_SAVE, {**columns, "now": now})
    return [(row.workspace_id, row.id) for row in rows]


async def lock_opportunities(session: AsyncSession, listings: Iterable[UUID]) -> None:
    """Lock the opportunities of listings in order of id, as deciding and notifying do."""
    await session.execute(
        text("""
            SELECT id FROM opportunity WHERE listing_id = ANY(CAST(:listings AS uuid[]))
            ORDER BY id FOR NO KEY UPDATE
        """),
        {"listings": sorted(listings)},
    )


async def close_others(
    session: AsyncSession,
    listings: Iterable[UUID],
    standing: Iterable[tuple[UUID, UUID, str]],
    now: datetime,
    only: UUID | None = None,
) -> list[tuple[UUID, UUID]]:
    """Close the open opportunities of `listings` that are not among `standing`.

    With `only`, those of that workspace alone. `standing` is (workspace, listing, venue);
    returns (workspace, id) of what was closed.
    """
    kept = sorted(standing)
    rows = await session.execute(
        text("""
            UPDATE opportunity SET gone_at = :now, changed_at = :now
            WHERE listing_id = ANY(CAST(:listings AS uuid[])) AND gone_at IS NULL
              AND (CAST(:only AS uuid) IS NULL OR workspace_id = :only)
              AND NOT EXISTS (
                SELECT 1 FROM unnest(CAST(:workspaces AS uuid[]), CAST(:kept AS uuid[]),
                                     CAST(:venues AS text[])) AS kept(workspace, listing, venue)
                WHERE kept.workspace = opportunity.workspace_id
                  AND kept.listing = opportunity.listing_id AND kept.venue = opportunity.venue)
            RETURNING id, workspace_id
        """),
        {
            "now": now,
            "only": only,
            "listings": sorted(listings),
            "workspaces": [one[0] for one in kept],
            "kept": [one[1] for one in kept],
            "venues": [one[2] for one in kept],
        },
    )
    return [(row.workspace_id, row.id) for row in rows]


async def listings_of(session: AsyncSession, workspace: UUID) -> list[UUID]:
    """Return the listings that a workspace's watches cover, and those it has open dealings in."""
    rows = await session.execute(
        text("""
            WITH asked AS (
                SELECT question_id AS id FROM watch_question WHERE workspace_id = :workspace
                UNION
                SELECT question.id FROM watch_question
                JOIN question ON question.parent_id = watch_question.question_id
                WHERE watch_question.workspace_id = :workspace
            )
            SELECT listing_id FROM sighting JOIN asked ON asked.id = sighting.question_id
            UNION
            SELECT listing_id FROM opportunity
            WHERE workspace_id = :workspace AND gone_at IS NULL
            ORDER BY 1
        """),
        {"workspace": workspace},
    )
    return list(rows.scalars())
