"""Carries what is due: every attempt is recorded, failures are tried again for days.

At least once: a kill between the answer and its record means one more attempt with the same
message id, by which the receiver knows it. A slow receiver holds up nobody but itself.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from bolo.core.channel import RETRIES, Outcome
from bolo.pipeline.notify.channels import store as channel_store
from bolo.pipeline.notify.channels.service import Channels, result_of
from bolo.pipeline.notify.channels.store import Result
from bolo.pipeline.notify.sending import store as dispatch_store
from bolo.pipeline.notify.sending.composing import AT_ONCE, Carried, Composing
from bolo.pipeline.notify.sending.store import Dispatch, End
from bolo.platform.durable.jobs import passes

log = structlog.get_logger(__name__)

PATIENCE = timedelta(seconds=15)
"""How long a receiver may take for its answer."""
HOLD = PATIENCE + timedelta(seconds=5)
"""When another worker tries again what a killed one was sending."""
MOST = 64
PARTING = timedelta(seconds=5)
"""How long a stop waits for answers; what is cut off then is sent again."""
NOTED_AGAIN = 0.3
"""Seconds until it is tried again to note what was sent."""
TOGETHER = 0.02
"""Seconds between two looks, so that more is taken at once; costs of a look are per look."""
Answered = tuple[Dispatch, Outcome, datetime]


class Deliverer:
    """One of these runs in each worker."""

    def __init__(
        self,
        channels: Channels,
        composing: Composing,
        *,
        idle_seconds: float = 0.5,
        patience: timedelta = PATIENCE,
    ) -> None:
        self.channels = channels
        self.composing = composing
        self.idle_seconds = idle_seconds
        self.patience = patience
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: Counter[UUID] = Counter()
        self._bell = asyncio.Event()
        self._answered: list[Answered] = []
        self._noting = asyncio.Lock()

    def ring(self) -> None:
        """Say that there is something new to carry."""
        self._bell.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`."""
        waiting = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                self._bell.clear()
                if not await self._begin_surely():
                    await self._rest(waiting)
                await asyncio.sleep(TOGETHER)
        finally:
            waiting.cancel()
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=PARTING.total_seconds())
            for task in self._tasks:
                task.cancel()

    async def _rest(self, stop: "asyncio.Task[bool]") -> None:
        """Wait until something is new, somebody has answered, or a while has passed."""
        rung = asyncio.create_task(self._bell.wait())
        await asyncio.wait(
            [stop, rung, *self._tasks],
            timeout=self.idle_seconds,
            return_when=asyncio.FIRST_COMPLETED,
        )
        rung.cancel()

    async def _begin_surely(self) -> int:
        try:
            return len(await self._begin())
        except Exception:
            log.exception("deliveries failed; they are tried again when their hold ends")
            return 0

    async def deliver_due(self) -> int:
        """Send what is due now; return how many attempts that were."""
        begun = await self._begin()
        results = await asyncio.gather(*begun, return_exceptions=True)
        broken = [result for result in results if isinstance(result, Exception)]
        if broken:
            raise ExceptionGroup("deliveries", broken)
        return len(begun)

    async def _begin(self) -> list[asyncio.Task[None]]:
        """Take what is due, as much as there is room for, and begin to send it."""
        room = MOST - len(self._tasks)
        if room <= 0:
            return []
        async with self.channels.db.transaction() as session:
            taken = await self.composing.take(session, self.channels.clock(), self._busy(), room)
        return [self._spawn(one) for one in taken]

    def _busy(self) -> set[UUID]:
        """Return the channels that bear no more now: people get one message at a time."""
        return {channel for channel, count in self._under_way.items() if count >= AT_ONCE}

    def _spawn(self, carried: Carried) -> asyncio.Task[None]:
        channel = carried.dispatch.channel
        weight = AT_ONCE if self.composing.is_person(channel) else 1
        self._under_way[channel.id] += weight
        task = asyncio.create_task(self._deliver(carried, weight))
        self._tasks.add(task)

        def over(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            if not done.cancelled() and (error := done.exception()):
                log.error("a delivery failed; it is tried again when its hold ends", exc_info=error)

        task.add_done_callback(over)
        return task

    async def _send(self, carried: Carried) -> Outcome:
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                return await self.channels.deliver(carried.message, carried.dispatch.channel)
        except TimeoutError:
            told = f"did not answer within {self.patience.total_seconds():.0f} s"
            return Outcome(sent=False, told=told, again=True)

    def _bears_more(self, channel: UUID, weight: int) -> None:
        self._under_way[channel] -= weight
        if not self._under_way[channel]:
            del self._under_way[channel]
        self.ring()

    async def _deliver(self, carried: Carried, weight: int) -> None:
        """Send and note; who has taken one is sent the next while it is noted."""
        channel = carried.dispatch.channel.id
        outcome = None
        try:
            outcome = await self._send(carried)
            if outcome.sent:
                self._bears_more(channel, weight)
            await self._noted(carried, outcome)
        finally:
            if outcome is None or not outcome.sent:
                self._bears_more(channel, weight)

    async def _noted(self, carried: Carried, outcome: Outcome) -> None:
        self._answered.append((carried.dispatch, outcome, self.channels.clock()))
        async with self._noting:  # what is answered while one notes is noted together
            answered, self._answered = self._answered, []
            if answered:
                await self._note_surely(answered)

    async def _note_surely(self, answered: Sequence[Answered]) -> None:
        """Note it even when the database is away for a moment: else it would be sent again."""
        deadline = time.monotonic() + HOLD.total_seconds()
        while True:
            try:
                return await self._note(answered)
            except Exception as error:
                if not passes(error) or time.monotonic() > deadline:
                    raise
                log.warning("what was sent cannot be noted yet", reason=type(error).__name__)
            await asyncio.sleep(NOTED_AGAIN)

    async def _note(self, answered: Sequence[Answered]) -> None:
        results: dict[UUID, list[Result]] = defaultdict(list)
        for dispatch, outcome, at in answered:
            results[dispatch.channel.id].append(result_of(outcome, at))
        async with self.channels.db.transaction() as session:
            await dispatch_store.finish(session, [(one[0], _end(*one)) for one in answered])
            await channel_store.note_results(session, results)


def _end(dispatch: Dispatch, outcome: Outcome, at: datetime) -> End:
    last = dispatch.attempts > len(RETRIES) or not outcome.again
    state = "sent" if outcome.sent else "failed" if last else "pending"
    again = None
    if state == "pending":
        again = at + max(RETRIES[dispatch.attempts - 1], outcome.after or timedelta())
    return End(state, outcome.sent, outcome.status, outcome.told, at, again)
