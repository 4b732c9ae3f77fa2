"""Queries of reviews and of what people answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Method
from bolo.core.reviewing import Answer, Decision, WhyAsked, urgency

MOST_UNSURE, MOST_NEAR = 500, 25
"""Open questions that are kept, the most urgent: more than that nobody answers. What forbids a
near miss is mostly right, so few of them are worth a look."""


@dataclass(frozen=True, slots=True)
class NewReview:
    """A question whether `listing` is the product; without `other`, beside whoever founded it."""

    id: UUID
    listing: UUID
    product: UUID
    why: WhyAsked
    probability: Decimal
    decision: Decision
    reasons: tuple[str, ...]
    model: str | None = None
    workspace: UUID | None = None
    other: UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A review, and where its two listings are now."""

    id: UUID
    listing: UUID
    other: UUID
    probability: Decimal
    listing_product: UUID | None
    listing_method: Method | None
    other_product: UUID | None
    other_method: Method | None


async def save_reviews(
    session: AsyncSession, placed: Iterable[UUID], reviews: Sequence[NewReview], at: datetime
) -> None:
    """Let what is asked about placed listings be these; what was answered is left alone.

    A question that is asked already keeps its id and its moment.
    """
    values = _columns(reviews)
    await session.execute(DROP, {"placed": sorted(placed), **_only(values, "listing", "product")})
    if not reviews:
        return
    await session.execute(RENEW, _only(values, *values.keys() - {"id", "workspace", "other"}))
    await session.execute(ADD, {**values, "at": at})
    await session.execute(BOUND, {"unsure": MOST_UNSURE, "near": MOST_NEAR})


async def add_reviews(session: AsyncSession, reviews: Sequence[NewReview], at: datetime) -> None:
    """Ask, once for each pair of things, whichever of them is named first."""
    await session.execute(ADD, {**_columns(reviews), "at": at})


def _columns(reviews: Sequence[NewReview]) -> dict[str, list[Any]]:
    return {
        "id": [one.id for one in reviews],
        "workspace": [one.workspace for one in reviews],
        "listing": [one.listing for one in reviews],
        "other": [one.other for one in reviews],
        "product": [one.product for one in reviews],
        "why": [one.why for one in reviews],
        "probability": [one.probability for one in reviews],
        "decision": [one.decision for one in reviews],
        "reasons": [orjson.dumps(one.reasons).decode() for one in reviews],
        "urgency": [urgency(one.why, one.probability) for one in reviews],
        "model": [one.model for one in reviews],
    }


def _only(values: dict[str, list[Any]], *names: str) -> dict[str, list[Any]]:
    return {name: values[name] for name in names}


_UNANSWERED = """review.workspace_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM match_label WHERE match_label.review_id = review.id)"""
DROP = text(f"""
    DELETE FROM review WHERE listing_id = ANY(CAST(:placed AS uuid[])) AND {_UNANSWERED}
        AND NOT EXISTS (
            SELECT 1 FROM unnest(CAST(:listing AS uuid[]), CAST(:product AS uuid[]))
                AS new(listing, product)
            JOIN link ON link.product_id = new.product AND link.listing_id = review.other_id
            WHERE new.listing = review.listing_id)
""")  # noqa: S608  (made of our own words)
RENEW = text(f"""
    UPDATE review SET why = new.why, probability = new.probability, decision = new.decision,
        reasons = CAST(new.reasons AS jsonb), urgency = new.urgency, model = new.model
    FROM unnest(CAST(:listing AS uuid[]), CAST(:product AS uuid[]), CAST(:why AS text[]),
        CAST(:probability AS numeric[]), CAST(:decision AS text[]), CAST(:reasons AS text[]),
        CAST(:urgency AS numeric[]), CAST(:model AS text[]))
        AS new(listing, product, why, probability, decision, reasons, urgency, model)
    JOIN link ON link.product_id = new.product
    WHERE review.listing_id = new.listing AND review.other_id = link.listing_id AND {_UNANSWERED}
""")  # noqa: S608  (made of our own words)
ADD = text("""
    INSERT INTO review (id, workspace_id, listing_id, other_id, why, probability, decision,
        reasons, urgency, model, asked_at)
    SELECT DISTINCT ON (new.workspace, least(own.mine, new.product),
                        greatest(own.mine, new.product))
           new.id, new.workspace, new.listing, other.listing_id, why, new.probability, decision,
           CAST(new.reasons AS jsonb), urgency, new.model, CAST(:at AS timestamptz)
    FROM unnest(CAST(:id AS uuid[]), CAST(:workspace AS uuid[]), CAST(:listing AS uuid[]),
        CAST(:other AS uuid[]), CAST(:product AS uuid[]), CAST(:why AS text[]),
        CAST(:probability AS numeric[]), CAST(:decision AS text[]), CAST(:reasons AS text[]),
        CAST(:urgency AS numeric[]), CAST(:model AS text[]))
        AS new(id, workspace, listing, other, product, why, probability, decision, reasons,
               urgency, model)
    CROSS JOIN LATERAL (
        SELECT link.listing_id FROM link JOIN listing ON listing.id = link.listing_id
        WHERE link.product_id = new.product AND link.listing_id <> new.listing
          AND (new.other IS NULL OR link.listing_id = new.other)
        ORDER BY listing.gone_at IS NOT NULL, link.method <> 'own', link.listing_id LIMIT 1
    ) AS other
    CROSS JOIN LATERAL (  -- what stands on this side: the whole product, or one listing of it
        SELECT coalesce((
            SELECT link.product_id FROM link WHERE link.listing_id = new.listing
              AND link.product_id <> new.product AND new.workspace IS NULL), new.listing) AS mine
    ) AS own
    WHERE NOT EXISTS (
        SELECT 1 FROM review AS known
        WHERE known.listing_id = other.listing_id AND known.other_id = new.listing
          AND known.workspace_id IS NOT DISTINCT FROM new.workspace)
      AND (new.workspace IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM link AS this
        JOIN review AS known ON this.listing_id IN (known.listing_id, known.other_id)
        JOIN link AS that ON that.listing_id IN (known.listing_id, known.other_id)
                         AND that.listing_id <> this.listing_id
        WHERE known.workspace_id IS NULL AND that.product_id = new.product
          AND (this.listing_id = new.listing
               OR this.product_id = own.mine AND own.mine <> new.product)))
    ORDER BY new.workspace, least(own.mine, new.product), greatest(own.mine, new.product),
             urgency DESC, new.id
    ON CONFLICT DO NOTHING
""")
BOUND = text(f"""
    DELETE FROM review USING (
        SELECT id, why, row_number() OVER (PARTITION BY why ORDER BY urgency DESC, id DESC) AS place
        FROM review WHERE {_UNANSWERED}
    ) AS ranked
    WHERE review.id = ranked.id
      AND place > CASE ranked.why WHEN 'unsure' THEN CAST(:unsure AS int) ELSE :near END
""")  # noqa: S608  (made of our own words)


async def asked(session: AsyncSession, workspace: UUID, review: UUID) -> Asked | None:
    """Return a review that a workspace may answer, `None` when there is none."""
    row = (
        await session.execute(
            text("""
                SELECT review.id, review.listing_id, review.other_id, review.probability,
                       mine.product_id AS listing_product, mine.method AS listing_method,
                       theirs.product_id AS other_product, theirs.method AS other_method
                FROM review
                LEFT JOIN link AS mine ON mine.listing_id = review.listing_id
                LEFT JOIN link AS theirs ON theirs.listing_id = review.other_id
                WHERE review.id = :review
                  AND (review.workspace_id IS NULL OR review.workspace_id = :workspace)
            """),
            {"review": review, "workspace": workspace},
        )
    ).one_or_none()
    if row is None:
        return None
    return Asked(
        row.id,
        row.listing_id,
        row.other_id,
        row.probability,
        row.listing_product,
        Method(row.listing_method) if row.listing_method else None,
        row.other_product,
        Method(row.other_method) if row.other_method else None,
    )


@dataclass(frozen=True, slots=True)
class NewLabel:
    """What a person says of a review."""

    id: UUID
    workspace: UUID
    review: Asked
    answer: Answer
    user: UUID
    at: datetime


async def save_label(session: AsyncSession, label: NewLabel) -> None:
    """Write down an answer, with what both listings say now; a later one replaces it."""
    await session.execute(
        text(f"""
            INSERT INTO match_label (id, workspace_id, review_id, listing_id, other_id, answer,
                user_id, answered_at, left_said, right_said, probability)
            SELECT :id, :workspace, :review, mine.id, theirs.id, :answer,
                   (SELECT id FROM app_user WHERE id = :user), :at,
                   {_SAID.format(side="mine")}, {_SAID.format(side="theirs")}, :probability
            FROM listing AS mine, listing AS theirs
            WHERE mine.id = :listing AND theirs.id = :other
            ON CONFLICT (workspace_id, review_id) DO UPDATE SET answer = excluded.answer,
                user_id = excluded.user_id, answered_at = excluded.answered_at,
                left_said = excluded.left_said, right_said = excluded.right_said
        """),  # noqa: S608  (made of our own column names)
        {
            "id": label.id,
            "workspace": label.workspace,
            "review": label.review.id,
            "listing": label.review.listing,
            "other": label.review.other,
            "answer": label.answer,
            "user": label.user,
            "at": label.at,
            "probability": label.review.probability,
        },
    )


_SAID = """jsonb_strip_nulls(jsonb_build_object('title', {side}.title, 'brand', {side}.brand,
    'gtin', {side}.gtin, 'mpn', {side}.mpn, 'variant', {side}.variant,
    'condition', {side}.condition, 'category', {side}.category,
    'price', (SELECT amount::text FROM current_price WHERE listing_id = {side}.id),
    'currency', (SELECT currency FROM current_price WHERE listing_id = {side}.id)))"""


async def drop_label(session: AsyncSession, workspace: UUID, review: UUID) -> Answer | None:
    """Take an answer back; return what it was."""
    rows = await session.execute(
        text("""
            DELETE FROM match_label WHERE workspace_id = :workspace AND review_id = :review
            RETURNING answer
        """),
        {"workspace": workspace, "review": review},
    )
    answer = rows.scalar_one_or_none()
    return Answer(answer) if answer else None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What people said of a listing: products that it is, and that it is not."""

    same: tuple[UUID, ...] = ()
    different: frozenset[UUID] = frozenset()


async def rulings(session: AsyncSession, listings: Iterable[UUID]) -> dict[UUID, Ruling]:
    """Return what people said of listings, by the products that their counterparts are now.

    Where they disagree about a pair, it is different: nobody buys on a match that somebody denies.
    """
    rows = await session.execute(RULINGS, {"listings": sorted(listings)})
    same: dict[UUID, list[UUID]] = {}
    different: dict[UUID, set[UUID]] = {}
    for row in rows:
        if row.different:
            different.setdefault(row.listing, set()).add(row.product_id)
        else:
            same.setdefault(row.listing, []).append(row.product_id)
    return {
        listing: Ruling(tuple(same.get(listing, ())), frozenset(different.get(listing, ())))
        for listing in same.keys() | different.keys()
    }


RULINGS = text("""
    WITH said AS (
        SELECT listing_id AS listing, other_id AS other, answer, answered_at FROM match_label
        WHERE listing_id = ANY(CAST(:listings AS uuid[]))
        UNION ALL
        SELECT other_id, listing_id, answer, answered_at FROM match_label
        WHERE other_id = ANY(CAST(:listings AS uuid[]))
    )
    SELECT said.listing, link.product_id, bool_or(said.answer = 'different') AS different
    FROM said JOIN link ON link.listing_id = said.other
    WHERE said.answer IN ('same', 'different')
    GROUP BY said.listing, said.other, link.product_id
    ORDER BY said.listing, max(said.answered_at) DESC, link.product_id
""")


@dataclass(frozen=True, slots=True)
class Tied:
    """What an opportunity takes a listing for: its match, or the product that it nearly is."""

    listing: UUID
    product: UUID
    probability: Decimal
    decision: Decision
    reasons: tuple[str, ...]
    model: str | None


async def tied_in(session: AsyncSession, workspace: UUID, opportunity: UUID) -> Tied | None:
    """Return the match or the near miss behind an opportunity, `None` when there is no such."""
    row = (
        await session.execute(TIED, {"opportunity": opportunity, "workspace": workspace})
    ).one_or_none()
    if row is None:
        return None
    decision = Decision.NO_MATCH if row.near else Decision.MATCH
    return Tied(
        row.listing_id, row.product_id, row.probability, decision, tuple(row.reasons), row.model
    )


TIED = text("""
    SELECT link.listing_id, coalesce(near.product_id, link.product_id) AS product_id,
           coalesce(near.probability, link.probability) AS probability,
           coalesce(near.gates || near.reasons, link.reasons) AS reasons,
           CASE WHEN near.product_id IS NULL THEN link.model END AS model,
           near.product_id IS NOT NULL AS near
    FROM opportunity JOIN link ON link.listing_id = opportunity.listing_id
    LEFT JOIN near_miss AS near ON near.listing_id = opportunity.listing_id
        AND near.product_id = opportunity.product_id
    WHERE opportunity.id = :opportunity AND opportunity.workspace_id = :workspace
""")


async def reported(
    session: AsyncSession, workspace: UUID, listing: UUID, other: UUID | None
) -> UUID | None:
    """Return what a workspace reported of a listing, or of a pair from either of its sides."""
    rows = await session.execute(
        text("""
            SELECT id FROM review WHERE workspace_id = :workspace
              AND (listing_id = :listing AND (CAST(:other AS uuid) IS NULL OR other_id = :other)
                   OR listing_id = :other AND other_id = :listing)
            ORDER BY asked_at DESC LIMIT 1
        """),
        {"workspace": workspace, "listing": listing, "other": other},
    )
    found: UUID | None = rows.scalar_one_or_none()
    return found
