"""Sources and their health, the connectors there are, and the quarantine."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Health, Items, ListingBrief, Money, Shape
from bolo.core.errors import NotFound
from bolo.core.listing import Surprise
from bolo.marketplaces import powers
from bolo.views import listings as listing_view
from bolo.views import sources as view
from bolo.views.cursors import Marks

router = APIRouter(tags=["sources"])
HOUR = timedelta(hours=1)
SURPRISES = {
    Surprise.ZERO_PRICE: "The price was read as zero.",
    Surprise.NEW_CURRENCY: "The currency changed.",
    Surprise.JUMP: "The price jumped further than prices usually do.",
    Surprise.UNSURE_READING: "The page states more than one price and they do not agree.",
    Surprise.TIE: "The page states several prices alike: a person chooses one.",
    Surprise.NO_PRICE: "There was a price, and now none is stated.",
    Surprise.PRICE_RETURNED: "There was no price before to compare it with.",
}


class Source(Shape):
    """One host, and how it fares."""

    marketplace: str | None
    host: str
    health: Health
    last_ok_at: datetime | None
    listings: int
    questions: int
    asked_last_hour: int
    budget_per_minute: int | None
    demo: bool


class MarketplaceFacts(Shape):
    """A connector: its powers, its policy, its budget."""

    slug: str
    title: str
    powers: list[str]
    access: str
    policy_source: str
    policy_note: str
    per_minute: int
    burst: int
    credentials: list[str]


class Quarantined(Shape):
    """A surprise that waits for a second reading to agree."""

    id: UUID
    listing: ListingBrief
    seen: Money | None
    usual: Money | None
    kind: Surprise
    reason: str
    since: datetime
    reads: int


class PricePoint(Shape):
    """What was believed from then on; neither price nor availability means: gone."""

    at: datetime
    price: Money | None
    availability: str | None


class Sources(Items[Source]):
    """The hosts behind a workspace's watches."""


class Marketplaces(Items[MarketplaceFacts]):
    """The connectors there are."""


class Quarantine(Items[Quarantined]):
    """Surprises, the newest first."""


class PriceHistory(Items[PricePoint]):
    """One page of a listing's history, the newest first."""


@router.get("/sources")
async def list_sources(who: Who, app: App) -> Sources:
    """List the hosts behind the workspace's watches, with their health."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.sources(session, who.workspace, app.clock() - HOUR)
    return Sources(
        items=[
            Source(
                marketplace=one.marketplace,
                host=one.host,
                health=Health.model_validate(one.health),
                last_ok_at=one.last_ok_at,
                listings=one.listings,
                questions=one.questions,
                asked_last_hour=one.asked_last_hour,
                budget_per_minute=_budget(app, one),
                demo=one.demo,
            )
            for one in found
        ]
    )


def _budget(app: App, source: view.Source) -> int | None:
    connector = app.marketplaces.get(source.marketplace or "")
    return None if connector is None or source.demo else connector.budget.per_minute


@router.get("/marketplaces")
async def list_marketplaces(who: Who, app: App) -> Marketplaces:
    """List the connectors there are."""
    del who
    return Marketplaces(
        items=[
            MarketplaceFacts(
                slug=connector.slug,
                title=connector.title,
                powers=list(powers(type(connector))),
                access=connector.policy.access,
                policy_source=connector.policy.source,
                policy_note=connector.policy.note,
                per_minute=connector.budget.per_minute,
                burst=connector.budget.burst,
                credentials=list(connector.credentials),
            )
            for connector in app.marketplaces.values()
        ]
    )


@router.get("/quarantine")
async def list_quarantine(
    who: Who, app: App, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> Quarantine:
    """List the surprises among what the workspace watches, the newest first."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await listing_view.quarantine(session, who.workspace, limit)
    return Quarantine(
        items=[
            Quarantined(
                id=one.listing.id,
                listing=ListingBrief.of(one.listing),
                seen=Money.of(one.seen),
                usual=Money.of(one.usual),
                kind=Surprise(one.surprise),
                reason=SURPRISES[Surprise(one.surprise)],
                since=one.since,
                reads=1,
            )
            for one in found
        ]
    )


@router.get("/listings/{listing_id}/prices")
async def list_prices(
    listing_id: UUID,
    who: Who,
    app: App,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> PriceHistory:
    """List what was believed of a listing's price over time, the newest first."""
    marks = Marks.within("prices", listing_id)
    async with app.db.for_workspace(who.workspace) as session:
        if not await listing_view.is_there(session, listing_id):
            raise NotFound("there is no such listing")
        before, _ = marks.moment(cursor) or (None, None)
        points = await listing_view.prices(session, listing_id, before, limit)
    following = marks.make(points[-1].at.isoformat(), listing_id) if len(points) == limit else None
    return PriceHistory(
        items=[
            PricePoint(at=point.at, price=Money.of(point.price), availability=point.availability)
            for point in points
        ],
        next=following,
    )
