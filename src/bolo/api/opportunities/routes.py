"""Opportunities: the ranked list, its facets, and everything behind one of them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import RowMapping

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Items, Line, ListingBrief, Money, Reason, Shape
from bolo.api.opportunities.shapes import (
    Change,
    DaysToSell,
    Expected,
    Offer,
    Rate,
    Rates,
    RiskPart,
    RoiFigure,
)
from bolo.core.decision import ROI_LABELS, RoiDefinition, Verdict, told
from bolo.core.errors import NotFound
from bolo.views import opportunities as view
from bolo.views.deals import WhatIf, what_if
from bolo.views.listings import brief
from bolo.views.opportunities import Filters

router = APIRouter(prefix="/opportunities", tags=["opportunities"])
Limit = Annotated[Decimal | None, Field(ge=-100, le=1_000_000)]


def _no_percent(typed: object) -> object:
    """Refuse what looks like percent: `min_margin=5` was taken for 500 %, which nothing has."""
    try:
        percent = Decimal(str(typed)) > 1
    except ArithmeticError:
        percent = False  # no number at all: said by the type
    if percent:
        raise PydanticCustomError("share", "it is a share, at most 1: write 0.05 for 5 %")
    return typed


Share = Annotated[Decimal | None, BeforeValidator(_no_percent), Field(ge=-100, le=1)]
"""A margin, or how sure."""
Return = Annotated[Decimal | None, Field(ge=-100, le=100)]
"""A return as a share; unlike a margin it may be above 1."""


class ProductBrief(Shape):
    """The thing itself."""

    id: UUID
    title: str
    brand: str | None
    category: str | None
    image: str | None


class Venue(Shape):
    """Where it would be sold."""

    slug: str
    title: str


class Opportunity(Shape):
    """Buy this listing, sell at that venue; money in the workspace's currency.

    `proceeds` are the exit price less `fees` and `vat`, which is what is owed on the sale less
    what of the purchase comes back.
    """

    id: UUID
    status: Literal["open", "gone"]
    found_at: datetime
    changed_at: datetime
    verdict: Verdict
    reasons: list[Reason]
    listing: ListingBrief
    product: ProductBrief
    venue: Venue
    probability: Decimal
    cost: Money
    exit_price: Money
    fees: Money
    vat: Money
    proceeds: Money
    profit: Money
    margin: Decimal
    roi: Decimal
    risk: Money
    break_even: Money | None
    max_cost: Money | None
    demo: bool


class Opportunities(Items[Opportunity]):
    """One page, and how many match in all."""

    total: int


class OpportunityQuery(BaseModel):
    """Which opportunities to list, and in which order."""

    sort: str = "-profit"
    verdict: list[Verdict] | None = None
    marketplace: list[str] | None = None
    shop: list[str] | None = None
    category: list[str] | None = None
    min_profit: Limit = None
    min_roi: Return = None
    min_margin: Share = None
    min_probability: Share = None
    max_risk: Limit = None
    max_age_hours: Annotated[float | None, Field(gt=0, le=100_000)] = None
    q: Annotated[str | None, Field(max_length=200)] = None
    status: Literal["open", "gone", "all"] = "open"
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    cursor: str | None = None

    def filters(self) -> Filters:
        """Return what is asked for in the words of the view."""
        return Filters(
            verdicts=tuple(self.verdict or ()),
            marketplaces=tuple(self.marketplace or ()),
            shops=tuple(self.shop or ()),
            categories=tuple(self.category or ()),
            min_profit=self.min_profit,
            min_roi=self.min_roi,
            min_margin=self.min_margin,
            min_probability=self.min_probability,
            max_risk=self.max_risk,
            max_age=timedelta(hours=self.max_age_hours) if self.max_age_hours else None,
            words=self.q,
            status=self.status,
        )


class Evidence(Shape):
    """How much the exit price rests on."""

    asks: int
    needed: int
    quantile: Decimal
    lowest: Money | None
    highest: Money | None
    brings: Money | None = None
    """What own sales let one expect, where the exit price rests on that and not on the asks."""
    share: Decimal = Decimal(1)
    """How much of an ask a sale was expected to bring."""
    middle: Money | None = None
    """The middle ask, where the exit price is that share of it."""


class Comparable(Shape):
    """The same product elsewhere; `price` is what it asked when this was appraised."""

    listing: ListingBrief
    probability: Decimal
    price: Money
    reasons: list[str]


class Link(Shape):
    """Why the listing is taken to be the product."""

    probability: Decimal
    method: str
    reasons: list[str]


class OpportunityDetail(Opportunity):
    """Everything behind an opportunity; `risk_parts` add up to `risk`, largest first.

    `offer` is there when the verdict is to negotiate, `changes` are the nearest first;
    neither is where an older bolo appraised it, or where it has gone.
    """

    expected_profit: Money
    risk_score: Decimal | None
    chance_of_loss: Decimal | None
    shortfall: Money | None
    risk_parts: list[RiskPart]
    cost_lines: list[Line]
    fee_lines: list[Line]
    vat_lines: list[Line]
    roi_definitions: list[RoiFigure]
    evidence: Evidence
    comparables: list[Comparable]
    link: Link
    rates: Rates
    offer: Offer | None
    changes: list[Change]
    days_to_sell: DaysToSell | None
    expected_sale: Expected | None


class FacetValue(Shape):
    """A value that can be filtered by."""

    value: str
    count: int


class Facets(Shape):
    """What the open opportunities can be filtered by."""

    verdicts: list[FacetValue]
    marketplaces: list[FacetValue]
    shops: list[FacetValue]
    categories: list[FacetValue]


@router.get("")
async def list_opportunities(
    asked: Annotated[OpportunityQuery, Query()], who: Who, app: App
) -> Opportunities:
    """List opportunities, the most profitable first unless `sort` says otherwise.

    Rates are shares: `min_roi=0.2` is 20 %.
    """
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.opportunities(
            session,
            who.workspace,
            asked.filters(),
            sort=asked.sort,
            cursor=asked.cursor,
            limit=asked.limit,
            now=app.clock(),
        )
    items = [Opportunity(**_brief(row, app)) for row in found.rows]
    return Opportunities(items=items, next=found.next, total=found.total)


@router.get("/facets")
async def list_facets(who: Who, app: App) -> Facets:
    """List what the open opportunities can be filtered by."""
    async with app.db.for_workspace(who.workspace) as session:
        found = await view.facets(session, who.workspace)
    return Facets(
        **{
            name: [FacetValue(value=value, count=count) for value, count in values]
            for name, values in found.items()
        }
    )


@router.get("/{opportunity_id}")
async def get_opportunity(opportunity_id: UUID, who: Who, app: App) -> OpportunityDetail:
    """Show everything behind one opportunity."""
    async with app.db.for_workspace(who.workspace) as session:
        row = await view.opportunity(session, who.workspace, opportunity_id)
        if row is None:
            msg = "there is no such opportunity here"
            raise NotFound(msg)
        asks = {UUID(ask["listing"]): ask for ask in row["evidence"]["asks"]}
        others = await view.comparables(session, list(asks))
        moved = await what_if(session, who.workspace, row, app.venues)
    return OpportunityDetail(
        **_brief(row, app),
        **_evidence(row),
        **_weighed(row),
        **_moved_by(moved, row),
        comparables=[
            Comparable(
                listing=ListingBrief.of(brief(other)),
                probability=other["probability"] or Decimal(0),
                price=Money(**asks[other["shown_id"]]["price"]),
                reasons=other["reasons"] or [],
            )
            for other in sorted(others, key=lambda o: list(asks).index(o["shown_id"]))
        ],
    )


def _brief(row: RowMapping, app: App) -> dict[str, Any]:
    def money(name: str) -> Money:
        return Money.sure(row[name], row["own_currency"])

    return {
        "id": row["id"],
        "status": "gone" if row["closed_at"] else "open",
        "found_at": row["found_at"],
        "changed_at": row["changed_at"],
        "verdict": row["verdict"] or Verdict.SKIP,
        "reasons": row["reasons"] or [],
        "listing": ListingBrief.of(brief(row)),
        "product": ProductBrief(
            id=row["product_id"],
            title=row["product_title"],
            brand=row["product_brand"],
            category=row["product_category"],
            image=row["product_image"],
        ),
        "venue": Venue(slug=row["venue"], title=app.venues.title(row["venue"])),
        "probability": row["probability"],
        **{
            name: money(name)
            for name in ("cost", "exit_price", "fees", "vat", "proceeds", "profit")
        },
        "margin": told(row["margin"]),
        "roi": told(row["roi"]),
        "risk": Money.sure(row["risk"] or Decimal(0), row["own_currency"]),
        "break_even": money("break_even") if row["break_even"] is not None else None,
        "max_cost": money("max_cost") if row["max_cost"] is not None else None,
        "demo": row["demo"],
    }


def _evidence(row: RowMapping) -> dict[str, Any]:
    evidence = row["evidence"]
    profit = row["profit"]
    bases = {
        RoiDefinition.LANDED_COST: row["cost"],
        RoiDefinition.PRICE: row["bought_at"],
        RoiDefinition.EXIT_PRICE: row["exit_price"],
    }
    return {
        "cost_lines": evidence["cost_lines"],
        "fee_lines": evidence["fee_lines"],
        "vat_lines": evidence.get("vat_lines", []),
        "evidence": Evidence(**evidence["exit"]),
        "link": Link(**evidence["link"]),
        "rates": Rates(
            date=evidence["rates"]["date"],
            source=evidence["rates"]["source"],
            pairs=[Rate.model_validate(pair) for pair in evidence["rates"]["pairs"]],
        ),
        "roi_definitions": [
            RoiFigure(
                name=definition,
                label=ROI_LABELS[definition],
                value=told(profit / base) if base else Decimal(0),
                chosen=definition == evidence["roi_definition"],
            )
            for definition, base in bases.items()
        ],
    }


def _moved_by(moved: WhatIf, row: RowMapping) -> dict[str, Any]:
    p50, p80 = row["days_p50"], row["days_p80"]
    offer = moved.offer and Offer.model_validate(moved.offer, from_attributes=True)
    return {
        "offer": offer,
        "changes": [Change.model_validate(one, from_attributes=True) for one in moved.changes],
        "days_to_sell": None if p50 is None or p80 is None else DaysToSell(p50=p50, p80=p80),
        "expected_sale": _expected(row),
    }


def _expected(row: RowMapping) -> Expected | None:
    figures = {name: row[name] for name in Expected.model_fields}
    if any(figure is None for figure in figures.values()):
        return None
    told = {name: Money.sure(at, row["own_currency"]) for name, at in figures.items()}
    return Expected(**told)


def _weighed(row: RowMapping) -> dict[str, Any]:
    """Say what may go wrong; what was judged before risks were weighed has no parts."""
    currency, weighed = row["own_currency"], row["weighed"] or {}
    shortfall = weighed.get("shortfall")
    return {
        "expected_profit": Money.sure(row["profit"] - (row["risk"] or 0), currency),
        "risk_score": weighed.get("score"),
        "chance_of_loss": weighed.get("chance_of_loss"),
        "shortfall": None if shortfall is None else Money.sure(Decimal(shortfall), currency),
        "risk_parts": [
            RiskPart(
                **{
                    **part,
                    "loss": Money.sure(Decimal(part["loss"]), currency),
                    "expected": Money.sure(Decimal(part["expected"]), currency),
                }
            )
            for part in weighed.get("parts", ())
        ],
    }
