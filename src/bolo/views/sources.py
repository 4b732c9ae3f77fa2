"""How sources fare: what is asked of each host, how often, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.watching.words import Health, HealthState


@dataclass(frozen=True, slots=True)
class Source:
    """One host, as it is shown."""

    marketplace: str | None
    host: str
    health: Health
    last_ok_at: datetime | None
    listings: int
    questions: int
    asked_last_hour: int
    demo: bool


QUERY = text("""
    WITH mine AS (
        SELECT question.id, source_id, asked_at, failures, reason
        FROM watch_question JOIN question ON question.id = watch_question.question_id
        WHERE watch_question.workspace_id = :workspace
        UNION
        SELECT question.id, source_id, asked_at, failures, reason
        FROM watch_question JOIN question ON question.parent_id = watch_question.question_id
        WHERE watch_question.workspace_id = :workspace
    ), shown AS (
        SELECT mine.source_id, count(DISTINCT sighting.listing_id) AS count
        FROM mine JOIN sighting ON sighting.question_id = mine.id
        JOIN listing ON listing.id = sighting.listing_id AND listing.gone_at IS NULL
        GROUP BY mine.source_id
    )
    SELECT source.*, count(mine.id) AS questions,
           count(mine.id) FILTER (WHERE mine.failures > 0) AS refused,
           array_remove(array_agg(DISTINCT mine.reason) FILTER (WHERE mine.failures > 0), NULL)
               AS reasons,
           count(mine.id) FILTER (WHERE mine.asked_at > :hour_ago) AS asked,
           coalesce((SELECT shown.count FROM shown WHERE shown.source_id = source.id), 0)
               AS listings
    FROM source JOIN mine ON mine.source_id = source.id
    GROUP BY source.id ORDER BY source.host
""")


def _reason(row: Row[Any]) -> str | None:
    """Return why the host fares so; for a healthy one, which of its pages refuse us."""
    if row.reason or not row.refused:
        return str(row.reason) if row.reason else None
    return f"{row.refused} of {row.questions} pages refuse: {', '.join(row.reasons)}"


async def sources(session: AsyncSession, workspace: UUID, hour_ago: datetime) -> list[Source]:
    """Return the sources behind a workspace's watches, by host."""
    rows = await session.execute(QUERY, {"workspace": workspace, "hour_ago": hour_ago})
    return [
        Source(
            marketplace=row.marketplace,
            host=row.host,
            health=Health(HealthState(row.state), _reason(row), row.failures, row.next_try_at),
            last_ok_at=row.last_ok_at,
            listings=row.listings,
            questions=row.questions,
            asked_last_hour=row.asked,
            demo=row.demo,
        )
        for row in rows
    ]
