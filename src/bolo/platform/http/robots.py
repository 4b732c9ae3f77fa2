"""robots.txt by RFC 9309: what we were asked not to read, remembered for a day at most.

A host that answers 4xx has no rules; one that answers 5xx has forbidden
everything until it can be asked again, unless older rules of it are still known.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego
from yarl import URL

from bolo.core.errors import Blocked, NotFound, Rejected
from bolo.platform.clock import Clock
from bolo.platform.http.answers import Busy

PRODUCT = "bolo"
_MOST_BYTES = 500 * 1024
_KEPT = timedelta(hours=24)
_AGAIN = timedelta(minutes=5)
_MOST_ORIGINS = 4096

Origin = tuple[str, str, int]
Get = Callable[[URL], Awaitable[bytes]]
"""Fetch a robots.txt; errors as of `core.errors`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin asks of us; no `parsed` rules means all or nothing is allowed."""

    until: datetime
    parsed: Protego | None = None
    forbids_all: bool = False
    spacing: timedelta | None = None
    """Its Crawl-delay."""

    def count(self, now: datetime) -> bool:
        """Say whether they are still good; a clock that was set back made them last longer."""
        lasts = _AGAIN if self.forbids_all else _KEPT
        return now < self.until <= now + lasts

    def check(self, url: URL, now: datetime) -> None:
        """Raise `Blocked` when `url` may not be read."""
        if self.forbids_all:
            raise Blocked("robots.txt", retry_after=max(self.until - now, timedelta(0)))
        if self.parsed is not None and not self.parsed.can_fetch(str(url), PRODUCT):
            raise Blocked("robots.txt")


class Robots:
    """The rules of every origin we met; asked for once, however many wait for them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[Origin, Rules] = {}
        self._asking: dict[Origin, asyncio.Lock] = {}

    async def rules(self, url: URL, get: Get) -> Rules:
        """Return the rules for the origin of `url`; `Unavailable` when it cannot be reached."""
        origin = (url.scheme, url.raw_host or "", url.port or 0)
        known = self._known.get(origin)
        if known is not None and known.count(self._clock()):
            return known
        lock = self._asking.setdefault(origin, asyncio.Lock())
        try:
            async with lock:
                known = self._known.get(origin)
                if known is None or not known.count(self._clock()):
                    known = await self._ask(url, get, known)
                    self._remember(origin, known)
        finally:
            self._asking.pop(origin, None)
        return known

    async def _ask(self, url: URL, get: Get, older: Rules | None) -> Rules:
        now = self._clock()
        try:
            text = await get(url.origin() / "robots.txt")
        except Busy:
            if older is not None and not older.forbids_all:
                return Rules(now + _AGAIN, older.parsed, spacing=older.spacing)
            return Rules(now + _AGAIN, forbids_all=True)
        except (NotFound, Blocked, Rejected):
            return Rules(now + _KEPT)
        parsed = Protego.parse(text[:_MOST_BYTES].decode("utf-8", "replace"))
        delay = parsed.crawl_delay(PRODUCT)
        return Rules(now + _KEPT, parsed, spacing=timedelta(seconds=delay) if delay else None)

    def _remember(self, origin: Origin, rules: Rules) -> None:
        if len(self._known) >= _MOST_ORIGINS:
            self._known.clear()
        self._known[origin] = rules
