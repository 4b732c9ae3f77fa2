"""Use case of selling: own sales are entered, and what was sold is valued again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.errors import Invalid, NotFound
from bolo.core.fx import EURO, Rates
from bolo.core.money import Money
from bolo.core.valuation.cost import Costing, levy_by_cost
from bolo.core.valuation.vat import Scheme
from bolo.pipeline.value import store
from bolo.pipeline.value.sales import store as sale_store
from bolo.pipeline.value.sales.store import Home, NewSale
from bolo.pipeline.value.venues import Venues
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.work import Payload

VALUE_PRODUCTS = "value.products"
AT_ONCE = 100
MOST = 1_000_000_000
"""In any currency; more is a slip of the pen, and no column holds it."""
ABROAD = timedelta(days=1)
"""A day in another time zone may have begun already."""
Enqueue = Callable[[AsyncSession, str, Payload], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a list: how many are new, how many were there, which are of no product."""

    added: int
    known: int
    unknown: tuple[int, ...]
    """Places in the list (from 0) of sales of something that bolo does not know."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What would come of a list, by places in it from 0; what is `wrong` is refused, and why."""

    added: int
    known: int
    unknown: tuple[int, ...]
    wrong: dict[int, str]
    titles: dict[int, str]


@dataclass(frozen=True, slots=True)
class Selling:
    """The use cases; `new_id` is the source of ids, `enqueue` has a worker value again.

    `dated` tells the exchange rates of every day there are any of.
    """

    db: Database
    venues: Venues
    clock: Clock
    new_id: Callable[[], UUID]
    enqueue: Enqueue
    dated: Callable[[], Sequence[Rates]]

    async def enter(
        self, workspace: UUID, sold: Sequence[NewSale], *, exact: bool = False
    ) -> Entered:
        """Write sales that are not there yet; `Invalid` says what is wrong with one.

        With `exact` that is also a reference that is there with other figures.
        """
        for number, sale in enumerate(sold, start=1):
            if (why := self._wrong(sale)) is not None:
                raise Invalid(f"sale {number}: {why}" if len(sold) > 1 else why)
        async with self.db.transaction() as session:
            there = await sale_store.there(session, workspace, sold) if exact else {}
            for sale in sold:
                if (why := _differs(sale, there)) is not None:
                    raise Invalid(why)
            products = await sale_store.products_named(session, sold)
            figures = await store.costing(session, workspace)
            costs, home = figures.costs(), Home(figures.currency, self._tables(figures, sold))
            rows = [
                (self.new_id(), product, replace(sale, vat=self._owed(sale, costs, home)))
                for product, sale in zip(products, sold, strict=True)
                if product is not None
            ]
            touched = await sale_store.add(session, workspace, rows, self.clock(), costs.vat, home)
            await self._again(session, workspace, sorted(set(touched)))
        unknown = tuple(place for place, product in enumerate(products) if product is None)
        return Entered(len(touched), len(rows) - len(touched), unknown)

    async def look(
        self, workspace: UUID, sold: Sequence[NewSale], titled: int, *, exact: bool = False
    ) -> Looked:
        """Say what `enter` would do, with the titles of the first few; nothing is written."""
        async with self.db.for_workspace(workspace) as session:
            products = await sale_store.products_named(session, sold)
            there = await sale_store.there(session, workspace, sold)
            titles = await sale_store.titles(session, [one for one in products[:titled] if one])
        held = there if exact else {}
        told = (
            (place, self._wrong(sale) or _differs(sale, held)) for place, sale in enumerate(sold)
        )
        wrong = {place: why for place, why in told if why is not None}
        right = {place: product for place, product in enumerate(products) if place not in wrong}
        new = {sold[place].ref for place, product in right.items() if product} - {*there}
        unknown = tuple(place for place, product in right.items() if product is None)
        return Looked(
            added=len(new),
            known=len(right) - len(unknown) - len(new),
            unknown=unknown,
            wrong=wrong,
            titles={at: titles[one] for at, one in enumerate(products[:titled]) if one},
        )

    async def one(self, workspace: UUID, sale: NewSale) -> RowMapping:
        """Write one sale and return it; the one that has its reference, if there is one."""
        if (await self.enter(workspace, [sale])).unknown:
            raise NotFound("there is no such product")
        async with self.db.for_workspace(workspace) as session:
            return await sale_store.by_ref(session, workspace, sale.ref)

    async def remove(self, workspace: UUID, sale: UUID) -> None:
        """Take back a sale that was entered wrongly; its product is valued without it."""
        async with self.db.transaction() as session:
            product = await sale_store.remove(session, workspace, sale)
            if product is None:
                raise NotFound("there is no such sale")
            await self._again(session, workspace, [product])

    async def named(self, workspace: UUID, words: str) -> UUID:
        """Return the id of a sale by that id or its reference; `NotFound` when there is none."""
        async with self.db.for_workspace(workspace) as session:
            found = await sale_store.named(session, workspace, words)
        if found is None:
            raise NotFound(f"no sale has the id or ref {words}; see: bolo sales list")
        return found

    async def newest(
        self, workspace: UUID, limit: int, before: tuple[datetime, UUID] | None = None
    ) -> Sequence[RowMapping]:
        """Return sales with their products, the newest first."""
        async with self.db.for_workspace(workspace) as session:
            return await sale_store.newest(session, workspace, limit, before)

    async def _again(
        self, session: AsyncSession, workspace: UUID, products: Sequence[UUID]
    ) -> None:
        for start in range(0, len(products), AT_ONCE):
            some = [str(product) for product in products[start : start + AT_ONCE]]
            payload = {"workspace": str(workspace), "products": some}
            await self.enqueue(session, VALUE_PRODUCTS, payload)

    def _tables(self, ours: store.CostingFigures, sold: Sequence[NewSale]) -> Sequence[Rates]:
        """Return the rates of all days where a sale needs them: to read them takes time."""
        return self.dated() if any(sale.price.currency != ours.currency for sale in sold) else ()

    def _owed(self, sale: NewSale, costs: Costing, home: Home) -> Decimal | None:
        """Return what of VAT is owed on a sale, less what comes back; `None` without its cost.

        What was paid for the thing is worked out from what it cost to own, of which preparation is
        changed by the rates of the day of the sale, or those of today where there are none.
        """
        vat, currency = costs.vat, sale.price.currency
        rate = home.rate(currency, sale.sold_at)
        if rate is None:
            prep = self.venues.convert(costs.prep, currency) or Money.zero(currency)
        else:
            prep = Money(costs.prep.amount * rate, currency)
        cost = Money(sale.cost or Decimal(0), currency)
        levy = levy_by_cost(cost, replace(costs, prep=prep))
        if levy is None:
            return Decimal(0)
        if sale.cost is None and (vat.scheme is Scheme.MARGIN or vat.reclaims):
            return None
        return levy.due(sale.price).amount

    def _wrong(self, sale: NewSale) -> str | None:
        """Return why a sale cannot have been, `None` for one that can."""
        rules = (
            (
                not self.venues.knows(sale.venue),
                f"no venue is called {sale.venue}; see: bolo fees venues",
            ),
            (
                (sale.product is None) == (sale.gtin is None),
                "say what was sold by either its product's id or its GTIN",
            ),
            (
                sale.price.amount <= 0 or any(one is not None and one < 0 for one in _paid(sale)),
                "a sale has a price above 0, and no cost or fees below 0",
            ),
            (
                any(one is not None and one > MOST for one in (sale.price.amount, *_paid(sale))),
                "a sale is of 1,000,000,000 at most, and so are its cost and fees",
            ),
            (
                self.venues.convert(sale.price, EURO) is None,
                f"there is no exchange rate for {sale.price.currency}",
            ),
            (sale.sold_at > self.clock() + ABROAD, "it cannot have been sold in the future"),
            (
                sale.listed_at is not None and sale.listed_at > sale.sold_at,
                "it cannot have been listed after it was sold",
            ),
        )
        return next((why for broken, why in rules if broken), None)


def _differs(sale: NewSale, there: Mapping[str, sale_store.Figures]) -> str | None:
    """Return why a sale cannot be entered beside that of its reference; `None` if it can."""
    known = there.get(sale.ref)
    if known is None or known == sale_store.figures(sale):
        return None
    return (
        f"ref {sale.ref} is there already, with another price, day, cost or fees: "
        f"take it back first (bolo sales remove {sale.ref})"
    )


def _paid(sale: NewSale) -> tuple[Decimal | None, ...]:
    return (sale.cost, sale.fees)
