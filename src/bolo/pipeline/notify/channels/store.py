"""Queries of channels: where people and programs of a workspace are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Kept:
    """A channel as it is kept: `shown` settings in the clear, secret ones in `sealed`.

    Without a `user` it is the workspace's: a webhook that everybody may see.
    """

    id: UUID
    workspace: UUID
    user: UUID | None
    kind: str
    label: str
    shown: dict[str, str]
    sealed: bytes
    enabled: bool
    created_at: datetime
    failures: int = 0
    last_status: int | None = None
    last_told: str | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different; `None` leaves it."""

    label: str | None = None
    enabled: bool | None = None
    shown: dict[str, str] | None = field(default=None)
    sealed: bytes | None = None


COLUMNS = """
    channel.id, channel.workspace_id, channel.user_id, channel.kind, channel.label,
    channel.shown, channel.sealed, channel.enabled, channel.created_at, channel.failures,
    channel.last_status, channel.last_told, channel.last_at
"""
MINE = "channel.workspace_id = :workspace AND (channel.user_id IS NULL OR channel.user_id = :user)"


def kept(row: Row[Any]) -> Kept:
    """Read a row of `COLUMNS`."""
    shown = orjson.loads(row.shown) if isinstance(row.shown, str | bytes) else row.shown
    return Kept(
        row.id,
        row.workspace_id,
        row.user_id,
        row.kind,
        row.label,
        shown,
        bytes(row.sealed),
        row.enabled,
        row.created_at,
        row.failures,
        row.last_status,
        row.last_told,
        row.last_at,
    )


async def add(session: AsyncSession, channel: Kept) -> None:
    """Add a channel."""
    await session.execute(
        text("""
            INSERT INTO channel (id, workspace_id, user_id, kind, label, shown, sealed, enabled,
                created_at)
            VALUES (:id, :workspace, :user, :kind, :label, CAST(:shown AS jsonb), :sealed, true,
                :at)
        """),
        {
            "id": channel.id,
            "workspace": channel.workspace,
            "user": channel.user,
            "kind": channel.kind,
            "label": channel.label,
            "shown": orjson.dumps(channel.shown).decode(),
            "sealed": channel.sealed,
            "at": channel.created_at,
        },
    )


async def all_of(session: AsyncSession, workspace: UUID, user: UUID) -> list[Kept]:
    """Return the channels that a person may see, the oldest first."""
    query = text(f"SELECT {COLUMNS} FROM channel WHERE {MINE} ORDER BY created_at, id")  # noqa: S608  (our own words)
    rows = await session.execute(query, {"workspace": workspace, "user": user})
    return [kept(row) for row in rows]


async def one(session: AsyncSession, workspace: UUID, user: UUID, channel: UUID) -> Kept | None:
    """Return a channel that a person may see."""
    query = text(f"SELECT {COLUMNS} FROM channel WHERE id = :id AND {MINE}")  # noqa: S608  (our own words)
    rows = await session.execute(query, {"id": channel, "workspace": workspace, "user": user})
    row = rows.one_or_none()
    return kept(row) if row else None


async def change(session: AsyncSession, channel: UUID, wanted: Change) -> None:
    """Change a channel; one that is turned on again begins with a clean slate."""
    await session.execute(
        text("""
            UPDATE channel SET label = coalesce(CAST(:label AS text), label),
                enabled = coalesce(CAST(:enabled AS bool), enabled),
                shown = coalesce(CAST(:shown AS jsonb), shown),
                sealed = coalesce(CAST(:sealed AS bytea), sealed),
                failures = CASE WHEN CAST(:enabled AS bool) THEN 0 ELSE failures END,
                rests_until = NULL
            WHERE id = :id
        """),
        {
            "id": channel,
            "label": wanted.label,
            "enabled": wanted.enabled,
            "shown": None if wanted.shown is None else orjson.dumps(wanted.shown).decode(),
            "sealed": wanted.sealed,
        },
    )


async def remove(session: AsyncSession, workspace: UUID, user: UUID, channel: UUID) -> bool:
    """Remove a channel with its history; `False` when there is none."""
    query = text(f"DELETE FROM channel WHERE id = :id AND {MINE} RETURNING id")  # noqa: S608  (our own words)
    rows = await session.execute(query, {"id": channel, "workspace": workspace, "user": user})
    return bool(rows.all())


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt on a channel went; `rests_until` when its vendor wants a pause."""

    status: int | None
    told: str
    sent: bool
    at: datetime
    gone: bool = False
    rests_until: datetime | None = None


async def note_results(session: AsyncSession, results: Mapping[UUID, Sequence[Result]]) -> None:
    """Note by channel how its last attempts went, in order; turn off a channel that is over."""
    some = [(channel, found) for channel, found in sorted(results.items()) if found]
    rests = [[one.rests_until for one in found if one.rests_until] for _, found in some]
    await session.execute(
        text("""
            UPDATE channel SET last_status = said.status, last_told = said.told,
                last_at = said.at, enabled = enabled AND NOT said.gone, rests_until = said.rest,
                failures = CASE WHEN said.sent THEN said.failed ELSE failures + said.failed END
            FROM unnest(CAST(:id AS uuid[]), CAST(:status AS int[]), CAST(:told AS text[]),
                CAST(:at AS timestamptz[]), CAST(:gone AS bool[]), CAST(:rest AS timestamptz[]),
                CAST(:sent AS bool[]), CAST(:failed AS int[]))
                AS said(id, status, told, at, gone, rest, sent, failed)
            WHERE channel.id = said.id
        """),
        {
            "id": [channel for channel, _ in some],
            "status": [found[-1].status for _, found in some],
            "told": [found[-1].told for _, found in some],
            "at": [found[-1].at for _, found in some],
            "gone": [any(one.gone for one in found) for _, found in some],
            "rest": [max(rest) if rest else None for rest in rests],
            "sent": [any(one.sent for one in found) for _, found in some],
            "failed": [_failed_last(found) for _, found in some],
        },
    )


def _failed_last(found: Sequence[Result]) -> int:
    """Return how many failed since the last that was sent."""
    return next((n for n, one in enumerate(reversed(found)) if one.sent), len(found))


async def push_key(session: AsyncSession, made: bytes | None = None) -> bytes | None:
    """Return this installation's sealed key for Web Push; keep `made` when there is none."""
    if made is not None:
        await session.execute(
            text("INSERT INTO push_key (id, sealed) VALUES (1, :made) ON CONFLICT (id) DO NOTHING"),
            {"made": made},
        )
    found = (await session.execute(text("SELECT sealed FROM push_key"))).scalar_one_or_none()
    return bytes(found) if found is not None else None
