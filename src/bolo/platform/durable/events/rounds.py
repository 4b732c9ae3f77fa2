"""Following the outbox: each subscriber does the events of its kind in rounds, in their order.

What waits is done together, so rounds grow when there is much to do. Its place, the effects and
what they tell are one transaction: a kill anywhere loses nothing and repeats nothing. Any number
of processes may follow; of each subscriber one is at work at a time.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import KINDS, Event
from bolo.platform.database.access import Database
from bolo.platform.durable import store
from bolo.platform.durable.events import subscriber_store
from bolo.platform.durable.events.outbox import IDS_IN_AN_EVENT, payload_of
from bolo.platform.durable.events.store import Told
from bolo.platform.durable.events.subscriber_store import Round
from bolo.platform.durable.work import Work

log = logging.getLogger(__name__)

Handle = Callable[[AsyncSession, Event], Awaitable[None]]
Postpone = Callable[[AsyncSession, Work], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who is told of a kind of event: `handle` in a transaction, `then` after its commit."""

    name: str
    kind: str
    handle: Handle
    then: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Rounds:
    """How rounds are done: seconds between looks, and how often what passes is tried in place.

    After a round one rests `rest` times as long as it took, so that more comes together.
    """

    idle: float = 0.5
    rest: float = 0.5
    longest_rest: float = 0.25
    tries: int = 4
    first_wait: float = 0.05
    crashes: int = 5
    events: int = IDS_IN_AN_EVENT


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of what fails: does it `pass` by itself, and how it is done later if so."""

    passes: Callable[[BaseException], bool]
    postpone: Postpone


class Following:
    """The subscribers of one process, `executor` by name."""

    def __init__(
        self, database: Database, executor: str, fate: Fate, rounds: Rounds = Rounds()
    ) -> None:
        self._database = database
        self._executor = executor
        self._fate = fate
        self._rounds = rounds
        self._subscribers: dict[str, Subscriber] = {}
        self._bells: dict[str, asyncio.Event] = {}
        self._tries: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    def add(self, subscriber: Subscriber) -> None:
        """Have one more follow; before `start`."""
        self._subscribers[subscriber.name] = subscriber
        self._bells[subscriber.name] = asyncio.Event()

    @property
    def kinds(self) -> dict[str, str]:
        """Return what each subscriber follows."""
        return {one.name: one.kind for one in self._subscribers.values()}

    def ring(self, kinds: Iterable[str]) -> None:
        """Say that there are new events of some kinds."""
        told = set(kinds)
        for one in self._subscribers.values():
            if one.kind in told:
                self._bells[one.name].set()

    async def start(self) -> None:
        """Enrol, then follow in the background."""
        async with self._database.transaction() as session:
            await subscriber_store.enrol(session, list(self._subscribers))
        self._stopping.clear()
        self._tasks = [
            asyncio.create_task(self._look_out()),
            *(asyncio.create_task(self._follow(one)) for one in self._subscribers.values()),
        ]

    async def stop(self, patience: timedelta) -> None:
        """End rounds under way; what takes too long is rolled back and done by another."""
        self._stopping.set()
        if self._tasks:
            for bell in self._bells.values():
                bell.set()
            _, left = await asyncio.wait(self._tasks, timeout=patience.total_seconds())
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left)
        self._tasks = []

    async def _look_out(self) -> None:
        """Wake who has something to do, for the relay may be at work in another process."""
        while not self._stopping.is_set():
            try:
                for name in await subscriber_store.behind(self._database, self.kinds):
                    self._bells[name].set()
            except Exception as error:  # noqa: BLE001  the database will be back
                log.warning("events cannot be looked for: %s", brief(error))
            await self._pause(self._rounds.idle)

    async def _follow(self, one: Subscriber) -> None:
        bell = self._bells[one.name]
        while not self._stopping.is_set():
            await bell.wait()
            bell.clear()
            begun = time.perf_counter()
            full = await self._round_surely(one)
            if full:
                bell.set()
            else:
                took = time.perf_counter() - begun
                await self._pause(min(took * self._rounds.rest, self._rounds.longest_rest))

    async def _round_surely(self, one: Subscriber) -> bool:
        """Do a round; after a failure wait, and say that there is more to do."""
        try:
            full = await self.round(one)
        except Exception as error:  # noqa: BLE001  whatever it is, the events are still there
            tries = self._tries[one.name] = self._tries.get(one.name, 0) + 1
            log.warning("%s begins again, nothing is lost: %s", one.name, brief(error))
            await self._pause(min(self._rounds.first_wait * 2**tries, 5.0))
            return True
        self._tries[one.name] = 0
        return full

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def round(self, one: Subscriber) -> bool:
        """Do what waits, as much as fits in a round; return whether there may be more."""
        found = await subscriber_store.begin(
            self._database, one.name, one.kind, self._executor, self._rounds.events
        )
        if found is None:
            return False
        some = _fitting(found.events)
        if found.begun > self._rounds.crashes:
            await self._bury_deadly(one, found)
            return True
        try:
            await self._do(one, found, some)
        except Exception as error:
            await self._forgive(one)
            if self._fate.passes(error) and self._tries.get(one.name, 0) < self._rounds.tries:
                raise
            log.warning("%s: a round failed and is done with care", one.name, exc_info=error)
            await self._do_with_care(one, found, some)
        one.then()
        return len(some) < len(found.events) or len(found.events) == self._rounds.events

    async def _do(self, one: Subscriber, found: Round, some: Sequence[Told]) -> None:
        async with self._database.transaction() as session:
            last = some[-1].position
            if await subscriber_store.advance(session, one.name, found.stood_at, last):
                for event in gathered(some):
                    await one.handle(session, event)

    async def _do_with_care(self, one: Subscriber, found: Round, some: Sequence[Told]) -> None:
        """Do what can be done; what cannot is put before a person, or done later if that helps."""
        async with self._database.transaction() as session:
            last = some[-1].position
            if await subscriber_store.advance(session, one.name, found.stood_at, last):
                for event in gathered(some):
                    await self._attempt(session, one, event, last)

    async def _attempt(
        self, session: AsyncSession, one: Subscriber, event: Event, place: int
    ) -> None:
        try:
            async with session.begin_nested():
                return await one.handle(session, event)
        except Exception as error:
            if self._fate.passes(error):
                return await self._fate.postpone(session, _work(one, event, place))
            if len(event.ids) == 1:
                log.exception("%s is given up for %s", one.name, event.ids[0])
                return await self._bury(session, _work(one, event, place), error)
        half = len(event.ids) // 2
        for ids in (event.ids[:half], event.ids[half:]):
            await self._attempt(session, one, type(event)(ids, event.workspace), place)
        return None

    async def _bury_deadly(self, one: Subscriber, found: Round) -> None:
        """Give up the one event that took process after process down with it."""
        told = found.events[0]
        deaths = found.begun - 1
        async with self._database.transaction() as session:
            if await subscriber_store.advance(session, one.name, found.stood_at, told.position):
                work = _work(one, _event(told), told.position)
                reason = f"Crashed: the process died {deaths} times while doing it"
                await store.bury(session, work.id, work.to_json(), reason)
        log.error("%s: an event is given up, %d processes died of it", one.name, deaths)

    async def _bury(self, session: AsyncSession, work: Work, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        await store.bury(session, work.id, work.to_json(), reason)

    async def _forgive(self, one: Subscriber) -> None:
        with suppress(Exception):
            async with self._database.transaction() as session:
                await subscriber_store.forgive(session, one.name)


def gathered(told: Iterable[Told]) -> list[Event]:
    """Return one event for each workspace, with all ids, each once and in their order."""
    kind = ""
    ids: dict[UUID | None, dict[UUID, None]] = {}
    for one in told:
        kind = one.kind
        ids.setdefault(one.workspace, {}).update(dict.fromkeys(one.ids))
    return [KINDS[kind](tuple(some), workspace) for workspace, some in ids.items()]


def _event(told: Told) -> Event:
    return KINDS[told.kind](told.ids, told.workspace)


def brief(error: BaseException) -> str:
    """Say in one line what happened, without the statement that it happened to."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(cause).__name__


def _fitting(events: Sequence[Told]) -> Sequence[Told]:
    """Return the first of them, as many as have no more ids together than one event may have."""
    count = 0
    for index, one in enumerate(events):
        count += len(one.ids)
        if count > IDS_IN_AN_EVENT and index:
            return events[:index]
    return events


def _work(one: Subscriber, event: Event, place: int) -> Work:
    """Return the durable job that does an event again; its id names the facts."""
    return Work(f"{one.name}:{place}:{event.ids[0]}", one.name, payload_of(event))
