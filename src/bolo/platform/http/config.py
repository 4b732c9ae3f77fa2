"""What a fetcher is told at its start, and what it takes from its surroundings."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bolo.core.marketplace import Answer, Request
from bolo.platform.clock import Clock, system_clock
from bolo.platform.http.decoding import Limits
from bolo.platform.http.guard import Resolve, system_resolve

Wall = Callable[[int, Mapping[str, str], bytes], str | None]
"""Names the block, captcha or login wall that an answer is; `None` when it is a page."""


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """The settings of a fetcher; every default is meant to be lived with.

    `proxy` is used for all marketplaces, `proxies` (by slug) goes before it. A
    proxy resolves names by itself: the guard then judges literal addresses, and
    names as this machine resolves them, but cannot pin the connection. The
    `allowed_origins` are asked directly.
    """

    user_agent: str
    allow_private_addresses: bool = False
    allowed_origins: frozenset[str] = frozenset()
    unlimited_hosts: frozenset[str] = frozenset()
    """Hosts (`shop.example`; `shop.example:8080` for one port) that are asked without a budget."""
    robots_for_private: bool = True
    proxy: str | None = None
    proxies: Mapping[str, str] = field(default_factory=dict[str, str])
    connections: int = 64
    connections_per_host: int = 16
    connect_timeout: timedelta = timedelta(seconds=10)
    total_timeout: timedelta = timedelta(seconds=30)
    limits: Limits = field(default_factory=Limits)
    patience: timedelta = timedelta(seconds=30)
    """How long a fetch may wait for its budget, and between attempts, before it gives up."""
    attempts: int = 3
    redirects: int = 5
    failures_to_open: int = 5
    """After so many failures in a row a host is left alone for a while."""
    heuristic_freshness: timedelta = timedelta(minutes=5)
    """The most that is assumed for a page that does not say how long it is fresh."""


def _uncounted(_event: str, _marketplace: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Time, chance, names and the two hooks; tests replace them.

    `count(event, marketplace)` feeds the metrics; `observe(request, answer)` is
    called with every answer that passed (`bolo record` keeps them).
    """

    clock: Clock = system_clock
    chance: Callable[[], float] = field(default_factory=lambda: random.SystemRandom().random)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    resolve: Resolve = system_resolve
    count: Callable[[str, str], None] = _uncounted
    observe: Callable[[Request, Answer], None] | None = None
