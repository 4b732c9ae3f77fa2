"""The fetcher of a worker: leases due questions, asks many at once, writes in batches.

Kill it at any moment: a lease that nobody renews runs out soon and another worker asks
again; an answer is either written whole, with its event, or not at all.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import UUID

import structlog

from bolo.core.events import PageRead
from bolo.core.marketplace import Marketplace
from bolo.core.watching.words import Asked, HealthState, Question, Refused
from bolo.pipeline.watch.asking import future_store, store
from bolo.pipeline.watch.asking.ask import FetchFor, ask
from bolo.pipeline.watch.asking.outcomes import Digest, digest, one_per_host
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pacing:
    """How the asker works: how many at once, how long a lease, how big a batch.

    A lease is renewed three times in its life until its answer is written, so it may be short.
    Nothing more is leased while `most_unwritten` answers wait for the database.
    """

    at_once: int = 64
    lease: timedelta = timedelta(seconds=15)
    batch: int = 128
    most_unwritten: int = 384
    idle_seconds: float = 0.5
    flush_seconds: float = 0.2


PACING = Pacing()


class Asker:
    """One of these runs in each worker."""

    def __init__(
        self,
        db: Database,
        marketplaces: Mapping[str, Marketplace],
        fetch_for: FetchFor,
        clock: Clock,
        new_id: Callable[[], UUID],
        pacing: Pacing = PACING,
    ) -> None:
        self.db = db
        self.marketplaces = dict(marketplaces)
        self.fetch_for = fetch_for
        self.clock = clock
        self.new_id = new_id
        self.pacing = pacing
        self.asked = 0
        self._running: dict[asyncio.Task[None], Question] = {}
        self._held: set[UUID] = set()
        self._done: list[Digest] = []
        self._full = asyncio.Event()
        self._unwritten = 0
        self._room = asyncio.Event()
        self._closing = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Ask until `stop`; then write what was answered and give back what was not."""
        self._closing.clear()
        writer = asyncio.create_task(self._write())
        renewing = asyncio.create_task(self._renew())
        try:
            while not stop.is_set():
                if not await self._fill_surely():
                    await self._rest(stop)
        finally:
            left = dict(self._running)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            self._closing.set()
            self._full.set()
            await writer
            renewing.cancel()
            unasked = [q.id for task, q in left.items() if task.cancelled()]
            async with self.db.transaction() as session:
                await store.give_back(session, unasked)

    async def ask_due(self) -> int:
        """Ask what is due now, write it, and return how many were asked."""
        before = self.asked
        while await self._fill():
            await asyncio.gather(*self._running)
            await self._flush()
        return self.asked - before

    async def _fill_surely(self) -> bool:
        try:
            return await self._fill()
        except Exception:
            log.exception("nothing could be leased; it is tried again")
            return False

    async def _fill(self) -> bool:
        """Lease as many as there is room for; `False` when nothing was due."""
        room = self.pacing.at_once - len(self._running)
        if room < self.pacing.at_once // 4 or self._unwritten >= self.pacing.most_unwritten:
            self._room.clear()
            await self._room.wait()
            return True
        async with self.db.transaction() as session:
            leased = await store.lease(session, room, self.clock(), self.pacing.lease)
        self._held.update(question.id for question in leased)
        fetch_for = cache(self.fetch_for)  # one way out for each marketplace and round
        for question in leased:
            task = asyncio.create_task(self._ask(question, fetch_for))
            self._running[task] = question
            task.add_done_callback(self._ended)
        return bool(leased)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        self._room.set()

    async def _rest(self, stop: asyncio.Event) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.pacing.idle_seconds):
                await stop.wait()

    async def _ask(self, question: Question, fetch_for: FetchFor) -> None:
        try:
            outcome = await ask(question, self.marketplaces, fetch_for)
            done = digest(Asked(question, self.clock(), outcome), self.new_id())
        except Exception as error:
            log.exception("asking failed", address=question.key)
            failed = Refused(HealthState.FAILING, f"bolo failed here: {error!r}")
            done = digest(Asked(question, self.clock(), failed), self.new_id())
        self.asked += 1
        self._done.append(done)
        self._unwritten += 1
        if len(self._done) >= self.pacing.batch:
            self._full.set()

    async def _write(self) -> None:
        while not self._closing.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self.pacing.flush_seconds):
                    await self._full.wait()
            self._full.clear()
            await self._flush()
        await self._flush()

    async def _flush(self) -> None:
        """Write what was answered; one that cannot be written does not hold back the others."""
        done, self._done = self._done, []
        if not done:
            return
        try:
            await self._save(done)
        except Exception:
            log.exception("answers could not be written together; trying one by one")
            for one in done:
                await self._save_alone(one)
        finally:
            self._held.difference_update(one.state.id for one in done)
            self._unwritten -= len(done)
            self._room.set()

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self.pacing.lease.total_seconds() / 3)
            try:
                async with self.db.transaction() as session:
                    until = self.clock() + self.pacing.lease
                    await store.renew(session, list(self._held), until)
                    again = await future_store.ask_again(session, self.clock())
                if again:
                    log.warning("the clock was set back; what waits for it is asked", count=again)
            except Exception as error:  # noqa: BLE001  (they run out, and are asked once more)
                log.warning("leases could not be renewed", reason=str(error))

    async def _save_alone(self, one: Digest) -> None:
        try:
            await self._save([one])
        except Exception:
            log.exception("an answer could not be written; it will be asked for again")

    async def _save(self, done: Sequence[Digest]) -> None:
        now = self.clock()
        async with self.db.transaction() as session:
            await store.save_states(session, [one.state for one in done])
            sources = one_per_host(one.source for one in done if one.source)
            if sources:
                await store.save_sources(session, sources)
            readings = [one.reading for one in done if one.reading]
            if readings:
                await store.add_readings(session, readings)
                await publish(session, PageRead(tuple(reading.id for reading in readings)))
            raw = [page for one in done for page in one.raw]
            if raw:
                await store.add_raw_pages(session, raw)
            for children in (one.children for one in done):
                if children:
                    await store.add_children(
                        session,
                        children.parent,
                        children.keys,
                        [children.host] * len(children.keys),
                        [self.new_id() for _ in children.keys],
                        now,
                    )
