"""Sends planned deliveries: every attempt is recorded, failures are tried again for days.

At least once: a kill between the answer and its record means one more attempt
with the same `webhook-id`, by which the receiver knows it.
"""

import asyncio
from datetime import timedelta

from bolo.core.channel import RETRIES
from bolo.pipeline.notify import webhook_store
from bolo.pipeline.notify.endpoints import Endpoints
from bolo.pipeline.notify.webhook_store import Due

HOLD = timedelta(seconds=45)
GONE = 410
AT_ONCE = 20


class Deliverer:
    """One of these runs in each worker."""

    def __init__(self, endpoints: Endpoints, *, idle_seconds: float = 0.5) -> None:
        self.endpoints = endpoints
        self.idle_seconds = idle_seconds

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`."""
        waiting = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                if not await self.deliver_due():
                    await asyncio.wait([waiting], timeout=self.idle_seconds)
        finally:
            waiting.cancel()

    async def deliver_due(self) -> int:
        """Send what is due now; return how many attempts that were."""
        async with self.endpoints.db.transaction() as session:
            due = await webhook_store.take_due(session, self.endpoints.clock(), HOLD, AT_ONCE)
        await asyncio.gather(*(self._deliver(one) for one in due))
        return len(due)

    async def _deliver(self, due: Due) -> None:
        status, error = await self.endpoints.deliver(due.message, due.url, due.secret)
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
