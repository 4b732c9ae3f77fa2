"""Use case of valuing: when a listing changes, appraise everything that it bears upon.

A price that moves changes what its own product is worth everywhere else too, so
whole products are valued, for every workspace that watches one of their listings.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.condition import Condition
from bolo.core.events import OpportunityFound, OpportunityGone
from bolo.core.money import Money
from bolo.core.valuation.appraise import Worth
from bolo.core.valuation.asks import NEEDED, QUANTILE
from bolo.pipeline.value import store, worth_store
from bolo.pipeline.value.appraising import Appraiser, Shelf
from bolo.pipeline.value.member_store import Member, members
from bolo.pipeline.value.promises import store as promise_store
from bolo.pipeline.value.promises.hindsight import look_back
from bolo.pipeline.value.store import CostingFigures, Found
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.value.weighing import Weigher, brought
from bolo.pipeline.value.worth_store import NewWorth, OwnSale
from bolo.platform.clock import Clock
from bolo.platform.durable.events.outbox import publish

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one product is worth to a workspace, by venue and condition, and what says so."""

    product: UUID
    costing: CostingFigures
    members: Sequence[Member]
    worths: Sequence[NewWorth]
    appraiser: Appraiser

    def sold(self, venue: str, condition: Condition) -> Worth:
        """Appraise having one, wherever it came from, and selling it there."""
        return self.appraiser.had(self.product, venue, condition, self.members)


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
        sales = await worth_store.own_sales(session, products, only)
        wanted = _by_workspace(await store.wanted_by(session, touched, only))
        batch = _Batch.of(products, await members(session, around), wanted, sales)
        now = self.clock()
        costing = {one: await store.costing(session, one) for one in batch.workspaces}
        weighers = await self._weighers(session, batch, costing, now)
        weighed = batch.weighed(weighers)
        found = self._appraise(batch, costing, brought(weighed), now)
        await store.lock_opportunities(session, touched)
        changed = await store.save(session, found, now) if found else []
        standing = [(one.workspace_id, one.listing_id, one.venue) for one in found]
        gone = await store.close_others(session, touched, standing, now, only)
        if weighed:
            await worth_store.save(session, weighed, now)
        changed += await worth_store.mark(session, products, only)
        if found:
            await worth_store.expect(session, batch.expected(found, weighers))
        for workspace, ids in _by_workspace(set(changed)).items():
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

    async def weigh(self, session: AsyncSession, workspace: UUID, product: UUID) -> "Weighed":
        """Weigh one product for a workspace, whether it watches it or not; nothing is written."""
        costing = await store.costing(session, workspace)
        own = await worth_store.own_sales(session, [product], workspace)
        sales = {(workspace, product): own.get((workspace, product), [])}
        batch = _Batch.of([product], await members(session, [product]), {}, sales)
        now = self.clock()
        weighers = await self._weighers(session, batch, {workspace: costing}, now)
        weighed = batch.weighed(weighers)
        brings = brought(weighed).get(workspace, {})
        appraiser = Appraiser(
            workspace, costing, self.venues, now, self.new_id, QUANTILE, NEEDED, brings=brings
        )
        return Weighed(product, costing, batch.by_product[product], weighed, appraiser)

    async def look_back(
        self, session: AsyncSession, workspace: UUID, products: Iterable[UUID]
    ) -> int:
        """Reckon what would have been promised of products before each own sale; return how many.

        The caller has valued them in this transaction, so their products are locked.
        """
        sold = await worth_store.own_sales(session, products, workspace)
        costing = await store.costing(session, workspace)
        weigher = Weigher(workspace, costing, self.venues, self.clock(), self.new_id, {})
        found = [
            past
            for (_, product), sales in sorted(sold.items())
            for past in look_back(weigher, product, sales)
        ]
        await promise_store.keep_past(session, workspace, sorted(products), found)
        return len(found)

    def _appraise(
        self,
        batch: "_Batch",
        costing: dict[UUID, CostingFigures],
        brings: dict[UUID, dict[Shelf, Money]],
        now: datetime,
    ) -> list[Found]:
        found: list[Found] = []
        for workspace, listings in batch.wanted.items():
            appraiser = Appraiser(
                workspace,
                costing[workspace],
                self.venues,
                now,
                self.new_id,
                QUANTILE,
                NEEDED,
                brings=brings.get(workspace, {}),
            )
            for listing in listings:
                found += appraiser.best(batch.by_listing[listing], batch.by_product)
        return found

    async def _weighers(
        self,
        session: AsyncSession,
        batch: "_Batch",
        costing: dict[UUID, CostingFigures],
        now: datetime,
    ) -> dict[UUID, Weigher]:
        """Return by workspace what weighs the products for those who watch them."""
        if not batch.workspaces:
            return {}
        likes = await worth_store.likenesses(session, *batch.likes())
        stretches = await worth_store.stretches(session, batch.workspaces)
        return {
            one: Weigher(
                one,
                costing[one],
                self.venues,
                now,
                self.new_id,
                likes,
                stretches.get(one, Decimal(1)),
            )
            for one in batch.workspaces
        }


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is valued together: `products`, and around them what their listings may be too."""

    products: tuple[UUID, ...]
    by_listing: dict[UUID, list[Member]]
    by_product: dict[UUID, list[Member]]
    wanted: dict[UUID, tuple[UUID, ...]]
    """Listings by workspace."""
    sales: dict[tuple[UUID, UUID], list[OwnSale]]
    """Own sales by workspace and product."""

    @classmethod
    def of(
        cls,
        products: Iterable[UUID],
        found: Iterable[Member],
        wanted: dict[UUID, tuple[UUID, ...]],
        sales: dict[tuple[UUID, UUID], list[OwnSale]],
    ) -> "_Batch":
        by_listing: dict[UUID, list[Member]] = defaultdict(list)
        by_product: dict[UUID, list[Member]] = defaultdict(list)
        for member in found:
            by_listing[member.listing].append(member)
            by_product[member.product].append(member)
        return cls(tuple(products), by_listing, by_product, wanted, sales)

    @property
    def workspaces(self) -> list[UUID]:
        """Those who watch a listing of these products, or sold one."""
        return sorted({*self.wanted, *(workspace for workspace, _ in self.sales)})

    def watched(self, workspace: UUID) -> list[UUID]:
        """Return the products that a workspace watches a listing of, or sold."""
        found = {
            member.product
            for listing in self.wanted.get(workspace, ())
            for member in self.by_listing[listing]
            if not member.gates
        }
        found |= {product for owner, product in self.sales if owner == workspace}
        return sorted(found.intersection(self.products))

    def weighed(self, weighers: Mapping[UUID, Weigher]) -> list[NewWorth]:
        """Return what the products are worth to those who watch them."""
        return [
            worth
            for workspace, weigher in weighers.items()
            for product in self.watched(workspace)
            for worth in weigher.weigh(
                product, self.by_product[product], self.sales.get((workspace, product), [])
            )
        ]

    def expected(
        self, found: Iterable[Found], weighers: Mapping[UUID, Weigher]
    ) -> list[tuple[Found, NewWorth]]:
        """Return what each of these products is worth once the listing found is bought."""
        return [
            (one, self._once_bought(one, weighers[one.workspace_id]))
            for one in found
            if one.product_id in self.products
        ]

    def _once_bought(self, one: Found, weigher: Weigher) -> NewWorth:
        members = self.by_product[one.product_id]
        mine = next(member for member in members if member.listing == one.listing_id)
        sales = self.sales.get((one.workspace_id, one.product_id), [])
        return weigher.without(mine, members, sales, one.venue)

    def likes(self) -> tuple[set[str], set[str]]:
        """Return the brands and categories of the products, in lower case."""
        some = [member for product in self.products for member in self.by_product[product][:1]]
        brands = {member.brand.lower() for member in some if member.brand}
        return brands, {member.category.lower() for member in some if member.category}


def _by_workspace(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, tuple[UUID, ...]]:
    grouped: dict[UUID, list[UUID]] = defaultdict(list)
    for workspace, one in pairs:
        grouped[workspace].append(one)
    return {workspace: tuple(sorted(ones)) for workspace, ones in sorted(grouped.items())}
