"""Queries of follows as their owners see them, and of the listings that they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.following.follows import Follow, FollowKind
from bolo.core.plans.limits import Held
from bolo.pipeline.match.follows.attend_store import READS
from bolo.pipeline.observe.follow_store import follow_of

MOST_LISTINGS = 200
"""How many offers of a shop, a seller or a page a preview looks at, the newest."""
LIST = text(f"""
    SELECT follow.*, hit.hits, hit.last_hit_at, reads.id AS reading, reads.followed,
           reads.paused AS resting, reads.asked_at
    FROM follow LEFT JOIN LATERAL (
        SELECT count(*) AS hits, max(at) AS last_hit_at
        FROM follow_hit WHERE follow_hit.follow_id = follow.id) AS hit ON true
    LEFT JOIN LATERAL ({READS}) AS reads ON follow.kind IN ('listing', 'page')
    WHERE follow.workspace_id = :workspace
      AND (CAST(:id AS uuid) IS NULL OR follow.id = :id)
      AND (CAST(:kind AS text) IS NULL OR follow.kind = :kind)
      AND (CAST(:key AS text) IS NULL OR follow.key = lower(:key) OR follow.key = :key)
      AND (CAST(:at AS timestamptz) IS NULL
           OR (follow.created_at, follow.id) < (CAST(:at AS timestamptz), CAST(:after AS uuid)))
    ORDER BY follow.created_at DESC, follow.id DESC LIMIT :limit
""")  # noqa: S608  (our own words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which follows of a workspace are asked for; `before` is where the last page ended."""

    id: UUID | None = None
    kind: FollowKind | None = None
    key: str | None = None
    before: tuple[datetime, UUID] | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """The watch that reads what is followed; `made` for it, or a person's own."""

    watch: UUID
    made: bool
    paused: bool
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A follow with what came of it, what holds it and what reads it."""

    follow: Follow
    created_at: datetime
    hits: int
    last_hit_at: datetime | None
    held: Held | None = None
    reading: Reading | None = None


async def follows(session: AsyncSession, workspace: UUID, asked: Asked) -> list[Shown]:
    """Return follows of a workspace, the newest first."""
    rows = await session.execute(
        LIST,
        {
            "workspace": workspace,
            "id": asked.id,
            "kind": asked.kind,
            "key": asked.key,
            "at": asked.before[0] if asked.before else None,
            "after": asked.before[1] if asked.before else None,
            "limit": asked.limit,
        },
    )
    return [
        Shown(
            follow_of(row),
            row.created_at,
            row.hits,
            row.last_hit_at,
            Held(row.held) if row.held else None,
            Reading(row.reading, row.followed, row.resting, row.asked_at) if row.reading else None,
        )
        for row in rows
    ]


async def kept(session: AsyncSession, workspace: UUID) -> list[tuple[UUID, bool]]:
    """Return the follows that count towards the plan, and whether each runs; the oldest first."""
    rows = await session.execute(
        text("""
            SELECT id, NOT paused FROM follow
            WHERE workspace_id = :workspace AND (NOT paused OR held IS NOT NULL)
            ORDER BY created_at, id
        """),
        {"workspace": workspace},
    )
    return [(row[0], row[1]) for row in rows]


async def hold(session: AsyncSession, ids: Sequence[UUID], why: Held | None, now: datetime) -> None:
    """Keep follows from running, or let them go on; what happened meanwhile is not told."""
    await session.execute(
        text("""
            UPDATE follow SET paused = :paused, held = :held, since = :now
            WHERE id = ANY(CAST(:ids AS uuid[]))
        """),
        {"ids": list(ids), "paused": why is not None, "held": why, "now": now},
    )


async def workspaces(session: AsyncSession) -> list[UUID]:
    """Return the workspaces where something is followed, or held."""
    rows = await session.execute(
        text("""
            SELECT DISTINCT workspace_id FROM follow WHERE NOT paused OR held IS NOT NULL
            ORDER BY workspace_id
        """)
    )
    return list(rows.scalars())


async def add(session: AsyncSession, follow: Follow) -> bool:
    """Write a new follow; `False` when its workspace follows the same already."""
    rows = await session.execute(
        text("""
            INSERT INTO follow (id, workspace_id, kind, key, label, conditions, margin, goods,
                currency, paused, since, created_at)
            VALUES (:id, :workspace, :kind, :key, :label, CAST(:conditions AS jsonb), :margin,
                :goods, :currency, :paused, :since, :since)
            ON CONFLICT (workspace_id, kind, key) DO NOTHING RETURNING id
        """),
        _values(follow),
    )
    return rows.first() is not None


async def change(session: AsyncSession, follow: Follow, *, turned: bool) -> None:
    """Write a follow as it is from now on; who has `turned` it by hand holds it, not the plan."""
    await session.execute(
        text("""
            UPDATE follow SET label = :label, conditions = CAST(:conditions AS jsonb),
                margin = :margin, goods = :goods, paused = :paused, since = :since,
                held = CASE WHEN :turned THEN NULL ELSE held END
            WHERE id = :id AND workspace_id = :workspace
        """),
        {**_values(follow), "turned": turned},
    )


def _values(follow: Follow) -> dict[str, Any]:
    return {
        "id": follow.id,
        "workspace": follow.workspace,
        "kind": follow.kind,
        "key": follow.key,
        "label": follow.label,
        "conditions": orjson.dumps([one.kept() for one in follow.conditions]).decode(),
        "margin": follow.margin,
        "goods": list(follow.goods),
        "currency": follow.currency,
        "paused": follow.paused,
        "since": follow.since,
    }


async def remove(session: AsyncSession, workspace: UUID, follow: UUID) -> None:
    """Forget a follow and what came of it."""
    await session.execute(
        text("DELETE FROM follow WHERE id = :id AND workspace_id = :workspace"),
        {"id": follow, "workspace": workspace},
    )


async def listing(session: AsyncSession, which: UUID) -> Row[Any] | None:
    """Return who offers a listing, under which title."""
    rows = await session.execute(
        text("SELECT id, title, marketplace, shop, seller, url FROM listing WHERE id = :id"),
        {"id": which},
    )
    return rows.one_or_none()


async def title_of_product(session: AsyncSession, which: UUID) -> str | None:
    """Return what a product is called."""
    rows = await session.execute(text("SELECT title FROM product WHERE id = :id"), {"id": which})
    return rows.scalar_one_or_none()


_ABOUT = {
    FollowKind.LISTING: "SELECT id FROM listing WHERE id = CAST(:key AS uuid) LIMIT :most",
    FollowKind.PRODUCT: """
        SELECT listing_id FROM link WHERE product_id = CAST(:key AS uuid)
        ORDER BY listing_id DESC LIMIT :most
    """,
    FollowKind.SHOP: """
        SELECT id FROM listing WHERE marketplace = split_part(:key, '/', 1) AND shop = :label
        ORDER BY id DESC LIMIT :most
    """,
    FollowKind.SELLER: """
        SELECT id FROM listing WHERE marketplace = split_part(:key, '/', 1) AND seller = :label
        ORDER BY id DESC LIMIT :most
    """,
    FollowKind.PAGE: """
        SELECT DISTINCT sighting.listing_id FROM watch
        JOIN watch_question ON watch_question.watch_id = watch.id
        JOIN question ON watch_question.question_id IN (question.id, question.parent_id)
        JOIN sighting ON sighting.question_id = question.id
        WHERE watch.workspace_id = :workspace AND watch.kind = 'address' AND watch.key = :key
        ORDER BY sighting.listing_id DESC LIMIT :most
    """,
}


async def about(session: AsyncSession, follow: Follow) -> list[UUID]:
    """Return the listings that a follow is about, the newest first."""
    values = {"key": follow.key, "label": follow.label, "workspace": follow.workspace}
    asked = _ABOUT[follow.kind]
    used = {name: value for name, value in values.items() if f":{name}" in asked}
    if follow.goods:
        asked = f"""
            SELECT id FROM listing WHERE id IN ({asked}) AND condition = ANY(:goods) ORDER BY id
        """  # noqa: S608  (our own words)
        used["goods"] = list(follow.goods)
    rows = await session.execute(text(asked), {**used, "most": MOST_LISTINGS})
    return list(rows.scalars())


async def products_followed(session: AsyncSession) -> bool:
    """Tell whether anybody follows a product."""
    rows = await session.execute(
        text("SELECT EXISTS (SELECT 1 FROM follow WHERE kind = 'product')")
    )
    return bool(rows.scalar_one())


async def followed_by(session: AsyncSession, listings: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Return follows of products with those of `listings` that are linked to them."""
    rows = await session.execute(
        text("""
            SELECT follow.id, link.listing_id
            FROM link JOIN follow
                 ON follow.kind = 'product' AND follow.key = CAST(link.product_id AS text)
            WHERE link.listing_id = ANY(CAST(:ids AS uuid[]))
        """),
        {"ids": sorted(listings)},
    )
    return [(row[0], row[1]) for row in rows]


async def keep_members(
    session: AsyncSession, listings: Iterable[UUID], linked: Sequence[tuple[UUID, UUID]]
) -> None:
    """Let those of `listings` go that are linked elsewhere now."""
    await session.execute(
        text("""
            DELETE FROM follow_member AS member
            WHERE member.listing_id = ANY(CAST(:ids AS uuid[])) AND NOT EXISTS (
                SELECT 1 FROM unnest(CAST(:follows AS uuid[]), CAST(:linked AS uuid[]))
                    AS kept(follow, listing)
                WHERE kept.follow = member.follow_id AND kept.listing = member.listing_id)
        """),
        {
            "ids": sorted(listings),
            "follows": [one for one, _ in linked],
            "linked": [one for _, one in linked],
        },
    )
