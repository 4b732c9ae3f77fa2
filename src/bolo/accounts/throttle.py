"""How many requests a minute each API key, and each session, may make.

Counted in this process, in windows of a minute that begin with the first request: it costs no
question to the database. With several API processes each counts for itself.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from uuid import UUID

from bolo.accounts.billing.plans import Plans
from bolo.accounts.caller import Caller
from bolo.core.errors import TooMany
from bolo.platform.clock import Clock

WINDOW = timedelta(minutes=1)
MOST_KEPT = 10_000
Limit = Callable[[Caller], Awaitable[int | None]]
"""What a caller's plan allows each key; `None` is as many as one likes."""


def by_plan(plans: Plans, otherwise: int | None) -> Limit:
    """Return the limit that a plan sets; `otherwise` where it sets none, and for browsers."""

    async def limit(who: Caller) -> int | None:
        sold = (await plans.limits(who.workspace)).requests_per_minute
        return otherwise if who.browser or sold is None else sold

    return limit


@dataclass(frozen=True, slots=True)
class Room:
    """What is left: `left` of `most` requests for so many seconds."""

    most: int
    left: int
    seconds: int


@dataclass(slots=True)
class _Window:
    until: float
    most: int | None
    used: int = 0


class Throttle:
    """The counts."""

    def __init__(self, clock: Clock, limit: Limit) -> None:
        self._clock = clock
        self._limit = limit
        self._windows: dict[UUID, _Window] = {}

    async def take(self, who: Caller) -> tuple[Room | None, TooMany | None]:
        """Count a request; return what is left, and what to raise when it was one too many."""
        now = self._clock().timestamp()
        way = who.key or who.session or who.user
        window = self._windows.get(way)
        if window is None or not now < window.until <= now + self.seconds:  # a clock is set back
            window = await self._begin(way, who, now)
        if window.most is None:
            return None, None
        window.used += 1
        seconds = max(1, ceil(window.until - now))
        room = Room(window.most, max(0, window.most - window.used), seconds)
        if window.used <= window.most:
            return room, None
        msg = (
            f"all {window.most} requests of this minute were made; the next may come in {seconds}"
            " s (the plan or, where none is sold, BOLO_RATE_LIMIT says how many)"
        )
        return room, TooMany(msg, retry_after=timedelta(seconds=seconds))

    seconds = int(WINDOW.total_seconds())

    async def allowed(self, who: Caller) -> int | None:
        """Return how many requests a minute the caller's plan allows each key."""
        return await self._limit(who)

    async def _begin(self, way: UUID, who: Caller, now: float) -> _Window:
        most = await self._limit(who)
        if len(self._windows) >= MOST_KEPT:
            self._windows = {one: w for one, w in self._windows.items() if w.until > now}
        window = _Window(now + WINDOW.total_seconds(), most)
        self._windows[way] = window
        return window
