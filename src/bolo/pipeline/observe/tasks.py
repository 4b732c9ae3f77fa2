"""The jobs of observing."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, PageRead, PlanChanged, PriceChosen
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.observe.service import Observing
from bolo.platform.jobs import Jobs
from bolo.platform.work import Payload

SETTLE = "observe.settle"


def subscribe(jobs: Jobs, observing: Observing) -> None:
    """Answer to what watch tells, and to what a person chose."""

    async def page_read(session: AsyncSession, event: Event) -> None:
        await observing.observe(session, event.ids)

    async def chosen(session: AsyncSession, event: Event) -> None:
        if observing.percolating is not None:
            await observing.percolating.percolate(session, event.ids)

    jobs.subscribe(PageRead, "observe.readings", page_read)
    jobs.subscribe(PriceChosen, "observe.chosen", chosen)


def follow_plans(jobs: Jobs, saving: Saving) -> None:
    """Answer to what accounts tell of plans; what runs out by itself is found within an hour."""

    async def plan_changed(session: AsyncSession, event: Event) -> None:
        for workspace in event.ids:
            await jobs.enqueue(session, SETTLE, {"workspace": str(workspace)})

    async def settle(payload: Payload) -> None:
        await saving.settle(UUID(payload["workspace"]))

    jobs.subscribe(PlanChanged, "observe.plan", plan_changed)
    jobs.job(SETTLE, settle)
    jobs.schedule("observe.plans", timedelta(hours=1), saving.settle_all)
