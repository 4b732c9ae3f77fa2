"""The relay: gives published events their positions and turns each into its subscribers' jobs.

Positions, jobs and the notice to the live feed are one transaction: either an event was
handed on in full, or it still waits. It polls, because NOTIFY in the transactions of
publishers would make them queue for one global lock. Who publishes in the relay's own process
wakes it; for the others it looks twice a second, and more often while something is going on.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from bolo.platform import store
from bolo.platform.outbox import payload_of
from bolo.platform.threads import finish_in_thread
from bolo.platform.work import Work

Enqueue = Callable[[Connection, Work], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look, in seconds: `busy` after work was found, then `slower` until `idle`.

    After `quiet` seconds without an event or a job, jobs are looked for at leisure too.
    """

    busy: float = 0.02
    idle: float = 0.5
    batch: int = 200
    quiet: float = 3.0
    slower: float = 1.5


@dataclass(frozen=True, slots=True)
class Around:
    """What the relay hears and says: `told` wakes it, `hurry` says whether jobs may come soon.

    While something is `at_work`, more may be waiting. `hurry` blocks: it is called in a thread.
    """

    told: asyncio.Event = field(default_factory=asyncio.Event)
    at_work: Callable[[], object] = lambda: False
    hurry: Callable[[bool], None] = lambda _: None


class Relay:
    """Hands on what was published. Any number may run; a lock lets one work at a time."""

    def __init__(
        self,
        engine: Engine,
        enqueue: Enqueue,
        subscribers: Mapping[str, Sequence[str]],
        pace: Pace = Pace(),
        around: Around | None = None,
    ) -> None:
        self._engine = engine
        self._enqueue = enqueue
        self._subscribers = subscribers
        self._pace = pace
        self._around = around or Around()
        self._hurried: bool | None = None
        self._quiet = 0.0

    async def run(self) -> None:
        """Relay until cancelled."""
        pause = self._pace.busy
        while True:
            moved = await finish_in_thread(self.relay_once)
            pause = self._pace.busy if moved else min(pause * self._pace.slower, self._pace.idle)
            busy = moved or self._around.at_work()
            self._quiet = 0.0 if busy else self._quiet + pause
            await self._hurry(self._quiet < self._pace.quiet)
            if moved < self._pace.batch:
                await self._rest(pause)

    async def _hurry(self, hurry: bool) -> None:
        if hurry is not self._hurried:
            await finish_in_thread(lambda: self._around.hurry(hurry))
            self._hurried = hurry

    async def _rest(self, pause: float) -> None:
        """Wait, so that more may come together, and the longer part only until told."""
        await asyncio.sleep(min(pause, self._pace.busy))
        with suppress(TimeoutError):
            async with asyncio.timeout(pause - self._pace.busy):
                await self._around.told.wait()
        self._around.told.clear()

    def relay_once(self) -> int:
        """Relay one batch; return how many events it had. Blocks: call it in a thread."""
        with self._engine.begin() as connection:
            events = store.number_waiting(connection, self._pace.batch)
            for told in events:
                for name in self._subscribers.get(told.kind, ()):
                    self._enqueue(connection, Work(f"{name}:{told.id}", name, payload_of(told)))
            if events:
                store.announce(connection, events[-1].position)
        return len(events)
