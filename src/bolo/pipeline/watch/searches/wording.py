"""Use case of wording: a rule from plain words, by the language model that the owner has set.

It goes the one way out with a fetcher of its own, so that an address inside that the owner has
set for the model is open to the model alone, and not to whatever else is watched.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, Self
from uuid import UUID

from bolo.core.errors import Conflict, TooMany, Unavailable
from bolo.core.marketplace import Address, Budget, Request
from bolo.core.reading.document.walls import wall
from bolo.core.searching.rules.spoken import USUAL, Scribe, Vendor
from bolo.platform.buckets import Buckets, MemoryBuckets
from bolo.platform.clock import system_clock
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.config import FetchConfig
from bolo.platform.http.fetcher import Fetcher
from bolo.platform.settings import Settings

PATIENCE_SECONDS = 20.0
OFTEN = Budget(per_minute=6, burst=10)
"""How often a workspace may have the model asked: each question costs the owner something."""
HOW = "set BOLO_LANGUAGE_VENDOR, BOLO_LANGUAGE_MODEL and BOLO_LANGUAGE_KEY"


class Reply(Protocol):
    """What came back."""

    @property
    def status(self) -> int:
        """The status of HTTP."""
        ...

    @property
    def body(self) -> bytes:
        """What it says."""
        ...


Post = Callable[[Request], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The use case; without a model it says how to set one."""

    model: Scribe | None
    post: Post
    buckets: Buckets
    patience: float = PATIENCE_SECONDS

    @classmethod
    def of(cls, settings: Settings, buckets: Buckets) -> Self:
        """Build it as the owner has set it."""
        return cls(_model(settings), _post(settings), buckets)

    async def rule(self, workspace: UUID, words: str) -> str:
        """Return what a model writes for words; nothing else is sent, and nothing is saved."""
        if self.model is None:
            raise Conflict(f"no language model is set: {HOW}")
        request = self.model.ask(words)
        wait = await self.buckets.take(f"wording {workspace}", OFTEN)
        if wait:
            seconds = max(1, round(wait.total_seconds()))
            told = f"the language model was asked too often; try again in {seconds} s"
            raise TooMany(told, retry_after=wait)
        try:
            async with asyncio.timeout(self.patience):
                reply = await self.post(request)
        except TimeoutError as error:
            raise Unavailable("the language model did not answer in time") from error
        return self.model.read(reply.status, reply.body)


def _model(settings: Settings) -> Scribe | None:
    """Return the model that was set; one of the vendor's own needs a key."""
    key, url = settings.language_key, settings.language_url
    if settings.language_vendor is None or not settings.language_model or not (key or url):
        return None
    vendor = Vendor(settings.language_vendor)
    secret = key.get_secret_value() if key else None
    return Scribe(vendor, settings.language_model, url or USUAL[vendor], secret)


def _post(settings: Settings) -> Post:
    inside = settings.language_url
    config = FetchConfig(
        user_agent=settings.user_agent,
        allow_private_addresses=settings.allow_private_addresses,
        allowed_origins=frozenset({Address.of(inside).origin} if inside else ()),
        proxy=settings.proxy,
    )

    async def post(request: Request) -> Reply:
        fetcher = Fetcher(config, MemoryBuckets(system_clock), MemoryCache(), wall)
        async with fetcher:
            return await fetcher.post(request)

    return post
