"""What whoever runs this bolo sees of everybody: workspaces, people, sources, what was given up.

Figures and names only: what a workspace looks for, sees and decides is its own affair.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.billing import plan_store
from bolo.core.plans.subscription import Billed
from bolo.core.watching.words import Health, HealthState

WORKSPACES = text(f"""
    SELECT workspace.id, workspace.name, workspace.created_at,
        owners.names AS owners, owners.members,
        (SELECT count(*) FROM saved_search WHERE workspace_id = workspace.id
            AND state = 'active') AS searches,
        (SELECT count(*) FROM saved_search WHERE workspace_id = workspace.id
            AND state = 'paused' AND held IS NOT NULL) AS held,
        (SELECT count(*) FROM watch WHERE workspace_id = workspace.id AND search_id IS NULL
            AND removed_at IS NULL AND NOT demo) AS watches,
        (SELECT count(*) FROM alert WHERE workspace_id = workspace.id
            AND created_at >= :since) AS alerts,
        {plan_store.FIELDS}
    FROM workspace LEFT JOIN workspace_plan ON workspace_plan.workspace_id = workspace.id
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(coalesce(app_user.email, app_user.name) ORDER BY app_user.name)
                   FILTER (WHERE membership.role = 'owner'), '{{}}') AS names,
               count(*) AS members
        FROM membership JOIN app_user ON app_user.id = membership.user_id
        WHERE membership.workspace_id = workspace.id
    ) AS owners
    WHERE (CAST(:id AS uuid) IS NULL OR workspace.id = :id)
      AND (CAST(:q AS text) IS NULL
           OR strpos(lower(workspace.name || ' ' || array_to_string(owners.names, ' ')), :q) > 0)
      AND (CAST(:at AS timestamptz) IS NULL OR (workspace.created_at, workspace.id)
           < (CAST(:at AS timestamptz), CAST(:after AS uuid)))
    ORDER BY workspace.created_at DESC, workspace.id DESC LIMIT :limit
""")  # noqa: S608  (our own column names)
PEOPLE = text("""
    SELECT app_user.id, app_user.name, app_user.email, app_user.created_at, app_user.operator,
        app_user.email_verified_at, app_user.totp_since IS NOT NULL AS factor,
        (SELECT max(seen_at) FROM session WHERE session.user_id = app_user.id) AS seen_at,
        coalesce((SELECT array_agg(workspace.name || ' (' || membership.role || ')'
                                   ORDER BY workspace.created_at)
            FROM membership JOIN workspace ON workspace.id = membership.workspace_id
            WHERE membership.user_id = app_user.id), '{}') AS workspaces
    FROM app_user
    WHERE (CAST(:q AS text) IS NULL
           OR strpos(lower(app_user.name || ' ' || coalesce(app_user.email, '')), :q) > 0)
      AND (CAST(:at AS timestamptz) IS NULL OR (app_user.created_at, app_user.id)
           < (CAST(:at AS timestamptz), CAST(:after AS uuid)))
    ORDER BY app_user.created_at DESC, app_user.id DESC LIMIT :limit
""")
SOURCES = text("""
    SELECT source.host, source.marketplace, source.state, source.reason, source.failures,
        source.next_try_at, source.last_ok_at, source.demo,
        count(question.id) FILTER (WHERE question.active) AS questions,
        count(question.id) FILTER (WHERE question.asked_at > :hour_ago) AS asked,
        count(DISTINCT watch_question.workspace_id) AS workspaces
    FROM source LEFT JOIN question ON question.source_id = source.id
    LEFT JOIN watch_question ON watch_question.question_id = question.id
    GROUP BY source.id
    ORDER BY source.failures DESC, source.host LIMIT 500
""")
DELIVERIES = text("""
    SELECT dispatch.id, workspace.name AS workspace, channel.kind, dispatch.attempts,
        dispatch.created_at, dispatch.done_at, dispatch.last_status AS status,
        dispatch.last_told AS told
    FROM dispatch JOIN channel ON channel.id = dispatch.channel_id
    JOIN workspace ON workspace.id = dispatch.workspace_id
    WHERE dispatch.state = 'failed'
    ORDER BY dispatch.created_at DESC LIMIT 200
""")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of many; `before` is where the last page ended."""

    q: str | None = None
    before: tuple[datetime, UUID] | None = None
    limit: int = 50

    def values(self) -> dict[str, Any]:
        """Return what the queries are handed."""
        return {
            "q": self.q.lower() if self.q else None,
            "at": self.before[0] if self.before else None,
            "after": self.before[1] if self.before else None,
            "limit": self.limit,
        }


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace with its plan and what it uses."""

    id: UUID
    name: str
    created_at: datetime
    owners: tuple[str, ...]
    members: int
    searches: int
    held: int
    watches: int
    alerts: int
    billed: Billed


async def workspaces(
    session: AsyncSession, wanted: Wanted, since: datetime, one: UUID | None = None
) -> list[Workspace]:
    """Return workspaces, the newest first; alerts are counted since a moment."""
    values = {**wanted.values(), "since": since, "id": one}
    rows = await session.execute(WORKSPACES, values)
    return [
        Workspace(
            row.id,
            row.name,
            row.created_at,
            tuple(row.owners),
            row.members,
            row.searches,
            row.held,
            row.watches,
            row.alerts,
            _billed(row),
        )
        for row in rows
    ]


def _billed(row: Row[Any]) -> Billed:
    return Billed() if row.cancels is None else plan_store.read(row)


async def people(session: AsyncSession, wanted: Wanted) -> list[Mapping[str, Any]]:
    """Return people, the newest first."""
    rows = await session.execute(PEOPLE, wanted.values())
    return [dict(row) for row in rows.mappings()]


@dataclass(frozen=True, slots=True)
class Source:
    """A host that is asked for anybody."""

    host: str
    marketplace: str | None
    health: Health
    last_ok_at: datetime | None
    questions: int
    asked_last_hour: int
    workspaces: int
    demo: bool


async def sources(session: AsyncSession, hour_ago: datetime) -> list[Source]:
    """Return every host, those in trouble first."""
    rows = await session.execute(SOURCES, {"hour_ago": hour_ago})
    return [
        Source(
            row.host,
            row.marketplace,
            Health(HealthState(row.state), row.reason, row.failures, row.next_try_at),
            row.last_ok_at,
            row.questions,
            row.asked,
            row.workspaces,
            row.demo,
        )
        for row in rows
    ]


async def failed_deliveries(session: AsyncSession) -> list[Mapping[str, Any]]:
    """Return messages that were given up, the newest first; to whom stays their affair."""
    rows = await session.execute(DELIVERIES)
    return [dict(row) for row in rows.mappings()]
