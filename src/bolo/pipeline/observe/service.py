"""Use case of observing: take readings out of the inbox and make listings of them.

One transaction a batch: readings leave the inbox in the same transaction in
which listings, prices and events are written, so a kill loses nothing and
repeats nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import ListingGone, ListingSeen, PriceMoved
from bolo.core.listing import LIMITS, Quote
from bolo.core.watching.pace import SOON
from bolo.pipeline.observe import question_store, store
from bolo.pipeline.observe.judging import Judging
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.observe.weigh import Change, Reading, facts, vanished, weigh
from bolo.pipeline.watch.asking import store as inbox
from bolo.pipeline.watch.asking.packing import unpack
from bolo.pipeline.watch.asking.store import NewReading, Observed
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish


@dataclass(frozen=True, slots=True)
class Observing:
    """The use cases; `new_id` is the source of ids."""

    clock: Clock
    new_id: Callable[[], UUID]
    percolating: Percolating | None = None
    judging: Judging | None = None

    async def observe(self, session: AsyncSession, ids: Iterable[UUID]) -> int:
        """Weigh the readings `ids` that are still in the inbox; return how many offers came.

        A reading older than one that was observed already comes too late and is let go.
        """
        taken = await inbox.take_readings(session, tuple(ids))
        asked = await inbox.lock_observed(session, (one.question_id for one in taken))
        readings = _in_time(taken, asked)
        offers = [offer for reading in readings for offer in reading.offers]
        keys = {(offer.marketplace, offer.ref) for offer in offers}
        if await store.any_new(session, keys):
            await store.lock_new(session)
        known = await store.known(session, keys)
        change = weigh(readings, known, self.new_id)
        await _save(session, change)
        await self._ask(session, change)
        after, gone = await self._follow(session, readings, change, asked)
        await self._tell(session, change, gone)
        if self.percolating is not None:
            await self.percolating.percolate(session, _to_percolate(change))
        if self.judging is not None:
            await self.judging.judge(session, _fresh(change, gone, readings))
        await inbox.save_observed(session, after, self.clock() + SOON)
        return len(offers)

    async def _ask(self, session: AsyncSession, change: Change) -> None:
        """Ask a person about ties, and no longer about what is settled."""
        asked = [(self.new_id(), one, *about) for one, about in change.asked.items()]
        if asked:
            await question_store.put(session, asked, self.clock())
        if change.cleared:
            await question_store.drop_open(session, change.cleared)

    async def _follow(
        self,
        session: AsyncSession,
        readings: Iterable[Reading],
        change: Change,
        asked: Mapping[UUID, Observed],
    ) -> tuple[list[Observed], list[UUID]]:
        """Bring questions up to date with their newest readings; return them and what is gone."""
        newest = {reading.question: reading for reading in readings}
        complete = {reading.question: reading for reading in readings if reading.complete}
        after: list[Observed] = []
        gone: list[UUID] = []
        await store.add_sightings(session, change.met)
        missing = await store.count_missing(session, change.present)
        for question, reading in sorted(newest.items()):
            one = replace(asked[question], at=reading.at, attention=change.wanted_again[question])
            if question in complete:
                one, left = await self._gone(
                    session, one, complete[question], change.present[question], missing[question]
                )
                gone += left
            after.append(one)
        return after, gone

    async def _gone(
        self,
        session: AsyncSession,
        one: Observed,
        reading: Reading,
        present: Iterable[UUID],
        counted: tuple[int, int],
    ) -> tuple[Observed, list[UUID]]:
        """Mark what a question no longer shows; most of it at once only when read so twice.

        `counted` is how many listings it showed, and how many of them are missing.
        """
        at, missing = reading.at, counted[1]
        suspicious = vanished(*counted)
        if suspicious and (one.vanished_at is None or at - one.vanished_at < LIMITS.apart):
            return replace(one, vanished_at=one.vanished_at or at, attention=True), []
        gone = await store.mark_gone(session, one.id, present, at) if missing else []
        if gone:
            nothing = Quote(None, None, at)
            await store.add_history(session, [(listing, nothing) for listing in gone])
        return replace(one, vanished_at=None), gone

    async def _tell(self, session: AsyncSession, change: Change, gone: list[UUID]) -> None:
        seen = [*dict.fromkeys([*(one for one, _, _ in change.added.values()), *change.described])]
        new = set(seen)
        moved = {*change.moved, *change.back, *change.confirmed} - new
        if seen:
            await publish(session, ListingSeen(tuple(seen)))
        if moved:
            await publish(session, PriceMoved(tuple(sorted(moved))))
        if gone:
            await publish(session, ListingGone(tuple(gone)))


def _to_percolate(change: Change) -> list[UUID]:
    """Return the listings of which a search may think otherwise than before."""
    new = (one for one, _, _ in change.added.values())
    return [*new, *change.described, *change.moved, *change.back, *change.confirmed]


def _fresh(
    change: Change, gone: Iterable[UUID], readings: Iterable[Reading]
) -> dict[UUID, datetime]:
    """Return since when listings ask something else, or nothing any more."""
    begun = min((reading.at for reading in readings), default=None)
    fresh = dict.fromkeys(gone, begun) if begun else {}
    for listing, quote in change.history:
        fresh[listing] = min(quote.at, fresh.get(listing, quote.at))
    return fresh


def _in_time(taken: Sequence[NewReading], asked: Mapping[UUID, Observed]) -> list[Reading]:
    """Unpack the readings that are newer than what was observed of their questions."""
    readings: list[Reading] = []
    for one in taken:
        question = asked.get(one.question_id)
        if question is not None and (question.at is None or one.read_at > question.at):
            offers = unpack(one.payload)
            readings.append(Reading(question.id, one.read_at, one.complete, offers, question.demo))
    return readings


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
