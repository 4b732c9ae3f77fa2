"""Use case of matching: place listings among the products, or found a new one.

The judgement itself is `core.matching`; this only finds candidates and keeps
the answer. A listing whose description changed is placed anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import ListingLinked
from bolo.core.matching.rules import best
from bolo.core.product import Likeness, Method
from bolo.pipeline.match import store
from bolo.pipeline.match.store import NewLink, Placing
from bolo.platform.clock import Clock
from bolo.platform.outbox import publish

OWN = Likeness(Decimal(1), Method.OWN, ("nothing like it was known",))


@dataclass(frozen=True, slots=True)
class Matching:
    """The use cases; `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]

    async def link(self, session: AsyncSession, listings: Iterable[UUID]) -> int:
        """Link listings to products; return how many there were."""
        await store.lock(session)
        placings = await store.listings(session, listings)
        links = [await self._place(session, placing) for placing in placings]
        if links:
            await store.save_links(session, links, self.clock())
            await publish(session, ListingLinked(tuple(link.listing for link in links)))
        return len(links)

    async def _place(self, session: AsyncSession, placing: Placing) -> NewLink:
        candidates = await store.candidates(session, placing)
        alone = placing.product is not None and (
            await store.founded_by(session, placing.product) == 1
        )
        others = [c for c in candidates if not (alone and c.product == placing.product)]
        match, near = best(placing.description, others)
        near_product, near_likeness = (near[0].product, near[1]) if near else (None, None)
        if match is not None:
            product, likeness = match[0].product, match[1]
            await store.enrich_product(session, product, placing)
        elif alone and placing.product is not None:
            product, likeness = placing.product, OWN
        else:
            product, likeness = self.new_id(), OWN
            await store.found_product(session, product, placing, self.clock())
        return NewLink(placing.listing, product, likeness, near_product, near_likeness)
