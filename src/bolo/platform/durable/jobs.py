"""What a stage does when told of an event, or when asked, done to its end whatever happens.

Events are followed (see `events.rounds`). What is asked for is a durable job: it begins within a
tenth of a second (after a quiet time, within half a second), waits out what is `Unavailable`,
and is put before a person when it is `Broken`. It may begin twice, after a crash; see
`work.first_time` for effects that must not.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Broken, Unavailable
from bolo.core.events import Event
from bolo.platform.clock import Clock, system_clock
from bolo.platform.database.access import Database
from bolo.platform.durable import store
from bolo.platform.durable.events import subscriber_store
from bolo.platform.durable.events.outbox import event_of
from bolo.platform.durable.events.relay import Around, Pace, Relay
from bolo.platform.durable.events.rounds import Fate, Following, Handle, Rounds, Subscriber
from bolo.platform.durable.haste import Haste
from bolo.platform.durable.journal import Durable, Tuning
from bolo.platform.durable.processes.heartbeat import (
    BEAT,
    SILENT,
    Heartbeat,
    Reaper,
    Running,
    Unbegun,
)
from bolo.platform.durable.processes.leader import Leader
from bolo.platform.durable.processes.store import Executor
from bolo.platform.durable.schedules import Chore, Schedules
from bolo.platform.durable.store import DeadLetter
from bolo.platform.durable.work import Payload, Work, doing, first_time
from bolo.platform.ids import new_id
from bolo.platform.threads import finish_in_thread

log = logging.getLogger(__name__)

Handler = Callable[[Payload], Awaitable[None]]
DISK_FULL = "53100"
PASSING = frozenset([
    *("40001", "40P01", "55P03", "57P01", "57P02", "57P03"),
    *("53000", DISK_FULL, "53200", "53300", "58030"),
])  # fmt: skip
"""SQLSTATEs that another attempt cures, and no event is at fault for: conflicts, deadlocks, lock
timeouts, a restart; a disk or a memory that is full, too many connections, a disk that fails."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How jobs are done. Times are generous to machines and shortened by tests."""

    role: str = "worker"
    tuning: Tuning = field(default_factory=Tuning)
    pace: Pace = field(default_factory=Pace)
    rounds: Rounds = field(default_factory=Rounds)
    quiet: timedelta = timedelta(seconds=3)
    beat: timedelta = BEAT
    silent: timedelta = SILENT
    claim: timedelta = timedelta(seconds=4)
    election: timedelta = timedelta(seconds=1)
    attempts: int = 12
    first_wait: timedelta = timedelta(seconds=1)
    longest_wait: timedelta = timedelta(minutes=30)
    crashes: int = 5
    patience: timedelta = timedelta(seconds=10)
    keep: timedelta = timedelta(days=7)


class Jobs:
    """The jobs of one process: it may enqueue at once, and performs them between start and stop."""

    def __init__(
        self,
        database: Database,
        url: str,
        habits: Habits = Habits(),
        clock: Clock = system_clock,
    ) -> None:
        self._database = database
        self._habits = habits
        self._clock = clock
        self._handlers: dict[str, Handler] = {}
        self._chores = [Chore("platform.tidy", timedelta(hours=1), self.tidy)]
        self.executor = Executor(str(new_id()), habits.role, socket.gethostname(), os.getpid())
        self._durable = Durable(url, self.executor.id, habits.tuning)
        self._heartbeat = Heartbeat(database, self.executor, habits.beat)
        self._unbegun = Unbegun(self.executor.id, self._durable.begun)
        fate = Fate(passes, self._do_later)
        self._following = Following(database, self.executor.id, fate, habits.rounds)
        self._tasks: list[asyncio.Task[None]] = []

    # what there is to do

    def job(self, name: str, handler: Handler) -> None:
        """Say what to do for the jobs called `name`; call it before `start`."""
        if name in self._handlers:
            raise Broken(f"two jobs are called {name!r}")
        self._handlers[name] = handler

    def subscribe(
        self,
        kind: type[Event],
        name: str,
        handle: Handle,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Have `handle` told of every event of a kind, many at a time, in a transaction.

        Its effects happen once, with those of no other subscriber. `then` follows the commit.
        """

        async def tell(payload: Payload) -> None:
            async with self._database.transaction() as session:
                if await first_time(session):
                    await handle(session, event_of(payload))
            then()

        self.job(name, tell)
        self._following.add(Subscriber(name, kind.kind, handle, then))

    def schedule(
        self, name: str, every: timedelta, handler: Callable[[], Awaitable[object]]
    ) -> None:
        """Have a chore done again and again, by one process at a time; not durable."""
        self._chores.append(Chore(name, every, handler))

    # its life

    async def start(self) -> None:
        """Perform jobs; returns when the first may begin."""
        await self._heartbeat.start()
        loop = asyncio.get_running_loop()
        await finish_in_thread(lambda: self._durable.start(self._perform, loop))
        await self._following.start()
        leader = Leader(self._database, "bolo.worker", every=self._habits.election.total_seconds())
        self._tasks = [
            asyncio.create_task(leader.lead(self._lead)),
            asyncio.create_task(self._mind_claims()),
        ]

    async def stop(self) -> None:
        """End what is under way, give back what takes too long, and leave."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        self._tasks = []
        await self._following.stop(self._habits.patience)
        await finish_in_thread(lambda: self._durable.stop(self._habits.patience))
        await self._heartbeat.stop()

    async def _lead(self) -> None:
        habits = self._habits
        relay = Relay(
            self._database, habits.pace, Around(self._database.told, self._following.ring)
        )
        haste = Haste(self._durable.begun, self._durable.hurry, habits.quiet.total_seconds())
        reaper = Reaper(self._database, self, silent=habits.silent, every=habits.beat)
        async with asyncio.TaskGroup() as group:
            group.create_task(relay.run())
            group.create_task(reaper.run())
            group.create_task(haste.run())
            group.create_task(Schedules(self._database, self._chores).run())

    # from outside

    def load(self) -> None:
        """Load what `enqueue` needs beforehand; it takes half a second and blocks."""
        self._durable.load()

    async def enqueue(
        self,
        session: AsyncSession,
        name: str,
        payload: Payload,
        *,
        key: str | None = None,
        delay: timedelta | None = None,
    ) -> str:
        """Have a job done when the caller's transaction commits; return its id.

        The same `name` and `key` mean the same job: asking again changes nothing.
        """
        work = Work(f"{name}:{key or new_id()}", name, payload)
        await self._enqueue_in(session, work, delay)
        return work.id

    async def dead_letters(self, most: int = 100) -> list[DeadLetter]:
        """Return the jobs that were given up, newest first."""
        async with self._database.transaction() as session:
            return await store.dead_letters(session, most)

    async def retry(self, job_id: str) -> bool:
        """Have a given-up job done again; False when there is no such job."""
        async with self._database.transaction() as session:
            letter = await store.unbury(session, job_id)
            if letter is None:
                return False
            await self._enqueue_in(session, Work.from_json(letter.work).again())
            return True

    async def _do_later(self, session: AsyncSession, work: Work) -> None:
        await self._enqueue_in(session, work, self._habits.first_wait)

    async def _enqueue_in(
        self, session: AsyncSession, work: Work, delay: timedelta | None = None
    ) -> None:
        await session.run_sync(
            lambda within: self._durable.enqueue(within.connection(), work, delay)
        )

    # performing

    async def _perform(self, work: Work) -> str:
        handler = self._handlers.get(work.name)
        try:
            if handler is None:
                raise Broken(f"nobody does the job {work.name!r}")  # noqa: TRY301  one way to give up
            with doing(work):
                await handler(work.payload)
        except Exception as error:  # noqa: BLE001  every failure of a job ends in a decision
            wait = self._wait_before_next(work, error)
            if wait is None:
                return await self._give_up(work, error)
            return await self._postpone(work, wait, error)
        return "done"

    def _wait_before_next(self, work: Work, error: Exception) -> timedelta | None:
        if not passes(error) or work.attempt + 1 >= self._habits.attempts:
            return None
        asked = error.retry_after if isinstance(error, Unavailable) else None
        return asked or min(
            self._habits.first_wait * 2 ** min(work.attempt, 30), self._habits.longest_wait
        )

    async def _postpone(self, work: Work, wait: timedelta, error: Exception) -> str:
        log.info("%s waits %s: %s", work.run, wait, error)
        again = work.again()
        await self._surely(lambda: finish_in_thread(lambda: self._durable.enqueue_now(again, wait)))
        return "postponed"

    async def _give_up(self, work: Work, error: Exception) -> str:
        log.error("%s is given up", work.run, exc_info=error)

        async def bury() -> None:
            async with self._database.transaction() as session:
                reason = f"{type(error).__name__}: {error}"
                await store.bury(session, work.id, work.to_json(), reason)

        await self._surely(bury)
        return "given up"

    async def _surely(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do `step` even if the database has to come back first: else the job would be lost."""
        while True:
            try:
                return await step()
            except Exception as error:  # noqa: BLE001  whatever it is, giving up would lose the job
                log.warning("the fate of a job cannot be recorded yet: %s", error)
            await asyncio.sleep(self._habits.first_wait.total_seconds())

    # for the reaper

    async def running(self) -> Sequence[Running]:
        """Return every attempt that is under way somewhere."""
        return await finish_in_thread(self._durable.running)

    async def take_up(self, left: Sequence[Running]) -> None:
        """Begin attempts again, except those that have killed too many processes."""
        async with self._database.transaction() as session:
            works = [(attempt.work.id, attempt.work.to_json()) for attempt in left]
            seen = await store.count_crashes(session, works)
            deadly = [found for found in left if seen[found.work.id] >= self._habits.crashes]
            for found in deadly:
                reason = f"Crashed: the process died {seen[found.work.id]} times while doing it"
                await store.bury(session, found.work.id, found.work.to_json(), reason)
        others = [found.run for found in left if found not in deadly]
        await finish_in_thread(lambda: self._durable.abandon([found.run for found in deadly]))
        await finish_in_thread(lambda: self._durable.take_up(others))

    async def _mind_claims(self) -> None:
        while True:
            await asyncio.sleep(self._habits.claim.total_seconds())
            try:
                await self.take_up_unbegun()
            except Exception as error:  # noqa: BLE001  the database will be back
                log.warning("claims cannot be looked at: %s", error)

    async def take_up_unbegun(self) -> None:
        """Put back what was claimed in our name without our knowing."""
        if lost := self._unbegun.found(await self.running()):
            log.warning("%d jobs were claimed and not begun; they begin now", len(lost))
            await finish_in_thread(lambda: self._durable.take_up(sorted(lost)))

    # upkeep

    async def tidy(self) -> None:
        """Delete what is over: relayed events, marks of done jobs, ended attempts."""
        keep = self._habits.keep
        async with self._database.transaction() as session:
            await store.prune_done(session, keep * 2)
            await store.prune_crashes(session, keep)
        while await self._prune_outbox(keep):
            pass
        before = self._clock() - keep
        while await finish_in_thread(lambda: self._durable.forget(before)):
            pass

    async def _prune_outbox(self, keep: timedelta) -> int:
        async with self._database.transaction() as session:
            return await subscriber_store.prune(session, keep, self._following.kinds)


def passes(error: BaseException) -> bool:
    """Return whether an error goes away by itself: another attempt is right."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        lost = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
        return lost or state in PASSING
    return isinstance(error, Unavailable | OSError | TimeoutError)
