"""The jobs of matching."""

from bolo.core.events import Event, ListingSeen
from bolo.pipeline.match.service import Matching
from bolo.platform.db import Database
from bolo.platform.jobs import Jobs
from bolo.platform.work import first_time


def subscribe(jobs: Jobs, db: Database, matching: Matching) -> None:
    """Answer to what observe tells."""

    async def listing_seen(event: Event) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await matching.link(session, event.ids)

    jobs.subscribe(ListingSeen, "match.listings", listing_seen)
