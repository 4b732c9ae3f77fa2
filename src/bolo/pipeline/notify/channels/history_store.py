"""Queries of what was sent: for the history, and to try again what is dead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Filters:
    """Which dispatches; `before` is where a page ends."""

    state: str | None = None
    channel: UUID | None = None
    alert: UUID | None = None
    before: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A dispatch as the history shows it; `titles` of the alerts, the most valuable first."""

    id: UUID
    channel: UUID
    kind: str
    label: str
    state: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    done_at: datetime | None
    status: int | None
    told: str | None
    alerts: tuple[UUID, ...]
    titles: tuple[str, ...]


VISIBLE = "(channel.user_id IS NULL OR channel.user_id = :user)"


async def history(
    session: AsyncSession, workspace: UUID, user: UUID, filters: Filters, limit: int
) -> list[Past]:
    """Return dispatches over channels that a person may see, the newest first."""
    query = text(f"""
        SELECT dispatch.id, channel.id AS channel, channel.kind, channel.label, dispatch.state,
            dispatch.attempts, dispatch.created_at, dispatch.next_try_at, dispatch.done_at,
            dispatch.last_status AS status, dispatch.last_told AS told, about.ids AS alerts,
            about.titles
        FROM dispatch JOIN channel ON channel.id = dispatch.channel_id
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(alert.id ORDER BY worth DESC NULLS LAST, alert.id), '{{}}')
                       AS ids,
                   coalesce(array_agg(alert.title ORDER BY worth DESC NULLS LAST, alert.id), '{{}}')
                       AS titles
            FROM delivery JOIN alert ON alert.id = alert_id
            WHERE delivery.dispatch_id = dispatch.id
        ) AS about
        WHERE dispatch.workspace_id = :workspace AND {VISIBLE}
          AND (CAST(:state AS text) IS NULL OR dispatch.state = :state)
          AND (CAST(:channel AS uuid) IS NULL OR channel.id = :channel)
          AND (CAST(:alert AS uuid) IS NULL OR CAST(:alert AS uuid) = ANY(about.ids))
          AND (CAST(:at AS timestamptz) IS NULL OR (dispatch.created_at, dispatch.id)
               < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
        ORDER BY dispatch.created_at DESC, dispatch.id DESC LIMIT :limit
    """)  # noqa: S608  (our own words)
    rows = await session.execute(
        query,
        {
            "workspace": workspace,
            "user": user,
            "state": filters.state,
            "channel": filters.channel,
            "alert": filters.alert,
            "at": filters.before[0] if filters.before else None,
            "id": filters.before[1] if filters.before else None,
            "limit": limit,
        },
    )
    return [_past(row) for row in rows]


def _past(row: Row[Any]) -> Past:
    values = row._asdict()
    values |= {"alerts": tuple(row.alerts), "titles": tuple(row.titles)}
    return Past(**values)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a dispatch."""

    number: int
    at: datetime
    sent: bool
    status: int | None
    told: str


async def is_there(session: AsyncSession, workspace: UUID, user: UUID, dispatch: UUID) -> bool:
    """Tell whether there is such a dispatch, and whether somebody may see it."""
    query = text(f"""
        SELECT EXISTS (
            SELECT FROM dispatch JOIN channel ON channel.id = dispatch.channel_id
            WHERE dispatch.id = :id AND dispatch.workspace_id = :workspace AND {VISIBLE}
        )
    """)  # noqa: S608  (our own words)
    values = {"id": dispatch, "workspace": workspace, "user": user}
    return bool((await session.execute(query, values)).scalar_one())


async def attempts(
    session: AsyncSession, workspace: UUID, user: UUID, dispatch: UUID
) -> Sequence[Attempt]:
    """Return each try of a dispatch, the first first."""
    query = text(f"""
        SELECT number, at, sent, attempt.status, attempt.told FROM attempt
        JOIN dispatch ON dispatch.id = attempt.dispatch_id
        JOIN channel ON channel.id = dispatch.channel_id
        WHERE dispatch.id = :id AND dispatch.workspace_id = :workspace AND {VISIBLE}
        ORDER BY number
    """)  # noqa: S608  (our own words)
    values = {"id": dispatch, "workspace": workspace, "user": user}
    return [Attempt(*row) for row in await session.execute(query, values)]


async def revive(session: AsyncSession, dispatch: UUID, now: datetime) -> bool:
    """Send what was given up once more, whoever's it is; `False` when there is no such."""
    query = text("""
        UPDATE dispatch SET state = 'pending', attempts = 0, next_try_at = :now, done_at = NULL
        WHERE id = :id AND state = 'failed' RETURNING id
    """)
    return bool((await session.execute(query, {"id": dispatch, "now": now})).all())


async def again(
    session: AsyncSession, workspace: UUID, user: UUID, dispatch: UUID, now: datetime
) -> bool:
    """Send a dispatch once more, now, from the first of its tries; `False` when there is none."""
    query = text(f"""
        UPDATE dispatch SET state = 'pending', attempts = 0, next_try_at = :now, done_at = NULL
        FROM channel
        WHERE dispatch.id = :id AND channel.id = dispatch.channel_id
          AND dispatch.workspace_id = :workspace AND {VISIBLE}
        RETURNING dispatch.id
    """)  # noqa: S608  (our own words)
    values = {"id": dispatch, "workspace": workspace, "user": user, "now": now}
    return bool((await session.execute(query, values)).all())
