"""Use case of matching: place listings among the products, or found a new one.

The judgement itself is `core.matching`; this only finds candidates and keeps
the answer. A listing whose description changed is placed anew.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import ListingLinked
from bolo.core.product import Method
from bolo.pipeline.match import store
from bolo.pipeline.match.batch import SILENT, Batch
from bolo.pipeline.match.candidates import store as candidate_store
from bolo.pipeline.match.candidates.inventory import Inventory
from bolo.pipeline.match.opinions import Opinions
from bolo.pipeline.match.reviews import store as review_store
from bolo.pipeline.match.reviews.asking import questions
from bolo.pipeline.match.store import NewLink, Placing
from bolo.pipeline.match.trees.judge import Judge
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish


@dataclass(frozen=True, slots=True)
class Matching:
    """The use cases; `new_id` is the source of ids.

    Each worker has its own inventory of products and reads the trees once.
    """

    clock: Clock
    new_id: Callable[[], UUID]
    inventory: Inventory = field(default_factory=Inventory)
    judge: Judge = field(default_factory=Judge)

    async def link(self, session: AsyncSession, listings: Iterable[UUID]) -> int:
        """Link listings to products; return how many there were."""
        return await self._link(session, listings, firm=False)

    async def _link(self, session: AsyncSession, listings: Iterable[UUID], *, firm: bool) -> int:
        await store.lock(session)
        await self.judge.renew(session)
        placings = await store.listings(session, listings)
        if not placings:
            return 0
        batch, links = await self._placed(session, placings, firm=firm)
        await self._save(session, batch, links)
        left = {one.product for one in placings if one.product} - {link.product for link in links}
        told = [link.listing for link in links]
        if left:  # what stays there has one comparable less
            told += [one for one in await store.remaining(session, left) if one not in told]
        await publish(session, ListingLinked(tuple(told)))
        if batch.displaced:  # they look for another place, and drive nobody out for it
            await self._link(session, batch.displaced, firm=True)
        return len(links)

    async def _placed(
        self, session: AsyncSession, placings: Sequence[Placing], *, firm: bool
    ) -> tuple[Batch, list[NewLink]]:
        await self.inventory.renew(session)
        near = await self.inventory.near(placings)
        known = await candidate_store.candidates(session, placings, near)
        said = await review_store.rulings(session, [one.listing for one in placings])
        opinions = Opinions()
        opinions.weigh(placings, known, said)
        await opinions.ask(self.judge)
        alone = await store.alone_in(session, {one.product for one in placings if one.product})
        products = {one.product for found in known.values() for one in found}
        standing = await candidate_store.occupants(session, products, placings)
        anew = {one.listing for one in placings}
        occupants = [
            one for one in standing if one.listing not in anew or one.method is not Method.TEXT
        ]
        batch = Batch(opinions, alone, occupants, self.new_id, firm=firm)
        links = [batch.place(one, said.get(one.listing, SILENT)) for one in placings]
        pairs = zip(placings, links, strict=True)
        return batch, [batch.look_again(*pair) for pair in pairs]

    async def _save(self, session: AsyncSession, batch: Batch, links: Sequence[NewLink]) -> None:
        if batch.founded:
            await store.found_products(session, batch.founded, self.clock())
        if batch.kept:
            await store.describe_products(session, batch.kept)
        if batch.joined:
            await store.enrich_products(session, batch.joined)
        await store.save_links(session, links, self.clock(), self.judge.name)
        asked = [one for link in links for one in questions(link, self.judge.name, self.new_id)]
        await review_store.save_reviews(
            session, [link.listing for link in links], asked, self.clock()
        )
