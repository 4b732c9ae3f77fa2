"""Follows: one listing, product, page, seller or shop, and when its price is worth a word."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from bolo.api.follows.shapes import (
    Follow,
    FollowChange,
    FollowHit,
    FollowHits,
    FollowMoment,
    FollowPast,
    FollowsPage,
    NewFollow,
)
from bolo.api.frame import problems
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.searches.routes import Limit, currency
from bolo.core.following.follows import FollowKind
from bolo.pipeline.match.follows.store import Asked
from bolo.views import followed, found
from bolo.views.cursors import Marks

router = APIRouter(
    prefix="/follows", tags=["follows"], route_class=Once, responses=problems.LIMITED
)
SHOWN = 50


@router.get("")
async def list_follows(
    who: Who,
    app: App,
    *,
    kind: FollowKind | None = None,
    key: Annotated[str | None, Query(max_length=2_000)] = None,
    limit: Limit = 100,
    cursor: str | None = None,
) -> FollowsPage:
    """List what is followed, the newest first; of one kind, or one thing by its key."""
    marks = Marks.within("follows", kind, key)
    asked = Asked(kind=kind, key=key, before=marks.moment(cursor), limit=limit)
    shown = await app.following.some(who.workspace, asked)
    last = shown[-1] if len(shown) == limit else None
    following = marks.make(last.created_at.isoformat(), last.follow.id) if last else None
    return FollowsPage(items=[Follow.of(one) for one in shown], next=following)


@router.post("", status_code=201)
async def add_follow(new: NewFollow, who: Who, app: App) -> Follow:
    """Follow something; what is so already is not told, and its page is read from now on."""
    usual = await currency(app, who.workspace)
    return Follow.of(await app.following.add(who.workspace, usual, new.target(), new.wish()))


@router.post("/preview")
async def preview_follow(new: NewFollow, who: Who, app: App) -> FollowPast:
    """Say when it would have been told on the recorded prices; nothing is saved."""
    usual = await currency(app, who.workspace)
    past = await app.following.preview(who.workspace, usual, new.target(), new.wish())
    newest = past.fired[:SHOWN]
    async with app.db.for_workspace(who.workspace) as session:
        briefs = await found.briefs(session, list({one.listing for one, _ in newest}))
    known = {one.id: one for one in briefs}
    return FollowPast(
        label=past.label,
        listings=past.listings,
        fired=len(past.fired),
        moments=[FollowMoment.of(one, each, known.get(one.listing)) for one, each in newest],
    )


@router.get("/{follow_id}")
async def get_follow(follow_id: UUID, who: Who, app: App) -> Follow:
    """Show one follow."""
    return Follow.of(await app.following.one(who.workspace, follow_id))


@router.patch("/{follow_id}")
async def change_follow(follow_id: UUID, change: FollowChange, who: Who, app: App) -> Follow:
    """Have other things told from now on."""
    return Follow.of(await app.following.change(who.workspace, follow_id, change.wish()))


@router.delete("/{follow_id}", status_code=204)
async def remove_follow(follow_id: UUID, who: Who, app: App) -> None:
    """Follow it no longer: what was watched for it ends, alerts that were raised stay."""
    await app.following.remove(who.workspace, follow_id)


@router.post("/{follow_id}/pause")
async def pause_follow(follow_id: UUID, who: Who, app: App) -> Follow:
    """Tell nothing for a while."""
    return Follow.of(await app.following.pause(who.workspace, follow_id))


@router.post("/{follow_id}/resume")
async def resume_follow(follow_id: UUID, who: Who, app: App) -> Follow:
    """Tell again; what happened meanwhile is not told."""
    return Follow.of(await app.following.resume(who.workspace, follow_id))


@router.get("/{follow_id}/hits")
async def list_follow_hits(
    follow_id: UUID, who: Who, app: App, *, limit: Limit = 50, cursor: str | None = None
) -> FollowHits:
    """List what came true, the newest first."""
    marks = Marks.within("follow hits", follow_id)
    await app.following.one(who.workspace, follow_id)
    async with app.db.for_workspace(who.workspace) as session:
        shown = await followed.hits(session, who.workspace, follow_id, marks.moment(cursor), limit)
    last = shown[-1] if len(shown) == limit else None
    following = marks.make(last.at.isoformat(), last.id) if last else None
    return FollowHits(items=[FollowHit.shown(one) for one in shown], next=following)
