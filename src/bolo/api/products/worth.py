"""What is this worth, and what may it cost? A title, a GTIN or the address of a page is enough."""

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Money, Reason, Shape
from bolo.api.opportunities.routes import ProductBrief, Venue
from bolo.api.products.routes import worth_of
from bolo.api.products.shapes import Worth
from bolo.core.condition import Condition
from bolo.core.errors import Invalid, NotFound
from bolo.pipeline.decide.asking import Answer, AtVenue
from bolo.pipeline.match.recognising import CERTAIN, Recognised
from bolo.views import products as view
from bolo.wiring import Services

router = APIRouter(prefix="/worth", tags=["products"])
LONGEST = 500
NO_PAGE = "Insufficient data: bolo has not seen this page. Watch it, and ask again."
NOTHING = "Insufficient data: bolo has seen nothing like it. Watch a search for it, and ask again."
UNSURE = "Insufficient data: nothing that bolo knows is surely this. Say which of these it is."
UNWEIGHED = "Insufficient data: no listing of it was read and no sale of it is known."


class CouldBe(Shape):
    """A product that may be meant; `conflicts` say why it is not."""

    product: ProductBrief
    probability: Decimal
    reasons: list[str]
    conflicts: list[str]


class WorthThere(Shape):
    """What it brings at a venue, and the highest price at which it is a buy.

    `exit_price` is what is counted on, `vat` and `proceeds` what is owed and left of it, `max_cost`
    the landed cost, all at `max_price`. Without
    `exit_price`, `insufficient` says what is missing; without `max_price` no price would do.
    """

    venue: Venue
    worth: Worth
    asks: int
    exit_price: Money | None
    fees: Money | None
    vat: Money | None
    proceeds: Money | None
    max_price: Money | None
    max_cost: Money | None
    reasons: list[Reason]
    insufficient: str | None


class WorthAnswer(Shape):
    """The product that is meant, as surely as `match` says, and what it is worth at each venue.

    `others` may be meant as well. Without venues `insufficient` says what is missing.
    """

    asked: str
    match: CouldBe | None
    others: list[CouldBe]
    condition: Condition | None
    conditions: list[Condition]
    venues: list[WorthThere]
    insufficient: str | None


class WorthQuery(BaseModel):
    """What is asked: words, a GTIN or an address in `q`, or the product that was meant."""

    q: Annotated[str, Field(max_length=LONGEST)] = ""
    product_id: UUID | None = None
    condition: Condition | None = None


@router.get("")
async def get_worth(asked: Annotated[WorthQuery, Query()], who: Who, app: App) -> WorthAnswer:
    """Say what something is worth and what it may cost, by what judges listings; write nothing."""
    if not asked.q.strip() and asked.product_id is None:
        raise Invalid("say what: a title, a GTIN, or the address of a page")
    async with app.db.for_workspace(who.workspace) as session:
        found = await app.asking.recognise(session, asked.q) if asked.q.strip() else []
        meant = await _meant(session, found, asked.product_id)
        taken = meant.product.id if meant else None
        others = [await _could_be(session, one) for one in found if one.product != taken]
        if meant is None:
            return _nothing(asked.q, others)
        sure = meant.probability
        answer = await app.asking.answer(
            session, who.workspace, meant.product.id, sure, asked.condition
        )
    return _answered(asked.q, meant, others, answer, app)


async def _brief(session: AsyncSession, product: UUID) -> ProductBrief:
    found = await view.product(session, product)
    if found is None:
        raise NotFound("there is no such product")
    return ProductBrief(**{name: found[name] for name in ProductBrief.model_fields})


async def _could_be(session: AsyncSession, one: Recognised) -> CouldBe:
    return CouldBe(
        product=await _brief(session, one.product),
        probability=one.likeness.probability,
        reasons=list(one.likeness.reasons),
        conflicts=list(one.likeness.gates),
    )


async def _meant(
    session: AsyncSession, found: list[Recognised], said: UUID | None
) -> CouldBe | None:
    """Return what is meant: what a person said it is, else what is likely the same."""
    if said is not None:
        product = await _brief(session, said)
        return CouldBe(product=product, probability=CERTAIN, reasons=["you said so"], conflicts=[])
    same = next((one for one in found if one.likeness.same), None)
    return await _could_be(session, same) if same else None


def _nothing(asked: str, others: list[CouldBe]) -> WorthAnswer:
    why = NO_PAGE if "://" in asked else UNSURE if others else NOTHING
    return WorthAnswer(
        asked=asked,
        match=None,
        others=others,
        condition=None,
        conditions=[],
        venues=[],
        insufficient=why,
    )


def _answered(
    asked: str, meant: CouldBe, others: list[CouldBe], answer: Answer | None, app: Services
) -> WorthAnswer:
    there = [_there(one, app) for one in answer.venues] if answer else []
    missing = UNWEIGHED
    if answer is not None:
        known = ", ".join(one.replace("_", " ") for one in answer.conditions)
        missing = f"Insufficient data: nothing of it is known in this condition, but as {known}."
    return WorthAnswer(
        asked=asked,
        match=meant,
        others=others,
        condition=answer.condition if answer else None,
        conditions=list(answer.conditions) if answer else [],
        venues=there,
        insufficient=None if there else missing,
    )


def _there(one: AtVenue, app: Services) -> WorthThere:
    kept = asdict(one.worth)
    told = {name: orjson.loads(kept[name]) for name in ("survival", "evidence")}
    sold = one.sold
    return WorthThere(
        venue=Venue(slug=one.worth.venue, title=app.venues.title(one.worth.venue)),
        worth=worth_of({**kept, **told, "at": app.clock()}),
        asks=one.asks,
        exit_price=Money.of(sold.price) if sold else None,
        fees=Money.of(sold.fees.total) if sold else None,
        vat=Money.of(one.at.vat) if one.at else None,
        proceeds=Money.of(one.at.proceeds) if one.at else None,
        max_price=Money.of(one.most),
        max_cost=Money.of(one.at.cost) if one.at and one.most else None,
        reasons=[Reason(code=r.code, kind=r.kind, text=r.text) for r in one.reasons],
        insufficient=one.missing,
    )
