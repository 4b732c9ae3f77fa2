"""Waiting for one's turn: the questions of this process to one host queue up in order."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from weakref import WeakValueDictionary

from bolo.core.errors import BudgetSpent
from bolo.core.marketplace import Budget
from bolo.platform.buckets import Buckets
from bolo.platform.clock import Clock


class Turns:
    """Takes tokens, and waits for them up to a limit."""

    def __init__(
        self,
        buckets: Buckets,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]],
        patience: timedelta,
    ) -> None:
        self._buckets = buckets
        self._clock = clock
        self._sleep = sleep
        self._patience = patience
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def wait(self, key: str, budget: Budget, spacing: timedelta | None = None) -> None:
        """Take one token; `BudgetSpent` with the time to wait when that is too long."""
        give_up_at = self._clock() + self._patience
        queue = self._queues.get(key)
        if queue is None:
            queue = self._queues[key] = asyncio.Lock()
        async with queue:
            while rest := await self._buckets.take(key, budget, spacing=spacing):
                if self._clock() + rest > give_up_at:
                    raise BudgetSpent(
                        f"{key.partition(':')[2]} may not be asked again for"
                        f" {rest.total_seconds():.0f} s",
                        retry_after=rest,
                    )
                await self._sleep(rest.total_seconds())

    async def block(self, key: str, rest: timedelta) -> None:
        """Ask nothing for `rest`: the host said so."""
        await self._buckets.block(key, self._clock() + rest)
