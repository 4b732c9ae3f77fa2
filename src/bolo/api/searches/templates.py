"""Templates: ready searches to begin from, with one request to a search."""

from fastapi import APIRouter

from bolo.api.frame import problems
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.searches.shapes import FromTemplate, Search, SearchTemplate, SearchTemplates
from bolo.core.searching.templates import Template
from bolo.pipeline.watch.searches.searching import Wanted

router = APIRouter(
    prefix="/templates", tags=["searches"], route_class=Once, responses=problems.LIMITED
)


def shape_of(template: Template, uses: int) -> SearchTemplate:
    """Say a template."""
    return SearchTemplate(
        slug=template.slug,
        title=template.title,
        category=template.category,
        text=template.text,
        rule=template.rule,
        featured=template.featured,
        own=template.own,
        uses=uses,
    )


@router.get("")
async def list_templates(
    who: Who, app: App, *, category: str | None = None, q: str | None = None
) -> SearchTemplates:
    """List ready searches, the featured ones first; of a category, or with these words."""
    del who
    every = app.templating.all()
    async with app.db.transaction() as session:
        uses = await app.templating.uses(session)
    wanted = (q or "").casefold().split()
    shown = [
        shape_of(one, uses.get(one.slug, 0))
        for one in every
        if category in {None, one.category}
        and all(word in f"{one.title} {one.text} {one.rule}".casefold() for word in wanted)
    ]
    shown.sort(key=lambda one: (not one.own, not one.featured, -one.uses))
    return SearchTemplates(items=shown, categories=sorted({one.category for one in every}))


@router.post("/{slug}/search", status_code=201)
async def search_from_template(slug: str, change: FromTemplate, who: Who, app: App) -> Search:
    """Save a search as a template has it."""
    template = app.templating.one(slug)
    wanted = Wanted(
        template.criteria, change.title or template.title, change.every_minutes, template.slug
    )
    return Search.of(await app.saving.add(who.workspace, wanted))
