"""Queries of matching: listings to place, products they might be, and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Description, Likeness, Method

Spot = tuple[str, str, str, str]
"""Marketplace, shop, seller and condition: where one thing is offered once."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A listing to be placed, and the product it has now."""

    listing: UUID
    description: Description
    image: str | None
    demo: bool
    product: UUID | None
    spot: Spot


async def lock(session: AsyncSession) -> None:
    """Let one worker at a time place listings, so that no product is founded twice."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('bolo match'))"))


async def listings(session: AsyncSession, ids: Iterable[UUID]) -> list[Placing]:
    """Return listings to place, in order of id."""
    rows = await session.execute(
        text("""
            SELECT listing.id, title, brand, gtin, mpn, variant, condition, category, image,
                   listing.demo, marketplace, shop, coalesce(seller, '') AS seller,
                   link.product_id
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
            (row.marketplace, row.shop, row.seller, row.condition or ""),
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


async def alone_in(session: AsyncSession, products: Iterable[UUID]) -> set[UUID]:
    """Return which of those products have a single listing."""
    rows = await session.execute(
        text("""
            SELECT product_id FROM link WHERE product_id = ANY(CAST(:ids AS uuid[]))
            GROUP BY product_id HAVING count(*) = 1
        """),
        {"ids": sorted(products)},
    )
    return set(rows.scalars())


_FACTS = ("title", "brand", "gtin", "mpn", "variant", "condition", "category")


def _columns(placed: Sequence[tuple[UUID, Placing]]) -> dict[str, list[Any]]:
    things = [placing.description for _, placing in placed]
    return {
        "id": [product for product, _ in placed],
        "image": [placing.image for _, placing in placed],
        "part": [part_key(thing) for thing in things],
        **{name: [getattr(thing, name) for thing in things] for name in _FACTS},
    }


async def found_products(
    session: AsyncSession, placed: Sequence[tuple[UUID, Placing]], at: datetime
) -> None:
    """Add products, each described as its first listing is."""
    await session.execute(
        text("""
            INSERT INTO product (id, title, brand, gtin, mpn, part, variant, condition, category,
                image, words, demo, created_at)
            SELECT id, title, brand, gtin, mpn, part, variant, condition, category, image, words,
                   demo, :at
            FROM unnest(CAST(:id AS uuid[]), CAST(:title AS text[]), CAST(:brand AS text[]),
                CAST(:gtin AS text[]), CAST(:mpn AS text[]), CAST(:part AS text[]),
                CAST(:variant AS text[]), CAST(:condition AS text[]), CAST(:category AS text[]),
                CAST(:image AS text[]), CAST(:words AS text[]), CAST(:demo AS bool[]))
                AS new(id, title, brand, gtin, mpn, part, variant, condition, category, image,
                       words, demo)
        """),
        {
            **_columns(placed),
            "words": [words(placing.description) for _, placing in placed],
            "demo": [placing.demo for _, placing in placed],
            "at": at,
        },
    )


async def describe_products(session: AsyncSession, placed: Sequence[tuple[UUID, Placing]]) -> None:
    """Describe products anew, each as its only listing is described now."""
    await _lock(session, placed)
    await session.execute(
        text("""
            UPDATE product SET title = new.title, brand = new.brand, gtin = new.gtin,
                mpn = new.mpn, part = new.part, variant = new.variant,
                condition = new.condition, category = new.category, image = new.image,
                words = new.words, version = nextval('product_version')
            FROM unnest(CAST(:id AS uuid[]), CAST(:title AS text[]), CAST(:brand AS text[]),
                CAST(:gtin AS text[]), CAST(:mpn AS text[]), CAST(:part AS text[]),
                CAST(:variant AS text[]), CAST(:condition AS text[]), CAST(:category AS text[]),
                CAST(:image AS text[]), CAST(:words AS text[]))
                AS new(id, title, brand, gtin, mpn, part, variant, condition, category, image,
                       words)
            WHERE product.id = new.id
        """),
        {**_columns(placed), "words": [words(placing.description) for _, placing in placed]},
    )


async def _lock(session: AsyncSession, placed: Sequence[tuple[UUID, Placing]]) -> None:
    """Lock products in order of id, as valuing locks them."""
    await session.execute(
        text("""
            SELECT id FROM product WHERE id = ANY(CAST(:ids AS uuid[]))
            ORDER BY id FOR NO KEY UPDATE
        """),
        {"ids": sorted({product for product, _ in placed})},
    )


async def remaining(session: AsyncSession, products: Iterable[UUID]) -> list[UUID]:
    """Return one listing of each of those products that has one."""
    rows = await session.execute(
        text("""
            SELECT DISTINCT ON (product_id) listing_id FROM link
            WHERE product_id = ANY(CAST(:ids AS uuid[])) ORDER BY product_id, listing_id
        """),
        {"ids": sorted(products)},
    )
    return list(rows.scalars())


async def enrich_products(session: AsyncSession, placed: Sequence[tuple[UUID, Placing]]) -> None:
    """Let products learn the identifiers and facts that their listings state and they lack."""
    columns = _columns(placed)
    await _lock(session, placed)
    await session.execute(
        text("""
            UPDATE product SET gtin = coalesce(product.gtin, new.gtin),
                brand = coalesce(product.brand, new.brand), mpn = coalesce(product.mpn, new.mpn),
                part = coalesce(product.part, new.part),
                category = coalesce(product.category, new.category),
                image = coalesce(product.image, new.image)
            FROM unnest(CAST(:id AS uuid[]), CAST(:brand AS text[]), CAST(:gtin AS text[]),
                CAST(:mpn AS text[]), CAST(:part AS text[]), CAST(:category AS text[]),
                CAST(:image AS text[])) AS new(id, brand, gtin, mpn, part, category, image)
            WHERE product.id = new.id AND (
                (product.gtin IS NULL AND new.gtin IS NOT NULL)
                OR (product.part IS NULL AND new.part IS NOT NULL)
                OR (product.brand IS NULL AND new.brand IS NOT NULL)
                OR (product.category IS NULL AND new.category IS NOT NULL)
                OR (product.image IS NULL AND new.image IS NOT NULL))
        """),
        {
            name: columns[name]
            for name in ("id", "brand", "gtin", "mpn", "part", "category", "image")
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
    unsure_product: UUID | None = None
    """What it is not, but might be after all."""
    unsure: Likeness | None = None


async def save_links(
    session: AsyncSession, links: Sequence[NewLink], at: datetime, model: str | None = None
) -> None:
    """Write links and near misses; what a listing was before is replaced.

    `model` judged those that rest on their text.
    """
    ordered = sorted(links, key=lambda link: link.listing)
    await session.execute(
        text("""
            INSERT INTO link (listing_id, product_id, probability, method, reasons, linked_at,
                model)
            SELECT id, product, probability, method, CAST(reasons AS jsonb), :at, model
            FROM unnest(CAST(:id AS uuid[]), CAST(:product AS uuid[]),
                CAST(:probability AS numeric[]), CAST(:method AS text[]), CAST(:reasons AS text[]),
                CAST(:model AS text[]))
                AS new(id, product, probability, method, reasons, model)
            ON CONFLICT (listing_id) DO UPDATE SET product_id = excluded.product_id,
                probability = excluded.probability, method = excluded.method,
                reasons = excluded.reasons, linked_at = excluded.linked_at,
                model = excluded.model
        """),
        {
            "id": [link.listing for link in ordered],
            "product": [link.product for link in ordered],
            "probability": [link.likeness.probability for link in ordered],
            "method": [link.likeness.method for link in ordered],
            "reasons": [_json(link.likeness.reasons) for link in ordered],
            "model": [model if link.likeness.method is Method.TEXT else None for link in ordered],
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


async def drop_near(session: AsyncSession, one: UUID, other: UUID) -> None:
    """Forget that two listings, which a person told apart, nearly are each other's product."""
    await session.execute(
        text("""
            DELETE FROM near_miss USING link
            WHERE link.product_id = near_miss.product_id
              AND (near_miss.listing_id, link.listing_id) IN ((:one, :other), (:other, :one))
        """),
        {"one": one, "other": other},
    )


def _json(value: Any) -> str:  # noqa: ANN401  (anything that JSON can hold)
    return orjson.dumps(value).decode()
