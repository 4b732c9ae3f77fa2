"""Price questions: a page states several prices and none is likelier; a person chooses."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from bolo.accounts.caller import Caller
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Money, Shape
from bolo.core.errors import NotFound
from bolo.core.offer import Stated
from bolo.views import price_questions as view
from bolo.wiring import Services

router = APIRouter(prefix="/price-questions", tags=["sources"], route_class=Once)
SAID_BY = {
    "json-ld": "the data for search engines (JSON-LD)",
    "microdata": "the marked-up page (microdata)",
    "rdfa": "the marked-up page (RDFa)",
    "metas": "the page's head, for social networks",
    "state": "the data of the shop's own scripts",
    "visible": "the page as it is shown",
}


class PriceOption(Shape):
    """One price that the page states; `where` is who on the page states it."""

    price: Money
    where: str
    text: str


class PriceQuestion(Shape):
    """Which of these is the price? `chosen` is a place among the options, from 0."""

    id: UUID
    listing_id: UUID
    shop: str
    marketplace: str
    url: str
    title: str
    image: str | None
    asked_at: datetime
    options: list[PriceOption]
    chosen: int | None
    answered_at: datetime | None


class PriceQuestions(Items[PriceQuestion]):
    """Questions about what the workspace watches, the newest first."""


class PriceAnswer(Shape):
    """A place among the options, from 0; none when no option is the price."""

    option: Annotated[int, Field(ge=0, le=100)] | None


@router.get("")
async def list_price_questions(
    who: Who,
    app: App,
    *,
    state: Literal["open", "done"] = "open",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> PriceQuestions:
    """List the prices that a person must choose between."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.questions(session, who.workspace, done=state == "done", limit=limit)
    return PriceQuestions(items=[_said(one) for one in found])


@router.post("/{question_id}/answer")
async def answer_price_question(
    question_id: UUID, said: PriceAnswer, who: Who, app: App
) -> PriceQuestion:
    """Choose a price: believed at once, and remembered for the shop's other pages."""
    await _one(question_id, who, app)
    await app.choosing.answer(who.user, question_id, said.option)
    return await _one(question_id, who, app)


async def _one(which: UUID, who: Caller, app: Services) -> PriceQuestion:
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.question(session, who.workspace, which)
    if found is None:
        msg = "there is no such question here"
        raise NotFound(msg)
    return _said(found)


def _said(one: view.PriceQuestion) -> PriceQuestion:
    return PriceQuestion(
        id=one.id,
        listing_id=one.listing,
        shop=one.shop,
        marketplace=one.marketplace,
        url=one.url,
        title=one.title,
        image=one.image,
        asked_at=one.asked_at,
        options=[_option(each) for each in one.options],
        chosen=one.chosen,
        answered_at=one.answered_at,
    )


def _option(one: Stated) -> PriceOption:
    said_by = SAID_BY.get(one.source, one.source)
    place = f", at “{one.where}”" if one.where else ""
    return PriceOption(
        price=Money.sure(one.price.amount, one.price.currency),
        where=one.source,
        text=f"{one.price.amount:f} {one.price.currency}, by {said_by}{place}",
    )
