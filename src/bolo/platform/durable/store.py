"""Queries of the outbox, the processes at work and the troubles of jobs.

Ages are told by the clock of the database: it is the one clock that all machines share.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Executable, Row, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.platform.database.access import Database
from bolo.platform.durable.tables import (
    ExecutorRow,
    JobDoneRow,
    JobTroubleRow,
    OutboxRow,
    ScheduleRow,
)

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


@dataclass(frozen=True, slots=True)
class Executor:
    """A process at work; `id` is new at each start."""

    id: str
    role: str
    host: str
    pid: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job that was given up, with the reason; `work` is all that is needed to try again."""

    id: str
    error: str
    failed_at: datetime
    work: str


# outbox


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


# processes


async def beat(session: AsyncSession, executor: Executor) -> None:
    """Say that `executor` is alive."""
    row = upsert(ExecutorRow).values(
        id=executor.id, role=executor.role, host=executor.host, pid=executor.pid
    )
    await session.execute(
        row.on_conflict_do_update(
            index_elements=[ExecutorRow.id], set_={"beat_at": func.clock_timestamp()}
        )
    )


async def leave(session: AsyncSession, executor_id: str) -> None:
    """Say that an executor has ended as it should."""
    await session.execute(delete(ExecutorRow).where(ExecutorRow.id == executor_id))


async def alive(session: AsyncSession, silent: timedelta) -> frozenset[str]:
    """Forget the executors silent for longer than `silent`; return the ids of the others."""
    await session.execute(
        delete(ExecutorRow).where(ExecutorRow.beat_at < func.clock_timestamp() - silent)
    )
    return frozenset(await session.scalars(select(ExecutorRow.id)))


async def executors(session: AsyncSession) -> list[Executor]:
    """Return the processes at work, oldest first."""
    rows = await session.scalars(select(ExecutorRow).order_by(ExecutorRow.started_at))
    return [Executor(row.id, row.role, row.host, row.pid) for row in rows]


# jobs


async def mark_done(session: AsyncSession, key: str) -> bool:
    """Return whether `key` was not yet marked; it is now."""
    row = upsert(JobDoneRow).values(id=key).on_conflict_do_nothing()
    return await _count(session, row) == 1


async def prune_done(session: AsyncSession, older_than: timedelta) -> int:
    """Delete the marks of some age."""
    return await _count(
        session, delete(JobDoneRow).where(JobDoneRow.done_at < func.now() - older_than)
    )


async def count_crashes(session: AsyncSession, works: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count one crash more for each (id, work); return how many each has seen."""
    rows = [{"id": key, "work": work, "crashes": 1} for key, work in sorted(dict(works).items())]
    if not rows:
        return {}
    found = await session.execute(
        upsert(JobTroubleRow)
        .values(rows)
        .on_conflict_do_update(
            index_elements=[JobTroubleRow.id],
            set_={"crashes": JobTroubleRow.crashes + 1, "crashed_at": func.now()},
        )
        .returning(JobTroubleRow.id, JobTroubleRow.crashes)
    )
    return {row.id: row.crashes for row in found}


async def bury(session: AsyncSession, key: str, work: str, error: str) -> None:
    """Keep a job that is given up, for a person to see."""
    values = {"work": work, "error": error, "failed_at": func.now()}
    await session.execute(
        upsert(JobTroubleRow)
        .values(id=key, **values)
        .on_conflict_do_update(index_elements=[JobTroubleRow.id], set_=values)
    )


async def dead_letters(session: AsyncSession, most: int) -> list[DeadLetter]:
    """Return the jobs that were given up, newest first."""
    rows = await session.scalars(
        select(JobTroubleRow)
        .where(JobTroubleRow.failed_at.is_not(None))
        .order_by(JobTroubleRow.failed_at.desc(), JobTroubleRow.id)
        .limit(most)
    )
    return [_letter(row) for row in rows]


async def unbury(session: AsyncSession, key: str) -> DeadLetter | None:
    """Take a given-up job out of the list; None when it is not there."""
    row = await session.scalar(
        select(JobTroubleRow)
        .where(JobTroubleRow.id == key, JobTroubleRow.failed_at.is_not(None))
        .with_for_update()
    )
    if row is None:
        return None
    letter = _letter(row)
    await session.delete(row)
    await session.flush()
    return letter


async def prune_crashes(session: AsyncSession, older_than: timedelta) -> int:
    """Forget the crashes of jobs that have not crashed since: they have been done."""
    return await _count(
        session,
        delete(JobTroubleRow).where(
            JobTroubleRow.failed_at.is_(None), JobTroubleRow.crashed_at < func.now() - older_than
        ),
    )


def _letter(row: JobTroubleRow) -> DeadLetter:
    if row.failed_at is None:  # pragma: no cover  the queries above exclude it
        raise AssertionError(row.id)
    return DeadLetter(row.id, row.error or "", row.failed_at, row.work)


# schedules


async def begin_chore(session: AsyncSession, name: str, every: timedelta) -> bool:
    """Return whether the chore is due; its next turn then counts from now."""
    row = upsert(ScheduleRow).values(name=name, ran_at=func.now())
    return (
        await _count(
            session,
            row.on_conflict_do_update(
                index_elements=[ScheduleRow.name],
                set_={"ran_at": func.now()},
                where=ScheduleRow.ran_at <= func.now() - every,
            ),
        )
        == 1
    )


async def _count(session: AsyncSession, statement: Executable) -> int:
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
