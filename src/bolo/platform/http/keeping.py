"""Using kept answers: look first, ask "still the same?", stand in when the host is down."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bolo.core.marketplace import Answer
from bolo.platform.clock import Clock
from bolo.platform.http.answers import answer, shown
from bolo.platform.http.cache import Cache
from bolo.platform.http.config import FetchConfig
from bolo.platform.http.decoding import decode
from bolo.platform.http.freshness import (
    Entry,
    conditions,
    confirmed,
    is_fresh,
    key,
    may_keep,
    may_serve_stale,
)
from bolo.platform.http.wire import Reply, Sent

_ANY_RATIO = 1 << 30


@dataclass(slots=True)
class Kept:
    """A question, and what is kept for it."""

    cache: Cache
    name: bytes
    sent: Sent
    asked_at: datetime
    entry: Entry | None

    def question(self) -> Sent:
        """Return the question with its conditions, unless the connector set its own."""
        if self.entry is None:
            return self.sent
        return replace(self.sent, headers={**conditions(self.entry), **self.sent.headers})


class Keeping:
    """The rules of `freshness` applied to a `Cache`."""

    def __init__(self, config: FetchConfig, clock: Clock) -> None:
        self._user_agent = config.user_agent
        self._heuristic: timedelta = config.heuristic_freshness
        self._limits = replace(config.limits, most_ratio=_ANY_RATIO)
        self._clock = clock

    async def look(self, cache: Cache, sent: Sent) -> Kept:
        """Look up what is kept for a question."""
        name = key(str(sent.url), sent.headers, self._user_agent)
        entry = await cache.get(name)
        return Kept(cache, name, sent, self._clock(), entry)

    def fresh(self, kept: Kept) -> Answer | None:
        """Return the kept answer when nobody needs to be asked."""
        entry = kept.entry
        if entry and is_fresh(entry, kept.sent.headers, kept.asked_at, self._heuristic):
            return self._answer(kept.sent, entry)
        return None

    def stale(self, kept: Kept) -> Answer | None:
        """Return the kept answer when it may stand in for a host that is down."""
        if kept.entry and may_serve_stale(kept.entry, self._clock(), self._heuristic):
            return self._answer(kept.sent, kept.entry)
        return None

    async def confirm(self, kept: Kept, entry: Entry, reply: Reply) -> Answer:
        """Bring `entry` up to date after a 304 and return it."""
        entry = confirmed(entry, reply.headers, kept.asked_at, self._clock())
        await kept.cache.put(kept.name, entry)
        return self._answer(kept.sent, entry)

    async def keep(self, kept: Kept, reply: Reply) -> None:
        """Keep a reply where that is allowed, in place of what was kept before."""
        if may_keep(kept.sent.headers, reply.status, reply.headers):
            coding = reply.headers.get("content-encoding", "").strip().lower()
            headers = {name: reply.headers[name] for name in reply.headers if name != "set-cookie"}
            times = (kept.asked_at, self._clock())
            entry = Entry(shown(kept.sent.url), headers, b"".join(reply.wire), coding, *times)
            await kept.cache.put(kept.name, entry)
        elif kept.entry is not None:
            await kept.cache.drop(kept.name)

    def _answer(self, sent: Sent, entry: Entry) -> Answer:
        body = decode(entry.wire, entry.coding, self._limits)
        return answer(body, sent.url, entry.headers, unchanged=True)
