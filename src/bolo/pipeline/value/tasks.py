"""The jobs of valuing."""

from uuid import UUID

from bolo.core.events import Event, ListingGone, ListingLinked, PriceMoved, WatchesChanged
from bolo.pipeline.value.service import Valuing
from bolo.platform.db import Database
from bolo.platform.jobs import Jobs
from bolo.platform.work import Payload, first_time


def subscribe(jobs: Jobs, db: Database, valuing: Valuing, *, revalue: str) -> None:
    """Answer to what observe and match tell; `revalue` names the job for changed settings."""

    async def value(event: Event) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await valuing.value(session, event.ids)

    async def watches_changed(event: Event) -> None:
        async with db.transaction() as session:
            if event.workspace is not None and await first_time(session):
                await valuing.value_workspace(session, event.workspace)

    async def value_workspace(payload: Payload) -> None:
        async with db.transaction() as session:
            if await first_time(session):
                await valuing.value_workspace(session, UUID(payload["workspace"]))

    jobs.subscribe(ListingLinked, "value.linked", value)
    jobs.subscribe(PriceMoved, "value.moved", value)
    jobs.subscribe(ListingGone, "value.gone", value)
    jobs.subscribe(WatchesChanged, "value.watches", watches_changed)
    jobs.job(revalue, value_workspace)
