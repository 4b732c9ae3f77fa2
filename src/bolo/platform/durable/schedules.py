"""Chores that come round: pruning, partitions made ahead, rates refreshed.

When each last began is a row, so a restart neither forgets nor repeats a daily chore.
A failed chore is logged and has its next turn like any other.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bolo.platform.database.access import Database
from bolo.platform.durable import store

log = logging.getLogger(__name__)

LOOK_AGAIN = 10.0  # seconds after which another process's turn is checked


@dataclass(frozen=True, slots=True)
class Chore:
    """What to do, and how long from one beginning to the next."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[object]]


class Schedules:
    """Begins chores when they are due; a slow one does not keep the others waiting."""

    def __init__(self, database: Database, chores: Sequence[Chore]) -> None:
        self._database = database
        self._chores = chores

    async def run(self) -> None:
        """Do the chores until cancelled."""
        async with asyncio.TaskGroup() as group:
            for chore in self._chores:
                group.create_task(self._keep(chore))

    async def _keep(self, chore: Chore) -> None:
        every = chore.every.total_seconds()
        while True:
            async with self._database.transaction() as session:
                due = await store.begin_chore(session, chore.name, chore.every)
            if due:
                await self._do(chore)
            await asyncio.sleep(every if due else min(every, LOOK_AGAIN))

    async def _do(self, chore: Chore) -> None:
        try:
            await chore.run()
        except Exception:
            log.exception("the chore %s failed", chore.name)
