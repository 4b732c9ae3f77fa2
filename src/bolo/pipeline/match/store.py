"""Queries of matching: listings to place, products they might be, and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Candidate, Description, Likeness

MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Placing:
    """A listing to be placed, and the product it has now."""

    listing: UUID
    description: Description
    image: str | None
    demo: bool
    product: UUID | None


async def lock(session: AsyncSession) -> None:
    """Let one worker at a time place listings, so that no product is founded twice."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('bolo match'))"))


async def listings(session: AsyncSession, ids: Iterable[UUID]) -> list[Placing]:
    """Return listings to place, in order of id."""
    rows = await session.execute(
        text("""
            SELECT listing.id, title, brand, gtin, mpn, variant, condition, category, image,
                   listing.demo, link.product_id
            FROM listing LEFT JOIN link ON link.listing_id = listing.id
            WHERE listing.id = ANY(CAST(:ids AS uuid[]))
            ORDER BY listing.id
        """),
        {"ids": sorted(ids)},
    )
    return [
        Placing(
            row.id,
            Description(
                row.title,
                row.brand,
                row.gtin,
                row.mpn,
                row.variant,
                row.condition,
                row.category,
            ),
            row.image,
            row.demo,
            row.product_id,
        )
        for row in rows
    ]


def part_key(description: Description) -> str | None:
    """Return brand and part number in one key; `None` when either is missing."""
    if not (description.brand and description.mpn):
        return None
    return f"{description.brand} {description.mpn}".lower()


def words(description: Description) -> str:
    """Return what is searched for likeness."""
    return f"{description.title} {description.variant or ''}".lower().strip()


CANDIDATES = text("""
    (SELECT id, title, brand, gtin, mpn, variant, condition, category
     FROM product WHERE demo = :demo AND gtin = :gtin LIMIT 20)
    UNION
    (SELECT id, title, brand, gtin, mpn, variant, condition, category
     FROM product WHERE demo = :demo AND part = :part LIMIT 20)
    UNION
    (SELECT id, title, brand, gtin, mpn, variant, condition, category
     FROM product WHERE demo = :demo AND words % :words
     ORDER BY similarity(words, :words) DESC, id LIMIT :most)
""")


async def candidates(session: AsyncSession, placing: Placing) -> list[Candidate]:
    """Return known products that the listing might be: by identifier, then by likeness."""
    rows = await session.execute(
        CANDIDATES,
        {
            "demo": placing.demo,
            "gtin": placing.description.gtin,
            "part": part_key(placing.description),
            "words": words(placing.description),
            "most": MOST_CANDIDATES,
        },
    )
    return [
        Candidate(
            row.id,
            Description(
                row.title,
                row.brand,
                row.gtin,
                row.mpn,
                row.variant,
                row.condition,
                row.category,
            ),
        )
        for row in rows
    ]


async def founded_by(session: AsyncSession, product: UUID) -> int:
    """Return how many listings a product has."""
    query = text("SELECT count(*) FROM link WHERE product_id = :product")
    return (await session.execute(query, {"product": product})).scalar_one()


async def found_product(
    session: AsyncSession, product: UUID, placing: Placing, at: datetime
) -> None:
    """Add a product described as its first listing is."""
    thing = placing.description
    await session.execute(
        text("""
            INSERT INTO product (id, title, brand, gtin, mpn, part, variant, condition, category,
                image, words, demo, created_at)
            VALUES (:id, :title, :brand, :gtin, :mpn, :part, :variant, :condition, :category,
                :image, :words, :demo, :at)
        """),
        {
            "id": product,
            "title": thing.title,
            "brand": thing.brand,
            "gtin": thing.gtin,
            "mpn": thing.mpn,
            "part": part_key(thing),
            "variant": thing.variant,
            "condition": thing.condition,
            "category": thing.category,
            "image": placing.image,
            "words": words(thing),
            "demo": placing.demo,
            "at": at,
        },
    )


async def enrich_product(session: AsyncSession, product: UUID, placing: Placing) -> None:
    """Let a product learn the identifiers and facts that its listings state and it lacks."""
    thing = placing.description
    await session.execute(
        text("""
            UPDATE product SET gtin = coalesce(gtin, :gtin), brand = coalesce(brand, :brand),
                mpn = coalesce(mpn, :mpn), part = coalesce(part, :part),
                category = coalesce(category, :category), image = coalesce(image, :image)
            WHERE id = :id AND (gtin IS NULL OR part IS NULL OR category IS NULL OR image IS NULL
                                OR brand IS NULL)
        """),
        {
            "id": product,
            "gtin": thing.gtin,
            "brand": thing.brand,
            "mpn": thing.mpn,
            "part": part_key(thing),
            "category": thing.category,
            "image": placing.image,
        },
    )


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a listing was found to be, and what it was found not to be."""

    listing: UUID
    product: UUID
    likeness: Likeness
    near_product: UUID | None = None
    near: Likeness | None = None


async def save_links(session: AsyncSession, links: Sequence[NewLink], at: datetime) -> None:
    """Write links and near misses; what a listing was before is replaced."""
    ordered = sorted(links, key=lambda link: link.listing)
    await session.execute(
        text("""
            INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at)
            SELECT id, product, probability, method, CAST(reasons AS jsonb), :at
            FROM unnest(CAST(:id AS uuid[]), CAST(:product AS uuid[]),
                CAST(:probability AS numeric[]), CAST(:method AS text[]), CAST(:reasons AS text[]))
                AS new(id, product, probability, method, reasons)
            ON CONFLICT (listing_id) DO UPDATE SET product_id = excluded.product_id,
                probability = excluded.probability, method = excluded.method,
                reasons = excluded.reasons, linked_at = excluded.linked_at
        """),
        {
            "id": [link.listing for link in ordered],
            "product": [link.product for link in ordered],
            "probability": [link.likeness.probability for link in ordered],
            "method": [link.likeness.method for link in ordered],
            "reasons": [_json(link.likeness.reasons) for link in ordered],
            "at": at,
        },
    )
    await session.execute(
        text("DELETE FROM near_miss WHERE listing_id = ANY(CAST(:ids AS uuid[]))"),
        {"ids": [link.listing for link in ordered]},
    )
    near = [(link.listing, link.near_product, link.near) for link in ordered if link.near]
    if near:
        await _save_near(session, near)


async def _save_near(
    session: AsyncSession, near: Sequence[tuple[UUID, UUID | None, Likeness]]
) -> None:
    await session.execute(
        text("""
            INSERT INTO near_miss (listing_id, product_id, probability, reasons, gates)
            SELECT id, product, probability, CAST(reasons AS jsonb), CAST(gates AS jsonb)
            FROM unnest(CAST(:id AS uuid[]), CAST(:product AS uuid[]),
                CAST(:probability AS numeric[]), CAST(:reasons AS text[]), CAST(:gates AS text[]))
                AS new(id, product, probability, reasons, gates)
        """),
        {
            "id": [listing for listing, _, _ in near],
            "product": [product for _, product, _ in near],
            "probability": [likeness.probability for _, _, likeness in near],
            "reasons": [_json(likeness.reasons) for _, _, likeness in near],
            "gates": [_json(likeness.gates) for _, _, likeness in near],
        },
    )


def _json(value: Any) -> str:  # noqa: ANN401  (anything that JSON can hold)
    return orjson.dumps(value).decode()
