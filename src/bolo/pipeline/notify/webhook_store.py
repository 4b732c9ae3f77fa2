"""Queries of webhook endpoints and of each attempt to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.channel import Message


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a workspace wants webhooks; `secret` is sealed."""

    id: UUID
    url: str
    secret: bytes
    enabled: bool
    last_status: int | None
    last_error: str | None
    created_at: datetime


async def add_endpoint(session: AsyncSession, workspace: UUID, endpoint: Endpoint) -> None:
    """Add an endpoint."""
    await session.execute(
        text("""
            INSERT INTO webhook_endpoint (id, workspace_id, url, secret, enabled, created_at)
            VALUES (:id, :workspace, :url, :secret, true, :at)
        """),
        {
            "id": endpoint.id,
            "workspace": workspace,
            "url": endpoint.url,
            "secret": endpoint.secret,
            "at": endpoint.created_at,
        },
    )


async def endpoints(session: AsyncSession, workspace: UUID) -> list[Endpoint]:
    """Return a workspace's endpoints, the oldest first."""
    rows = await session.execute(
        text("""
            SELECT id, url, secret, enabled, last_status, last_error, created_at
            FROM webhook_endpoint WHERE workspace_id = :workspace ORDER BY created_at, id
        """),
        {"workspace": workspace},
    )
    return [Endpoint(*row) for row in rows]


async def remove_endpoint(session: AsyncSession, workspace: UUID, endpoint: UUID) -> bool:
    """Remove an endpoint with its deliveries; `False` when there is none."""
    rows = await session.execute(
        text("""
            DELETE FROM webhook_endpoint WHERE id = :id AND workspace_id = :workspace RETURNING id
        """),
        {"id": endpoint, "workspace": workspace},
    )
    return bool(rows.all())


async def note_result(
    session: AsyncSession, endpoint: UUID, status: int | None, error: str | None, *, enabled: bool
) -> None:
    """Note how the last attempt went, and disable an endpoint that wants no more."""
    await session.execute(
        text("""
            UPDATE webhook_endpoint SET last_status = :status, last_error = :error,
                enabled = enabled AND :enabled,
                failures = CASE WHEN CAST(:error AS text) IS NULL THEN 0 ELSE failures + 1 END
            WHERE id = :id
        """),
        {"id": endpoint, "status": status, "error": error, "enabled": enabled},
    )


async def plan_deliveries(
    session: AsyncSession,
    workspace: UUID,
    alerts: Sequence[UUID],
    ids: Sequence[UUID],
    now: datetime,
) -> None:
    """Plan to send alerts to every enabled endpoint; planning twice is planning once.

    `ids` holds as many new ids as there are alerts times endpoints, at least.
    """
    await session.execute(
        text("""
            INSERT INTO delivery (id, workspace_id, alert_id, endpoint_id, state, attempts,
                next_try_at)
            SELECT fresh.id, :workspace, pair.alert, pair.endpoint, 'pending', 0, :now
            FROM (
                SELECT alert, endpoint.id AS endpoint,
                       row_number() OVER (ORDER BY alert, endpoint.id) AS n
                FROM unnest(CAST(:alerts AS uuid[])) AS told(alert)
                CROSS JOIN webhook_endpoint AS endpoint
                WHERE endpoint.workspace_id = :workspace AND endpoint.enabled
            ) AS pair
            JOIN unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS fresh(id, n) ON fresh.n = pair.n
            ON CONFLICT (alert_id, endpoint_id) DO NOTHING
        """),
        {"workspace": workspace, "alerts": sorted(alerts), "ids": list(ids), "now": now},
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that we hold for a while."""

    id: UUID
    endpoint: UUID
    url: str
    secret: bytes
    attempts: int
    message: Message


async def take_due(session: AsyncSession, now: datetime, hold: timedelta, count: int) -> list[Due]:
    """Take due deliveries for ourselves until `now + hold`, each counted as an attempt."""
    rows = await session.execute(
        text("""
            WITH due AS (
                SELECT delivery.id FROM delivery
                JOIN webhook_endpoint AS endpoint ON endpoint.id = delivery.endpoint_id
                WHERE state = 'pending' AND next_try_at <= :now AND endpoint.enabled
                ORDER BY next_try_at LIMIT :count FOR UPDATE OF delivery SKIP LOCKED
            )
            UPDATE delivery SET next_try_at = :until, attempts = attempts + 1
            FROM due, webhook_endpoint AS endpoint, alert
            WHERE delivery.id = due.id AND endpoint.id = delivery.endpoint_id
              AND alert.id = delivery.alert_id
            RETURNING delivery.id, endpoint.id AS endpoint, endpoint.url, endpoint.secret,
                delivery.attempts, alert.id AS alert, alert.kind, alert.title, alert.body,
                alert.created_at, alert.opportunity_id, alert.demo
        """),
        {"now": now, "until": now + hold, "count": count},
    )
    return [
        Due(
            row.id,
            row.endpoint,
            row.url,
            bytes(row.secret),
            row.attempts,
            Message(
                UUID(int=row.alert.int),
                row.kind,
                row.title,
                row.body,
                row.created_at,
                UUID(int=row.opportunity_id.int) if row.opportunity_id else None,
                row.demo,
            ),
        )
        for row in rows  # the driver's UUIDs are a class of their own, which no JSON holds
    ]


async def finish(
    session: AsyncSession,
    delivery: UUID,
    *,
    state: str,
    status: int | None,
    error: str | None,
    next_try_at: datetime | None,
    now: datetime,
) -> None:
    """Note how an attempt ended: `sent`, `pending` until the next, or `failed` for good."""
    await session.execute(
        text("""
            UPDATE delivery SET state = :state, last_status = :status, last_error = :error,
                next_try_at = coalesce(CAST(:next AS timestamptz), next_try_at),
                done_at = CASE WHEN :state = 'pending' THEN NULL
                               ELSE CAST(:now AS timestamptz) END
            WHERE id = :id
        """),
        {
            "id": delivery,
            "state": state,
            "status": status,
            "error": error,
            "next": next_try_at,
            "now": now,
        },
    )
