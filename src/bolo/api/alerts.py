"""Alerts: the inbox, and the endpoints that are told as well."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from bolo.api.context import App, Who
from bolo.api.once import Once
from bolo.api.shapes import Items, Shape
from bolo.core.errors import NotFound
from bolo.pipeline.notify import store
from bolo.pipeline.notify.webhook_store import Endpoint
from bolo.views.cursors import make_cursor, read_moment

router = APIRouter(tags=["alerts"], route_class=Once)


class Alert(Shape):
    """One fact that somebody is told."""

    id: UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    read_at: datetime | None
    opportunity_id: UUID | None
    demo: bool


class Alerts(Items[Alert]):
    """One page, and how many are unread in all."""

    unread: int


class NewWebhookEndpoint(Shape):
    """Where signed webhooks are to go."""

    url: Annotated[str, Field(max_length=2000)]


class WebhookEndpoint(Shape):
    """Where signed webhooks go; `secret` is there once, when it is made."""

    id: UUID
    url: str
    enabled: bool
    last_status: int | None
    last_error: str | None
    created_at: datetime
    secret: str | None = None

    @classmethod
    def of(cls, endpoint: Endpoint, secret: str | None = None) -> "WebhookEndpoint":
        """Say an endpoint."""
        return cls(
            id=endpoint.id,
            url=endpoint.url,
            enabled=endpoint.enabled,
            last_status=endpoint.last_status,
            last_error=endpoint.last_error,
            created_at=endpoint.created_at,
            secret=secret,
        )


class WebhookEndpoints(Items[WebhookEndpoint]):
    """Where a workspace's signed webhooks go."""


class WebhookTest(Shape):
    """How a test message fared."""

    status: int | None
    error: str | None


@router.get("/alerts")
async def list_alerts(
    who: Who,
    app: App,
    *,
    unread: bool = False,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: str | None = None,
) -> Alerts:
    """List alerts, the newest first."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await store.alerts(
            session, who.workspace, unread=unread, before=read_moment(cursor), limit=limit
        )
        waiting = await store.unread(session, who.workspace)
    items = [
        Alert.model_validate({n: getattr(one, n) for n in Alert.model_fields}) for one in found
    ]
    last = found[-1] if len(found) == limit else None
    following = make_cursor(last.created_at.isoformat(), last.id) if last else None
    return Alerts(items=items, next=following, unread=waiting)


@router.post("/alerts/{alert_id}/read", status_code=204)
async def read_alert(alert_id: UUID, who: Who, app: App) -> None:
    """Mark an alert as read."""
    async with app.db.for_workspace(who.workspace) as session:
        if not await store.mark_read(session, who.workspace, app.clock(), alert_id):
            msg = "there is no such alert here"
            raise NotFound(msg)


@router.post("/alerts/read-all", status_code=204)
async def read_all_alerts(who: Who, app: App) -> None:
    """Mark every alert as read."""
    async with app.db.for_workspace(who.workspace) as session:
        await store.mark_read(session, who.workspace, app.clock(), None)


@router.get("/webhook-endpoints")
async def list_webhook_endpoints(who: Who, app: App) -> WebhookEndpoints:
    """List where signed webhooks go."""
    found = await app.endpoints.all(who.workspace)
    return WebhookEndpoints(items=[WebhookEndpoint.of(endpoint) for endpoint in found])


@router.post("/webhook-endpoints", status_code=201)
async def add_webhook_endpoint(new: NewWebhookEndpoint, who: Who, app: App) -> WebhookEndpoint:
    """Add an endpoint; the answer holds its signing secret, this once."""
    endpoint, secret = await app.endpoints.add(who.workspace, new.url)
    return WebhookEndpoint.of(endpoint, secret)


@router.delete("/webhook-endpoints/{endpoint_id}", status_code=204)
async def remove_webhook_endpoint(endpoint_id: UUID, who: Who, app: App) -> None:
    """Remove an endpoint; what was not delivered yet is dropped."""
    await app.endpoints.remove(who.workspace, endpoint_id)


@router.post("/webhook-endpoints/{endpoint_id}/test")
async def test_webhook_endpoint(endpoint_id: UUID, who: Who, app: App) -> WebhookTest:
    """Send a signed test message now and say how it fared."""
    status, error = await app.endpoints.test(who.workspace, endpoint_id)
    return WebhookTest(status=status, error=error)
