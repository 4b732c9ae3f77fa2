"""Own sales: what was really paid is the best evidence of what a thing brings."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field
from sqlalchemy import RowMapping

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Money, Shape
from bolo.api.opportunities.routes import ProductBrief
from bolo.core import money
from bolo.core.condition import Condition
from bolo.core.errors import Invalid
from bolo.core.identifiers import gtin
from bolo.pipeline.value.sales.selling import MOST
from bolo.pipeline.value.sales.store import NewSale
from bolo.platform.ids import new_id
from bolo.views.cursors import Marks

router = APIRouter(prefix="/sales", tags=["sales"], route_class=Once)
MARKS = Marks.within("sales")
Amount = Annotated[Decimal, Field(ge=0, le=MOST, decimal_places=4)]


class Paid(Shape):
    """What a buyer paid."""

    amount: Amount
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]


class Sale(Shape):
    """One sale; `promised` is the profit that the standing opportunity held out.

    `vat` is what you owe on it less what comes back, null where its cost is not known.
    """

    id: UUID
    ref: str
    product: ProductBrief
    venue: str
    condition: Condition
    price: Money
    sold_at: datetime
    listed_at: datetime | None
    cost: Money | None
    fees: Money | None
    vat: Money | None
    promised: Money | None
    created_at: datetime


class Sales(Items[Sale]):
    """Own sales."""


class SaleToEnter(Shape):
    """What was sold (its `product_id` or else its `gtin`), where, when and for how much.

    `ref` tells it from other sales: entered twice, it is there once. `cost` and `fees` are of
    the currency of `price`; `listed_at` tells how long it took. `opportunity_id` is the deal that
    was bought: `promised` is its profit, though it may be gone.
    """

    product_id: UUID | None = None
    gtin: Annotated[str | None, Field(max_length=20)] = None
    ref: Annotated[str | None, Field(min_length=1, max_length=200)] = None
    venue: Annotated[str, Field(max_length=100)]
    condition: Condition = Condition.NEW
    price: Paid
    sold_at: AwareDatetime
    listed_at: AwareDatetime | None = None
    cost: Amount | None = None
    fees: Amount | None = None
    opportunity_id: UUID | None = None


@router.get("")
async def list_sales(
    who: Who,
    app: App,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Sales:
    """List own sales, the newest first."""
    found = await app.selling.newest(who.workspace, limit, MARKS.moment(cursor))
    following = (
        MARKS.make(found[-1]["sold_at"].isoformat(), found[-1]["id"])
        if len(found) == limit
        else None
    )
    return Sales(items=[_said(row) for row in found], next=following)


@router.post("", status_code=201)
async def enter_sale(sale: SaleToEnter, who: Who, app: App) -> Sale:
    """Enter a sale; its product is valued again. A reference that is there already is answered."""
    if sale.gtin is not None and gtin(sale.gtin) is None:
        raise Invalid(f"{sale.gtin} is no GTIN")
    entered = NewSale(
        ref=sale.ref or str(new_id()),
        venue=sale.venue,
        price=money.Money(sale.price.amount, sale.price.currency),
        sold_at=sale.sold_at,
        product=sale.product_id,
        gtin=gtin(sale.gtin),
        condition=sale.condition,
        listed_at=sale.listed_at,
        cost=sale.cost,
        fees=sale.fees,
        opportunity=sale.opportunity_id,
    )
    return _said(await app.selling.one(who.workspace, entered))


@router.delete("/{sale_id}", status_code=204)
async def remove_sale(sale_id: UUID, who: Who, app: App) -> None:
    """Take back a sale entered by mistake; promises that it had settled wait for the next one."""
    await app.selling.remove(who.workspace, sale_id)


def _said(row: RowMapping) -> Sale:
    currency = row["currency"]
    amounts = {
        name: None if row[name] is None else Money.sure(row[name], currency)
        for name in ("cost", "fees", "vat", "promised")
    }
    plain = ("id", "ref", "venue", "condition", "sold_at", "listed_at", "created_at")
    told = {name: row[name] for name in ProductBrief.model_fields if name != "id"}
    return Sale.model_validate(
        {
            **{name: row[name] for name in plain},
            **amounts,
            "price": Money.sure(row["price"], currency),
            "product": ProductBrief(id=row["product_id"], **told),
        }
    )
