"""Queries of the processes at work.

Ages are told by the clock of the database: it is the one clock that all machines share.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.platform.durable.store import SET_BACK
from bolo.platform.durable.tables import ExecutorRow


@dataclass(frozen=True, slots=True)
class Executor:
    """A process at work; `id` is new at each start."""

    id: str
    role: str
    host: str
    pid: int


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
    """Forget the executors silent for longer than `silent`; return the ids of the others.

    Who was last heard in a time to come was so before the clock was set back: the silence is
    counted from now.
    """
    now = func.clock_timestamp()
    await session.execute(
        update(ExecutorRow).where(ExecutorRow.beat_at > now + SET_BACK).values(beat_at=now)
    )
    await session.execute(delete(ExecutorRow).where(ExecutorRow.beat_at < now - silent))
    return frozenset(await session.scalars(select(ExecutorRow.id)))


async def executors(session: AsyncSession) -> list[Executor]:
    """Return the processes at work, oldest first."""
    rows = await session.scalars(select(ExecutorRow).order_by(ExecutorRow.started_at))
    return [Executor(row.id, row.role, row.host, row.pid) for row in rows]
