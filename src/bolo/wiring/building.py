"""Everything that a door may ask for is built here, from settings; nothing is opened yet."""

import asyncio
import secrets as random_source
from collections.abc import Callable
from dataclasses import replace
from email.utils import parseaddr
from functools import partial
from pathlib import Path

from bolo.accounts.billing.plans import Plans
from bolo.accounts.billing.selling import selling
from bolo.accounts.idempotency.service import Idempotency
from bolo.accounts.people import Grounds, People
from bolo.accounts.service import Accounts
from bolo.accounts.throttle import by_plan
from bolo.channels import discover as channel_kinds
from bolo.core.fx import Rates
from bolo.pipeline.across.demo import Demo
from bolo.pipeline.across.preferences import Preferences
from bolo.pipeline.backtest.papering import Papering
from bolo.pipeline.backtest.service import Backtesting
from bolo.pipeline.decide.asking import Asking
from bolo.pipeline.match.reviews.correcting import Correcting
from bolo.pipeline.match.trees.learning import Learning
from bolo.pipeline.notify.channels.service import Channels
from bolo.pipeline.notify.sending.composing import Composing
from bolo.pipeline.notify.sending.deliverer import HOLD
from bolo.pipeline.notify.sending.messages import Places
from bolo.pipeline.observe.choosing import Choosing
from bolo.pipeline.observe.marking import MarkingListings
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.value import rates
from bolo.pipeline.value.margins import margins_of
from bolo.pipeline.value.sales.selling import Selling
from bolo.pipeline.value.service import Valuing
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.watch.quota import Quota
from bolo.pipeline.watch.searches.searching import Searching
from bolo.pipeline.watch.searches.templating import Templating
from bolo.pipeline.watch.service import Watching
from bolo.platform.buckets import PostgresBuckets
from bolo.platform.carriers.apprise import AT_ONCE, Apprise
from bolo.platform.carriers.carrier import Carrier
from bolo.platform.carriers.mail import HOW, Mailer, Server
from bolo.platform.clock import system_clock
from bolo.platform.database.access import Database
from bolo.platform.demo_switch import DemoSwitch
from bolo.platform.durable.jobs import Habits, Jobs
from bolo.platform.http.fetcher import Fetcher
from bolo.platform.ids import new_id
from bolo.platform.live import LiveFeed
from bolo.platform.secrets import Secrets
from bolo.platform.settings import Settings
from bolo.views.feed.items import FeedItems
from bolo.wiring.fetching import marketplaces, shared_fetcher
from bolo.wiring.services import Services


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
    fetcher = shared_fetcher(settings, db := Database(url, pool_size=settings.database_pool))
    venues, dated = _rated(settings.data)
    plans, watching = _watching(settings, db)
    sealing = Secrets.load(settings.data, _revealed(settings))
    mailer = Mailer(Server.of(settings), system_clock)
    channels = _channels(settings, db, sealing, _carrier(settings, fetcher, mailer))
    jobs = Jobs(db, url, replace(Habits(), role=role))
    return Services(
        settings=settings,
        db=db,
        clock=system_clock,
        marketplaces=watching.marketplaces,
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
        selling=Selling(db, venues, system_clock, new_id, jobs.enqueue, dated),
        asking=Asking.over(Valuing(venues, system_clock, new_id), new_id),
        backtesting=Backtesting(db, system_clock, new_id, jobs.enqueue, dated),
        papering=Papering(db, system_clock, jobs.enqueue, dated),
        channels=channels,
        composing=Composing(channels.kinds, _places(settings), new_id, HOLD),
        preferences=Preferences(venues, new_id),
        demo=_demo(settings, watching, fetcher, supervised=supervised),
        jobs=jobs,
        live=LiveFeed(db),
    )


def _rated(data: Path) -> tuple[Venues, Callable[[], tuple[Rates, ...]]]:
    """Return venues by the newest exchange rates, and what tells those of every day."""
    return Venues(rates.known(data, system_clock().date())), partial(rates.tables, data)


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


def _watching(settings: Settings, db: Database) -> tuple[Plans, Watching]:
    """Build what is watched, and the plans that limit it."""
    plans = Plans(db, system_clock, settings.stripe_secret_key is not None)
    return plans, Watching(db, marketplaces(), system_clock, new_id, Quota(plans.of))


def _saving(watching: Watching, venues: Venues) -> Saving:
    """Build saved searches, which ask what `watching` asks."""
    percolating = Percolating(system_clock, new_id, lambda: venues.rates, margins_of)
    searching = Searching(
        watching.db, watching.marketplaces, watching.clock, watching.new_id, watching.quota
    )
    return Saving(watching.db, searching, percolating)


def _revealed(settings: Settings) -> str | None:
    return settings.secret_key.get_secret_value() if settings.secret_key else None
