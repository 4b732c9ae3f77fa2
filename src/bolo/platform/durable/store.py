"""Queries of jobs: what is done, what crashed, what was given up, and when a chore is due.

Ages are told by the clock of the database: it is the one clock that all machines share.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.platform.durable.tables import JobDoneRow, JobTroubleRow, ScheduleRow

SET_BACK = timedelta(minutes=1)
"""How far in a time to come something must lie to say that the clock was set back."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A job that was given up, with the reason; `work` is all that is needed to try again."""

    id: str
    error: str
    failed_at: datetime
    work: str


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


async def begin_chore(session: AsyncSession, name: str, every: timedelta) -> bool:
    """Return whether the chore is due; its next turn then counts from now.

    What ran in a time to come is due: the clock was wrong, and has been set back.
    """
    row = upsert(ScheduleRow).values(name=name, ran_at=func.now())
    return (
        await _count(
            session,
            row.on_conflict_do_update(
                index_elements=[ScheduleRow.name],
                set_={"ran_at": func.now()},
                where=(ScheduleRow.ran_at <= func.now() - every)
                | (ScheduleRow.ran_at > func.now() + SET_BACK),
            ),
        )
        == 1
    )


async def _count(session: AsyncSession, statement: Executable) -> int:
    return cast("CursorResult[Any]", await session.execute(statement)).rowcount
