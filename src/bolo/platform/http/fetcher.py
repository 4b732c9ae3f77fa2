"""The only way out: gives each marketplace its `fetch`.

In this order: guard, robots.txt, kept answer, budget, connection, redirect, wall,
status, keeping. Hosts inside (when allowed) and unlimited ones never touch the
database: they have no budget, and their answers are kept in memory.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Self, TypeVar

import structlog
from yarl import URL

from bolo.core.errors import (
    Blocked,
    BoloError,
    LayoutChanged,
    Rejected,
    Unavailable,
)
from bolo.core.marketplace import Access, Answer, Fetch, Marketplace, Request
from bolo.platform.buckets import Buckets
from bolo.platform.http import answers
from bolo.platform.http.asking import Asking, Source, said_again
from bolo.platform.http.cache import Cache, MemoryCache
from bolo.platform.http.config import FetchConfig, Surroundings, Wall
from bolo.platform.http.freshness import may_use_kept
from bolo.platform.http.guard import Guard
from bolo.platform.http.keeping import Keeping
from bolo.platform.http.redirects import follow, is_downgrade
from bolo.platform.http.robots import Robots
from bolo.platform.http.wire import REDIRECTS, Reply, Sent

T = TypeVar("T")

_NOT_MODIFIED = 304

_log = structlog.get_logger(__name__)


class Fetcher:
    """Used as `async with fetcher`; see `FetchConfig` and `Surroundings` for what it takes."""

    def __init__(
        self,
        config: FetchConfig,
        buckets: Buckets,
        cache: Cache,
        wall: Wall,
        around: Surroundings | None = None,
    ) -> None:
        self._config = config
        self._around = around or Surroundings()
        self._wall = wall
        self._guard = Guard(
            self._around.resolve,
            self._around.clock,
            allow_private=config.allow_private_addresses,
            allowed_origins=config.allowed_origins,
        )
        self._robots = Robots(self._around.clock)
        self._cache = cache
        self._memory = MemoryCache()
        self._asking = Asking(config, buckets, self._guard, wall, self._around)
        self._keeping = Keeping(config, self._around.clock)
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._asking.wire.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._asking.wire.close()

    def allow(self, origin: str) -> None:
        """Let an origin inside (the demo street) through from now on, without a budget."""
        self._guard.allow(origin)

    def for_marketplace(self, marketplace: Marketplace | type[Marketplace]) -> Fetch:
        """Return the `fetch` that a connector is handed."""
        config, slug = self._config, marketplace.slug
        obeys_robots = marketplace.policy.access is Access.PUBLIC_PAGE
        proxy = config.proxies.get(slug, config.proxy)
        return _MarketplaceFetch(self, Source(slug, marketplace.budget, obeys_robots, proxy))

    async def post(self, request: Request) -> Reply:
        """Send a message once (an alert), following no redirect; return what was answered."""
        source = Source("message", None, obeys_robots=False, proxy=self._config.proxy)
        sent = _first(source, request)
        self._guard.check(sent.url)
        return await self._asking.ask(source, sent)

    async def send(self, request: Request) -> int:
        """Send as `post` does; return the status."""
        return (await self.post(request)).status

    async def reaches(self, url: str) -> bool:
        """Tell whether anything answers at `url` now."""
        try:
            await self.send(Request(url))
        except Unavailable:
            return False
        return True

    async def read(self, url: str) -> bytes:
        """Return what is at `url` now, asked once, following no redirect."""
        source = Source("page", None, obeys_robots=False, proxy=self._config.proxy)
        sent = _first(source, Request(url))
        self._guard.check(sent.url)
        return (await self._asking.ask(source, sent)).body

    async def ask(self, source: Source, request: Request) -> Answer:
        """Return a successful answer; every failure is counted, logged and raised."""
        try:
            answer = await self._follow(source, _first(source, request))
        except BoloError as error:
            self.tell(source, request.url, error)
            raise
        self._around.count("unchanged" if answer.unchanged else "answered", source.slug)
        if self._around.observe is not None:
            self._around.observe(request, answer)
        return answer

    async def turn(self) -> None:
        """Wait for one's turn to read: a page each round of the loop.

        Dozens of answers may come at once, and reading each takes a millisecond or two;
        without turns everybody else on the loop (the database!) would wait for them all.
        """
        async with self._turn:
            await asyncio.sleep(0)

    def tell(self, source: Source, url: str, error: BoloError) -> None:
        """Count and log a failure."""
        kind = type(error).__name__
        self._around.count(kind.lower(), source.slug)
        _log.info(  # what a person should know of it stands in the health of the source
            "fetch failed",
            marketplace=source.slug,
            url=_shown(url),
            kind=kind,
            reason=str(error),
        )

    async def _follow(self, source: Source, sent: Sent) -> Answer:
        for _ in range(self._config.redirects + 1):
            self._guard.check(sent.url)
            outcome = await self._step(source, sent, await self._spacing(source, sent.url))
            if isinstance(outcome, Answer):
                return outcome
            then = follow(sent, outcome)
            if is_downgrade(sent, then):
                self._around.count("downgraded", source.slug)
                _log.warning(
                    "redirected from https to http",
                    marketplace=source.slug,
                    url=answers.shown(sent.url),
                    to=answers.shown(then.url),
                )
            sent = then
        raise Rejected(
            f"{answers.shown(sent.url)} redirects more than {self._config.redirects} times"
        )

    async def _spacing(self, source: Source, url: URL) -> timedelta | None:
        """Obey robots.txt; return its Crawl-delay."""
        if not source.obeys_robots:
            return None
        if not self._config.robots_for_private and await self._guard.is_inside(url):
            return None
        rules = await self._robots.rules(url, partial(self._robots_txt, source))
        rules.check(url, self._around.clock())
        return rules.spacing

    async def _robots_txt(self, source: Source, url: URL) -> bytes:
        quick = Source(source.slug, None, obeys_robots=False, proxy=source.proxy)
        return (await self._follow(quick, Sent(url, {}, proxy=source.proxy))).body

    async def _step(self, source: Source, sent: Sent, spacing: timedelta | None) -> Answer | Reply:
        """Return the answer, or the reply that redirects."""
        if source.budget is None or sent.method != "GET" or not may_use_kept(sent.headers):
            return self._judged(sent, await self._asking.ask(source, sent, spacing))
        is_ours = await self._asking.is_unlimited(sent.url)
        kept = await self._keeping.look(self._memory if is_ours else self._cache, sent)
        if (fresh := self._keeping.fresh(kept)) is not None:
            return fresh
        try:
            reply = await self._asking.ask(source, kept.question(), spacing)
            if kept.entry is not None and reply.status == _NOT_MODIFIED:
                return await self._keeping.confirm(kept, kept.entry, reply)
            outcome = self._judged(sent, reply)
        except Unavailable as error:
            stale = None if isinstance(error, Blocked) else self._keeping.stale(kept)
            if stale is None:
                raise
            self._around.count("stale", source.slug)
            return stale
        await self._keeping.keep(kept, reply)
        return outcome

    def _judged(self, sent: Sent, reply: Reply) -> Answer | Reply:
        """Return the answer, or a redirect as it is; raise what else it is."""
        if reply.status in REDIRECTS:
            return reply
        again = said_again(reply.headers, self._around)
        if name := self._wall(reply.status, reply.headers, reply.body):
            raise Blocked(name, retry_after=again)
        error = answers.refusal(reply.status, sent.url, again)
        if error is not None:
            raise error
        if sent.method != "HEAD" and not reply.body.strip():
            raise Blocked("an empty page", retry_after=again)
        return answers.answer(reply.body, sent.url, reply.headers)


class _MarketplaceFetch:
    """The `fetch` of one marketplace."""

    def __init__(self, fetcher: Fetcher, source: Source) -> None:
        self._fetcher = fetcher
        self._source = source

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Return what `read` makes of the answer to `request`."""
        answer = await self._fetcher.ask(self._source, request)
        await self._fetcher.turn()
        try:
            return read(answer)
        except (ValueError, LookupError) as error:
            where = answers.shown(URL(answer.url))
            changed = LayoutChanged(f"{where} has a shape we do not know: {error}")
            self._fetcher.tell(self._source, request.url, changed)
            raise changed from error


def _first(source: Source, request: Request) -> Sent:
    """Return the question as it is sent first."""
    try:
        url = URL(request.url)
        if request.params:
            url = url.extend_query(request.params)
        if url.raw_fragment:
            url = url.with_fragment(None)
    except ValueError as error:
        raise Rejected(f"this is no address that can be asked: {error}") from None
    return Sent(url, request.headers, request.method.upper(), request.body, source.proxy)


def _shown(url: str) -> str:
    try:
        return answers.shown(URL(url))
    except ValueError:
        return "(unreadable)"
