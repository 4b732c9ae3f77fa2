"""Rows of own sales: written once for each reference, read the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.fx import Rates, rate_of
from bolo.core.money import Money, minor_places
from bolo.core.valuation.vat import Vat

KEPT = Decimal("0.0001")
"""The places that columns have."""


@dataclass(frozen=True, slots=True)
class NewSale:
    """Something that was sold: `product` or else `gtin` says what; all amounts in one currency.

    `ref` tells it from another sale of the workspace: entered twice, it is there once.
    `opportunity` is the deal that was bought: what it promised counts though it is gone by now.
    `vat` is what is owed on it less what comes back, `None` where that cannot be known.
    """

    ref: str
    venue: str
    price: Money
    sold_at: datetime
    product: UUID | None = None
    gtin: str | None = None
    condition: Condition = Condition.NEW
    listed_at: datetime | None = None
    cost: Decimal | None = None
    fees: Decimal | None = None
    opportunity: UUID | None = None
    vat: Decimal | None = Decimal(0)


@dataclass(frozen=True, slots=True)
class Home:
    """The currency that a workspace reckons in, and the rates out of it by days."""

    currency: str
    tables: Sequence[Rates]
    known: dict[tuple[str, date], Decimal | None] = field(default_factory=dict)

    def rate(self, currency: str, at: datetime) -> Decimal | None:
        """Return how many `currency` one of ours was on the day of `at`, UTC."""
        key = currency, at.astimezone(UTC).date()
        if key not in self.known:
            self.known[key] = rate_of(self.tables, self.currency, *key)
        return self.known[key]


async def products_named(session: AsyncSession, sales: Sequence[NewSale]) -> list[UUID | None]:
    """Return the product of each sale, `None` where nothing of that id or GTIN is known."""
    rows = await session.execute(
        text("""
            SELECT id, gtin FROM product
            WHERE id = ANY(CAST(:ids AS uuid[])) OR gtin = ANY(CAST(:gtins AS text[]))
            ORDER BY demo, created_at, id
        """),
        {
            "ids": sorted({sale.product for sale in sales if sale.product}),
            "gtins": sorted({sale.gtin for sale in sales if sale.gtin}),
        },
    )
    by_gtin: dict[str, UUID] = {}
    known: set[UUID] = set()
    for row in rows:
        known.add(row.id)
        by_gtin.setdefault(row.gtin, row.id)
    return [
        (sale.product if sale.product in known else None)
        if sale.product
        else by_gtin.get(sale.gtin or "")
        for sale in sales
    ]


Figures = tuple[Decimal, str, Decimal | None, Decimal | None, datetime]
"""Price, currency, cost, fees and moment of a sale, as they are kept."""


async def there(
    session: AsyncSession, workspace: UUID, sales: Sequence[NewSale]
) -> dict[str, Figures]:
    """Return the figures of the sales that the workspace has by the references of these."""
    rows = await session.execute(
        text("""
            SELECT ref, price, currency, cost, fees, sold_at FROM sale
            WHERE workspace_id = :workspace AND ref = ANY(:refs)
        """),
        {"workspace": workspace, "refs": sorted({sale.ref for sale in sales})},
    )
    return {row.ref: (row.price, row.currency, row.cost, row.fees, row.sold_at) for row in rows}


def figures(sale: NewSale) -> Figures:
    """Return what a sale comes to when it is kept."""
    price, cost, fees = (
        None if one is None else one.quantize(KEPT, ROUND_HALF_UP)
        for one in (sale.price.amount, sale.cost, sale.fees)
    )
    return price or Decimal(0), sale.price.currency, cost, fees, sale.sold_at


async def titles(session: AsyncSession, products: Sequence[UUID]) -> dict[UUID, str]:
    """Return what products are called."""
    rows = await session.execute(
        text("SELECT id, title FROM product WHERE id = ANY(:ids)"), {"ids": [*products]}
    )
    return {row.id: row.title for row in rows}


ADD = text("""
    INSERT INTO sale (id, workspace_id, product_id, ref, venue, condition, price, currency,
        sold_at, listed_at, cost, fees, vat, promised, created_at)
    SELECT new.id, :workspace, new.product, new.ref, new.venue, new.condition, new.price,
           new.currency, new.sold_at, new.listed_at, new.cost, new.fees, new.vat,
           (SELECT max(CASE opportunity.currency WHEN new.currency THEN profit
                            ELSE round(profit * new.exchange, new.places) END)
            FROM opportunity
            WHERE workspace_id = :workspace AND product_id = new.product
              AND opportunity.venue = new.venue
              AND opportunity.currency IN (new.currency, :home)
              AND found_at <= new.sold_at
              AND coalesce(evidence #>> '{costing,vat_scheme}', 'none') = :scheme
              AND CAST(coalesce(evidence #>> '{costing,vat_rate}', '0') AS numeric) = :rate
              AND coalesce(evidence #>> '{costing,vat_reclaimed}', 'yes') = :reclaimed
              AND CASE WHEN new.opportunity IS NULL THEN gone_at IS NULL
                       ELSE opportunity.id = new.opportunity END),
           :now
    FROM unnest(CAST(:id AS uuid[]), CAST(:product AS uuid[]), CAST(:ref AS text[]),
                CAST(:venue AS text[]), CAST(:condition AS text[]), CAST(:price AS numeric[]),
                CAST(:currency AS text[]), CAST(:sold_at AS timestamptz[]),
                CAST(:listed_at AS timestamptz[]), CAST(:cost AS numeric[]),
                CAST(:fees AS numeric[]), CAST(:vat AS numeric[]), CAST(:opportunity AS uuid[]),
                CAST(:exchange AS numeric[]), CAST(:places AS int[]))
         AS new(id, product, ref, venue, condition, price, currency, sold_at, listed_at, cost, fees,
                vat, opportunity, exchange, places)
    ON CONFLICT (workspace_id, ref) DO NOTHING
    RETURNING product_id
""")

COLUMNS = (
    "ref",
    "venue",
    "condition",
    "sold_at",
    "listed_at",
    "cost",
    "fees",
    "vat",
    "opportunity",
)
"""Attributes of a sale that are written as they are."""
REMOVE = text("""
    WITH removed AS (
        DELETE FROM sale WHERE workspace_id = :workspace AND id = :id
        RETURNING product_id, venue, condition, sold_at
    ), waiting AS (
        UPDATE prediction
        SET settled_at = NULL, outcome = NULL, realised = NULL, realised_days = NULL
        FROM removed
        WHERE prediction.workspace_id = :workspace AND prediction.outcome = 'own_sale'
          AND prediction.product_id = removed.product_id AND prediction.venue = removed.venue
          AND prediction.condition = removed.condition
          AND prediction.settled_at = removed.sold_at
    )
    SELECT product_id FROM removed
""")


async def add(
    session: AsyncSession,
    workspace: UUID,
    sales: Sequence[tuple[UUID, UUID, NewSale]],
    now: datetime,
    vat: Vat,
    home: Home,
) -> list[UUID]:
    """Write (id, product, sale); return the product of each that was not there before.

    What was promised counts where it was reckoned by the same `vat`, as the sale is. It is kept
    in the currency of the sale: what was promised in that of the workspace is converted.
    """
    columns: dict[str, list[Any]] = {
        "id": [one for one, _, _ in sales],
        "product": [product for _, product, _ in sales],
        "price": [sale.price.amount for *_, sale in sales],
        "currency": [sale.price.currency for *_, sale in sales],
        "exchange": [home.rate(sale.price.currency, sale.sold_at) for *_, sale in sales],
        "places": [minor_places(sale.price.currency) for *_, sale in sales],
        **{name: [getattr(sale, name) for *_, sale in sales] for name in COLUMNS},
    }
    by = {"scheme": "none", "rate": Decimal(0), "reclaimed": "yes"}
    if vat.registered:
        reclaimed = "yes" if vat.reclaims else "no"
        by = {"scheme": vat.scheme.value, "rate": vat.rate, "reclaimed": reclaimed}
    ours = {"workspace": workspace, "home": home.currency, "now": now}
    rows = await session.execute(ADD, {**columns, **by, **ours})
    return list(rows.scalars())


async def remove(session: AsyncSession, workspace: UUID, sale: UUID) -> UUID | None:
    """Delete a sale, let what it had settled wait again; return its product if there was one."""
    rows = await session.execute(REMOVE, {"workspace": workspace, "id": sale})
    product: UUID | None = rows.scalar_one_or_none()
    return product


SHOWN = """
    SELECT sale.*, product.title, product.brand, product.category, product.image
    FROM sale JOIN product ON product.id = sale.product_id WHERE sale.workspace_id = :workspace
"""


async def by_ref(session: AsyncSession, workspace: UUID, ref: str) -> RowMapping:
    """Return one sale with its product."""
    rows = await session.execute(
        text(f"{SHOWN} AND sale.ref = :ref"), {"workspace": workspace, "ref": ref}
    )
    return rows.mappings().one()


async def named(session: AsyncSession, workspace: UUID, words: str) -> UUID | None:
    """Return the sale that has this id or this reference."""
    asked = "SELECT id FROM sale WHERE workspace_id = :workspace AND :words IN (ref, id::text)"
    rows = await session.execute(text(asked), {"workspace": workspace, "words": words})
    found: UUID | None = rows.scalar()
    return found


async def newest(
    session: AsyncSession,
    workspace: UUID,
    limit: int,
    before: tuple[datetime, UUID] | None = None,
) -> list[RowMapping]:
    """Return sales with their products, the newest first, from after `before` on."""
    at, last = before or (None, None)
    rows = await session.execute(
        text(f"""
            {SHOWN}
              AND (CAST(:at AS timestamptz) IS NULL
                   OR (sale.sold_at, sale.id) < (CAST(:at AS timestamptz), CAST(:last AS uuid)))
            ORDER BY sale.sold_at DESC, sale.id DESC LIMIT :limit
        """),
        {"workspace": workspace, "at": at, "last": last, "limit": limit},
    )
    return list(rows.mappings())
