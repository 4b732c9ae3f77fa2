"""Who is alive: every process at work beats; the work of those who fell silent is taken up.

DBOS itself takes up only what was left under the same executor id, and ours are new at each
start, so the reaper does it, for processes that were killed and for ones never seen.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bolo.platform.database.access import Database
from bolo.platform.durable.processes import store
from bolo.platform.durable.processes.store import Executor
from bolo.platform.durable.work import Work

log = logging.getLogger(__name__)

BEAT = timedelta(seconds=2)
SILENT = timedelta(seconds=10)


class Heartbeat:
    """Says every `every` that this process is alive, and at the end that it left."""

    def __init__(self, database: Database, executor: Executor, every: timedelta = BEAT) -> None:
        self._database = database
        self._executor = executor
        self._every = every
        self._beating: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Beat once, then go on in the background."""
        await self._beat()
        self._beating = asyncio.create_task(self._go_on())

    async def stop(self) -> None:
        """Say goodbye."""
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.wait([self._beating])
            self._beating = None
            async with self._database.transaction() as session:
                await store.leave(session, self._executor.id)

    async def _beat(self) -> None:
        async with self._database.transaction() as session:
            await store.beat(session, self._executor)

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._every.total_seconds())
            try:
                await self._beat()
            except Exception as error:  # noqa: BLE001  the next beat may reach the database again
                log.warning("no heartbeat: %s", error)


@dataclass(frozen=True, slots=True)
class Running:
    """An attempt at a job that some executor has begun and not ended."""

    run: str
    executor: str | None
    work: Work


class Recovers(Protocol):
    """What the reaper needs of the jobs."""

    async def running(self) -> Sequence[Running]:
        """Return every attempt that is under way somewhere."""
        ...

    async def take_up(self, left: Sequence[Running]) -> None:
        """See to it that these attempts begin again."""
        ...


class Reaper:
    """Takes up the work of executors that have been silent for longer than `silent`."""

    def __init__(
        self,
        database: Database,
        jobs: Recovers,
        *,
        silent: timedelta = SILENT,
        every: timedelta = BEAT,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._silent = silent
        self._every = every

    async def run(self) -> None:
        """Reap until cancelled."""
        while True:
            await self.reap()
            await asyncio.sleep(self._every.total_seconds())

    async def reap(self) -> int:
        """Take up what was left behind; return how many attempts that were.

        Who runs is asked before who is alive: an executor beats before it begins anything.
        """
        running = await self._jobs.running()
        async with self._database.transaction() as session:
            alive = await store.alive(session, self._silent)
        left = [attempt for attempt in running if attempt.executor not in alive]
        if left:
            log.warning("taking up %d jobs that a dead process left", len(left))
            await self._jobs.take_up(left)
        return len(left)


class Unbegun:
    """Finds attempts that are booked to this process, which works at none of them.

    The database may fall just after it has booked a claim and before it has said so. An
    attempt counts as one when it was found so twice running.
    """

    def __init__(self, executor: str, begun: Callable[[], frozenset[str]]) -> None:
        self._executor = executor
        self._begun = begun
        self._suspected: frozenset[str] = frozenset()

    def found(self, running: Sequence[Running]) -> frozenset[str]:
        """Return what can be taken up; `running` was asked for a moment ago."""
        mine = frozenset(one.run for one in running if one.executor == self._executor)
        idle = mine - self._begun()
        lost, self._suspected = idle & self._suspected, idle
        return lost
