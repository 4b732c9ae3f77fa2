"""The worker: asks sources, performs the jobs of the stages, delivers, keeps house.

As many may run as one likes; whatever one of them leaves unfinished, another takes up.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog

from bolo.accounts.letters import service as letters
from bolo.pipeline.backtest import tasks as backtest
from bolo.pipeline.decide import tasks as decide
from bolo.pipeline.match import tasks as match
from bolo.pipeline.notify import tasks as notify
from bolo.pipeline.notify.sending import future_store
from bolo.pipeline.notify.sending.deliverer import Deliverer
from bolo.pipeline.observe import tasks as observe
from bolo.pipeline.value import rates
from bolo.pipeline.value import tasks as value
from bolo.pipeline.watch.asking.asker import PACING, Asker
from bolo.platform.database import partitions
from bolo.platform.database.revision import schema_is_there
from bolo.platform.ids import new_id
from bolo.platform.settings import Settings
from bolo.wiring import REJUDGE, REVALUE, Services, build, stages

log = structlog.get_logger(__name__)
PARTITIONED = ("price_change", "raw_page")
RATES_EVERY = timedelta(hours=6)


async def work(settings: Settings, url: str, stop: asyncio.Event, *, supervised: bool) -> None:
    """Work until `stop`."""
    if not await _before(stop, schema_is_there(url)):
        return
    services = build(settings, url, role="worker", supervised=supervised)
    await keep_house(services)
    await services.saving.searching.adopt()
    deliverer = Deliverer(services.channels, services.composing)
    _subscribe(services, deliverer.ring)
    asker = Asker(
        services.db,
        services.marketplaces,
        services.fetch_for,
        services.clock,
        new_id,
        PACING,
    )
    async with services.fetcher:
        await services.jobs.start()
        log.info("worker started")
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(asker.run(stop))
                group.create_task(deliverer.run(stop))
                group.create_task(keep_rates(services, stop))
        finally:
            await services.jobs.stop()
            await services.db.close()
            log.info("worker stopped")


async def _before(stop: asyncio.Event, step: Coroutine[Any, Any, None]) -> bool:
    """Do a step that may wait long; `False` when asked to stop meanwhile."""
    doing = asyncio.create_task(step)
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait([doing, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not doing.done():
        doing.cancel()
        await asyncio.wait([doing])
        return False
    doing.result()
    return True


def _subscribe(services: Services, ring: Callable[[], None]) -> None:
    jobs, db, built = services.jobs, services.db, stages(services)
    observe.subscribe(jobs, built.observing)
    observe.follow_plans(jobs, services.saving)
    match.subscribe(jobs, db, built.matching, services.learning, services.following)
    match.follow_plans(jobs, services.following)
    value.subscribe(jobs, db, built.valuing, revalue=REVALUE, then=REJUDGE)
    value.weigh_searches(jobs, services.saving.percolating)
    decide.subscribe(jobs, db, built.deciding, rejudge=REJUDGE)
    notify.subscribe(jobs, built.notifying, ring)
    backtest.subscribe(jobs, services.backtesting, services.papering)
    jobs.job(letters.SEND, services.people.send_letter)
    chores: dict[str, tuple[timedelta, Callable[[], Awaitable[object]]]] = {
        "worker.house": (timedelta(hours=6), lambda: keep_house(services)),
        "billing.grace": (timedelta(hours=1), services.billing.events.lapse),
        "notify.future": (timedelta(minutes=5), lambda: send_again(services)),
        "value.likeness": (timedelta(minutes=15), built.keeping.learn),
        "value.promises": (timedelta(hours=1), built.keeping.settle),
        "value.worths": (timedelta(hours=1), built.keeping.look_again),
    }
    for name, (every, chore) in chores.items():
        jobs.schedule(name, every, chore)


async def keep_rates(services: Services, stop: asyncio.Event) -> None:
    """Keep this worker's exchange rates fresh; each has its own, for each has its own data."""
    while not stop.is_set():
        try:
            await renew_rates(services)
        except Exception:
            log.exception("exchange rates could not be renewed; it is tried again")
        with suppress(TimeoutError):
            async with asyncio.timeout(RATES_EVERY.total_seconds()):
                await stop.wait()


async def renew_rates(services: Services) -> None:
    """Fetch the day's exchange rates, if there is a network and they are newer than ours."""
    data, today = services.settings.data, services.clock().date()
    await rates.refresh(data, today, services.fetcher.for_marketplace(rates.Ecb))
    services.venues.rates = rates.known(data, today)


async def send_again(services: Services) -> None:
    """Let no message wait for a time that the clock was set back from."""
    now = services.clock()
    async with services.db.transaction() as session:
        again = await future_store.send_again(session, now)
    if again:
        log.warning("the clock was set back; what waits for it is sent", count=again)


async def keep_house(services: Services) -> None:
    """Make partitions ahead; let go of old raw pages and of what has expired."""
    now = services.clock()
    async with services.db.transaction() as session:
        await partitions.make_ahead(session, PARTITIONED, now)
        before = now - timedelta(days=services.settings.raw_pages_days)
        await partitions.drop_before(session, "raw_page", before)
    await services.accounts.forget_expired()
    await services.people.keep_house()
    await services.watching.forget_removed()
    await services.saving.searching.forget_removed()
