"""Alerts: the inbox, what the caller has read of it, and where their links lead."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse

from bolo.accounts.caller import Caller
from bolo.api.frame import problems
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.core.errors import NotFound
from bolo.pipeline.notify.alerts import inbox_store
from bolo.pipeline.notify.alerts.inbox_store import Filters
from bolo.pipeline.notify.alerts.store import Alert as Kept
from bolo.pipeline.observe.mark_store import Marking, Person
from bolo.views import told
from bolo.views.cursors import Marks

router = APIRouter(tags=["alerts"], route_class=Once)
open_routes = APIRouter(tags=["alerts"])


class AlertFact(Shape):
    """A figure with its name."""

    label: str
    text: str


class Alert(Shape):
    """One fact that somebody is told; `url` is where the thing is offered.

    `read_at` is the caller's own: when they first read it, whatever colleagues have read.
    """

    id: UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    read_at: datetime | None
    clicked_at: datetime | None
    opportunity_id: UUID | None
    scope: str
    url: str | None
    shop: str | None
    image: str | None
    verdict: str | None
    facts: list[AlertFact]
    demo: bool

    @classmethod
    def of(cls, one: Kept) -> "Alert":
        """Say an alert."""
        return cls(
            id=one.id,
            kind=one.kind,
            title=one.title,
            body=one.body,
            created_at=one.created_at,
            read_at=one.read_at,
            clicked_at=one.clicked_at,
            opportunity_id=one.opportunity_id,
            scope=one.scope,
            url=one.about.url,
            shop=one.about.shop,
            image=one.about.image,
            verdict=one.about.verdict,
            facts=[AlertFact(label=label, text=text) for label, text in one.about.facts],
            demo=one.demo,
        )


class Alerts(Items[Alert]):
    """One page, and how many the caller has not read, of all."""

    unread: int


def _whose(who: Caller) -> tuple[UUID, UUID]:
    return who.workspace, who.user


@router.get("/alerts")
async def list_alerts(
    who: Who,
    app: App,
    *,
    unread: bool = False,
    kind: Annotated[str | None, Query(max_length=100)] = None,
    scope: Annotated[str | None, Query(max_length=100)] = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    cursor: str | None = None,
) -> Alerts:
    """List alerts, the newest first; `q` is looked for in title and text."""
    marks = Marks.within("alerts", unread, kind, scope, q)
    async with app.db.for_workspace(who.workspace) as session:
        filters = Filters(unread, kind, scope, (q or "").strip() or None, marks.moment(cursor))
        found = await inbox_store.alerts(session, who.workspace, who.user, filters, limit)
        waiting = await inbox_store.unread(session, who.workspace, who.user)
    items = [Alert.of(one) for one in found]
    last = found[-1] if len(found) == limit else None
    following = marks.make(last.created_at.isoformat(), last.id) if last else None
    return Alerts(items=items, next=following, unread=waiting)


@router.get("/alerts/{alert_id}")
async def get_alert(alert_id: UUID, who: Who, app: App) -> Alert:
    """Show one alert; looking at it does not read it."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await inbox_store.one(session, *_whose(who), alert_id)
    if found is None:
        msg = "there is no such alert here"
        raise NotFound(msg)
    return Alert.of(found)


@router.post("/alerts/{alert_id}/read", status_code=204)
async def read_alert(alert_id: UUID, who: Who, app: App) -> None:
    """Mark an alert as read by the caller; for colleagues it stays as it is."""
    async with app.db.for_workspace(who.workspace) as session:
        if not await inbox_store.mark(session, *_whose(who), alert_id, app.clock()):
            msg = "there is no such alert here"
            raise NotFound(msg)


@router.post("/alerts/{alert_id}/approve", status_code=204)
async def approve_alert(alert_id: UUID, who: Who, app: App) -> None:
    """Keep what an alert tells of: its listing is saved on your shelf, and the alert is read.

    Nothing is bought by it.
    """
    async with app.db.for_workspace(who.workspace) as session:
        listing = await told.listing_of(session, who.workspace, who.user, alert_id)
        if listing is None:
            msg = "there is no such alert here, or what it told of is gone"
            raise NotFound(msg)
        await inbox_store.mark(session, *_whose(who), alert_id, app.clock())
    person = Person(who.workspace, who.user)
    await app.marking.mark(person, [listing], Marking(saved=True))


@router.post("/alerts/read-all", status_code=204)
async def read_all_alerts(who: Who, app: App) -> None:
    """Mark every alert as read by the caller."""
    async with app.db.for_workspace(who.workspace) as session:
        await inbox_store.read_all(session, *_whose(who), app.clock())


@router.delete("/alerts/{alert_id}/read", status_code=204)
async def unread_alert(alert_id: UUID, who: Who, app: App) -> None:
    """Put an alert back among those the caller has not read."""
    async with app.db.for_workspace(who.workspace) as session:
        if not await inbox_store.mark(session, *_whose(who), alert_id, None):
            msg = "there is no such alert here"
            raise NotFound(msg)


@open_routes.get(
    "/alerts/{alert_id}/go",
    status_code=302,
    response_class=RedirectResponse,
    responses=problems.responses(404, 422, 503),
)
async def follow_alert(alert_id: UUID, app: App) -> RedirectResponse:
    """Lead to where the thing is offered, and count that somebody went.

    Open to whoever holds the link, for it is read where nobody is signed in; it leads nowhere
    but where the alert itself does.
    """
    async with app.db.transaction() as session:
        url = await inbox_store.opened(session, alert_id, app.clock())
    if url is None:
        msg = "there is no such alert, or it leads nowhere"
        raise NotFound(msg)
    return RedirectResponse(url, 302, headers={"cache-control": "no-store"})
