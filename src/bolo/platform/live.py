"""The live feed: events as they are relayed, for the screens that are open now.

One connection listens for all of them. A notice carries only the last position; what happened
is read from the outbox, so a reader who was away continues where it stopped.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from asyncpg import Connection

from bolo.platform.database.access import Database
from bolo.platform.durable.events import store
from bolo.platform.durable.events.store import CHANNEL, Told

log = logging.getLogger(__name__)

PAGE = 500
NO_POSITION = 0


@dataclass(frozen=True, slots=True)
class Resync:
    """Events up to `position` were not delivered, there were too many: look at everything anew."""

    position: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How many events may wait for one reader, how many one may resume over, seconds of retry."""

    waiting: int = 256
    resumed: int = 1000
    first_retry: float = 0.1
    last_retry: float = 5.0
    look_anyway: float = 10.0


class Subscription:
    """What one reader is told, in order. `resumed`: nothing since its `after` is missing."""

    def __init__(self, position: int, workspace: UUID | None, most: int) -> None:
        self.position = position
        self.resumed = False
        self._workspace = workspace
        self._most = most
        self._waiting: deque[Told | Resync] = deque()
        self._arrived = asyncio.Event()
        self._closed = False

    def __aiter__(self) -> AsyncIterator[Told | Resync]:
        """Iterate over what is told until the feed stops."""
        return self

    async def __anext__(self) -> Told | Resync:
        """Return the next event."""
        while not self._waiting:
            if self._closed:
                raise StopAsyncIteration
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting.popleft()

    def concerns(self, told: Told) -> bool:
        """Return whether the reader may know of it."""
        return told.workspace is None or told.workspace == self._workspace

    def put(self, told: Told) -> None:
        """Let it wait to be read; a reader too slow is told to look at everything anew."""
        if len(self._waiting) >= self._most:
            self._waiting.clear()
            self._waiting.append(Resync(told.position))
        else:
            self._waiting.append(told)
        self._arrived.set()

    def put_first(self, earlier: list[Told]) -> None:
        """Let what happened before the subscription come first."""
        self._waiting.extendleft(reversed(earlier))
        self._arrived.set()

    def close(self) -> None:
        """End the iteration after what waits."""
        self._closed = True
        self._arrived.set()


class LiveFeed:
    """Fans events out to subscriptions; one per process."""

    def __init__(self, database: Database, limits: Limits = Limits()) -> None:
        self._database = database
        self._limits = limits
        self._subscriptions: set[Subscription] = set()
        self._noticed = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self.position = NO_POSITION

    async def start(self) -> None:
        """Begin with the present position, then listen in the background."""
        async with self._database.transaction() as session:
            _, self.position = await store.positions(session)
        self._listening = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Stop listening and end every subscription."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
            self._listening = None
        for subscription in self._subscriptions:
            subscription.close()

    @asynccontextmanager
    async def subscribe(
        self, after: int | None = None, workspace: UUID | None = None
    ) -> AsyncIterator[Subscription]:
        """Follow events without a workspace or of this one, from `after` where that is kept.

        Without `after` it begins now, and counts as resumed.
        """
        subscription = Subscription(self.position, workspace, self._limits.waiting)
        self._subscriptions.add(subscription)
        try:
            subscription.resumed = await self._resume(subscription, after)
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    async def _resume(self, subscription: Subscription, after: int | None) -> bool:
        last = subscription.position
        if after is None or after == last:
            return True
        most = self._limits.resumed
        async with self._database.transaction() as session:
            first, _ = await store.positions(session)
            if not max(first - 1, 0) <= after <= last:
                return False
            missed = await store.told_between(session, after, last, most + 1)
        if len(missed) > most:
            return False
        subscription.put_first([told for told in missed if subscription.concerns(told)])
        return True

    async def _listen(self) -> None:
        pause = self._limits.first_retry
        while True:
            try:
                async with self._database.listener() as connection:
                    await connection.add_listener(CHANNEL, self._notice)
                    connection.add_termination_listener(self._lost)
                    pause = self._limits.first_retry
                    await self._follow(connection)
            except Exception as error:  # noqa: BLE001  the database will be back
                log.warning("the live feed lost its connection: %s", error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._limits.last_retry)

    async def _follow(self, connection: "Connection") -> None:
        try:
            while not connection.is_closed():
                self._noticed.clear()
                await self._fan_out()
                try:
                    async with asyncio.timeout(self._limits.look_anyway):
                        await self._noticed.wait()
                except TimeoutError:
                    await connection.fetchval("select 1")
        finally:
            if not connection.is_closed():
                connection.remove_termination_listener(self._lost)
                await connection.remove_listener(CHANNEL, self._notice)

    async def _fan_out(self) -> None:
        while True:
            async with self._database.transaction() as session:
                _, last = await store.positions(session)
                page = await store.told_between(session, self.position, last, PAGE)
            for told in page:
                self.position = told.position
                for subscription in self._subscriptions:
                    if subscription.concerns(told):
                        subscription.put(told)
            if len(page) < PAGE:
                return

    def _notice(self, *_: object) -> None:
        self._noticed.set()

    def _lost(self, *_: object) -> None:
        self._noticed.set()
