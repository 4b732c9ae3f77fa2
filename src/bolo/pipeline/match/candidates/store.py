"""Queries of what listings might be: products by identifier and by words, and who stands there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Candidate, Description, Method
from bolo.pipeline.match.store import Placing, Spot, part_key


@dataclass(frozen=True, slots=True)
class Titled:
    """A product by its words; `version` grows with every product founded or described anew."""

    id: UUID
    words: str
    brand: str | None
    demo: bool
    version: int


@dataclass(frozen=True, slots=True)
class Occupant:
    """A listing that stands for a product at a spot, and how surely."""

    listing: UUID
    product: UUID
    spot: Spot
    method: Method
    probability: Decimal


CANDIDATES = text("""
    SELECT asked.listing, product.id, product.title, product.brand, product.gtin, product.mpn,
           product.variant, product.condition, product.category
    FROM unnest(CAST(:listings AS uuid[]), CAST(:gtins AS text[]), CAST(:parts AS text[]),
                CAST(:demo AS bool[]))
         AS asked(listing, gtin, part, demo)
    CROSS JOIN LATERAL (
        (SELECT * FROM product WHERE product.demo = asked.demo AND product.gtin = asked.gtin
         LIMIT 20)
        UNION
        (SELECT * FROM product WHERE product.demo = asked.demo AND product.part = asked.part
         LIMIT 20)
    ) AS product
    WHERE EXISTS (SELECT 1 FROM link WHERE link.product_id = product.id)
    UNION
    SELECT near.listing, product.id, product.title, product.brand, product.gtin, product.mpn,
           product.variant, product.condition, product.category
    FROM unnest(CAST(:near AS uuid[]), CAST(:products AS uuid[])) AS near(listing, product)
    JOIN product ON product.id = near.product
    WHERE EXISTS (SELECT 1 FROM link WHERE link.product_id = product.id)
""")


async def candidates(
    session: AsyncSession, placings: Sequence[Placing], near: Sequence[tuple[UUID, UUID]]
) -> dict[UUID, list[Candidate]]:
    """Return known products that listings might be: by identifier, and those that are `near`."""
    rows = await session.execute(
        CANDIDATES,
        {
            "listings": [one.listing for one in placings],
            "gtins": [one.description.gtin for one in placings],
            "parts": [part_key(one.description) for one in placings],
            "demo": [one.demo for one in placings],
            "near": [listing for listing, _ in near],
            "products": [product for _, product in near],
        },
    )
    found: dict[UUID, list[Candidate]] = {}
    for row in rows:
        thing = Description(
            row.title, row.brand, row.gtin, row.mpn, row.variant, row.condition, row.category
        )
        found.setdefault(row.listing, []).append(Candidate(row.id, thing))
    return found


async def titled_since(session: AsyncSession, version: int, most: int | None) -> list[Titled]:
    """Return products founded or described anew since a version, in that order."""
    rows = await session.execute(
        text("""
            SELECT id, words, brand, demo, version FROM product WHERE version > :version
            ORDER BY version LIMIT :most
        """),
        {"version": version, "most": most},
    )
    return [Titled(*row) for row in rows]


async def occupants(
    session: AsyncSession, products: Iterable[UUID], placings: Iterable[Placing]
) -> list[Occupant]:
    """Return what stands for these products in the shops of these listings."""
    rows = await session.execute(
        text("""
            SELECT link.listing_id, link.product_id, marketplace, shop,
                   coalesce(seller, '') AS seller, coalesce(condition, '') AS condition,
                   link.method, link.probability
            FROM link JOIN listing ON listing.id = link.listing_id
            WHERE link.product_id = ANY(CAST(:products AS uuid[]))
              AND listing.shop = ANY(CAST(:shops AS text[])) AND listing.gone_at IS NULL
        """),
        {"products": sorted(products), "shops": sorted({one.spot[1] for one in placings})},
    )
    return [
        Occupant(
            row.listing_id,
            row.product_id,
            (row.marketplace, row.shop, row.seller, row.condition),
            Method(row.method),
            row.probability,
        )
        for row in rows
    ]
