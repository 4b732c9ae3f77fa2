"""The jobs of observing."""

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, PageRead
from bolo.pipeline.observe.service import Observing
from bolo.platform.jobs import Jobs


def subscribe(jobs: Jobs, observing: Observing) -> None:
    """Answer to what watch tells."""

    async def page_read(session: AsyncSession, event: Event) -> None:
        await observing.observe(session, event.ids)

    jobs.subscribe(PageRead, "observe.readings", page_read)
