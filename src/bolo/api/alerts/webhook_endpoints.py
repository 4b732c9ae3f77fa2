"""Webhooks of the workspace: channels of that kind, by the door they had before the others."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bolo.api.alerts.channels import place_of
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.core.errors import NotFound
from bolo.pipeline.notify.channels.service import WEBHOOK
from bolo.pipeline.notify.channels.store import Kept
from bolo.wiring import Services

router = APIRouter(tags=["alerts"], route_class=Once)


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
    def of(cls, kept: Kept, secret: str | None = None) -> "WebhookEndpoint":
        """Say an endpoint."""
        return cls(
            id=kept.id,
            url=kept.shown["url"],
            enabled=kept.enabled,
            last_status=kept.last_status,
            last_error=kept.last_told if kept.failures else None,
            created_at=kept.created_at,
            secret=secret,
        )


class WebhookEndpoints(Items[WebhookEndpoint]):
    """Where a workspace's signed webhooks go."""


class WebhookTest(Shape):
    """How a test message fared."""

    status: int | None
    error: str | None


@router.get("/webhook-endpoints")
async def list_webhook_endpoints(who: Who, app: App) -> WebhookEndpoints:
    """List where signed webhooks go."""
    found = await app.channels.all(who.workspace, who.user)
    return WebhookEndpoints(items=[WebhookEndpoint.of(o) for o in found if o.kind == WEBHOOK])


@router.post("/webhook-endpoints", status_code=201)
async def add_webhook_endpoint(new: NewWebhookEndpoint, who: Who, app: App) -> WebhookEndpoint:
    """Add an endpoint; the answer holds its signing secret, this once."""
    kept, secret = await app.channels.add(who.workspace, None, WEBHOOK, {"url": new.url})
    return WebhookEndpoint.of(kept, secret)


@router.delete("/webhook-endpoints/{endpoint_id}", status_code=204)
async def remove_webhook_endpoint(endpoint_id: UUID, who: Who, app: App) -> None:
    """Remove an endpoint; what was not delivered yet is dropped."""
    await _endpoint(app, who.workspace, who.user, endpoint_id)
    await app.channels.remove(who.workspace, who.user, endpoint_id)


@router.post("/webhook-endpoints/{endpoint_id}/test")
async def test_webhook_endpoint(endpoint_id: UUID, who: Who, app: App) -> WebhookTest:
    """Send a signed test message now and say how it fared."""
    kept = await _endpoint(app, who.workspace, who.user, endpoint_id)
    outcome = await app.channels.test(kept, place_of(app))
    return WebhookTest(status=outcome.status, error=None if outcome.sent else outcome.told)


async def _endpoint(app: Services, workspace: UUID, user: UUID, endpoint: UUID) -> Kept:
    kept = await app.channels.one(workspace, user, endpoint)
    if kept.kind != WEBHOOK:
        raise NotFound("there is no such endpoint here")
    return kept
