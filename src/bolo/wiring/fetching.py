"""The way out: who may be asked, as the owner chose, with budgets that are shared or not."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bolo.core.marketplace import Fetch, Marketplace
from bolo.core.reading.document.walls import wall
from bolo.marketplaces import discover
from bolo.platform.buckets import MemoryBuckets, PostgresBuckets
from bolo.platform.database.access import Database
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.config import FetchConfig, Surroundings
from bolo.platform.http.fetcher import Fetcher
from bolo.platform.http.store import PostgresCache
from bolo.platform.metrics import fetches
from bolo.platform.settings import Settings

PATIENCE = timedelta(seconds=3)
"""How long a question waits for its budget before its place is given to another."""
FetchFor = Callable[[Marketplace], Fetch]


def marketplaces() -> dict[str, Marketplace]:
    """Return every connector, by slug."""
    return {slug: connector() for slug, connector in sorted(discover().items())}


def fetch_config(settings: Settings) -> FetchConfig:
    """Say to the fetcher what the owner chose."""
    return FetchConfig(
        user_agent=settings.user_agent,
        allow_private_addresses=settings.allow_private_addresses,
        proxy=settings.proxy,
        connections=settings.fetch_concurrency,
        connections_per_host=settings.fetch_concurrency,
        robots_for_private=False,
        patience=PATIENCE,
    )


@asynccontextmanager
async def open_fetching(
    settings: Settings, around: Surroundings | None = None
) -> AsyncIterator[FetchFor]:
    """Give a `fetch` for each marketplace, without a database: budgets and cache in memory."""
    around = around or Surroundings()
    fetcher = Fetcher(
        fetch_config(settings), MemoryBuckets(around.clock), MemoryCache(), wall, around
    )
    async with fetcher:
        yield fetcher.for_marketplace


def shared_fetcher(settings: Settings, db: Database) -> Fetcher:
    """Build the way out, with budgets and answers that all processes share."""
    around = Surroundings(count=lambda event, slug: fetches.labels(slug, event).inc())
    return Fetcher(fetch_config(settings), PostgresBuckets(db), PostgresCache(db), wall, around)
