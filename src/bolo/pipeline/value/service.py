"""Use case of valuing: when a listing changes, appraise everything that it bears upon.

A price that moves changes what its own product is worth everywhere else too, so
whole products are valued, for every workspace that watches one of their listings.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import OpportunityFound, OpportunityGone
from bolo.core.valuation.asks import NEEDED, QUANTILE
from bolo.pipeline.value import store
from bolo.pipeline.value.appraising import Appraiser
from bolo.pipeline.value.store import Found, Member
from bolo.pipeline.value.venues import Venues
from bolo.platform.clock import Clock
from bolo.platform.outbox import publish

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Valuing:
    """The use cases; `new_id` is the source of ids."""

    venues: Venues
    clock: Clock
    new_id: Callable[[], UUID]

    async def value(self, session: AsyncSession, listings: Iterable[UUID]) -> int:
        """Appraise what `listings` bear upon; return how many opportunities are open there."""
        return await self._value(session, listings, None)

    async def _value(
        self, session: AsyncSession, listings: Iterable[UUID], only: UUID | None
    ) -> int:
        """Appraise for every workspace, or for `only` one.

        A listing that nearly is one of the products is another product too; that one is
        needed to judge it, but its other listings are left as they are.
        """
        products = await store.products_of(session, listings)
        if not products:
            return 0
        touched = await store.tied_to(session, products)
        around = await store.products_of(session, touched)
        await store.lock_products(session, around)
        members = await store.members(session, around)
        wanted = await store.wanted_by(session, touched, only)
        now = self.clock()
        found = await self._appraise(session, members, wanted, now)
        await store.lock_opportunities(session, touched)
        changed = await store.save(session, found, now) if found else []
        standing = [(one.workspace_id, one.listing_id, one.venue) for one in found]
        gone = await store.close_others(session, touched, standing, now, only)
        for workspace, ids in _by_workspace(changed).items():
            await publish(session, OpportunityFound(ids, workspace))
        for workspace, ids in _by_workspace(gone).items():
            await publish(session, OpportunityGone(ids, workspace))
        return len(found)

    async def value_workspace(self, session: AsyncSession, workspace: UUID) -> int:
        """Appraise everything that a workspace watches anew: its figures have changed.

        Piece by piece, so that other work has its turn in between.
        """
        listings = await store.listings_of(session, workspace)
        return sum(
            [
                await self._value(session, listings[start : start + AT_ONCE], workspace)
                for start in range(0, len(listings), AT_ONCE)
            ]
        )

    async def value_products(
        self, session: AsyncSession, workspace: UUID, products: Iterable[UUID]
    ) -> int:
        """Appraise products anew for one workspace: it has learnt something of its own."""
        return await self._value(session, await store.tied_to(session, products), workspace)

    async def _appraise(
        self,
        session: AsyncSession,
        members: Sequence[Member],
        wanted: Iterable[tuple[UUID, UUID]],
        now: datetime,
    ) -> list[Found]:
        by_listing: dict[UUID, list[Member]] = defaultdict(list)
        by_product: dict[UUID, list[Member]] = defaultdict(list)
        for member in members:
            by_listing[member.listing].append(member)
            by_product[member.product].append(member)
        found: list[Found] = []
        for workspace, listings in _by_workspace(wanted).items():
            appraiser = Appraiser(
                workspace,
                await store.costing(session, workspace),
                self.venues,
                now,
                self.new_id,
                QUANTILE,
                NEEDED,
            )
            for listing in listings:
                found += appraiser.best(by_listing[listing], by_product)
        return found


def _by_workspace(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, tuple[UUID, ...]]:
    grouped: dict[UUID, list[UUID]] = defaultdict(list)
    for workspace, one in pairs:
        grouped[workspace].append(one)
    return {workspace: tuple(sorted(ones)) for workspace, ones in sorted(grouped.items())}
