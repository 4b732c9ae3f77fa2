"""The property that matters most, over the whole pipeline: no trap is ever a buy."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

import aiohttp
import pytest
from sqlalchemy import text

from bolo.core.errors import Blocked, LayoutChanged, NotFound
from bolo.core.marketplace import Address, Answer, Fetch, Marketplace, Request
from bolo.core.reading.document.walls import wall
from bolo.demo import DemoStreet
from bolo.demo.moment import STEP
from bolo.marketplaces import discover
from bolo.pipeline.decide.service import Deciding
from bolo.pipeline.match.service import Matching
from bolo.pipeline.notify.service import Notifying
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.value.service import Valuing
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.watch.asking.asker import Asker, Pacing
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from tests.pipeline.street import NOON, Hand, events, partitions, workspace

T = TypeVar("T")
STEPS = 10
EVERY = timedelta(seconds=5)


class Pipeline:
    """Every stage after another, by the events of the one before, without jobs."""

    def __init__(self, database: Database, clock: Hand, owner: UUID) -> None:
        self.db, self.owner = database, owner
        self.observing = Observing(clock, uuid4)
        self.matching = Matching(clock, uuid4)
        self.valuing = Valuing(Venues.load(date(2026, 3, 9)), clock, uuid4)
        self.deciding = Deciding(clock, uuid4)
        self.notifying = Notifying(clock, uuid4)

    async def flow(self) -> None:
        """Let everything that was read run through."""
        async with self.db.transaction() as session:
            await self.observing.observe(session, await events(session, "PageRead"))
        async with self.db.transaction() as session:
            await self.matching.link(session, await events(session, "ListingSeen"))
        async with self.db.transaction() as session:
            touched: list[UUID] = []
            for kind in ("ListingLinked", "PriceMoved", "ListingGone"):
                touched += await events(session, kind)
            await self.valuing.value(session, touched)
        async with self.db.transaction() as session:
            found = await events(session, "OpportunityFound")
            await self.deciding.judge(session, self.owner, found)
        async with self.db.transaction() as session:
            told = await events(session, "VerdictReached")
            told += await events(session, "OpportunityGone")
            await self.notifying.notify(session, self.owner, "USD", told)


def fetching(client: aiohttp.ClientSession) -> Callable[[Marketplace], Fetch]:
    """Return a way out to loopback that knows a wall when it meets one."""

    async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
        async with client.get(
            request.url, params=dict(request.params), headers=dict(request.headers)
        ) as reply:
            body = await reply.read()
            headers = {name.lower(): value for name, value in reply.headers.items()}
            met = wall(reply.status, headers, body)
            if met:
                raise Blocked(str(met))
            if reply.status >= 400:
                raise NotFound(request.url)
            try:
                return read(Answer(body, str(reply.url), headers, reply.charset))
            except (ValueError, LookupError) as error:
                raise LayoutChanged(str(error)) from error

    return lambda _: fetch


BUYS = text("""
    SELECT DISTINCT listing.ref, listing.url, listing.title FROM verdict
    JOIN opportunity ON opportunity.id = verdict.opportunity_id
    JOIN listing ON listing.id = opportunity.listing_id
    WHERE verdict.verdict = 'buy' AND opportunity.gone_at IS NULL
""")


@pytest.mark.no_cover  # to trace it takes twice its time, and other tests reach the same lines
async def test_no_trap_of_the_street_is_ever_a_buy(database: Database) -> None:
    clock = Hand(NOON)
    async with database.transaction() as session:
        await partitions(session)
        owner = await workspace(session)
    connectors = {slug: connector() for slug, connector in discover().items()}
    watching = Watching(database, connectors, clock, uuid4)
    pipeline = Pipeline(database, clock, owner)
    bought: set[tuple[str, str, str]] = set()

    street = DemoStreet(epoch=NOON - STEP * 450, now=clock)
    async with street, aiohttp.ClientSession() as client:
        asker = Asker(database, connectors, fetching(client), clock, uuid4, Pacing(batch=500))
        for shop in street.shops:
            await watching.add(owner, f"{shop.url}/", every=EVERY, demo=True)
        for _ in range(STEPS):
            await asker.ask_due()
            await pipeline.flow()
            async with database.transaction() as session:
                bought |= {(row[0], row[1], row[2]) for row in await session.execute(BUYS)}
            clock.on(5)
        traps = street.traps

    refs = {trap.ref for trap in traps if trap.ref}
    pages = {page(trap.url) for trap in traps if trap.ref is None}
    assert [one for one in bought if one[0] in refs or page(one[1]) in pages] == []
    assert len(bought) >= 20


def page(url: str) -> str:
    """Return an address without its query."""
    return Address.of(url).url.partition("?")[0]
