"""Ready searches of whoever runs this bolo: kept beside those that ship, and taken away."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from bolo.api.admin.routes import Operator
from bolo.api.frame.context import App
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Shape
from bolo.api.searches.shapes import SearchTemplate
from bolo.api.searches.templates import shape_of

router = APIRouter(prefix="/admin", tags=["admin"], route_class=Once)
Line = Annotated[str, Field(min_length=1, max_length=200)]


class NewTemplate(Shape):
    """A ready search of the operator's own."""

    title: Line
    category: Line
    rule: Annotated[str, Field(min_length=1, max_length=5_000)]
    text: Annotated[str, Field(max_length=500)] = ""
    featured: bool = False


@router.put("/templates/{slug}")
async def keep_template(slug: str, given: NewTemplate, who: Operator, app: App) -> SearchTemplate:
    """Keep a ready search of one's own; one that ships is hidden by one of its name."""
    del who
    kept = app.templating.keep(slug, given.model_dump())
    async with app.db.transaction() as session:
        uses = await app.templating.uses(session)
    return shape_of(kept, uses.get(slug, 0))


@router.delete("/templates/{slug}", status_code=204)
async def remove_template(slug: str, who: Operator, app: App) -> None:
    """Take a ready search of one's own away; searches that began from it stay."""
    del who
    app.templating.remove(slug)
