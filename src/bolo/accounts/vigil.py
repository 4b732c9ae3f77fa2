"""Whoever listens for long is looked after: a session that ends, ends what it opened.

One question for all who listen in this process, every two seconds, and none while nobody does.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from uuid import UUID

import structlog

from bolo.accounts.caller import Caller
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

log = structlog.get_logger(__name__)
EVERY = 2.0
Place = tuple[UUID, UUID, UUID]
"""The session or the key, the user, the workspace."""
STILL = """
    SELECT w.way, w.person, w.workspace
    FROM unnest(CAST(:ways AS uuid[]), CAST(:people AS uuid[]), CAST(:workspaces AS uuid[]))
         AS w (way, person, workspace)
    JOIN membership m ON m.user_id = w.person AND m.workspace_id = w.workspace
    WHERE EXISTS (SELECT FROM session s WHERE s.id = w.way AND s.expires_at > :now)
        OR EXISTS (SELECT FROM api_key k WHERE k.id = w.way AND k.revoked_at IS NULL)
"""


class Vigil:
    """Who listens in this process; `every` is in seconds."""

    def __init__(self, db: Database, clock: Clock, every: float = EVERY) -> None:
        self._db = db
        self._clock = clock
        self._every = every
        self._listening: dict[asyncio.Event, Place] = {}
        self._watching: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def over(self, who: Caller) -> AsyncIterator[asyncio.Event]:
        """Give what is set once the caller may listen no more."""
        ended = asyncio.Event()
        self._listening[ended] = (who.key or who.session or who.user, who.user, who.workspace)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())
        try:
            yield ended
        finally:
            del self._listening[ended]
            if not self._listening and self._watching is not None:
                self._watching.cancel()
                self._watching = None

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            waiting = set(self._listening.values())
            try:
                still = await self._still(waiting)
            except Exception as error:  # noqa: BLE001  (the database will be back; so will we)
                log.warning("who listens could not be looked after", reason=str(error))
                continue
            for ended, place in self._listening.items():
                if place in waiting - still:
                    ended.set()

    async def _still(self, waiting: Iterable[Place]) -> set[Place]:
        """Return who of them may still listen."""
        ways, people, workspaces = zip(*waiting, strict=True)
        values = {
            "ways": list(ways),
            "people": list(people),
            "workspaces": list(workspaces),
            "now": self._clock(),
        }
        return {(row[0], row[1], row[2]) for row in await self._db.ask(STILL, values)}
