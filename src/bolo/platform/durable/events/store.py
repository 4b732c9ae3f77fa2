"""Queries of the outbox: events, the positions they are given, and what lies between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.platform.database.access import Database
from bolo.platform.durable.tables import OutboxRow

CHANNEL = "bolo_live"
FENCE = 0x72656C61  # "rela"
PRUNED_AT_ONCE = 10_000

RELAY = f"""
with fenced as materialized (
    select exists (select from outbox where position is null)
           and pg_try_advisory_xact_lock({FENCE}) as ours
), waiting as materialized (
    select id from outbox where position is null and (select ours from fenced)
    order by id limit :most
), numbered as materialized (
    select id, nextval('outbox_position') as position from waiting
), placed as (
    update outbox set position = numbered.position from numbered
    where outbox.id = numbered.id and outbox.position is null
    returning outbox.kind, outbox.position
), told as materialized (
    select pg_notify('{CHANNEL}', max(position)::text) from placed having count(*) > 0
)
select kind, count(*) as events from placed, told group by kind
"""  # noqa: S608  (our own words)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it lies in the outbox; positions grow in the order in which they can be seen."""

    id: UUID
    kind: str
    ids: tuple[UUID, ...]
    workspace: UUID | None
    position: int


async def add_events(session: AsyncSession, rows: Sequence[dict[str, object]]) -> None:
    """Write events as rows of the outbox."""
    await session.execute(insert(OutboxRow), rows)


async def relay(database: Database, most: int) -> dict[str, int]:
    """Give the next unrelayed events positions and announce the last; return how many by kind.

    None when another relay is at it: the lock is held until the commit, so a reader who has
    seen a position has seen all before. What another numbered a moment ago is left as it is.
    """
    rows = await database.do(RELAY, {"most": most})
    return {row["kind"]: row["events"] for row in rows}


async def positions(session: AsyncSession) -> tuple[int, int]:
    """Return the first and the last position that are kept, (0, 0) when there are none."""
    row = (
        await session.execute(select(func.min(OutboxRow.position), func.max(OutboxRow.position)))
    ).one()
    return row[0] or 0, row[1] or 0


async def told_between(session: AsyncSession, after: int, last: int, most: int) -> list[Told]:
    """Return at most `most` events with a position in (after, last], in order."""
    rows = await session.execute(
        select(
            OutboxRow.id, OutboxRow.kind, OutboxRow.ids, OutboxRow.workspace_id, OutboxRow.position
        )
        .where(OutboxRow.position > after, OutboxRow.position <= last)
        .order_by(OutboxRow.position)
        .limit(most)
    )
    return [_told(row) for row in rows]


def _told(row: Row[*tuple[Any, ...]]) -> Told:
    return Told(row.id, row.kind, tuple(row.ids), row.workspace_id, row.position)
