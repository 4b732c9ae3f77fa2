"""The relay: gives published events their positions, in the order in which they can be seen.

Subscribers and the live feed follow by position. It polls, because NOTIFY in the transactions of
publishers would make them queue for one global lock. Who publishes in the relay's own process
wakes it; for the others it looks twice a second, and more often while something is going on.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bolo.platform.database.access import Database
from bolo.platform.durable.events import store


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look, in seconds: `busy` after work was found, then `slower` until `idle`."""

    busy: float = 0.02
    idle: float = 0.5
    batch: int = 500
    slower: float = 1.5


@dataclass(frozen=True, slots=True)
class Around:
    """What the relay hears and says: `told` wakes it, `ring` is told which kinds it numbered."""

    told: asyncio.Event = field(default_factory=asyncio.Event)
    ring: Callable[[frozenset[str]], None] = lambda _: None


class Relay:
    """Numbers what was published. Any number may run; a lock lets one work at a time."""

    def __init__(
        self, database: Database, pace: Pace = Pace(), around: Around | None = None
    ) -> None:
        self._database = database
        self._pace = pace
        self._around = around or Around()

    async def run(self) -> None:
        """Relay until cancelled."""
        pause = self._pace.busy
        while True:
            moved = await self.relay_once()
            pause = self._pace.busy if moved else min(pause * self._pace.slower, self._pace.idle)
            if moved < self._pace.batch:
                await self._rest(pause)

    async def _rest(self, pause: float) -> None:
        """Wait, so that more may come together, and the longer part only until told."""
        await asyncio.sleep(min(pause, self._pace.busy))
        with suppress(TimeoutError):
            async with asyncio.timeout(pause - self._pace.busy):
                await self._around.told.wait()
        self._around.told.clear()

    async def relay_once(self) -> int:
        """Relay one batch; return how many events it had."""
        numbered = await store.relay(self._database, self._pace.batch)
        if numbered:
            self._around.ring(frozenset(numbered))
        return sum(numbered.values())
