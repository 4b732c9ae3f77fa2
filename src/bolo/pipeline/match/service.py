"""Use case of matching: place listings among the products, or found a new one.

The judgement itself is `core.matching`; this only finds candidates and keeps
the answer. A listing whose description changed is placed anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import ListingLinked
from bolo.core.matching.rules import best
from bolo.core.matching.shelf import Shelf
from bolo.core.product import Candidate, Likeness, Method
from bolo.pipeline.match import review_store, store
from bolo.pipeline.match.asking import SURE, questions
from bolo.pipeline.match.correcting import SAID_SAME
from bolo.pipeline.match.review_store import Ruling
from bolo.pipeline.match.store import NewLink, Placing
from bolo.platform.clock import Clock
from bolo.platform.outbox import publish

LIKE_ENOUGH = Decimal("0.4")
"""How like a product a listing must be to be shown as "not that after all"."""
SILENT = Ruling()
"""Nobody said anything of the listing."""
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
        if not placings:
            return 0
        known = await store.candidates(session, placings)
        said = await review_store.rulings(session, [one.listing for one in placings])
        alone = await store.alone_in(
            session, {placing.product for placing in placings if placing.product}
        )
        batch = _Batch(alone, self.new_id)
        links = [
            batch.place(placing, known.get(placing.listing, ()), said.get(placing.listing, SILENT))
            for placing in placings
        ]
        links = [batch.look_again(*pair) for pair in zip(placings, links, strict=True)]
        if batch.founded:
            await store.found_products(session, batch.founded, self.clock())
        if batch.kept:
            await store.describe_products(session, batch.kept)
        if batch.joined:
            await store.enrich_products(session, batch.joined)
        await store.save_links(session, links, self.clock())
        asked = [one for link in links for one in questions(link, self.new_id)]
        await review_store.save_reviews(
            session, [link.listing for link in links], asked, self.clock()
        )
        told = [link.listing for link in links]
        left = {one.product for one in placings if one.product} - {link.product for link in links}
        if left:  # what stays there has one comparable less
            told += [one for one in await store.remaining(session, left) if one not in told]
        await publish(session, ListingLinked(tuple(told)))
        return len(links)


class _Batch:
    """Places listings one after another; products founded on the way are candidates at once."""

    def __init__(self, alone: set[UUID], new_id: Callable[[], UUID]) -> None:
        self.founded: list[tuple[UUID, Placing]] = []
        self.joined: list[tuple[UUID, Placing]] = []
        self.kept: list[tuple[UUID, Placing]] = []
        """Products whose only listing is placed anew and stays."""
        self._alone = alone
        self._new_id = new_id
        self._shelves = {True: Shelf(), False: Shelf()}

    def place(self, placing: Placing, known: Iterable[Candidate], said: Ruling = SILENT) -> NewLink:
        """Return what a listing is, and what it only looks like; a person's word comes first."""
        same = [product for product in said.same if product not in said.different]
        if same:
            return NewLink(placing.listing, same[0], SAID_SAME)
        shelf = self._shelves[placing.demo]
        own = placing.product if placing.product in self._alone else None
        candidates = [one for one in known if one.product not in {own, *said.different}]
        match, near = best(
            placing.description, [*candidates, *shelf.candidates(placing.description)]
        )
        if match is not None:
            product, likeness = match[0].product, match[1]
            if likeness.probability >= SURE:
                self.joined.append((product, placing))
        elif own is not None:
            product, likeness = own, OWN
            self.kept.append((product, placing))
            shelf.put(product, placing.description)
        else:
            product, likeness = self._new_id(), OWN
            self.founded.append((product, placing))
            shelf.put(product, placing.description)
        if near is None or not _tempts(near[1]):
            return NewLink(placing.listing, product, likeness)
        return NewLink(placing.listing, product, likeness, near[0].product, near[1])

    def look_again(self, placing: Placing, link: NewLink) -> NewLink:
        """Compare a founder with what was founded after it, too: order must not matter."""
        if link.near is not None or link.likeness is not OWN:
            return link
        thing = placing.description
        later = self._shelves[placing.demo].candidates(thing)
        _, near = best(thing, [one for one in later if one.product != link.product])
        if near is None or not _tempts(near[1]):
            return link
        return replace(link, near_product=near[0].product, near=near[1])


def _tempts(near: Likeness) -> bool:
    """Tell a trap from a plainly different thing, which other identifiers give away."""
    other = any(gate.startswith(("GTIN", "model number")) for gate in near.gates)
    return near.probability >= LIKE_ENOUGH and not other
