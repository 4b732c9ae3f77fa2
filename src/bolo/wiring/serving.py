"""What the HTTP application opens at its start, and keeps fresh while it runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog

from bolo.pipeline.value import rates
from bolo.platform.database import revision
from bolo.platform.settings import Settings
from bolo.wiring.building import build
from bolo.wiring.services import Services

log = structlog.get_logger(__name__)
HOUR_SECONDS = 3600.0
LATER_SECONDS = 5.0
"""When the API loads what few requests need; those who wait now come first."""


def for_api(
    settings: Settings, url: str, *, supervised: bool
) -> Callable[[], AbstractAsyncContextManager[Services]]:
    """Return what the HTTP application opens at its start."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        services = build(settings, url, role="api", supervised=supervised)
        starting = asyncio.create_task(_start_feed(services))
        async with services.fetcher:
            try:
                async with services.people.usage.counting():
                    yield services
            finally:
                starting.cancel()
                await services.live.stop()
                await services.db.close()

    return opened


async def _start_feed(services: Services) -> None:
    """Begin to tell what happens, as soon as the database lets us: it may be recovering."""
    while True:
        try:
            await revision.schema_is_there(services.db.url)
            await services.accounts.ensure_owner()
            await services.live.start()
            await asyncio.sleep(LATER_SECONDS)
            await asyncio.to_thread(services.jobs.load)
        except Exception as error:  # noqa: BLE001  (the API goes on meanwhile; the next try may do)
            log.warning("the live feed cannot begin yet", reason=str(error))
            await asyncio.sleep(1)
        else:
            break
    while True:  # what a worker fetched beside us is shown too, and yesterday's is not
        await asyncio.sleep(HOUR_SECONDS)
        services.venues.rates = rates.known(services.settings.data, services.clock().date())
