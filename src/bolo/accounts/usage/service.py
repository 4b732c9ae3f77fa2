"""Which routes are asked how often, how fast and with what luck: by key, route and day.

Counted in this process and written all ten seconds, so that no request waits for it; a process
that is killed loses the counts of its last seconds.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import structlog

from bolo.accounts.caller import Caller, Role
from bolo.accounts.usage import store
from bolo.accounts.usage.store import Count, Place, Used, Wanted
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

log = structlog.get_logger(__name__)
EVERY = 10.0
REFUSED = 400


@dataclass(slots=True)
class Usage:
    """The counts; `every` is in seconds."""

    db: Database
    clock: Clock
    every: float = EVERY
    _counts: dict[Place, Count] = field(default_factory=dict)

    def note(self, who: Caller, route: tuple[str, str], status: int, seconds: float) -> None:
        """Count a request to a route, which is a method and a path."""
        place = Place(who.workspace, who.user, who.key, self.clock().date(), *route)
        count = self._counts.get(place)
        if count is None:
            count = self._counts[place] = Count()
        count.add(seconds, refused=status >= REFUSED)

    @asynccontextmanager
    async def counting(self) -> AsyncIterator[None]:
        """Write what was counted, again and again, and once more at the end."""
        writing = asyncio.create_task(self._run())
        try:
            yield
        finally:
            writing.cancel()
            await asyncio.wait([writing])
            await self.write()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self.every)
            await self.write()

    async def write(self) -> None:
        """Write what was counted; what cannot be written waits for the next time."""
        counts, self._counts = self._counts, {}
        if not counts:
            return
        try:
            async with self.db.transaction() as session:
                await store.add(session, counts)
        except BaseException as error:  # the database will be back; the counts stay
            for place, count in counts.items():
                self._counts.setdefault(place, Count()).join(count)
            if not isinstance(error, Exception):
                raise
            log.warning("the counts of requests wait", reason=str(error))

    async def some(self, who: Caller, wanted: Wanted) -> Sequence[Used]:
        """Return the use of a workspace's routes, the newest day first; an owner sees all."""
        mine = None if who.role is Role.OWNER else who.user
        async with self.db.for_workspace(who.workspace) as session:
            return await store.some(session, replace(wanted, user=mine))

    def days_ago(self, days: int) -> date:
        """Return the first of so many days that end today."""
        return self.clock().date() - timedelta(days=days - 1)
