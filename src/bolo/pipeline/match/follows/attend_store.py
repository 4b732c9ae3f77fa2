"""Queries of what reads the listings and pages that are followed, and of what nothing reads."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

READS = """
    SELECT watch.id, watch.followed, watch.paused_at IS NOT NULL AS paused, question.asked_at
    FROM watch
    JOIN watch_question ON watch_question.watch_id = watch.id
    JOIN question ON question.id = watch_question.question_id
    WHERE watch.workspace_id = follow.workspace_id AND watch.removed_at IS NULL AND (
        watch.id = follow.watch_id
        OR (follow.kind = 'page' AND watch.kind = 'address' AND watch.key = follow.key)
        OR (follow.kind = 'listing' AND question.id IN (
            SELECT unnest(ARRAY[asked.id, asked.parent_id])
            FROM sighting JOIN question AS asked ON asked.id = sighting.question_id
            WHERE sighting.listing_id = CASE WHEN follow.kind = 'listing'
                                        THEN CAST(follow.key AS uuid) END)))
    ORDER BY paused, question.asked_at DESC NULLS LAST LIMIT 1
"""
"""Of a row of `follow`: the watch of its workspace that reads it, one that is asked first."""
STARVED = text(f"""
    SELECT follow.id, follow.workspace_id, follow.label,
           coalesce(listing.url, follow.key) AS address, coalesce(listing.demo, false) AS demo
    FROM follow
    LEFT JOIN listing ON listing.id = CASE WHEN follow.kind = 'listing'
                                      THEN CAST(follow.key AS uuid) END
    LEFT JOIN LATERAL ({READS}) AS reads ON true
    WHERE follow.kind IN ('listing', 'page') AND NOT follow.paused
      AND (CAST(:workspace AS uuid) IS NULL OR follow.workspace_id = :workspace)
      AND reads.paused IS DISTINCT FROM false
    ORDER BY follow.created_at, follow.id
""")  # noqa: S608  (our own words)


@dataclass(frozen=True, slots=True)
class Starved:
    """A follow that no active watch of its workspace reads, and where it can be read."""

    follow: UUID
    workspace: UUID
    label: str
    address: str
    demo: bool


async def starved(session: AsyncSession, workspace: UUID | None) -> list[Starved]:
    """Return follows that nothing reads; of one workspace, or of all."""
    rows = await session.execute(STARVED, {"workspace": workspace})
    return [Starved(*row) for row in rows]


async def watch_at(session: AsyncSession, workspace: UUID, key: str) -> tuple[UUID, bool] | None:
    """Return a workspace's watch of an address, and whether it was made for what is followed."""
    rows = await session.execute(
        text("""
            SELECT id, followed FROM watch
            WHERE workspace_id = :workspace AND kind = 'address' AND key = :key
              AND search_id IS NULL AND removed_at IS NULL
        """),
        {"workspace": workspace, "key": key},
    )
    row = rows.first()
    return None if row is None else (row[0], row[1])


async def read_by(session: AsyncSession, follow: UUID, watch: UUID) -> None:
    """Note the watch that was made for a follow."""
    await session.execute(
        text("UPDATE follow SET watch_id = :watch WHERE id = :follow"),
        {"watch": watch, "follow": follow},
    )


async def made_for(session: AsyncSession, follow: UUID) -> UUID | None:
    """Return the watch that was made for a follow, unless a person has made it their own."""
    rows = await session.execute(
        text("""
            SELECT watch.id FROM follow JOIN watch ON watch.id = follow.watch_id
            WHERE follow.id = :follow AND watch.followed AND watch.removed_at IS NULL
        """),
        {"follow": follow},
    )
    return rows.scalar_one_or_none()


async def follows_of(session: AsyncSession, watch: UUID) -> tuple[int, int]:
    """Return for how many follows a watch was made, and how many of them run."""
    rows = await session.execute(
        text("""
            SELECT count(*), count(*) FILTER (WHERE NOT paused) FROM follow
            WHERE watch_id = :watch
        """),
        {"watch": watch},
    )
    every, running = rows.one()
    return every, running
