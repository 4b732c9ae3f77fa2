"""The jobs of notifying."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.store import currency_of
from bolo.core.events import Event, FollowHit, OpportunityGone, SearchHit, VerdictReached
from bolo.pipeline.notify.finding import tell_hits
from bolo.pipeline.notify.following import tell_follows
from bolo.pipeline.notify.service import Notifying
from bolo.platform.durable.jobs import Jobs


def subscribe(jobs: Jobs, notifying: Notifying, ring: Callable[[], None] = lambda: None) -> None:
    """Answer to what decide and value tell; `ring` is called when there is something to carry."""

    async def notify(session: AsyncSession, event: Event) -> None:
        if event.workspace is not None:
            currency = await currency_of(session, event.workspace)
            await notifying.notify(session, event.workspace, currency, event.ids)

    async def hit(session: AsyncSession, event: Event) -> None:
        if event.workspace is not None:
            await tell_hits(session, notifying, event.workspace, event.ids)

    async def follow(session: AsyncSession, event: Event) -> None:
        if event.workspace is not None:
            await tell_follows(session, notifying, event.workspace, event.ids)

    jobs.subscribe(SearchHit, "notify.hits", hit, ring)
    jobs.subscribe(FollowHit, "notify.follows", follow, ring)
    jobs.subscribe(VerdictReached, "notify.verdicts", notify, ring)
    jobs.subscribe(OpportunityGone, "notify.gone", notify, ring)
