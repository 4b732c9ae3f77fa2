"""The jobs of matching."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, ListingLinked, ListingSeen
from bolo.pipeline.match.follows.following import Following
from bolo.pipeline.match.reviews.correcting import PLACE_AGAIN
from bolo.pipeline.match.service import Matching
from bolo.pipeline.match.trees.learning import TRAIN, Learning
from bolo.pipeline.watch.holding import Names, hold_to_plans
from bolo.platform.database.access import Database
from bolo.platform.durable.jobs import Jobs
from bolo.platform.durable.work import Payload, first_time

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
    """Hold follows to what plans allow; what nothing reads any more is found within an hour."""
    names = Names("match.plan", FIT, "match.follows")
    hold_to_plans(jobs, names, following.fit, following.fit_all)
