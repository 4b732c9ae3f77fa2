"""Queries of what is on its way: deliveries wait for a channel, dispatches carry them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Uuid

from bolo.pipeline.notify.channels import store as channel_store
from bolo.pipeline.notify.channels.store import COLUMNS, Kept

IDS = ARRAY(Uuid())


async def plan_deliveries(
    session: AsyncSession, workspace: UUID, alerts: Sequence[UUID], now: datetime
) -> None:
    """Plan to tell alerts over every channel that is meant; planning twice is planning once.

    A person's choice for the alert's scope goes before the one for everything; programs are
    told all. An alert of one person goes over that person's channels only.
    """
    await session.execute(
        text("""
            INSERT INTO delivery (id, workspace_id, alert_id, channel_id, due_at)
            SELECT gen_random_uuid(), :workspace, alert.id, channel.id, :now
            FROM alert JOIN channel ON channel.workspace_id = alert.workspace_id
            LEFT JOIN LATERAL (
                SELECT telling.channels FROM telling
                WHERE telling.workspace_id = alert.workspace_id
                  AND telling.user_id = channel.user_id AND telling.scope IN ('', alert.scope)
                ORDER BY telling.scope = '' LIMIT 1
            ) AS chosen ON true
            WHERE alert.id = ANY(CAST(:alerts AS uuid[])) AND alert.workspace_id = :workspace
              AND channel.enabled
              AND (alert.user_id IS NULL OR channel.user_id IS NULL
                   OR channel.user_id = alert.user_id)
              AND (channel.user_id IS NULL OR chosen.channels IS NULL
                   OR channel.id = ANY(chosen.channels))
            ORDER BY alert.id, channel.id
            ON CONFLICT (alert_id, channel_id) DO NOTHING
        """),
        {"workspace": workspace, "alerts": sorted(alerts), "now": now},
    )


async def channels_waited_for(
    session: AsyncSession, now: datetime, busy: Collection[UUID], count: int
) -> list[Kept]:
    """Return channels for which something waits, locked; not those that are `busy` enough."""
    query = text(f"""
        SELECT {COLUMNS} FROM channel
        WHERE channel.enabled AND (channel.rests_until IS NULL OR channel.rests_until <= :now)
          AND NOT channel.id = ANY(:busy)
          AND channel.id IN (
            SELECT delivery.channel_id FROM delivery
            WHERE dispatch_id IS NULL AND untold IS NULL AND due_at <= :now
          )
        LIMIT :count FOR NO KEY UPDATE SKIP LOCKED
    """).bindparams(bindparam("busy", type_=IDS))  # noqa: S608  (our own words)
    rows = await session.execute(query, {"now": now, "busy": list(busy), "count": count})
    return [channel_store.kept(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Queued:
    """A delivery that waits; `scope` says by which choice of the person."""

    id: UUID
    alert: UUID
    channel: UUID
    since: datetime
    worth: Decimal | None
    scope: str


async def queued(
    session: AsyncSession, channels: Sequence[UUID], now: datetime, most: int
) -> list[Queued]:
    """Return what waits for channels, at most `most` each."""
    query = text("""
        SELECT waiting.* FROM unnest(CAST(:channels AS uuid[])) AS one(id)
        CROSS JOIN LATERAL (
            SELECT delivery.id, alert_id, channel_id, alert.created_at, worth, scope
            FROM delivery JOIN alert ON alert.id = alert_id
            WHERE channel_id = one.id AND dispatch_id IS NULL AND untold IS NULL
              AND due_at <= :now
            ORDER BY worth DESC NULLS LAST, alert.created_at DESC LIMIT :most
        ) AS waiting
    """)
    values = {"channels": list(channels), "now": now, "most": most}
    return [Queued(*row) for row in await session.execute(query, values)]


async def hold(session: AsyncSession, until: Mapping[UUID, datetime]) -> None:
    """Let deliveries wait."""
    if until:
        ids = sorted(until)
        await session.execute(
            text("""
                UPDATE delivery SET due_at = held.at
                FROM unnest(CAST(:ids AS uuid[]), CAST(:at AS timestamptz[])) AS held(id, at)
                WHERE delivery.id = held.id
            """),
            {"ids": ids, "at": [until[one] for one in ids]},
        )


async def leave(session: AsyncSession, why: Mapping[UUID, str]) -> None:
    """Note of deliveries that they are not made, and why."""
    if why:
        ids = sorted(why)
        await session.execute(
            text("""
                UPDATE delivery SET untold = left_out.why
                FROM unnest(CAST(:ids AS uuid[]), CAST(:why AS text[])) AS left_out(id, why)
                WHERE delivery.id = left_out.id
            """),
            {"ids": ids, "why": [why[one] for one in ids]},
        )


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One message on its way over a channel; its id stays the same however often it is sent."""

    id: UUID
    message: UUID
    channel: Kept
    attempts: int


async def send_off(
    session: AsyncSession,
    sendings: Sequence[tuple[Dispatch, Sequence[UUID]]],
    now: datetime,
    until: datetime,
) -> None:
    """Add dispatches with their deliveries, which we carry right now; another worker at `until`."""
    some = [one for one, _ in sendings]
    await session.execute(
        text("""
            INSERT INTO dispatch (id, workspace_id, channel_id, message_id, state, attempts,
                next_try_at, created_at)
            SELECT new.*, 'pending', 1, :until, :now
            FROM unnest(CAST(:ids AS uuid[]), CAST(:workspaces AS uuid[]),
                CAST(:channels AS uuid[]), CAST(:messages AS uuid[])) AS new
        """),
        {
            "ids": [one.id for one in some],
            "workspaces": [one.channel.workspace for one in some],
            "channels": [one.channel.id for one in some],
            "messages": [one.message for one in some],
            "until": until,
            "now": now,
        },
    )
    pairs = sorted((delivery, one.id) for one, group in sendings for delivery in group)
    await session.execute(
        text("""
            UPDATE delivery SET dispatch_id = carried.dispatch
            FROM unnest(CAST(:deliveries AS uuid[]), CAST(:dispatches AS uuid[]))
                 AS carried(delivery, dispatch)
            WHERE delivery.id = carried.delivery
        """),
        {
            "deliveries": [delivery for delivery, _ in pairs],
            "dispatches": [dispatch for _, dispatch in pairs],
        },
    )


async def take_due(
    session: AsyncSession, now: datetime, hold_for: timedelta, count: int
) -> list[Dispatch]:
    """Take what is to be tried again for ourselves, each counted as an attempt."""
    query = text(f"""
        WITH due AS (
            SELECT dispatch.id FROM dispatch JOIN channel ON channel.id = dispatch.channel_id
            WHERE state = 'pending' AND next_try_at <= :now AND channel.enabled
            ORDER BY next_try_at LIMIT :count FOR UPDATE OF dispatch SKIP LOCKED
        )
        UPDATE dispatch SET next_try_at = :until, attempts = attempts + 1
        FROM due, channel
        WHERE dispatch.id = due.id AND channel.id = dispatch.channel_id
        RETURNING {COLUMNS}, dispatch.id AS dispatch_id, message_id, attempts
    """)  # noqa: S608  (our own words)
    rows = await session.execute(query, {"now": now, "until": now + hold_for, "count": count})
    return [_dispatch(row) for row in rows]


def _dispatch(row: Row[Any]) -> Dispatch:
    return Dispatch(row.dispatch_id, row.message_id, channel_store.kept(row), row.attempts)


async def drop(session: AsyncSession, dispatches: Sequence[UUID]) -> None:
    """Forget dispatches of which nothing is left to tell: their alerts are gone."""
    if dispatches:
        await session.execute(
            text("DELETE FROM dispatch WHERE id = ANY(CAST(:ids AS uuid[]))"),
            {"ids": sorted(dispatches)},
        )


@dataclass(frozen=True, slots=True)
class End:
    """How an attempt ended: `sent`, `pending` until the next, or `failed` for good."""

    state: str
    sent: bool
    status: int | None
    told: str
    at: datetime
    next_try_at: datetime | None = None


async def finish(session: AsyncSession, ends: Sequence[tuple[Dispatch, End]]) -> None:
    """Note how attempts ended, one of each dispatch; of one that is gone meanwhile nothing."""
    some = sorted(ends, key=lambda pair: pair[0].id)
    await session.execute(
        text("""
            WITH said AS (
                SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:state AS text[]),
                    CAST(:sent AS bool[]), CAST(:status AS int[]), CAST(:told AS text[]),
                    CAST(:next AS timestamptz[]), CAST(:at AS timestamptz[]))
                    AS one(id, state, sent, status, told, next, at)
            ), ended AS (
                UPDATE dispatch SET state = said.state, last_status = said.status,
                    last_told = said.told, next_try_at = coalesce(said.next, next_try_at),
                    done_at = CASE WHEN said.state = 'pending' THEN NULL ELSE said.at END
                FROM said WHERE dispatch.id = said.id
                RETURNING dispatch.id, workspace_id
            )
            INSERT INTO attempt (dispatch_id, number, workspace_id, at, sent, status, told)
            SELECT ended.id, coalesce((
                    SELECT max(number) FROM attempt WHERE attempt.dispatch_id = ended.id
                ), 0) + 1, ended.workspace_id, said.at, said.sent, said.status, said.told
            FROM ended JOIN said USING (id)
        """),
        {
            "id": [one.id for one, _ in some],
            "state": [end.state for _, end in some],
            "sent": [end.sent for _, end in some],
            "status": [end.status for _, end in some],
            "told": [end.told for _, end in some],
            "next": [end.next_try_at for _, end in some],
            "at": [end.at for _, end in some],
        },
    )


@dataclass(frozen=True, slots=True)
class Recent:
    """What was sent over a channel in the last minute, and today."""

    channel: UUID
    alone: int
    folded: datetime | None
    today: int


async def recent(
    session: AsyncSession, channels: Mapping[UUID, datetime], minute_ago: datetime
) -> dict[UUID, Recent]:
    """Return what went out lately; `channels` says of each when its person's day began."""
    rows = await session.execute(
        text("""
            WITH asked AS (
                SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:began AS timestamptz[]))
                    AS one(id, began)
            ), sizes AS (
                SELECT dispatch.channel_id, dispatch.created_at,
                    (SELECT count(*) FROM delivery WHERE delivery.dispatch_id = dispatch.id) AS n
                FROM dispatch JOIN asked ON asked.id = dispatch.channel_id
                WHERE dispatch.created_at > :minute_ago
            )
            SELECT asked.id,
                (SELECT count(*) FROM sizes WHERE sizes.channel_id = asked.id AND n = 1),
                (SELECT max(created_at) FROM sizes WHERE sizes.channel_id = asked.id AND n > 1),
                (SELECT count(*) FROM dispatch WHERE dispatch.channel_id = asked.id
                   AND dispatch.created_at >= asked.began)
            FROM asked
        """),
        {
            "ids": list(channels),
            "began": list(channels.values()),
            "minute_ago": minute_ago,
        },
    )
    return {row[0]: Recent(*row) for row in rows}
