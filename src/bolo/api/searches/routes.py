"""Saved searches: what a workspace looks for, tried before it is saved, and what it caught."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from bolo.accounts.store import currency_of
from bolo.api.frame import problems
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import ListingBrief, Shape
from bolo.api.searches.shapes import (
    CaughtAt,
    NewSearch,
    Preview,
    ReadRule,
    RuleMistake,
    Search,
    SearchChange,
    SearchesPage,
    SearchForm,
    SearchHit,
    SearchHits,
    SearchMarketplace,
    SearchMarketplaces,
    SearchText,
    WaitsFor,
)
from bolo.core.errors import Invalid
from bolo.core.marketplace import Searches
from bolo.core.searching.criteria import Criteria
from bolo.core.searching.known import KNOWN
from bolo.core.searching.rules.printing import text_of
from bolo.core.searching.rules.rule import RuleError
from bolo.core.searching.saved import SearchState
from bolo.pipeline.watch.searches.searching import Wanted
from bolo.pipeline.watch.searches.store import Asked
from bolo.views import found
from bolo.views.cursors import Marks
from bolo.wiring import Services

router = APIRouter(
    prefix="/searches", tags=["searches"], route_class=Once, responses=problems.LIMITED
)
SHOWN = 24
Limit = Annotated[int, Query(ge=1, le=200)]


class RuleText(Shape):
    """A rule as somebody types it."""

    rule: Annotated[str, Field(max_length=5_000)]


async def currency(app: Services, workspace: UUID) -> str:
    """Return the currency that a workspace means when it names none."""
    async with app.db.for_workspace(workspace) as session:
        return await currency_of(session, workspace)


async def _criteria(app: Services, workspace: UUID, given: SearchText) -> Criteria | None:
    """Return what is asked for, as a rule or as a form; `None` when neither is given."""
    if given.rule is not None and given.form is not None:
        raise Invalid("give either a rule or a form")
    if given.rule is None and given.form is None:
        return None
    usual = await currency(app, workspace)
    try:
        rule = given.rule if given.form is None else text_of(given.form.read(usual))
        return app.saving.searching.read(rule or "", usual)
    except RuleError as error:
        raise Invalid(f"at character {error.at + 1}: {error}") from error


async def _needed(app: Services, workspace: UUID, given: SearchText) -> Criteria:
    criteria = await _criteria(app, workspace, given)
    if criteria is None:
        raise Invalid("say what to look for: a rule or a form")
    return criteria


@router.get("")
async def list_searches(
    who: Who,
    app: App,
    *,
    state: Annotated[list[SearchState] | None, Query()] = None,
    limit: Limit = 100,
    cursor: str | None = None,
) -> SearchesPage:
    """List searches, the newest first; archived ones only when asked for."""
    states = tuple(state or (SearchState.ACTIVE, SearchState.PAUSED))
    marks = Marks.within("searches", states)
    asked = Asked(states, before=marks.moment(cursor), limit=limit)
    shown = await app.saving.searching.some(who.workspace, asked)
    last = shown[-1] if len(shown) == limit else None
    following = marks.make(last.created_at.isoformat(), last.id) if last else None
    return SearchesPage(items=[Search.of(one) for one in shown], next=following)


@router.post("", status_code=201)
async def add_search(new: NewSearch, who: Who, app: App) -> Search:
    """Save a search; it catches from now on, and what it matches already raises no alert."""
    criteria = await _needed(app, who.workspace, new)
    template = new.template
    if template is not None and template not in {one.slug for one in app.templating.all()}:
        raise Invalid(f"there is no template {template}")
    wanted = Wanted(criteria, new.title, new.every_minutes, template)
    return Search.of(await app.saving.add(who.workspace, wanted))


@router.get("/marketplaces")
async def list_search_marketplaces(who: Who, app: App) -> SearchMarketplaces:
    """List the marketplaces that a search may name, also those that are not connected yet."""
    del who
    connected = [
        SearchMarketplace(
            slug=slug,
            title=one.title,
            home=None,
            country=None,
            connected=True,
            searchable=isinstance(one, Searches),
        )
        for slug, one in app.marketplaces.items()
    ]
    known = [
        SearchMarketplace(
            slug=one.slug,
            title=one.title,
            home=one.home,
            country=one.country,
            connected=False,
            searchable=False,
        )
        for one in KNOWN
        if one.slug not in app.marketplaces
    ]
    return SearchMarketplaces(items=connected + known)


@router.post("/parse")
async def parse_rule(text: RuleText, who: Who, app: App) -> ReadRule:
    """Show a rule as a form, or say where it cannot be read; nothing is saved."""
    usual = await currency(app, who.workspace)
    try:
        return ReadRule.of(app.saving.searching.read(text.rule, usual))
    except RuleError as error:
        mistake = RuleMistake(message=str(error), at=error.at, length=error.length)
        return ReadRule(rule=None, form=None, mistake=mistake)


@router.post("/print")
async def print_rule(form: SearchForm, who: Who, app: App) -> ReadRule:
    """Show a form as a rule; nothing is saved."""
    return ReadRule.of(await _needed(app, who.workspace, SearchText(form=form)))


@router.post("/preview")
async def preview_search(asked: SearchText, who: Who, app: App) -> Preview:
    """Say what a search would have caught among the newest recorded listings."""
    criteria = await _needed(app, who.workspace, asked)
    async with app.db.for_workspace(who.workspace) as session:
        caught = await app.saving.percolating.preview(session, criteria, who.workspace)
        listings = await found.briefs(session, caught.listings[:SHOWN])
    return Preview(
        rule=text_of(criteria),
        looked_at=caught.looked_at,
        caught=len(caught.listings),
        unvalued=caught.unvalued,
        by_marketplace=[
            CaughtAt(marketplace=slug, count=count) for slug, count in caught.by_marketplace.items()
        ],
        listings=[ListingBrief.of(one) for one in listings],
        waits_for=[WaitsFor.of(one) for one in app.saving.searching.waited_for(criteria)],
    )


@router.get("/{search_id}")
async def get_search(search_id: UUID, who: Who, app: App) -> Search:
    """Show one search."""
    return Search.of(await app.saving.searching.one(who.workspace, search_id))


@router.patch("/{search_id}")
async def change_search(search_id: UUID, change: SearchChange, who: Who, app: App) -> Search:
    """Change a search; it counts from the next reading on, and what it caught stays."""
    criteria = await _criteria(app, who.workspace, change)
    wanted = Wanted(criteria, change.title, change.every_minutes)
    return Search.of(await app.saving.change(who.workspace, search_id, wanted))


@router.delete("/{search_id}", status_code=204)
async def remove_search(search_id: UUID, who: Who, app: App) -> None:
    """Forget a search and what it caught; alerts that were raised stay."""
    await app.saving.searching.remove(who.workspace, search_id)


@router.post("/{search_id}/pause")
async def pause_search(search_id: UUID, who: Who, app: App) -> Search:
    """Catch nothing for a while."""
    return Search.of(await app.saving.searching.pause(who.workspace, search_id))


@router.post("/{search_id}/resume")
async def resume_search(search_id: UUID, who: Who, app: App) -> Search:
    """Catch again, also what was archived."""
    return Search.of(await app.saving.resume(who.workspace, search_id))


@router.post("/{search_id}/archive")
async def archive_search(search_id: UUID, who: Who, app: App) -> Search:
    """Put a search away; it catches nothing and keeps what it caught."""
    return Search.of(await app.saving.searching.archive(who.workspace, search_id))


@router.post("/{search_id}/duplicate", status_code=201)
async def duplicate_search(search_id: UUID, who: Who, app: App) -> Search:
    """Save the same search once more, to be changed."""
    return Search.of(await app.saving.duplicate(who.workspace, search_id))


@router.get("/{search_id}/hits")
async def list_hits(
    search_id: UUID, who: Who, app: App, *, limit: Limit = 50, cursor: str | None = None
) -> SearchHits:
    """List what a search caught, the newest first."""
    marks = Marks.within("search hits", search_id)
    await app.saving.searching.one(who.workspace, search_id)
    async with app.db.for_workspace(who.workspace) as session:
        shown = await found.hits(session, who.workspace, search_id, marks.moment(cursor), limit)
    last = shown[-1] if len(shown) == limit else None
    following = marks.make(last.found_at.isoformat(), last.id) if last else None
    return SearchHits(items=[SearchHit.of(one) for one in shown], next=following)
