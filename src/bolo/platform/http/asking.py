"""Asking one host politely: its budget, its circuit, and once more after a failure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from yarl import URL

from bolo.core.errors import Unavailable
from bolo.core.marketplace import Budget
from bolo.platform.buckets import Buckets
from bolo.platform.http.answers import shown
from bolo.platform.http.budgets import Turns
from bolo.platform.http.config import FetchConfig, Surroundings, Wall
from bolo.platform.http.guard import Guard
from bolo.platform.http.retries import AGAIN, IDEMPOTENT, Circuit, pause, retry_after
from bolo.platform.http.wire import Reply, Sent, Unreachable, Wire

_SERVER_ERROR = 500
_SLOW_DOWN = {429, 503}
_MOST_HOSTS = 4096
_UNSAID_REST = timedelta(minutes=1)
"""How long a host that said "too many requests", but not until when, is left alone."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """What a fetcher needs to know of a marketplace; no `budget` means: ask at once."""

    slug: str
    budget: Budget | None
    obeys_robots: bool
    proxy: str | None = None


class Asking:
    """Sends questions, as often as the host bears."""

    def __init__(
        self, config: FetchConfig, buckets: Buckets, guard: Guard, wall: Wall, around: Surroundings
    ) -> None:
        self.wire = Wire(config, guard, around.resolve)
        self._config = config
        self._guard = guard
        self._wall = wall
        self._around = around
        self._turns = Turns(buckets, around.clock, around.sleep, config.patience)
        self._circuits: dict[str, Circuit] = {}

    async def is_unlimited(self, url: URL) -> bool:
        """Whether the host is one of ours, or one the owner said needs no politeness."""
        if {url.host, host_of(url)} & self._config.unlimited_hosts:
            return True
        return await self._guard.is_inside(url)

    async def ask(self, source: Source, sent: Sent, spacing: timedelta | None = None) -> Reply:
        """Return the reply, whatever its status.

        `Unavailable` when there is none, or when the host must not be asked yet.
        """
        if sent.proxy and self._guard.is_allowed_origin(sent.url):
            sent = replace(sent, proxy=None)  # the demo street is here, not behind a proxy
        budget = None if await self.is_unlimited(sent.url) else source.budget
        key = bucket_key(source.slug, sent.url)
        circuit = self._circuit(sent.url)
        give_up_at = self._around.clock() + self._config.patience
        for attempt in range(1, self._config.attempts + 1):
            self._check(circuit, sent)
            if budget is not None:
                await self._turns.wait(key, budget, spacing)
            outcome = await self._send(sent, circuit)
            if not self._may_help(outcome):
                break
            is_last = attempt == self._config.attempts or sent.method not in IDEMPOTENT
            rest = self._rest(outcome, attempt, is_last=is_last)
            if budget is not None and isinstance(outcome, Reply) and outcome.status in _SLOW_DOWN:
                await self._turns.block(key, rest)
            if is_last or self._around.clock() + rest > give_up_at:
                break
            await self._pause(source, sent.url, outcome, rest)
        if isinstance(outcome, Unreachable):
            raise Unavailable(str(outcome)) from outcome
        return outcome

    def _check(self, circuit: Circuit, sent: Sent) -> None:
        """Leave a failing host alone, unless it is the demo street: that comes back at once."""
        if not self._guard.is_allowed_origin(sent.url):
            circuit.check(host_of(sent.url), self._around.clock())

    async def _send(self, sent: Sent, circuit: Circuit) -> Reply | Unreachable:
        try:
            reply = await self.wire.send(sent)
        except Unreachable as error:
            circuit.failed(self._around.clock())
            return error
        if reply.status >= _SERVER_ERROR:
            circuit.failed(self._around.clock())
        else:
            circuit.succeeded()
        return reply

    def _may_help(self, outcome: Reply | Unreachable) -> bool:
        """Whether asking again may give something better than `outcome`."""
        if isinstance(outcome, Unreachable):
            return outcome.again
        return outcome.status in AGAIN and not self._is_wall(outcome)

    def _is_wall(self, reply: Reply) -> bool:
        return self._wall(reply.status, reply.headers, reply.body) is not None

    def _rest(self, outcome: Reply | Unreachable, attempt: int, *, is_last: bool) -> timedelta:
        if isinstance(outcome, Reply):
            stated = said_again(outcome.headers, self._around)
            if stated is not None:
                return stated
            if is_last:
                return _UNSAID_REST
        return pause(attempt, self._around.chance)

    async def _pause(
        self, source: Source, url: URL, outcome: Reply | Unreachable, rest: timedelta
    ) -> None:
        seconds = rest.total_seconds()
        failure = outcome if isinstance(outcome, Unreachable) else f"answered {outcome.status}"
        self._around.count("retried", source.slug)
        _log.info(
            "fetch retried",
            marketplace=source.slug,
            url=shown(url),
            reason=str(failure),
            wait_seconds=round(seconds, 3),
        )
        await self._around.sleep(seconds)

    def _circuit(self, url: URL) -> Circuit:
        host = host_of(url)
        circuit = self._circuits.get(host)
        if circuit is None:
            if len(self._circuits) >= _MOST_HOSTS:
                self._circuits.clear()
            circuit = self._circuits[host] = Circuit(self._config.failures_to_open)
        return circuit


def host_of(url: URL) -> str:
    """Return the host, with the port unless it is the scheme's own."""
    host = (url.host or "").rstrip(".")
    return host if url.is_default_port() else f"{host}:{url.port}"


def bucket_key(slug: str, url: URL) -> str:
    """Return the key of the bucket for a marketplace and a host: `shopify:shop.example`."""
    return f"{slug}:{host_of(url)}"


def said_again(headers: Mapping[str, str], around: Surroundings) -> timedelta | None:
    """Return when the host said to come back."""
    return retry_after(headers.get("retry-after"), around.clock())
