"""The jobs of deciding."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, OpportunityFound
from bolo.pipeline.decide.service import Deciding
from bolo.platform.database.access import Database
from bolo.platform.durable.jobs import Jobs
from bolo.platform.durable.work import Payload, first_time


def subscribe(jobs: Jobs, db: Database, deciding: Deciding, *, rejudge: str) -> None:
    """Answer to what value tells; `rejudge` names the job for changed limits."""

    async def opportunity_found(session: AsyncSession, event: Event) -> None:
        if event.workspace is not None:
            await deciding.judge(session, event.workspace, event.ids)

    async def judge_workspace(payload: Payload) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await deciding.judge_workspace(session, UUID(payload["workspace"]))

    jobs.job(rejudge, judge_workspace)
    jobs.subscribe(OpportunityFound, "decide.opportunities", opportunity_found)
