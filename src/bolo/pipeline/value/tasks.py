"""The jobs of valuing."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import (
    Event,
    ListingGone,
    ListingLinked,
    OpportunityFound,
    PriceMoved,
    WatchesChanged,
)
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.value import margins
from bolo.pipeline.value.sales.selling import VALUE_PRODUCTS
from bolo.pipeline.value.service import Valuing
from bolo.platform.database.access import Database
from bolo.platform.durable.jobs import Jobs
from bolo.platform.durable.work import Payload, first_time


def subscribe(jobs: Jobs, db: Database, valuing: Valuing, *, revalue: str, then: str) -> None:
    """Answer to what observe and match tell; `revalue` names the job for changed settings.

    `then` names the job that follows it: limits may have changed where no appraisal did.
    """

    async def value(session: AsyncSession, event: Event) -> None:
        await valuing.value(session, event.ids)

    async def watches_changed(session: AsyncSession, event: Event) -> None:
        if event.workspace is not None:
            await valuing.value_workspace(session, event.workspace)

    jobs.subscribe(ListingLinked, "value.linked", value)
    jobs.subscribe(PriceMoved, "value.moved", value)
    jobs.subscribe(ListingGone, "value.gone", value)
    jobs.subscribe(WatchesChanged, "value.watches", watches_changed)
    _on_demand(jobs, db, valuing, revalue=revalue, then=then)


def weigh_searches(jobs: Jobs, percolating: Percolating) -> None:
    """Hold what was appraised against the searches that wait for a margin."""

    async def appraised(session: AsyncSession, event: Event) -> None:
        if event.workspace is not None:
            known = await margins.found(session, event.workspace, event.ids)
            await percolating.weigh(session, event.workspace, known)

    jobs.subscribe(OpportunityFound, "value.searches", appraised)


def _on_demand(jobs: Jobs, db: Database, valuing: Valuing, *, revalue: str, then: str) -> None:
    async def value_workspace(payload: Payload) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await valuing.value_workspace(session, UUID(payload["workspace"]))
                await jobs.enqueue(session, then, payload)

    async def value_products(payload: Payload) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                products = [UUID(product) for product in payload["products"]]
                workspace = UUID(payload["workspace"])
                await valuing.value_products(session, workspace, products)
                await valuing.look_back(session, workspace, products)

    jobs.job(revalue, value_workspace)
    jobs.job(VALUE_PRODUCTS, value_products)
