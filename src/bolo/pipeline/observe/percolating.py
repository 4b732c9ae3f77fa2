"""Hold what was seen against every saved search, in the transaction that stores it.

Each worker has the searches in memory. Before every batch it asks for revisions newer than
those it knows, so an edit counts from the next reading on; what a worker believes beyond that
is corrected by the database, which writes hits of active searches only, and each once.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid
from bolo.core.events import SearchHit
from bolo.core.fx import Rates
from bolo.core.searching.criteria import Criteria, weighs
from bolo.core.searching.matching import Exchange, Seen
from bolo.core.searching.percolator import Percolator
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.saved import Hit
from bolo.core.searching.words import pieces
from bolo.pipeline.observe import hit_store
from bolo.pipeline.observe.hit_store import Newest
from bolo.pipeline.watch.searches import store as search_store
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish

log = structlog.get_logger(__name__)
SAMPLE = 5_000
LOOKED_AT = 20_000
EXTREMES = (Decimal(-1_000_000), Decimal(1_000_000))
"""Margins that no deal has: what fits one of them fits but for its margin."""
"""The newest listings that a preview looks at; more would keep others waiting."""
SHOWN = 50
Margins = Callable[[AsyncSession, UUID], Awaitable[Mapping[UUID, Decimal]]]
"""Returns what margin the open listings of a workspace were appraised at."""


@dataclass(slots=True)
class Percolating:
    """The searches in memory; `rates` are the day's, `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]
    rates: Callable[[], Rates]
    margins: Margins | None = None
    _index: Percolator[UUID] = field(default_factory=Percolator[UUID])
    _revision: int = 0
    _rates: Rates | None = None

    async def refresh(self, session: AsyncSession) -> int:
        """Hear of every search that was changed since; return how many there are now."""
        if not self._revision:
            self._index.seldom = _counted(await hit_store.sample_titles(session, SAMPLE))
        for one in await search_store.revised(session, self._revision):
            self._revision = one.revision
            try:
                if one.rule is None:
                    self._index.drop(one.id)
                else:
                    self._index.put(one.id, parse(one.rule))
            except Invalid as error:  # a rule of an older version: its owner sees it by its name
                self._index.drop(one.id)
                log.warning("a saved search cannot be read", search=one.id, reason=str(error))
        if (rates := self.rates()) is not self._rates:
            self._rates, self._index.exchange = rates, Exchange(rates)
        return len(self._index)

    async def percolate(self, session: AsyncSession, listings: Iterable[UUID]) -> int:
        """Write what searches catch among `listings`, and tell it; return how much is new."""
        ids = sorted(set(listings))
        if not ids or not await self.refresh(session):
            return 0
        now = self.clock()
        hits = [
            Hit(self.new_id(), search, listing, now, seen.price, told=True)
            for listing, seen in await hit_store.seen(session, ids)
            for search in self._index.caught_by(seen)
        ]
        return await self._tell(session, hits)

    async def weigh(
        self, session: AsyncSession, workspace: UUID, margins: Mapping[UUID, Decimal]
    ) -> int:
        """Write what a workspace's searches for a margin catch among appraised listings."""
        rules = await search_store.weighing(session, workspace) if margins else []
        index: Percolator[UUID] = Percolator(Exchange(self.rates()))
        for search, rule in rules:
            try:
                index.put(search, parse(rule))
            except Invalid as error:  # as above
                log.warning("a saved search cannot be read", search=search, reason=str(error))
        if not len(index):
            return 0
        now = self.clock()
        hits = [
            Hit(self.new_id(), search, listing, now, seen.price, told=True)
            for listing, seen in await hit_store.seen(session, sorted(margins))
            for search in index.caught_by(replace(seen, margin=margins[listing]))
        ]
        return await self._tell(session, hits)

    async def _tell(self, session: AsyncSession, hits: list[Hit]) -> int:
        new = await hit_store.add_hits(session, hits) if hits else []
        by_workspace: dict[UUID, list[UUID]] = defaultdict(list)
        for workspace, hit in new:
            by_workspace[workspace].append(hit)
        for workspace, some in by_workspace.items():
            await publish(session, SearchHit(tuple(some), workspace))
        return len(new)

    async def note(self, session: AsyncSession, search: UUID, before: "Caught") -> int:
        """Note what a search matched before it began, untold; return how much that is."""
        now = self.clock()
        hits = [
            Hit(self.new_id(), search, listing, now, None, told=False)
            for listing in before.listings
        ]
        return len(await hit_store.add_hits(session, hits)) if hits else 0

    async def catch_up(
        self,
        session: AsyncSession,
        workspace: UUID,
        search: UUID,
        criteria: Criteria,
        before: "Caught",
    ) -> int:
        """Catch what came after `before` was looked for and before the search was known.

        What only then came among those that are looked at was there before, and is noted.
        """
        now = await self.look(session, criteria, workspace)
        new = sorted(set(now.listings) - set(before.listings))
        hits = [
            Hit(self.new_id(), search, listing, self.clock(), seen.price, told=before.knew(listing))
            for listing, seen in await hit_store.seen(session, new)
        ]
        return await self._tell(session, hits)

    async def preview(self, session: AsyncSession, criteria: Criteria, workspace: UUID) -> "Caught":
        """Return what a search would have caught among the newest recorded listings."""
        looked = await hit_store.count(session, Newest(LOOKED_AT, criteria.marketplaces))
        return replace(await self.look(session, criteria, workspace), looked_at=looked)

    async def look(self, session: AsyncSession, criteria: Criteria, workspace: UUID) -> "Caught":
        """Try a search on what has its words among the newest."""
        index: Percolator[None] = Percolator(Exchange(self.rates()))
        index.put(None, criteria)
        waiting, found, by = 0, [], Counter[str]()
        margins: Mapping[UUID, Decimal] = {}
        asks_margin = weighs(criteria)
        if self.margins is not None and asks_margin:
            margins = await self.margins(session, workspace)
        newest = Newest(LOOKED_AT, criteria.marketplaces)
        oldest = None
        async for page in hit_store.recent(session, newest, index.words(None)):
            for listing, seen in page:
                if index.caught_by(_weighed(seen, margins.get(listing))):
                    found.append(listing)
                    by[seen.marketplace] += 1
                elif asks_margin and listing not in margins:
                    waiting += any(index.caught_by(_weighed(seen, one)) for one in EXTREMES)
                oldest = listing
            await asyncio.sleep(0)  # others go on meanwhile
        return Caught(tuple(found), dict(by.most_common()), waiting, oldest=oldest)


@dataclass(frozen=True, slots=True)
class Caught:
    """What would have been caught among the `looked_at` newest listings, the newest first.

    `unvalued` more say all but the margin, which is known once they are valued; `oldest` is the
    oldest listing that had the words.
    """

    listings: tuple[UUID, ...]
    by_marketplace: dict[str, int]
    unvalued: int
    looked_at: int = 0
    oldest: UUID | None = None

    def knew(self, listing: UUID) -> bool:
        """Tell whether a listing was, or would have been, among those looked at: ids go by time."""
        return self.oldest is None or listing >= self.oldest


def _weighed(seen: Seen, margin: Decimal | None) -> Seen:
    return seen if margin is None else replace(seen, margin=margin)


def _counted(titles: Iterable[str]) -> dict[str, int]:
    return dict(Counter(word for title in titles for word in set(pieces(title))))
