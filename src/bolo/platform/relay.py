"""The relay: gives published events their positions and turns each into its subscribers' jobs.

Positions, jobs and the notice to the live feed are one transaction: either an event was
handed on in full, or it still waits. It polls, because NOTIFY in the transactions of
publishers would make them queue for one global lock.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from bolo.platform import store
from bolo.platform.outbox import payload_of
from bolo.platform.threads import finish_in_thread
from bolo.platform.work import Work

Enqueue = Callable[[Connection, Work], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look, in seconds: `busy` after work was found, slowing down to `idle`."""

    busy: float = 0.02
    idle: float = 0.06
    batch: int = 200


class Relay:
    """Hands on what was published. Any number may run; a lock lets one work at a time."""

    def __init__(
        self,
        engine: Engine,
        enqueue: Enqueue,
        subscribers: Mapping[str, Sequence[str]],
        pace: Pace = Pace(),
    ) -> None:
        self._engine = engine
        self._enqueue = enqueue
        self._subscribers = subscribers
        self._pace = pace

    async def run(self) -> None:
        """Relay until cancelled."""
        pause = self._pace.busy
        while True:
            moved = await finish_in_thread(self.relay_once)
            pause = self._pace.busy if moved else min(pause * 1.5, self._pace.idle)
            if moved < self._pace.batch:
                await asyncio.sleep(pause)

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
