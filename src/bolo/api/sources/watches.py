"""Watches: what a workspace wants to know, and what a source offers right now."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame import problems
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Health, Items, Money, Shape
from bolo.core.errors import Invalid
from bolo.core.offer import Offer
from bolo.core.watching import words as watching
from bolo.core.watching.words import AskKind

router = APIRouter(tags=["watches"], route_class=Once, responses=problems.LIMITED)
Every = Annotated[int | None, Field(ge=2, le=604_800)]
KIND: dict[str, Literal["page", "search"]] = {AskKind.ADDRESS: "page", AskKind.SEARCH: "search"}


class Watch(Shape):
    """What a workspace watches, how often, and how that fares.

    `fixed` when a person named the interval, else bolo learns it. `followed` when it was made
    for what is followed: it ends with that.
    """

    id: UUID
    label: str
    kind: Literal["page", "search"]
    address: str | None
    words: str | None
    marketplace: str
    every_seconds: int
    fixed: bool
    state: Literal["active", "paused"]
    created_at: datetime
    last_asked_at: datetime | None
    next_ask_at: datetime | None
    offers: int
    health: Health
    demo: bool
    followed: bool

    @classmethod
    def of(cls, watch: watching.Watch) -> "Watch":
        """Say a watch."""
        is_search = watch.kind == AskKind.SEARCH
        return cls(
            id=watch.id,
            label=watch.label,
            kind=KIND[watch.kind],
            address=None if is_search else watch.key,
            words=watch.key if is_search else None,
            marketplace=", ".join(watch.marketplaces),
            every_seconds=watch.every_seconds,
            fixed=watch.fixed,
            state="paused" if watch.paused else "active",
            created_at=watch.created_at,
            last_asked_at=watch.last_asked_at,
            next_ask_at=watch.next_ask_at,
            offers=watch.offers,
            health=Health.model_validate(watch.health),
            demo=watch.demo,
            followed=watch.followed,
        )


class Watches(Items[Watch]):
    """The watches of a workspace."""


class NewWatch(Shape):
    """An address or words; without `every_seconds` bolo learns how often it pays to ask."""

    address: Annotated[str | None, Field(max_length=2000)] = None
    words: Annotated[str | None, Field(max_length=200)] = None
    every_seconds: Every = None
    label: Annotated[str | None, Field(max_length=200)] = None


class WatchChange(Shape):
    """What is to be different; what is left out stays.

    `fixed: false` lets bolo learn how often it pays to ask.
    """

    every_seconds: Every = None
    fixed: Literal[False] | None = None
    label: Annotated[str | None, Field(max_length=200)] = None


class ScanOffer(Shape):
    """An offer as a source states it now."""

    title: str
    brand: str | None
    price: Money | None
    was_price: Money | None
    availability: str | None
    condition: str | None
    gtin: str | None
    mpn: str | None
    sku: str | None
    variant: str | None
    image: str | None
    url: str

    @classmethod
    def of(cls, offer: Offer) -> "ScanOffer":
        """Say an offer."""
        return cls.model_validate(
            {
                "price": Money.of(offer.price),
                "was_price": Money.of(offer.was_price),
                **{
                    name: getattr(offer, name)
                    for name in cls.model_fields
                    if name not in {"price", "was_price"}
                },
            }
        )


class ScanRequest(Shape):
    """What to look at."""

    address: Annotated[str, Field(max_length=2000)]


class Scan(Shape):
    """What kind of source it is, and its first offers; nothing is stored."""

    marketplace: str
    kind: str
    offers: list[ScanOffer]
    more: bool


@router.get("/watches")
async def list_watches(who: Who, app: App) -> Watches:
    """List the watches of the workspace, the newest first."""
    found = await app.watching.all(who.workspace)
    return Watches(items=[Watch.of(watch) for watch in found])


@router.post("/watches", status_code=201)
async def add_watch(new: NewWatch, who: Who, app: App) -> Watch:
    """Watch an address or words; it is asked for the first time at once."""
    what = new.address or new.words
    if not what or (new.address and new.words):
        msg = "give either an address or words"
        raise Invalid(msg)
    return Watch.of(
        await app.watching.add(
            who.workspace, what, every=_every(new.every_seconds), label=new.label
        )
    )


@router.get("/watches/{watch_id}")
async def get_watch(watch_id: UUID, who: Who, app: App) -> Watch:
    """Show one watch."""
    return Watch.of(await app.watching.one(who.workspace, watch_id))


@router.patch("/watches/{watch_id}")
async def change_watch(watch_id: UUID, change: WatchChange, who: Who, app: App) -> Watch:
    """Rename a watch or change how often it asks."""
    return Watch.of(
        await app.watching.change(
            who.workspace,
            watch_id,
            label=change.label,
            every=_every(change.every_seconds),
            learn=change.fixed is False,
        )
    )


@router.delete("/watches/{watch_id}", status_code=204)
async def remove_watch(watch_id: UUID, who: Who, app: App) -> None:
    """Stop watching; what was seen stays, and for a day it can be restored."""
    await app.watching.remove(who.workspace, watch_id)


@router.post("/watches/{watch_id}/restore")
async def restore_watch(watch_id: UUID, who: Who, app: App) -> Watch:
    """Bring back a removed watch as it was."""
    return Watch.of(await app.watching.restore(who.workspace, watch_id))


@router.post("/watches/{watch_id}/pause")
async def pause_watch(watch_id: UUID, who: Who, app: App) -> Watch:
    """Stop asking for a while."""
    return Watch.of(await app.watching.pause(who.workspace, watch_id))


@router.post("/watches/{watch_id}/resume")
async def resume_watch(watch_id: UUID, who: Who, app: App) -> Watch:
    """Ask again, at once."""
    return Watch.of(await app.watching.resume(who.workspace, watch_id))


@router.post("/scan")
async def scan(request: ScanRequest, who: Who, app: App) -> Scan:
    """Say what kind of source an address is and what it offers now, without storing anything."""
    del who
    slug, page = await app.look(request.address)
    return Scan(
        marketplace=slug,
        kind=app.marketplaces[slug].title,
        offers=[ScanOffer.of(offer) for offer in page.offers],
        more=page.after is not None or bool(page.addresses),
    )


def _every(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
