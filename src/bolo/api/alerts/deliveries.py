"""Deliveries: what was sent over which channel, every try of it, and once more on request."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.core.errors import NotFound
from bolo.pipeline.notify.channels import history_store
from bolo.pipeline.notify.channels.history_store import Filters, Past
from bolo.views.cursors import Marks
from bolo.wiring import Services

router = APIRouter(tags=["channels"], route_class=Once)
State = Literal["pending", "sent", "failed"]
STATES: dict[str, State] = {"pending": "pending", "sent": "sent", "failed": "failed"}


class DeliveredAlert(Shape):
    """An alert that a message told."""

    id: UUID
    title: str


class Delivery(Shape):
    """A message over a channel; `failed` are the dead letters, which may be tried again."""

    id: UUID
    channel_id: UUID
    kind: str
    channel: str
    state: State
    attempts: int
    created_at: datetime
    next_try_at: datetime | None
    done_at: datetime | None
    status: int | None
    told: str | None
    alerts: list[DeliveredAlert]


class Deliveries(Items[Delivery]):
    """One page of deliveries."""


class Try(Shape):
    """One attempt, in the vendor's words."""

    number: int
    at: datetime
    sent: bool
    status: int | None
    told: str


class Tries(Items[Try]):
    """Every attempt of a delivery."""


def _delivery(app: Services, past: Past) -> Delivery:
    kind = app.channels.kinds.get(past.kind)
    return Delivery(
        id=past.id,
        channel_id=past.channel,
        kind=past.kind,
        channel=past.label or (kind.title if kind else past.kind),
        state=STATES[past.state],
        attempts=past.attempts,
        created_at=past.created_at,
        next_try_at=past.next_try_at if past.state == "pending" else None,
        done_at=past.done_at,
        status=past.status,
        told=past.told,
        alerts=[
            DeliveredAlert(id=one, title=title)
            for one, title in zip(past.alerts, past.titles, strict=True)
        ],
    )


@router.get("/deliveries")
async def list_deliveries(
    who: Who,
    app: App,
    *,
    state: State | None = None,
    channel: UUID | None = None,
    alert: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> Deliveries:
    """List what was sent, the newest first."""
    marks = Marks.within("deliveries", state, channel, alert)
    filters = Filters(state, channel, alert, marks.moment(cursor))
    async with app.db.for_workspace(who.workspace) as session:
        found = await history_store.history(session, who.workspace, who.user, filters, limit)
    last = found[-1] if len(found) == limit else None
    following = marks.make(last.created_at.isoformat(), last.id) if last else None
    return Deliveries(items=[_delivery(app, one) for one in found], next=following)


@router.get("/deliveries/{delivery_id}/attempts")
async def list_attempts(delivery_id: UUID, who: Who, app: App) -> Tries:
    """List every attempt of a delivery, the first first."""
    async with app.db.for_workspace(who.workspace) as session:
        if not await history_store.is_there(session, who.workspace, who.user, delivery_id):
            raise NotFound("there is no such delivery here")
        found = await history_store.attempts(session, who.workspace, who.user, delivery_id)
    items = [Try.model_validate({n: getattr(o, n) for n in Try.model_fields}) for o in found]
    return Tries(items=items)


@router.post("/deliveries/{delivery_id}/retry", status_code=204)
async def retry_delivery(delivery_id: UUID, who: Who, app: App) -> None:
    """Send a delivery once more: a dead one is tried again, a sent one replayed under its id."""
    await app.channels.send_again(who.workspace, who.user, delivery_id)
