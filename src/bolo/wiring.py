"""The only place that builds things from settings; doors ask here for what they need."""

import asyncio
import secrets as random_source
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.billing import Billing
from bolo.accounts.idempotency import Idempotency
from bolo.accounts.people import Grounds, People
from bolo.accounts.plans import Plans
from bolo.accounts.selling import selling
from bolo.accounts.service import Accounts
from bolo.accounts.throttle import by_plan
from bolo.channels import discover as channel_kinds
from bolo.core.errors import Invalid, Unavailable
from bolo.core.marketplace import Address, Fetch, Marketplace, Page
from bolo.core.reading.walls import wall
from bolo.marketplaces import discover
from bolo.pipeline.backtest.papering import Papering
from bolo.pipeline.backtest.service import Backtesting
from bolo.pipeline.match.correcting import Correcting
from bolo.pipeline.match.following import Following
from bolo.pipeline.match.learning import Learning
from bolo.pipeline.notify.channels import Channels
from bolo.pipeline.notify.composing import Composing
from bolo.pipeline.notify.deliverer import HOLD
from bolo.pipeline.notify.demo import Demo
from bolo.pipeline.notify.messages import Places
from bolo.pipeline.notify.preferences import Preferences
from bolo.pipeline.observe.choosing import Choosing
from bolo.pipeline.observe.marking import MarkingListings
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.value import rates
from bolo.pipeline.value.margins import margins_of
from bolo.pipeline.value.selling import Selling
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.watch.identify import identify
from bolo.pipeline.watch.quota import Quota
from bolo.pipeline.watch.searching import Searching
from bolo.pipeline.watch.service import Watching
from bolo.pipeline.watch.templating import Templating
from bolo.pipeline.watch.wording import Wording
from bolo.platform import revision
from bolo.platform.apprising import AT_ONCE, Apprise
from bolo.platform.buckets import MemoryBuckets, PostgresBuckets
from bolo.platform.carrier import Carrier
from bolo.platform.clock import Clock, system_clock
from bolo.platform.db import NOT_YET, Database
from bolo.platform.demo_switch import DemoSwitch
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.config import FetchConfig, Surroundings
from bolo.platform.http.fetcher import Fetcher
from bolo.platform.http.store import PostgresCache
from bolo.platform.ids import new_id
from bolo.platform.jobs import Habits, Jobs
from bolo.platform.live import LiveFeed
from bolo.platform.mail import HOW, Mailer, Server
from bolo.platform.metrics import fetches
from bolo.platform.secrets import Secrets
from bolo.platform.settings import Settings
from bolo.views.feed_items import FeedItems

if TYPE_CHECKING:
    from bolo.pipeline.decide.service import Deciding
    from bolo.pipeline.match.service import Matching
    from bolo.pipeline.notify.service import Notifying
    from bolo.pipeline.observe.service import Observing
    from bolo.pipeline.value.keeping import Keeping
    from bolo.pipeline.value.service import Valuing

log = structlog.get_logger(__name__)
REVALUE = "value.workspace"
REJUDGE = "decide.workspace"
PATIENCE = timedelta(seconds=3)
"""How long a question waits for its budget before its place is given to another."""
SOON = timedelta(seconds=1)
HOUR_SECONDS = 3600.0
LATER_SECONDS = 5.0
"""When the API loads what few requests need; those who wait now come first."""
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


@dataclass(slots=True)
class Services:
    """Everything a door may ask for."""

    settings: Settings
    db: Database
    clock: Clock
    marketplaces: dict[str, Marketplace]
    fetcher: Fetcher
    mailer: Mailer
    venues: Venues
    accounts: Accounts
    people: People
    billing: Billing
    idempotency: Idempotency
    watching: Watching
    saving: Saving
    templating: Templating
    correcting: Correcting
    learning: Learning
    choosing: Choosing
    marking: MarkingListings
    feed: FeedItems
    selling: Selling
    backtesting: Backtesting
    papering: Papering
    channels: Channels
    composing: Composing
    preferences: Preferences
    demo: Demo
    jobs: Jobs
    live: LiveFeed

    @property
    def following(self) -> Following:
        """What is followed: a listing, a product, a page, a seller or a shop."""
        return Following.over(self.watching, lambda: self.venues.rates)

    @property
    def wording(self) -> Wording:
        """What makes a rule of plain words, where the owner has set a language model."""
        return Wording.of(self.settings, PostgresBuckets(self.db))

    @property
    def plans(self) -> Plans:
        """Which plan a workspace has."""
        return self.billing.plans

    async def look(self, text: str) -> tuple[str, Page]:
        """Say whose an address is and what it offers now, first page only."""
        try:
            address = Address.of(text)
        except ValueError as error:
            raise Invalid(str(error)) from error
        connector, page = await identify(address, self.fetch_for)
        return connector.slug, page

    def fetch_for(self, marketplace: Marketplace) -> Fetch:
        """Return the `fetch` of a marketplace; the demo street is let through while it is on."""
        plan = self.demo.switch.plan()
        for origin in plan.origins if plan and plan.wanted else ():
            self.fetcher.allow(origin)
        return self.fetcher.for_marketplace(marketplace)

    async def revalue(self, session: AsyncSession, workspace: UUID) -> None:
        """Have everything that a workspace watches appraised anew when the transaction commits."""
        await self.jobs.enqueue(session, REVALUE, {"workspace": str(workspace)})

    async def rejudge(self, session: AsyncSession, workspace: UUID) -> None:
        """Have all that is open in a workspace judged anew when the transaction commits."""
        await self.jobs.enqueue(session, REJUDGE, {"workspace": str(workspace)})

    async def check(self) -> None:
        """Return when requests can be served; `Unavailable` says what is missing."""
        try:
            state = await revision.state(self.db.url)
        except (*NOT_YET, asyncpg.InterfaceError) as e:
            raise Unavailable(f"the database cannot be reached: {e}", retry_after=SOON) from e
        if state is not revision.State.CURRENT:
            raise Unavailable(f"the database is {state}; run: bolo db upgrade", retry_after=SOON)


def _fetcher(settings: Settings, db: Database) -> Fetcher:
    """Build the way out, with budgets and answers that all processes share."""
    around = Surroundings(count=lambda event, slug: fetches.labels(slug, event).inc())
    return Fetcher(fetch_config(settings), PostgresBuckets(db), PostgresCache(db), wall, around)


def _people(settings: Settings, plans: Plans, secrets: Secrets, jobs: Jobs) -> People:
    """Build what is about people and their ways in."""
    db = plans.db
    shared = (db, secrets, PostgresBuckets(db), system_clock, new_id)
    mailer = Mailer(Server.of(settings), system_clock)
    limit = by_plan(plans, settings.requests_per_minute)
    grounds = Grounds(*(*shared, settings.registers, mailer, jobs.enqueue, settings.address, limit))
    return People.on(grounds)


def _carrier(settings: Settings, fetcher: Fetcher, mailer: Mailer) -> Carrier:
    """Build the ways by which messages leave."""
    if settings.vendors_at:
        fetcher.allow(settings.vendors_at)
    turns = asyncio.Semaphore(AT_ONCE)
    apprise = Apprise(settings.allow_private_addresses, settings.proxy, turns)
    return Carrier(fetcher.post, mailer, apprise, system_clock, settings.vendors_at)


def _channels(settings: Settings, db: Database, sealing: Secrets, carrier: Carrier) -> Channels:
    """Build the channels; what the owner has not set up says so."""
    sender = carrier.mailer.server.sender if carrier.mailer.server else None
    channels = Channels(
        db,
        {slug: kind() for slug, kind in channel_kinds().items()},
        sealing,
        carrier.carry,
        system_clock,
        new_id,
        random_source.token_bytes,
        missing={} if sender else {"email": f"no mail server is set: {HOW}"},
    )
    contact = settings.public_url or (f"mailto:{parseaddr(sender)[1]}" if sender else None)
    return replace(channels, contact=contact) if contact else channels


def _places(settings: Settings) -> Places:
    """Say where this bolo is, for the links in messages."""
    here = f"http://{settings.host}:{settings.port}"
    return Places(settings.public_url or here, public=settings.public_url is not None)


def build(settings: Settings, url: str, *, role: str, supervised: bool = False) -> Services:
    """Build everything over the database at `url`; nothing is opened yet."""
    db, connectors = Database(url, pool_size=settings.database_pool), marketplaces()
    fetcher = _fetcher(settings, db)
    venues = Venues(rates.known(settings.data, system_clock().date()))
    plans, watching = _watching(settings, db, connectors)
    sealing = Secrets.load(settings.data, _revealed(settings))
    mailer = Mailer(Server.of(settings), system_clock)
    channels = _channels(settings, db, sealing, _carrier(settings, fetcher, mailer))
    jobs = Jobs(db, url, replace(Habits(), role=role))
    return Services(
        settings=settings,
        db=db,
        clock=system_clock,
        marketplaces=connectors,
        fetcher=fetcher,
        mailer=mailer,
        venues=venues,
        accounts=Accounts(db, system_clock, new_id),
        people=(people := _people(settings, plans, sealing, jobs)),
        billing=selling(settings, plans, people.letters, fetcher.post, new_id),
        idempotency=Idempotency(db, sealing, system_clock, new_id),
        watching=watching,
        saving=(saving := _saving(watching, venues)),
        templating=Templating(settings.data, saving.searching.nameable),
        correcting=Correcting(db, system_clock, new_id, jobs.enqueue),
        learning=Learning(db, system_clock, jobs.enqueue),
        choosing=Choosing(db, system_clock, new_id, lambda: venues.rates),
        marking=MarkingListings(db, system_clock),
        feed=FeedItems(db),
        selling=Selling(db, venues, system_clock, new_id, jobs.enqueue),
        backtesting=Backtesting(db, system_clock, new_id, jobs.enqueue, lambda: venues.rates),
        papering=Papering(db, system_clock, jobs.enqueue, lambda: venues.rates),
        channels=channels,
        composing=Composing(channels.kinds, _places(settings), new_id, HOLD),
        preferences=Preferences(venues, new_id),
        demo=_demo(settings, watching, fetcher, supervised=supervised),
        jobs=jobs,
        live=LiveFeed(db),
    )


def _demo(settings: Settings, watching: Watching, fetcher: Fetcher, *, supervised: bool) -> Demo:
    """Build the switch of the demo street, whose shops are let through."""

    async def answers(origin: str) -> bool:
        fetcher.allow(origin)
        return await fetcher.reaches(f"{origin}/")

    async def told(address: str) -> bytes:
        fetcher.allow(address.rpartition("/")[0])
        return await fetcher.read(address)

    switch = DemoSwitch(settings.data)
    return Demo(watching.db, watching, switch, system_clock, answers, supervised, told)


def _watching(
    settings: Settings, db: Database, connectors: dict[str, Marketplace]
) -> tuple[Plans, Watching]:
    """Build what is watched, and the plans that limit it."""
    plans = Plans(db, system_clock, settings.stripe_secret_key is not None)
    return plans, Watching(db, connectors, system_clock, new_id, Quota(plans.of))


def _saving(w: Watching, venues: Venues) -> Saving:
    percolating = Percolating(system_clock, new_id, lambda: venues.rates, margins_of)
    searching = Searching(w.db, w.marketplaces, w.clock, w.new_id, w.quota)
    return Saving(w.db, searching, percolating)


def _revealed(settings: Settings) -> str | None:
    return settings.secret_key.get_secret_value() if settings.secret_key else None


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


@dataclass(frozen=True, slots=True)
class Stages:
    """The use cases that answer to events, and the chores beside them."""

    observing: "Observing"
    matching: "Matching"
    valuing: "Valuing"
    keeping: "Keeping"
    deciding: "Deciding"
    notifying: "Notifying"


def stages(services: Services) -> Stages:
    """Build the stages of the pipeline; the API knows none of them, and answers the sooner."""
    from bolo.pipeline.decide.service import Deciding  # noqa: PLC0415  (see above, as the others)
    from bolo.pipeline.match.service import Matching  # noqa: PLC0415
    from bolo.pipeline.notify.service import Notifying  # noqa: PLC0415
    from bolo.pipeline.observe.service import Observing  # noqa: PLC0415
    from bolo.pipeline.value.keeping import Keeping  # noqa: PLC0415
    from bolo.pipeline.value.service import Valuing  # noqa: PLC0415

    valuing = Valuing(services.venues, services.clock, new_id)
    return Stages(
        Observing(services.clock, new_id, services.saving.percolating, services.following.judging),
        Matching(services.clock, new_id),
        valuing,
        Keeping(services.db, valuing, services.venues, services.clock),
        Deciding(services.clock, new_id),
        Notifying(services.clock, new_id),
    )
