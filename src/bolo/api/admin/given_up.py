"""What was given up, jobs and messages, to be tried again."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter

from bolo.api.admin.routes import Operator
from bolo.api.frame.context import App
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.core.errors import NotFound
from bolo.pipeline.notify.channels import history_store
from bolo.views import admin

router = APIRouter(prefix="/admin", tags=["admin"], route_class=Once)


class DeadJob(Shape):
    """A job that was given up, and why; it may be tried again."""

    id: str
    name: str
    error: str
    failed_at: datetime


class DeadJobs(Items[DeadJob]):
    """Jobs that were given up, the newest first."""


class DeadDelivery(Shape):
    """A message that was given up, of which workspace, and the vendor's words."""

    id: UUID
    workspace: str
    kind: str
    attempts: int
    created_at: datetime
    done_at: datetime | None
    status: int | None
    told: str | None


class DeadDeliveries(Items[DeadDelivery]):
    """Messages that were given up, the newest first."""


@router.get("/jobs")
async def list_dead_jobs(who: Operator, app: App) -> DeadJobs:
    """List the jobs that were given up."""
    del who
    found = await app.jobs.dead_letters()
    items = [
        DeadJob(id=one.id, name=one.id.partition(":")[0], error=one.error, failed_at=one.failed_at)
        for one in found
    ]
    return DeadJobs(items=items)


@router.post("/jobs/{job_id}/retry", status_code=204)
async def retry_job(job_id: str, who: Operator, app: App) -> None:
    """Have a job that was given up done again."""
    del who
    if not await app.jobs.retry(job_id):
        raise NotFound("there is no such job")


@router.get("/deliveries")
async def list_dead_deliveries(who: Operator, app: App) -> DeadDeliveries:
    """List the messages that were given up, of every workspace."""
    del who
    async with app.db.transaction() as session:
        found = await admin.failed_deliveries(session)
    return DeadDeliveries(items=[DeadDelivery.model_validate(one) for one in found])


@router.post("/deliveries/{delivery_id}/retry", status_code=204)
async def retry_dead_delivery(delivery_id: UUID, who: Operator, app: App) -> None:
    """Send a message that was given up once more."""
    del who
    async with app.db.transaction() as session:
        if not await history_store.revive(session, delivery_id, app.clock()):
            raise NotFound("there is no such delivery that was given up")
