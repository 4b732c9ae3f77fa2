"""Reviews as a person sees them: two listings, what is alike and what is not, what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Description
from bolo.core.reviewing import Answer, Decision, Difference, WhyAsked, attributes, differences
from bolo.views.listings import COLUMNS, JOINS, ListingBrief, brief
from bolo.views.watched import watched

MINE = f"""
    (review.workspace_id = :workspace OR review.workspace_id IS NULL
     AND ({watched("review.listing_id")} OR {watched("review.other_id")}))
"""
"""What a workspace is asked: what it reported, and what bears on what it watches."""
SHOWN = """
    SELECT review.*, label.answer, label.answered_at,
           product.id AS product_id, product.title AS product_title,
           product.brand AS product_brand, product.category AS product_category,
           product.image AS product_image
    FROM review
    JOIN link ON link.listing_id = review.other_id
    JOIN product ON product.id = link.product_id
    LEFT JOIN match_label AS label
         ON label.review_id = review.id AND label.workspace_id = :workspace
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two listings, and what it says of itself."""

    listing: ListingBrief
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """The product that the right one is."""

    id: UUID
    title: str
    brand: str | None
    category: str | None
    image: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """It asks whether two listings are one thing."""

    id: UUID
    asked_at: datetime
    why: WhyAsked
    probability: Decimal
    decision: Decision
    urgency: Decimal
    left: Side
    right: Side
    product: Product
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    model: str | None
    answer: Answer | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """How much is asked and answered, and what the newest model learnt from."""

    open: int
    same: int
    different: int
    unsure: int
    model: int | None
    """`None` for the one that ships: nobody taught it, or the answers taught nothing new."""
    labels: int
    trained_at: datetime | None


async def reviews(
    session: AsyncSession,
    workspace: UUID,
    *,
    done: bool,
    before: tuple[datetime | Decimal, UUID] | None,
    limit: int,
) -> tuple[list[Review], int]:
    """Return one page and how many there are: open ones by urgency, answered ones newest first."""
    which = f"label.id IS {'NOT NULL' if done else 'NULL'} AND {MINE}"
    key, kind = ("label.answered_at", "timestamptz") if done else ("review.urgency", "numeric")
    values: dict[str, Any] = {
        "workspace": workspace,
        "limit": limit,
        "key": before[0] if before else None,
        "last": before[1] if before else None,
    }
    further = f"AND ({key}, review.id) < (CAST(:key AS {kind}), CAST(:last AS uuid))"
    rows = await session.execute(
        text(f"""
            {SHOWN} WHERE {which} {further if before else ""}
            ORDER BY {key} DESC, review.id DESC LIMIT :limit
        """),
        values,
    )
    found = await _whole(session, rows.mappings().all())
    total = await session.execute(
        text(f"SELECT count(*) FROM ({SHOWN} WHERE {which}) AS shown"),  # noqa: S608  (ours)
        {"workspace": workspace},
    )
    return found, total.scalar_one()


async def review(session: AsyncSession, workspace: UUID, which: UUID) -> Review | None:
    """Return one review, `None` when the workspace has none such."""
    rows = await session.execute(
        text(f"{SHOWN} WHERE review.id = :review AND (label.id IS NOT NULL OR {MINE})"),
        {"workspace": workspace, "review": which},
    )
    found = await _whole(session, rows.mappings().all())
    return found[0] if found else None


async def summary(session: AsyncSession, workspace: UUID) -> Summary:
    """Return the figures of a workspace."""
    counted = await session.execute(
        text(f"""
            SELECT count(*) FILTER (WHERE label.id IS NULL AND {MINE}) AS open,
                   count(*) FILTER (WHERE label.answer = 'same') AS same,
                   count(*) FILTER (WHERE label.answer = 'different') AS different,
                   count(*) FILTER (WHERE label.answer = 'unsure') AS unsure
            FROM ({SHOWN}) AS review
            LEFT JOIN match_label AS label
                 ON label.review_id = review.id AND label.workspace_id = :workspace
        """),  # noqa: S608  (made of our own column names)
        {"workspace": workspace},
    )
    figures = counted.one()
    model = await session.execute(
        text("""
            SELECT CASE WHEN grown THEN version END AS version, labels, trained_at
            FROM match_model ORDER BY version DESC LIMIT 1
        """)
    )
    newest = model.one_or_none()
    return Summary(
        figures.open,
        figures.same,
        figures.different,
        figures.unsure,
        newest.version if newest else None,
        newest.labels if newest else 0,
        newest.trained_at if newest else None,
    )


async def _whole(session: AsyncSession, rows: Iterable[RowMapping]) -> list[Review]:
    rows = list(rows)
    ids = {row["listing_id"] for row in rows} | {row["other_id"] for row in rows}
    found = await session.execute(
        text(f"""
            SELECT {COLUMNS}, listing.category FROM listing {JOINS}
            WHERE listing.id = ANY(CAST(:ids AS uuid[]))
        """),  # noqa: S608  (made of our own column names)
        {"ids": sorted(ids)},
    )
    sides = {one["shown_id"]: one for one in found.mappings()}
    return [_review(row, sides[row["listing_id"]], sides[row["other_id"]]) for row in rows]


def _review(row: RowMapping, left: RowMapping, right: RowMapping) -> Review:
    mine, theirs = _description(left), _description(right)
    return Review(
        id=row["id"],
        asked_at=row["asked_at"],
        why=WhyAsked(row["why"]),
        probability=row["probability"],
        decision=Decision(row["decision"]),
        urgency=row["urgency"],
        left=Side(brief(left), attributes(mine)),
        right=Side(brief(right), attributes(theirs)),
        product=Product(
            row["product_id"],
            row["product_title"],
            row["product_brand"],
            row["product_category"],
            row["product_image"],
        ),
        differences=differences(mine, theirs),
        reasons=tuple(row["reasons"]),
        model=row["model"],
        answer=Answer(row["answer"]) if row["answer"] else None,
        answered_at=row["answered_at"],
    )


def _description(row: RowMapping) -> Description:
    return Description(
        row["listing_title"],
        row["listing_brand"],
        row["gtin"],
        row["mpn"],
        row["variant"],
        row["condition"],
        row["category"],
    )
