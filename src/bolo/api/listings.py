"""Listings: the feed of all that was seen, what people make of it, and files of it.

The feed is read more than anything else: PostgreSQL writes its items as JSON, and a test holds
them against the shapes that the contract states.
"""

import asyncio
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bolo.accounts.caller import Caller
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.pages import cursor_of, page
from bolo.api.frame.quick import QuickRead
from bolo.api.frame.shapes import Items, ListingBrief, Money, Shape
from bolo.core.decision import Verdict
from bolo.core.errors import Invalid, NotFound
from bolo.pipeline.observe.mark_store import Marking, Person
from bolo.platform.sheets.writing import as_csv, as_xlsx
from bolo.views.cursors import Marks
from bolo.views.feed import facets as feed_facets
from bolo.views.feed import query as view
from bolo.views.feed import words as feed_words
from bolo.views.feed.sheet import MOST_EXPORTED, sheet
from bolo.wiring import Services

router = APIRouter(tags=["listings"])
quick = APIRouter(prefix="/listings", route_class=QuickRead)
once = APIRouter(prefix="/listings", route_class=Once)
Amount = Annotated[Decimal | None, Field(ge=0, le=1_000_000_000)]
Texts = Annotated[list[str] | None, Field(max_length=50)]
RECENT = timedelta(hours=24)
PAGE = {"limit", "cursor"}
"""What says which page, where all else says which listings."""


class ListingDeal(Shape):
    """The best opportunity that a listing is."""

    id: UUID
    verdict: Verdict
    profit: Money


class FeedListing(ListingBrief):
    """A listing with what the caller made of it; note and tags are the workspace's."""

    first_seen_at: datetime
    seller: str | None
    place: str | None
    country: str | None
    category: str | None
    product_id: UUID | None
    viewed: bool
    saved: bool
    hidden: bool
    opened: int
    note: str
    tags: list[str]
    deal: ListingDeal | None


class Feed(Items[FeedListing]):
    """One page; `near` when nothing has the words and these come close to them."""

    near: bool = False


class FeedFilters(BaseModel):
    """Which listings; prices are in the workspace's currency."""

    scope: Literal["watched", "all"] = "watched"
    q: Annotated[str | None, Field(max_length=200)] = None
    marketplace: Texts = None
    shop: Texts = None
    condition: Texts = None
    availability: Texts = None
    tag: Texts = None
    search: UUID | None = None
    min_price: Amount = None
    max_price: Amount = None
    saved: bool | None = None
    viewed: bool | None = None
    hidden: bool = False
    status: Literal["offered", "gone", "all"] = "offered"
    max_age_hours: Annotated[float | None, Field(gt=0, le=100_000)] = None

    def wanted(self, who: Caller, app: Services) -> view.Wanted:
        """Return what is asked for in the words of the view."""
        limited = self.min_price is not None or self.max_price is not None
        age = None if self.max_age_hours is None else timedelta(hours=self.max_age_hours)
        return view.Wanted(
            who.workspace,
            who.user,
            words=feed_words.read(self.q or ""),
            everywhere=self.scope == "all",
            marketplaces=tuple(self.marketplace or ()),
            shops=tuple(self.shop or ()),
            conditions=tuple(self.condition or ()),
            availability=tuple(self.availability or ()),
            tags=tuple(tag.lower() for tag in self.tag or ()),
            search=self.search,
            min_price=self.min_price,
            max_price=self.max_price,
            rates=app.venues.rates.into(who.currency) if limited else None,
            saved=self.saved,
            viewed=self.viewed,
            hidden=self.hidden,
            offered={"offered": True, "gone": False, "all": None}[self.status],
            since=None if age is None else app.clock() - age,
        )


class FeedQuery(FeedFilters):
    """Which listings, and which page of them."""

    limit: Annotated[int, Field(ge=1, le=500)] = 50
    cursor: Annotated[str | None, Field(max_length=500)] = None


class ExportFormat(StrEnum):
    """A kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ListingMarks(Shape):
    """What is to change; what is left out stays. `tags` replaces them all."""

    viewed: bool | None = None
    saved: bool | None = None
    hidden: bool | None = None
    note: Annotated[str | None, Field(max_length=4_000)] = None
    tags: Annotated[list[str] | None, Field(max_length=20)] = None
    add_tags: Annotated[list[str], Field(max_length=20, default_factory=list)]
    remove_tags: Annotated[list[str], Field(max_length=20, default_factory=list)]

    def change(self) -> Marking:
        """Return the change in the words of the use case."""
        return Marking(
            viewed=self.viewed,
            saved=self.saved,
            hidden=self.hidden,
            note=self.note,
            tags=None if self.tags is None else tuple(self.tags),
            add_tags=tuple(self.add_tags),
            remove_tags=tuple(self.remove_tags),
        )


class BulkMarks(ListingMarks):
    """The same change of many listings."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=1_000)]


class FeedFacet(Shape):
    """A value that can be filtered by."""

    value: str
    count: int


class FeedFacets(Shape):
    """What the watched listings that are still offered can be filtered by."""

    marketplaces: list[FeedFacet]
    shops: list[FeedFacet]
    conditions: list[FeedFacet]
    tags: list[FeedFacet]


@quick.get("", response_model=Feed)
async def list_listings(asked: Annotated[FeedQuery, Query()], who: Who, app: App) -> Response:
    """List what was seen, the newest first.

    `q` looks for all words in the title; `"a phrase"` as it stands, `-word` never. When nothing
    has them, what comes near is listed and the page says so.
    """
    wanted = asked.wanted(who, app)
    marks = Marks.within("listings", asked.model_dump(exclude=PAGE))
    before = marks.moment(asked.cursor)
    items = await _items(app, wanted, before, asked.limit + 1)
    near = False
    if not items and before is None and wanted.words is not None and wanted.words.all:
        said = " ".join(wanted.words.all)
        async with app.db.for_workspace(who.workspace) as session:
            items = await view.near(session, wanted.without_words(), said, asked.limit)
        near = bool(items)
    last = items[asked.limit - 1] if len(items) > asked.limit else None
    following = cursor_of(last, "first_seen_at", marks) if last else None
    return page(items[: asked.limit], following, near=near)


@once.get("/recent", response_model=Feed)
async def list_recent_listings(
    who: Who, app: App, limit: Annotated[int, Query(ge=1, le=500)] = 50
) -> Response:
    """List what was first seen in the last 24 hours among what the workspace watches."""
    wanted = view.Wanted(who.workspace, who.user, since=app.clock() - RECENT)
    return page(await _items(app, wanted, None, limit), None, near=False)


@once.get("/facets")
async def list_listing_facets(who: Who, app: App) -> FeedFacets:
    """List what the watched listings can be filtered by."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await feed_facets.facets(session, who.workspace)
    return FeedFacets(
        **{
            name: [FeedFacet(value=value, count=count) for value, count in values]
            for name, values in found.items()
        }
    )


@once.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {media.partition(";")[0]: {} for media in MEDIA.values()}}},
)
async def export_listings(
    asked: Annotated[FeedFilters, Query()],
    who: Who,
    app: App,
    format: ExportFormat = ExportFormat.CSV,  # noqa: A002  its name on the wire
) -> Response:
    """Give the listings that the filters let through as a file, 10,000 at most."""
    query, values = view.page(asked.wanted(who, app), None, MOST_EXPORTED)
    rows = await app.db.read(who.workspace, query, values)
    table = await asyncio.to_thread(sheet, rows)
    write = as_csv if format is ExportFormat.CSV else as_xlsx
    body = await asyncio.to_thread(write, table)
    headers = {"content-disposition": f'attachment; filename="listings.{format}"'}
    return Response(body, media_type=MEDIA[format], headers=headers)


@once.post("/bulk", status_code=204)
async def mark_listings(marks: BulkMarks, who: Who, app: App) -> None:
    """Mark many listings alike; ids of none are left out."""
    await app.marking.mark(Person(who.workspace, who.user), marks.ids, marks.change())


@once.get("/{listing_id}")
async def get_listing(listing_id: UUID, who: Who, app: App) -> FeedListing:
    """Show one listing with what was made of it."""
    return FeedListing.model_validate_json(await _one(listing_id, who, app))


@once.patch("/{listing_id}")
async def mark_listing(listing_id: UUID, marks: ListingMarks, who: Who, app: App) -> FeedListing:
    """Look at a listing, keep it, put it away, or write a note and tags on it."""
    await _one(listing_id, who, app)
    await app.marking.mark(Person(who.workspace, who.user), [listing_id], marks.change())
    return FeedListing.model_validate_json(await _one(listing_id, who, app))


@once.get("/{listing_id}/similar")
async def list_similar_listings(listing_id: UUID, who: Who, app: App) -> Feed:
    """List the same product elsewhere first, then what has a title like it."""
    await _one(listing_id, who, app)
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.similar(session, who.workspace, who.user, listing_id)
    return Feed(items=[FeedListing.model_validate_json(one) for one in found])


@once.get("/{listing_id}/open", response_class=RedirectResponse, status_code=303)
async def open_listing(listing_id: UUID, who: Who, app: App) -> RedirectResponse:
    """Go to the listing at its marketplace; the visit is counted."""
    url = await app.marking.open(Person(who.workspace, who.user), listing_id)
    if not url.startswith(("https://", "http://")):
        raise Invalid("this listing has no address that a browser can open")
    return RedirectResponse(url, status_code=303)


async def _items(
    app: Services, wanted: view.Wanted, before: tuple[datetime, UUID] | None, limit: int
) -> list[str]:
    workspace = wanted.workspace
    items = app.feed.items if before is None else app.feed.unkept  # the first page is seen again
    if wanted.is_plain():
        found = await items(workspace, view.find(wanted, before, limit, view.NEARBY))
        if len(found) == limit:
            return found
        [watches] = await app.db.read(workspace, view.WATCHES_FEW, {"workspace": workspace})
        way = view.find_few if watches["few"] else view.find
        return await items(workspace, way(wanted, before, limit))
    window = view.WINDOW if wanted.words is not None else None
    while True:
        found = await items(workspace, view.find(wanted, before, limit, window))
        if window is None or len(found) == limit:
            return found
        window = view.wider(len(found), limit) if window == view.WINDOW else None


async def _one(listing_id: UUID, who: Caller, app: Services) -> str:
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.one(session, who.workspace, who.user, listing_id)
    if found is None:
        raise NotFound("there is no such listing")
    return found


router.include_router(quick)
router.include_router(once)
