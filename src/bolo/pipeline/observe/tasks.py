"""The jobs of observing."""

from bolo.core.events import Event, PageRead
from bolo.pipeline.observe.service import Observing
from bolo.platform.db import Database
from bolo.platform.jobs import Jobs
from bolo.platform.work import first_time


def subscribe(jobs: Jobs, db: Database, observing: Observing) -> None:
    """Answer to what watch tells."""

    async def page_read(event: Event) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await observing.observe(session, event.ids)

    jobs.subscribe(PageRead, "observe.readings", page_read)
