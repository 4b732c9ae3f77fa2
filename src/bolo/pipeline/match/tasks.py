"""The jobs of matching."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, ListingLinked, ListingSeen, PlanChanged
from bolo.pipeline.match.correcting import PLACE_AGAIN
from bolo.pipeline.match.following import Following
from bolo.pipeline.match.learning import TRAIN, Learning
from bolo.pipeline.match.service import Matching
from bolo.platform.db import Database
from bolo.platform.jobs import Jobs
from bolo.platform.work import Payload, first_time

FIT = "match.fit_follows"


def subscribe(
    jobs: Jobs,
    db: Database,
    matching: Matching,
    learning: Learning,
    following: Following | None = None,
) -> None:
    """Answer to what observe tells; learn when asked."""

    async def listing_seen(session: AsyncSession, event: Event) -> None:
        await matching.link(session, event.ids)

    async def linked(session: AsyncSession, event: Event) -> None:
        if following is not None:
            await following.relinked(session, event.ids)

    async def place_again(payload: Payload) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await matching.link(session, [UUID(one) for one in payload["listings"]])

    async def train(_: Payload) -> None:
        await learning.learn(first_time)

    jobs.subscribe(ListingSeen, "match.listings", listing_seen)
    jobs.subscribe(ListingLinked, "match.followed", linked)
    jobs.job(PLACE_AGAIN, place_again)
    jobs.job(TRAIN, train)


def follow_plans(jobs: Jobs, following: Following) -> None:
    """Hold follows as plans say; what nothing reads any more is found within an hour."""

    async def plan_changed(session: AsyncSession, event: Event) -> None:
        for workspace in event.ids:
            await jobs.enqueue(session, FIT, {"workspace": str(workspace)})

    async def fit(payload: Payload) -> None:
        await following.fit(UUID(payload["workspace"]))

    jobs.subscribe(PlanChanged, "match.plan", plan_changed)
    jobs.job(FIT, fit)
    jobs.schedule("match.follows", timedelta(hours=1), following.fit_all)
