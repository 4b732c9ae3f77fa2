"""Queries of the inbox: alerts that a person sees, read and unread, opened and not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.pipeline.notify.alerts import About
from bolo.pipeline.notify.store import Alert


@dataclass(frozen=True, slots=True)
class Filters:
    """Which alerts; `before` is where a page ends, `words` stand in title or text."""

    unread: bool = False
    kind: str | None = None
    scope: str | None = None
    words: str | None = None
    before: tuple[datetime, UUID] | None = None


COLUMNS = """
    id, fact, kind, title, body, opportunity_id, created_at, read_at, demo, user_id, scope, worth,
    about, clicked_at
"""
SEEN = "workspace_id = :workspace AND (user_id IS NULL OR user_id = :user)"


def _alert(row: Row[Any]) -> Alert:
    about = orjson.loads(row.about) if isinstance(row.about, str | bytes) else row.about
    values = row._asdict() | {"about": About.of(about)}
    return Alert(**values)


async def alerts(
    session: AsyncSession, workspace: UUID, user: UUID, filters: Filters, limit: int
) -> list[Alert]:
    """Return alerts of a person, the newest first."""
    query = text(f"""
        SELECT {COLUMNS} FROM alert
        WHERE {SEEN} AND (NOT :unread OR read_at IS NULL)
          AND (CAST(:kind AS text) IS NULL OR kind = :kind)
          AND (CAST(:scope AS text) IS NULL OR scope = :scope)
          AND (CAST(:words AS text) IS NULL
               OR position(lower(:words) IN lower(title || ' ' || body)) > 0)
          AND (CAST(:at AS timestamptz) IS NULL
               OR (created_at, id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
        ORDER BY created_at DESC, id DESC LIMIT :limit
    """)  # noqa: S608  (our own words)
    rows = await session.execute(
        query,
        {
            "workspace": workspace,
            "user": user,
            "unread": filters.unread,
            "kind": filters.kind,
            "scope": filters.scope,
            "words": filters.words,
            "at": filters.before[0] if filters.before else None,
            "id": filters.before[1] if filters.before else None,
            "limit": limit,
        },
    )
    return [_alert(row) for row in rows]


async def mark_read(
    session: AsyncSession, workspace: UUID, user: UUID, at: datetime, alert: UUID | None
) -> int:
    """Mark one alert, or all with `None`, as read; return how many there were."""
    query = text(f"""
        UPDATE alert SET read_at = coalesce(read_at, :at)
        WHERE {SEEN} AND (CAST(:alert AS uuid) IS NULL OR id = :alert)
        RETURNING id
    """)  # noqa: S608  (our own words)
    values = {"workspace": workspace, "user": user, "at": at, "alert": alert}
    return len((await session.execute(query, values)).all())


async def mark_unread(session: AsyncSession, workspace: UUID, user: UUID, alert: UUID) -> bool:
    """Put an alert back among the unread; `False` when there is none."""
    query = text(f"UPDATE alert SET read_at = NULL WHERE {SEEN} AND id = :alert RETURNING id")  # noqa: S608  (our own words)
    values = {"workspace": workspace, "user": user, "alert": alert}
    return bool((await session.execute(query, values)).all())


async def unread(session: AsyncSession, workspace: UUID, user: UUID) -> int:
    """Return how many alerts a person has not read."""
    query = text(f"SELECT count(*) FROM alert WHERE {SEEN} AND read_at IS NULL")  # noqa: S608  (our own words)
    values = {"workspace": workspace, "user": user}
    return int((await session.execute(query, values)).scalar_one())


async def opened(session: AsyncSession, alert: UUID, at: datetime) -> str | None:
    """Note that somebody followed an alert's link; return where it leads.

    Whoever has the link may: it is in the message that was sent. It does not read the alert,
    for programs that look through mail follow links too.
    """
    query = text("""
        UPDATE alert SET clicked_at = coalesce(clicked_at, :at)
        WHERE id = :alert AND about->>'url' LIKE 'http%' RETURNING about->>'url'
    """)
    found = (await session.execute(query, {"alert": alert, "at": at})).scalar_one_or_none()
    return str(found) if found else None
