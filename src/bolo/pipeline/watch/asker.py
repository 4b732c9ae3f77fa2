"""The fetcher of a worker: leases due questions, asks many at once, writes in batches.

Kill it at any moment: a lease runs out and another worker asks again; an answer
is either written whole, with its event, or not at all.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from bolo.core.events import PageRead
from bolo.core.marketplace import Marketplace
from bolo.core.watching import Asked, HealthState, Question, Refused
from bolo.pipeline.watch import store
from bolo.pipeline.watch.ask import FetchFor, ask
from bolo.pipeline.watch.outcomes import Digest, digest, one_per_host
from bolo.platform.clock import Clock
from bolo.platform.db import Database
from bolo.platform.outbox import publish

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pacing:
    """How the asker works: how many at once, how long a lease, how big a batch."""

    at_once: int = 64
    lease: timedelta = timedelta(seconds=90)
    batch: int = 64
    idle_seconds: float = 0.5
    flush_seconds: float = 0.1


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
        self._done: list[Digest] = []
        self._full = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Ask until `stop`; then write what was answered and give back what was not."""
        writer = asyncio.create_task(self._write(stop))
        try:
            while not stop.is_set():
                if not await self._fill():
                    await self._rest(stop)
        finally:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)
            await writer
            async with self.db.transaction() as session:
                await store.give_back(session, [q.id for q in self._running.values()])

    async def ask_due(self) -> int:
        """Ask what is due now, write it, and return how many were asked."""
        before = self.asked
        while await self._fill():
            await asyncio.gather(*self._running)
            self._running.clear()
            await self._flush()
        return self.asked - before

    async def _fill(self) -> bool:
        """Lease as many as there is room for; `False` when nothing was due."""
        self._running = {task: q for task, q in self._running.items() if not task.done()}
        room = self.pacing.at_once - len(self._running)
        if room < self.pacing.at_once // 4:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            return True
        async with self.db.transaction() as session:
            leased = await store.lease(session, room, self.clock(), self.pacing.lease)
        for question in leased:
            self._running[asyncio.create_task(self._ask(question))] = question
        return bool(leased)

    async def _rest(self, stop: asyncio.Event) -> None:
        waiting = [asyncio.create_task(stop.wait())]
        try:
            await asyncio.wait(waiting, timeout=self.pacing.idle_seconds)
        finally:
            for task in waiting:
                task.cancel()

    async def _ask(self, question: Question) -> None:
        try:
            outcome = await ask(question, self.marketplaces, self.fetch_for)
        except Exception as error:
            log.exception("asking failed", address=question.key)
            outcome = Refused(HealthState.FAILING, f"bolo failed here: {error!r}")
        self.asked += 1
        self._done.append(digest(Asked(question, self.clock(), outcome), self.new_id()))
        if len(self._done) >= self.pacing.batch:
            self._full.set()

    async def _write(self, stop: asyncio.Event) -> None:
        while not (stop.is_set() and not any(not task.done() for task in self._running)):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._full.wait(), self.pacing.flush_seconds)
            self._full.clear()
            await self._flush_surely()
        await self._flush_surely()

    async def _flush_surely(self) -> None:
        try:
            await self._flush()
        except Exception:
            log.exception("answers could not be written; they will be asked for again")

    async def _flush(self) -> None:
        done, self._done = self._done, []
        if not done:
            return
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
