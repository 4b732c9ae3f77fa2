"""Use case of observing: take readings out of the inbox and make listings of them.

One transaction a batch: readings leave the inbox in the same transaction in
which listings, prices and events are written, so a kill loses nothing and
repeats nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.asking import SOON
from bolo.core.events import ListingGone, ListingSeen, PriceMoved
from bolo.core.listing import Quote
from bolo.pipeline.observe import store
from bolo.pipeline.observe.weigh import Change, Reading, facts, weigh
from bolo.pipeline.watch import store as inbox
from bolo.pipeline.watch.packing import unpack
from bolo.platform.clock import Clock
from bolo.platform.outbox import publish


@dataclass(frozen=True, slots=True)
class Observing:
    """The use cases; `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]

    async def observe(self, session: AsyncSession, ids: Iterable[UUID]) -> int:
        """Weigh the readings `ids` that are still in the inbox; return how many offers came."""
        taken = await inbox.take_readings(session, tuple(ids))
        demo = await store.lock_questions(session, (reading.question_id for reading in taken))
        readings = [
            Reading(
                one.question_id,
                one.read_at,
                one.complete,
                unpack(one.payload),
                demo[one.question_id],
            )
            for one in taken
            if one.question_id in demo
        ]
        offers = [offer for reading in readings for offer in reading.offers]
        keys = {(offer.marketplace, offer.ref) for offer in offers}
        known = await store.known(session, keys)
        if len(known) < len(keys):
            await store.lock_new(session)
            known = await store.known(session, keys)
        change = weigh(readings, known, self.new_id)
        await _save(session, change)
        gone = await self._gone(session, readings, change)
        await self._tell(session, change, gone)
        await self._want_again(session, change)
        return len(offers)

    async def _gone(
        self, session: AsyncSession, readings: Iterable[Reading], change: Change
    ) -> list[UUID]:
        """Mark what the newest complete reading of each question no longer holds."""
        newest = {reading.question: reading for reading in readings if reading.complete}
        gone: list[UUID] = []
        for question, reading in sorted(newest.items()):
            left = await store.mark_gone(session, question, change.present[question], reading.at)
            gone += left
            if left:
                nothing = Quote(None, None, reading.at)
                await store.add_history(session, [(listing, nothing) for listing in left])
        return gone

    async def _tell(self, session: AsyncSession, change: Change, gone: list[UUID]) -> None:
        seen = [listing for listing, _, _ in change.added.values()]
        seen += [listing for listing in change.described if listing not in seen]
        new = set(seen)
        moved = {*change.moved, *change.back, *change.confirmed} - new
        if seen:
            await publish(session, ListingSeen(tuple(seen)))
        if moved:
            await publish(session, PriceMoved(tuple(sorted(moved))))
        if gone:
            await publish(session, ListingGone(tuple(gone)))

    async def _want_again(self, session: AsyncSession, change: Change) -> None:
        wanted = [question for question, again in change.wanted_again.items() if again]
        settled = [question for question, again in change.wanted_again.items() if not again]
        if wanted:
            sooner = self.clock() + SOON
            await inbox.set_attention(session, wanted, wanted=True, sooner=sooner)
        if settled:
            await inbox.set_attention(session, settled, wanted=False, sooner=None)


async def _save(session: AsyncSession, change: Change) -> None:
    """Write a change, table by table; what is empty costs nothing."""
    if change.added:
        await store.add_listings(session, change.added, facts)
    if change.described:
        await store.describe_listings(session, change.described, facts)
    if change.confirmed:
        await store.save_prices(session, change.confirmed)
    if change.history:
        await store.add_history(session, change.history)
    if change.put_aside:
        await store.put_aside(session, change.put_aside)
    if change.cleared:
        await store.clear(session, change.cleared)
    if change.touched:
        await store.touch(session, change.touched)
