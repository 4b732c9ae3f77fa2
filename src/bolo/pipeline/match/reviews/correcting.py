"""Use cases of correcting: what a person says of a match holds at once, and can be taken back.

Links are shared by all, so an answer holds for all; who gave it stays the affair of one
workspace. The listing is valued again by the ordinary event.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Conflict, NotFound
from bolo.core.events import ListingLinked
from bolo.core.product import Likeness, Method
from bolo.core.reviewing import Answer, WhyAsked
from bolo.pipeline.match import store
from bolo.pipeline.match.reviews import store as review_store
from bolo.pipeline.match.reviews.store import Asked, NewLabel, NewReview
from bolo.pipeline.match.store import NewLink
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.work import Payload

PLACE_AGAIN = "match.again"
SAID_SAME = Likeness(Decimal(1), Method.PERSON, ("a person said that it is the same thing",))
SAID_DIFFERENT = Likeness(Decimal(1), Method.OWN, ("a person said that it is something else",))
Enqueue = Callable[[AsyncSession, str, Payload], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Correcting:
    """The use cases; `new_id` is the source of ids, `enqueue` has a worker do the rest."""

    db: Database
    clock: Clock
    new_id: Callable[[], UUID]
    enqueue: Enqueue

    async def answer(self, workspace: UUID, user: UUID, review: UUID, answer: Answer) -> None:
        """Make the link, or cut it; `NotFound` when nobody asked."""
        async with self.db.transaction() as session:
            await store.lock(session)
            asked = await _asked(session, workspace, review)
            before = await review_store.drop_label(session, workspace, review)
            label = NewLabel(self.new_id(), workspace, asked, answer, user, self.clock())
            await review_store.save_label(session, label)
            if answer is Answer.SAME:
                await self._join(session, asked)
            elif answer is Answer.DIFFERENT:
                await self._part(session, asked)
            elif before in {Answer.SAME, Answer.DIFFERENT}:
                await self._again(session, [asked.listing, asked.other])

    async def undo(self, workspace: UUID, review: UUID) -> None:
        """Take an answer back: both listings are placed as if nobody had said a thing."""
        async with self.db.transaction() as session:
            await store.lock(session)
            asked = await _asked(session, workspace, review)
            before = await review_store.drop_label(session, workspace, review)
            if before in {Answer.SAME, Answer.DIFFERENT}:
                await self._again(session, [asked.listing, asked.other])

    async def report(self, workspace: UUID, opportunity: UUID, other: UUID | None) -> UUID:
        """Ask about the match, or the near miss, behind an opportunity; return the review."""
        async with self.db.transaction() as session:
            await store.lock(session)
            tied = await review_store.tied_in(session, workspace, opportunity)
            if tied is None:
                raise NotFound("there is no such opportunity here")
            new = NewReview(
                self.new_id(),
                tied.listing,
                tied.product,
                WhyAsked.REPORTED,
                tied.probability,
                tied.decision,
                tied.reasons,
                tied.model,
                workspace,
                other,
            )
            await review_store.add_reviews(session, [new], self.clock())
            found = await review_store.reported(session, workspace, tied.listing, other)
        if found is None:
            raise Conflict("that listing is tied to nothing else, so no match can be wrong")
        return found

    async def _join(self, session: AsyncSession, asked: Asked) -> None:
        """Let the listing be what the other is; one that founded nothing follows one that did."""
        if asked.other_product is None or asked.listing_product == asked.other_product:
            await self._say_so(session, asked, asked.listing_product)
            return
        left = {asked.listing_product} - {None}
        await self._say_so(session, asked, asked.other_product)
        remaining = await store.remaining(session, [one for one in left if one])
        if remaining:
            await self._again(session, remaining)

    async def _say_so(self, session: AsyncSession, asked: Asked, product: UUID | None) -> None:
        if product is None:  # neither was placed yet; placing heeds the answer
            return
        if asked.listing_method is not Method.OWN or asked.listing_product != product:
            await store.save_links(
                session, [NewLink(asked.listing, product, SAID_SAME)], self.clock()
            )
        elif asked.other_method is not Method.OWN:
            await store.save_links(
                session, [NewLink(asked.other, product, SAID_SAME)], self.clock()
            )
        await publish(session, ListingLinked((asked.listing, asked.other)))

    async def _part(self, session: AsyncSession, asked: Asked) -> None:
        """Cut one of the two out of the product that they share, and look for its own."""
        await store.drop_near(session, asked.listing, asked.other)
        if asked.listing_product is None or asked.listing_product != asked.other_product:
            await publish(session, ListingLinked((asked.listing, asked.other)))
            return
        ranked = sorted(
            ((asked.listing_method, asked.listing), (asked.other_method, asked.other)),
            key=lambda pair: pair[0] in {Method.OWN, Method.PERSON},
        )
        (_, cut), (_, stays) = ranked
        (placing,) = await store.listings(session, [cut])
        product = self.new_id()
        await store.found_products(session, [(product, placing)], self.clock())
        await store.save_links(session, [NewLink(cut, product, SAID_DIFFERENT)], self.clock())
        await publish(session, ListingLinked((cut, stays)))
        await self._again(session, [cut])

    async def _again(self, session: AsyncSession, listings: Sequence[UUID]) -> None:
        await self.enqueue(session, PLACE_AGAIN, {"listings": [str(one) for one in listings]})


async def _asked(session: AsyncSession, workspace: UUID, review: UUID) -> Asked:
    found = await review_store.asked(session, workspace, review)
    if found is None:
        raise NotFound("there is no such review here")
    return found
