"""The jobs of deciding."""

from bolo.core.events import Event, OpportunityFound
from bolo.pipeline.decide.service import Deciding
from bolo.platform.db import Database
from bolo.platform.jobs import Jobs
from bolo.platform.work import first_time


def subscribe(jobs: Jobs, db: Database, deciding: Deciding) -> None:
    """Answer to what value tells."""

    async def opportunity_found(event: Event) -> None:
        async with db.transaction() as session:
            if event.workspace is not None and await first_time(session):
                await deciding.judge(session, event.workspace, event.ids)

    jobs.subscribe(OpportunityFound, "decide.opportunities", opportunity_found)
