"""What a door may ask for: every use case, over one database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.billing.paying import Billing
from bolo.accounts.billing.plans import Plans
from bolo.accounts.idempotency.service import Idempotency
from bolo.accounts.people import People
from bolo.accounts.service import Accounts
from bolo.core.errors import Invalid, Unavailable
from bolo.core.marketplace import Address, Fetch, Marketplace, Page
from bolo.pipeline.across.demo import Demo
from bolo.pipeline.across.preferences import Preferences
from bolo.pipeline.backtest.papering import Papering
from bolo.pipeline.backtest.service import Backtesting
from bolo.pipeline.decide.asking import Asking
from bolo.pipeline.match.follows.following import Following
from bolo.pipeline.match.reviews.correcting import Correcting
from bolo.pipeline.match.trees.learning import Learning
from bolo.pipeline.notify.channels.service import Channels
from bolo.pipeline.notify.sending.composing import Composing
from bolo.pipeline.observe.choosing import Choosing
from bolo.pipeline.observe.marking import MarkingListings
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.value.sales.selling import Selling
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.watch.asking.identify import identify
from bolo.pipeline.watch.searches.templating import Templating
from bolo.pipeline.watch.searches.wording import Wording
from bolo.pipeline.watch.service import Watching
from bolo.platform.buckets import PostgresBuckets
from bolo.platform.carriers.mail import Mailer
from bolo.platform.clock import Clock
from bolo.platform.database import revision
from bolo.platform.database.access import NOT_YET, Database
from bolo.platform.durable.jobs import Jobs
from bolo.platform.http.fetcher import Fetcher
from bolo.platform.live import LiveFeed
from bolo.platform.settings import Settings
from bolo.platform.sheets.host import Workbooks
from bolo.views.feed.items import FeedItems

REVALUE = "value.workspace"
REJUDGE = "decide.workspace"
SOON = timedelta(seconds=1)


@dataclass(slots=True)
class Services:
    """Everything a door may ask for."""

    settings: Settings
    db: Database
    clock: Clock
    marketplaces: Mapping[str, Marketplace]
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
    asking: Asking
    backtesting: Backtesting
    papering: Papering
    channels: Channels
    composing: Composing
    preferences: Preferences
    demo: Demo
    jobs: Jobs
    live: LiveFeed
    workbooks: Workbooks = field(default_factory=Workbooks)

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
        except (*NOT_YET, asyncpg.InterfaceError) as error:
            msg = f"the database cannot be reached: {error}"
            raise Unavailable(msg, retry_after=SOON) from error
        if state is not revision.State.CURRENT:
            raise Unavailable(f"the database is {state}; run: bolo db upgrade", retry_after=SOON)
