"""Sends planned deliveries: every attempt is recorded, failures are tried again for days.

At least once: a kill between the answer and its record means one more attempt
with the same `webhook-id`, by which the receiver knows it.
"""

import asyncio
from datetime import timedelta

import structlog

from bolo.core.channel import RETRIES
from bolo.pipeline.notify import webhook_store
from bolo.pipeline.notify.endpoints import Endpoints
from bolo.pipeline.notify.webhook_store import Due

log = structlog.get_logger(__name__)

PATIENCE = timedelta(seconds=15)
"""How long an endpoint may take for its answer."""
HOLD = PATIENCE + timedelta(seconds=5)
"""When another worker tries again what a killed one was sending."""
GONE = 410
AT_ONCE = 20


class Deliverer:
    """One of these runs in each worker."""

    def __init__(
        self, endpoints: Endpoints, *, idle_seconds: float = 0.5, patience: timedelta = PATIENCE
    ) -> None:
        self.endpoints = endpoints
        self.idle_seconds = idle_seconds
        self.patience = patience

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`."""
        waiting = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                if not await self._deliver_surely():
                    await asyncio.wait([waiting], timeout=self.idle_seconds)
        finally:
            waiting.cancel()

    async def _deliver_surely(self) -> int:
        try:
            return await self.deliver_due()
        except Exception:
            log.exception("deliveries failed; they are tried again when their hold ends")
            return 0

    async def deliver_due(self) -> int:
        """Send what is due now; return how many attempts that were."""
        async with self.endpoints.db.transaction() as session:
            due = await webhook_store.take_due(session, self.endpoints.clock(), HOLD, AT_ONCE)
        results = await asyncio.gather(*map(self._deliver, due), return_exceptions=True)
        broken = [result for result in results if isinstance(result, Exception)]
        if broken:
            raise ExceptionGroup("deliveries", broken)
        return len(due)

    async def _send(self, due: Due) -> tuple[int | None, str | None]:
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                return await self.endpoints.deliver(due.message, due.url, due.secret)
        except TimeoutError:
            return None, f"did not answer within {self.patience.total_seconds():.0f} s"

    async def _deliver(self, due: Due) -> None:
        status, error = await self._send(due)
        now = self.endpoints.clock()
        last = due.attempts > len(RETRIES) or status == GONE
        state = "sent" if error is None else "failed" if last else "pending"
        again = now + RETRIES[due.attempts - 1] if state == "pending" else None
        async with self.endpoints.db.transaction() as session:
            await webhook_store.finish(
                session,
                due.id,
                state=state,
                status=status,
                error=error,
                next_try_at=again,
                now=now,
            )
            await webhook_store.note_result(
                session, due.endpoint, status, error, enabled=status != GONE
            )
