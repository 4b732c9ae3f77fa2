"""Queries of how people want to be told: for everything, and for one search (its scope)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.telling.pacing import MORNING, Pace, Telling

EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose; `channels` are those that are used, `None` for all."""

    pace: Pace = Pace.INSTANT
    zone: str = "UTC"
    digest_at: time = MORNING
    quiet_from: time | None = None
    quiet_to: time | None = None
    at_most: int | None = None
    min_worth: Decimal | None = None
    muted_until: datetime | None = None
    channels: tuple[UUID, ...] | None = None

    def rule(self) -> Telling:
        """Return it as the core judges by it."""
        quiet = None
        if self.quiet_from is not None and self.quiet_to is not None:
            quiet = (self.quiet_from, self.quiet_to)
        return Telling(
            UTC if self.zone == "UTC" else ZoneInfo(self.zone),
            self.pace,
            self.digest_at,
            quiet,
            self.at_most,
            self.min_worth,
            self.muted_until,
        )


NAMES = frozenset(field.name for field in fields(Wish))
COLUMNS = """
    pace, zone, digest_at, quiet_from, quiet_to, at_most, min_worth, muted_until, channels
"""


async def wishes(
    session: AsyncSession, whose: Iterable[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID, str], Wish]:
    """Return what people chose, by workspace, person and scope."""
    pairs = sorted(set(whose))
    query = text(f"""
        SELECT workspace_id, user_id, scope, {COLUMNS} FROM telling
        JOIN unnest(CAST(:workspaces AS uuid[]), CAST(:users AS uuid[])) AS one(workspace, person)
          ON one.workspace = workspace_id AND one.person = user_id
    """)  # noqa: S608  (our own words)
    rows = await session.execute(
        query,
        {"workspaces": [pair[0] for pair in pairs], "users": [pair[1] for pair in pairs]},
    )
    return {(row.workspace_id, row.user_id, row.scope): _wish(row) for row in rows}


def _wish(row: Row[Any]) -> Wish:
    values = {name: value for name, value in row._asdict().items() if name in NAMES}
    mine = None if row.channels is None else tuple(UUID(str(one)) for one in row.channels)
    return Wish(**values | {"pace": Pace(row.pace), "channels": mine})


async def wish(session: AsyncSession, workspace: UUID, user: UUID, scope: str) -> Wish | None:
    """Return what a person chose for one scope."""
    found = await wishes(session, [(workspace, user)])
    return found.get((workspace, user, scope))


async def save(
    session: AsyncSession, workspace: UUID, user: UUID, scope: str, wanted: Wish
) -> None:
    """Write what a person chose for one scope."""
    await session.execute(
        text(f"""
            INSERT INTO telling (workspace_id, user_id, scope, {COLUMNS})
            VALUES (:workspace, :user, :scope, :pace, :zone, :digest_at, :quiet_from, :quiet_to,
                :at_most, :min_worth, :muted_until, CAST(:channels AS uuid[]))
            ON CONFLICT (workspace_id, user_id, scope) DO UPDATE SET
                pace = excluded.pace, zone = excluded.zone, digest_at = excluded.digest_at,
                quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                at_most = excluded.at_most, min_worth = excluded.min_worth,
                muted_until = excluded.muted_until, channels = excluded.channels
        """),  # noqa: S608  (our own words)
        {
            "workspace": workspace,
            "user": user,
            "scope": scope,
            "pace": wanted.pace.value,
            "zone": wanted.zone,
            "digest_at": wanted.digest_at,
            "quiet_from": wanted.quiet_from,
            "quiet_to": wanted.quiet_to,
            "at_most": wanted.at_most,
            "min_worth": wanted.min_worth,
            "muted_until": wanted.muted_until,
            "channels": None if wanted.channels is None else list(wanted.channels),
        },
    )


async def forget(session: AsyncSession, workspace: UUID, user: UUID, scope: str) -> None:
    """Forget a choice: what holds for everything holds again."""
    await session.execute(
        text("""
            DELETE FROM telling
            WHERE workspace_id = :workspace AND user_id = :user AND scope = :scope
        """),
        {"workspace": workspace, "user": user, "scope": scope},
    )


async def release(session: AsyncSession, workspace: UUID, user: UUID, now: datetime) -> None:
    """Judge anew all that waits for a person, because the choice has changed."""
    await session.execute(
        text("""
            UPDATE delivery SET due_at = :now FROM channel
            WHERE channel.id = channel_id AND channel.workspace_id = :workspace
              AND channel.user_id = :user AND dispatch_id IS NULL AND untold IS NULL
              AND due_at > :now
        """),
        {"workspace": workspace, "user": user, "now": now},
    )
