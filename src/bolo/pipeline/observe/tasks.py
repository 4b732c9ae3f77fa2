"""The jobs of observing."""

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, PageRead, PriceChosen
from bolo.pipeline.observe.saving import Saving
from bolo.pipeline.observe.service import Observing
from bolo.pipeline.watch.holding import Names, hold_to_plans
from bolo.platform.durable.jobs import Jobs

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
    """Hold saved searches to what plans allow."""
    names = Names("observe.plan", SETTLE, "observe.plans")
    hold_to_plans(jobs, names, saving.settle, saving.settle_all)
