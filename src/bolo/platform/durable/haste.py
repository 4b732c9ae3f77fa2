"""When jobs are looked for often: while one is under way, and a while after; else at leisure."""

import asyncio
from collections.abc import Callable

from bolo.platform.threads import finish_in_thread

EVERY = 0.25
"""Seconds between looks at what is under way here; they cost nothing."""


class Haste:
    """Says by `hurry` how often to look; it blocks, so it is called in a thread, on changes only.

    After `quiet` seconds without a job, leisure is enough.
    """

    def __init__(
        self,
        at_work: Callable[[], object],
        hurry: Callable[[bool], None],
        quiet: float,
        every: float = EVERY,
    ) -> None:
        self._at_work = at_work
        self._hurry = hurry
        self._quiet = quiet
        self._every = every

    async def run(self) -> None:
        """Mind it until cancelled."""
        said: bool | None = None
        idle = 0.0
        while True:
            idle = 0.0 if self._at_work() else idle + self._every
            wanted = idle < self._quiet
            if wanted is not said:
                await finish_in_thread(lambda wanted=wanted: self._hurry(wanted))  # type: ignore[misc]
                said = wanted
            await asyncio.sleep(self._every)
