"""A loopback server that plays every shop, a fake time, and a fetcher between the two.

As a forward proxy it plays hosts with public addresses (`http://shop.example/…`);
asked directly it is a host inside.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bolo.core.marketplace import Access, Answer, Budget, Fetch, Marketplace, Policy, Request
from bolo.platform.buckets import Buckets, MemoryBuckets
from bolo.platform.http.cache import Cache, MemoryCache
from bolo.platform.http.config import FetchConfig, Surroundings, Wall
from bolo.platform.http.fetcher import Fetcher

PUBLIC = "93.184.215.14"
NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
PAGE = b"<html>a page</html>"


@dataclass(frozen=True)
class Says:
    """A reply of the street."""

    body: bytes = PAGE
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


Play = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Asked:
    """A question the street has seen."""

    method: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Street:
    """Plays what it is told: the replies of a path in turn, the last one for ever; else 404."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._plays: dict[str, list[Says | Play]] = {}
        self.origin = ""

    def at(self, path: str, *plays: Says | Play) -> str:
        """Set what `path` (or `host/path`) answers; return its address on loopback."""
        self._plays[path] = list(plays)
        return f"{self.origin}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, but for robots.txt."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one question."""
        path, host = request.rel_url.path, request.headers.get("Host", "")
        body = await request.read()
        self.asked.append(Asked(request.method, host, path, dict(request.headers), body))
        plays = self._plays.get(f"{host}{path}") or self._plays.get(path)
        if not plays:
            return web.Response(status=404)
        play = plays.pop(0) if len(plays) > 1 else plays[0]
        if isinstance(play, Says):
            return web.Response(body=play.body, status=play.status, headers=play.headers)
        return await play(request)


@asynccontextmanager
async def opened_street() -> AsyncIterator[Street]:
    """Give a street that answers on loopback."""
    street = Street()
    runner = web.ServerRunner(web.Server(street.answer), shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    street.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield street
    await runner.cleanup()


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = NOON
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let time pass at once, and note it."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def pass_(self, **units: float) -> None:
        """Let time pass: `hours=1`."""
        self.now += timedelta(**units)


class Names:
    """A resolver that can be told what names mean; a name with several answers gives them in turn.

    Every other name is public.
    """

    def __init__(self, **known: Sequence[Sequence[str]]) -> None:
        self.known = {name.replace("_", "."): list(answers) for name, answers in known.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Resolve."""
        self.asked.append(f"{host}:{port}")
        answers = self.known.get(host)
        if answers is None:
            return [PUBLIC]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        if not found:
            raise OSError(-2, "Name or service not known")
        return found


class AnyShop(Marketplace):
    """Asks as often as it likes, and need not look at robots.txt."""

    slug = "any"
    title = "Any shop"
    policy = Policy(Access.OFFICIAL_API, "made up")
    budget = Budget(per_minute=60, burst=1000)


class PublicPages(AnyShop):
    """Obeys robots.txt."""

    slug = "pages"
    policy = Policy(Access.PUBLIC_PAGE, "made up")


class Shy(AnyShop):
    """May be asked twice at once, then once a second."""

    slug = "shy"
    budget = Budget(per_minute=60, burst=2)


def no_wall(_status: int, _headers: Mapping[str, str], _body: bytes) -> str | None:
    return None


@dataclass
class World:
    """What a test may want to replace or look at."""

    time: Time = field(default_factory=Time)
    names: Names = field(default_factory=Names)
    buckets: Buckets | None = None
    cache: Cache = field(default_factory=MemoryCache)
    wall: Wall = no_wall
    chance: float = 0.5
    counted: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    observed: list[tuple[Request, Answer]] = field(default_factory=list[tuple[Request, Answer]])

    def fetcher(self, **config: Any) -> Fetcher:  # noqa: ANN401  any field of FetchConfig
        """Return a fetcher that knows no politeness but what the test sets."""
        settings = FetchConfig(user_agent="bolo-test/1 (+https://bolo.example)", **config)
        around = Surroundings(
            clock=self.time,
            chance=lambda: self.chance,
            sleep=self.time.sleep,
            resolve=self.names,
            count=lambda event, slug: self.counted.append((event, slug)),
            observe=lambda request, answer: self.observed.append((request, answer)),
        )
        buckets = self.buckets or MemoryBuckets(self.time)
        return Fetcher(settings, buckets, self.cache, self.wall, around)

    @asynccontextmanager
    async def inside(
        self,
        shop: type[Marketplace] = AnyShop,
        **config: Any,  # noqa: ANN401  any field of FetchConfig
    ) -> AsyncIterator[Fetch]:
        """Give a fetch that may ask this machine."""
        async with self.fetcher(allow_private_addresses=True, **config) as fetcher:
            yield fetcher.for_marketplace(shop)

    @asynccontextmanager
    async def outside(
        self,
        street: Street,
        shop: type[Marketplace] = AnyShop,
        **config: Any,  # noqa: ANN401  any field of FetchConfig
    ) -> AsyncIterator[Fetch]:
        """Give a fetch for hosts with public addresses, which the street plays as a proxy."""
        async with self.fetcher(proxy=street.origin, **config) as fetcher:
            yield fetcher.for_marketplace(shop)


def whole(answer: Answer) -> Answer:
    """Read nothing: return the answer itself."""
    return answer
