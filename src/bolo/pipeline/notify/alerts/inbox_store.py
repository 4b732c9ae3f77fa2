"""Queries of the inbox: alerts that a person sees, read and unread, opened and not.

What is read is each person's; that somebody went where it leads is the alert's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import AlertsRead
from bolo.pipeline.notify.alerts.about import About
from bolo.pipeline.notify.alerts.store import Alert
from bolo.platform.durable.events.outbox import publish


@dataclass(frozen=True, slots=True)
class Filters:
    """Which alerts; `before` is where a page ends, `words` stand in title or text."""

    unread: bool = False
    kind: str | None = None
    scope: str | None = None
    words: str | None = None
    before: tuple[datetime, UUID] | None = None


COLUMNS = """
    alert.id, fact, kind, title, body, opportunity_id, created_at, demo, alert.user_id, scope,
    worth, about, clicked_at,
    CASE WHEN mine.alert_id IS NULL THEN created_at ELSE mine.read_at END AS read_at
"""
"""What was told before somebody came has no row of theirs, and is as good as read."""
SEEN = "alert.workspace_id = :workspace AND (alert.user_id IS NULL OR alert.user_id = :user)"
MINE = """alert_reader mine ON mine.workspace_id = alert.workspace_id
    AND mine.user_id = :user AND mine.alert_id = alert.id"""
UNREAD = "workspace_id = :workspace AND user_id = :user AND read_at IS NULL"


def _alert(row: Row[Any]) -> Alert:
    about = orjson.loads(row.about) if isinstance(row.about, str | bytes) else row.about
    values = row._asdict() | {"about": About.of(about)}
    return Alert(**values)


async def alerts(
    session: AsyncSession, workspace: UUID, user: UUID, filters: Filters, limit: int
) -> list[Alert]:
    """Return alerts of a person, the newest first."""
    with_mine = f"JOIN {MINE} AND mine.read_at IS NULL" if filters.unread else f"LEFT JOIN {MINE}"
    query = text(f"""
        SELECT {COLUMNS} FROM alert {with_mine}
        WHERE {SEEN}
          AND (CAST(:kind AS text) IS NULL OR kind = :kind)
          AND (CAST(:scope AS text) IS NULL OR scope = :scope)
          AND (CAST(:words AS text) IS NULL
               OR position(lower(:words) IN lower(title || ' ' || body)) > 0)
          AND (CAST(:at AS timestamptz) IS NULL
               OR (created_at, alert.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
        ORDER BY created_at DESC, alert.id DESC LIMIT :limit
    """)  # noqa: S608  (our own words)
    rows = await session.execute(
        query,
        {
            "workspace": workspace,
            "user": user,
            "kind": filters.kind,
            "scope": filters.scope,
            "words": filters.words,
            "at": filters.before[0] if filters.before else None,
            "id": filters.before[1] if filters.before else None,
            "limit": limit,
        },
    )
    return [_alert(row) for row in rows]


async def one(session: AsyncSession, workspace: UUID, user: UUID, alert: UUID) -> Alert | None:
    """Return an alert as a person sees it, if there is one."""
    query = text(f"SELECT {COLUMNS} FROM alert LEFT JOIN {MINE} WHERE {SEEN} AND alert.id = :alert")  # noqa: S608  (our own words)
    values = {"workspace": workspace, "user": user, "alert": alert}
    found = (await session.execute(query, values)).first()
    return None if found is None else _alert(found)


async def mark(
    session: AsyncSession, workspace: UUID, user: UUID, alert: UUID, read_at: datetime | None
) -> bool:
    """Note when a person first read an alert, or that they have not; `False` when there is none."""
    query = text(f"""
        INSERT INTO alert_reader (workspace_id, user_id, alert_id, read_at)
        SELECT :workspace, :user, alert.id, :at FROM alert WHERE {SEEN} AND alert.id = :alert
        ON CONFLICT (workspace_id, user_id, alert_id) DO UPDATE SET read_at = CASE
            WHEN excluded.read_at IS NOT NULL
            THEN coalesce(alert_reader.read_at, excluded.read_at) END
        RETURNING alert_id
    """)  # noqa: S608  (our own words)
    values = {"workspace": workspace, "user": user, "at": read_at, "alert": alert}
    found = bool((await session.execute(query, values)).all())
    if found:
        await publish(session, AlertsRead((user,), workspace))
    return found


async def read_all(session: AsyncSession, workspace: UUID, user: UUID, at: datetime) -> int:
    """Note that a person has read all they had not; return how many those were."""
    query = text(f"UPDATE alert_reader SET read_at = :at WHERE {UNREAD} RETURNING alert_id")  # noqa: S608  (our own words)
    values = {"workspace": workspace, "user": user, "at": at}
    count = len((await session.execute(query, values)).all())
    if count:
        await publish(session, AlertsRead((user,), workspace))
    return count


async def unread(session: AsyncSession, workspace: UUID, user: UUID) -> int:
    """Return how many alerts a person has not read."""
    query = text(f"SELECT count(*) FROM alert_reader WHERE {UNREAD}")  # noqa: S608  (our own words)
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
