"""The jobs of notifying."""

from collections.abc import Callable

from bolo.accounts.store import currency_of
from bolo.core.events import Event, OpportunityGone, SearchHit, VerdictReached
from bolo.pipeline.notify.finding import tell_hits
from bolo.pipeline.notify.service import Notifying
from bolo.platform.db import Database
from bolo.platform.jobs import Jobs
from bolo.platform.work import first_time


def subscribe(
    jobs: Jobs, db: Database, notifying: Notifying, ring: Callable[[], None] = lambda: None
) -> None:
    """Answer to what decide and value tell; `ring` is called when there is something to carry."""

    async def notify(event: Event) -> None:
        async with db.transaction() as session:
            if event.workspace is not None and await first_time(session):
                currency = await currency_of(session, event.workspace)
                await notifying.notify(session, event.workspace, currency, event.ids)
        ring()

    async def hit(event: Event) -> None:
        async with db.transaction() as session:
            if event.workspace is not None and await first_time(session):
                await tell_hits(session, notifying, event.workspace, event.ids)
        ring()

    jobs.subscribe(SearchHit, "notify.hits", hit)
    jobs.subscribe(VerdictReached, "notify.verdicts", notify)
    jobs.subscribe(OpportunityGone, "notify.gone", notify)
