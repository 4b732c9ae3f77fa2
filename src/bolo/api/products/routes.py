"""One product: its offers, what was asked, paid and said; all in `currency`, by today's rates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.api.frame.context import App, Who
from bolo.api.frame.shapes import Converted, ListingBrief, Money
from bolo.api.opportunities.routes import ProductBrief, Venue
from bolo.api.products.shapes import (
    Band,
    ChartPoint,
    EvidenceOfKind,
    LinePoint,
    ProductDetail,
    ProductOffer,
    Series,
    SurvivalPoint,
    VerdictPoint,
    Worth,
)
from bolo.core import money
from bolo.core.condition import Condition
from bolo.core.errors import NotFound
from bolo.core.offer import Availability
from bolo.core.valuation.lasting import NEEDED
from bolo.core.valuation.likeness import ENOUGH_GONE
from bolo.views import listings
from bolo.views import products as view
from bolo.wiring import Services

router = APIRouter(prefix="/products", tags=["products"])
NOT_YET = (
    "Insufficient data: it has not been valued for you yet. It is when you watch a listing of it,"
    " or enter a sale of it."
)
NO_DAYS = (
    f"Insufficient data: fewer than {NEEDED} offers of it were seen to go, and fewer than"
    f" {ENOUGH_GONE} of its brand and category."
)


class ProductQuery(BaseModel):
    """What to draw: the workspace's first venue, the usual condition, 90 days."""

    venue: Annotated[str | None, Field(max_length=100)] = None
    condition: Condition | None = None
    days: Annotated[int, Field(ge=1, le=3650)] = 90


@dataclass(frozen=True, slots=True)
class _Picture:
    """What one answer is drawn with."""

    app: Services
    workspace: UUID
    product: RowMapping
    venue: str
    condition: str
    currency: str
    since: datetime
    registered: bool

    def fees(self, point: Decimal, on: date) -> Decimal:
        """Return what the venue takes of a sale as of a day."""
        sold = (self.venue, money.Money(point, self.currency), self.product["category"], on)
        return self.app.venues.fees(*sold, registered=self.registered).total.amount

    def converted(self, price: money.Money | None) -> Converted | None:
        """Return a price of another currency in that of the picture, and by which rates."""
        amount = self.amount(price) if price and price.currency != self.currency else None
        if amount is None:
            return None
        rates = self.app.venues.rates
        there = Money.sure(amount, self.currency)
        return Converted(price=there, rates_of=rates.date, source=rates.source)

    def amount(self, price: money.Money | None) -> Decimal | None:
        """Return a price in the currency of the picture; `None` without a rate."""
        there = self.app.venues.convert(price, self.currency) if price is not None else None
        return None if there is None else there.rounded().amount


@router.get("/{product_id}")
async def get_product(
    product_id: UUID, asked: Annotated[ProductQuery, Query()], who: Who, app: App
) -> ProductDetail:
    """Show what a product costs and brings, over time."""
    since = app.clock() - timedelta(days=asked.days)
    async with app.db.for_workspace(who.workspace) as session:
        product = await view.product(session, product_id)
        if product is None:
            msg = "there is no such product"
            raise NotFound(msg)
        figures = (await app.preferences.of(session, who.workspace)).costing
        worths = await view.worths(session, who.workspace, product_id)
        offers = await view.offers(session, product_id, app.venues.rates.per_euro)
        conditions = _conditions(worths, offers, product["condition"])
        drawn = _Picture(
            app,
            who.workspace,
            product,
            _venue(asked.venue, figures.venues, app),
            asked.condition or conditions[0],
            figures.currency,
            since,
            figures.vat.registered,
        )
        lines = await _lines(session, drawn, worths)
        series = await _series(session, drawn, offers)
    return ProductDetail(
        product=ProductBrief(**{name: product[name] for name in ProductBrief.model_fields}),
        venues=_venues(figures.venues, worths, app),
        venue=drawn.venue,
        conditions=conditions,
        condition=drawn.condition,
        currency=drawn.currency,
        since=since,
        cheapest=_cheapest(offers, drawn),
        offers=[_offer(offer, drawn) for offer in offers],
        series=series,
        worth=[worth_of(dict(row)) for row in worths] or [_unknown(drawn)],
        **lines,
    )


def _venue(wanted: str | None, chosen: Sequence[str], app: Services) -> str:
    if wanted is not None and not app.venues.knows(wanted):
        msg = f"no venue is called {wanted}"
        raise NotFound(msg)
    return wanted or chosen[0]


def _venues(chosen: Iterable[str], worths: Iterable[RowMapping], app: Services) -> list[Venue]:
    known = dict.fromkeys([*chosen, *(row["venue"] for row in worths)])
    return [Venue(slug=slug, title=app.venues.title(slug)) for slug in known]


def _conditions(
    worths: Iterable[RowMapping], offers: Sequence[listings.ListingBrief], own: str | None
) -> list[str]:
    """Return the conditions it is known in, that of most offers first."""
    offered = [offer.condition or Condition.NEW.value for offer in offers]
    usual = own or Condition.NEW.value
    known = {*offered, *(row["condition"] for row in worths)} or {usual}
    return sorted(known, key=lambda one: (-offered.count(one), one != usual, one))


def _offer(offer: listings.ListingBrief, drawn: _Picture) -> ProductOffer:
    brief = ListingBrief.of(offer)
    plain = {name: getattr(brief, name) for name in ListingBrief.model_fields}
    return ProductOffer(**plain, converted=drawn.converted(offer.price))


def _cheapest(offers: Sequence[listings.ListingBrief], drawn: _Picture) -> Money | None:
    asked = [
        amount
        for offer in offers
        if offer.gone_at is None
        and offer.availability != Availability.OUT_OF_STOCK
        and (offer.condition or Condition.NEW) == drawn.condition
        and (amount := drawn.amount(offer.price))
    ]
    return Money.sure(min(asked), drawn.currency) if asked else None


async def _series(
    session: AsyncSession, drawn: _Picture, offers: Sequence[listings.ListingBrief]
) -> list[Series]:
    ids = [offer.id for offer in offers[: view.MOST_DRAWN]]
    asked = await view.asked(session, ids, drawn.since)
    found = [
        Series(
            key=str(offer.id),
            label=f"{offer.shop}: {offer.title}",
            marketplace=offer.marketplace,
            shop=offer.shop,
            condition=offer.condition or Condition.NEW.value,
            kind="ask",
            points=[
                ChartPoint(at=point.at, price=drawn.amount(point.price))
                for point in asked[offer.id]
            ],
        )
        for offer in offers[: view.MOST_DRAWN]
    ]
    sales = await view.sold(session, drawn.workspace, drawn.product["id"], drawn.since)
    return found + _sold(drawn, sales)


def _sold(drawn: _Picture, sales: Sequence[RowMapping]) -> list[Series]:
    kept: dict[tuple[str, str], list[ChartPoint]] = {}
    for row in sales:
        price = drawn.amount(money.Money(row["price"], row["currency"]))
        points = kept.setdefault((row["venue"], row["condition"]), [])
        points.append(ChartPoint(at=row["sold_at"], price=price))
    return [
        Series(
            key=f"sold-{venue}-{condition}",
            label=f"Your sales at {drawn.app.venues.title(venue)}",
            marketplace=venue,
            shop=venue,
            condition=condition,
            kind="sold",
            points=points,
        )
        for (venue, condition), points in kept.items()
    ]


async def _lines(
    session: AsyncSession, drawn: _Picture, worths: Sequence[RowMapping]
) -> dict[str, Any]:
    """Return bands, fees, highest costs and verdicts over time."""
    asked = {
        "workspace": drawn.workspace,
        "product": drawn.product["id"],
        "venue": drawn.venue,
        "condition": drawn.condition,
        "currency": drawn.currency,
    }
    bands = [Band(**row) for row in await view.promised(session, asked, drawn.since)]
    bands += [_band(row) for row in worths if _shown(row, drawn)]
    said = await view.verdicts(
        session, drawn.workspace, drawn.product["id"], drawn.venue, drawn.since
    )
    mine = [row for row in said if row["currency"] == drawn.currency]
    return {
        "bands": bands,
        "fees_line": [
            LinePoint(at=band.at, amount=drawn.fees(band.point, band.at.date())) for band in bands
        ],
        "max_cost_line": _most(mine),
        "verdicts": [
            VerdictPoint(
                at=row["at"],
                verdict=row["verdict"],
                profit=Money.sure(row["profit"], row["currency"]),
                opportunity_id=row["opportunity"],
                gone_at=row["gone_at"],
                exit_price=Money.sure(row["exit_price"], row["exit_currency"]),
            )
            for row in said
        ],
    }


def _most(said: Sequence[RowMapping]) -> list[LinePoint]:
    """Return the highest cost that would do for any listing of it, as it was said over time.

    What was said of an opportunity stands until it is gone; of the last one it stays.
    """
    gone = {row["opportunity"]: (row["gone_at"], row["at"]) for row in said}
    moves: list[tuple[datetime, UUID, Decimal | None]] = [
        (row["at"], row["opportunity"], row["max_cost"] or Decimal(0)) for row in said
    ]
    moves += [(max(at, last), one, None) for one, (at, last) in gone.items() if at is not None]
    standing: dict[UUID, Decimal] = {}
    line = []
    for at, one, most in sorted(moves, key=lambda move: move[0]):
        if most is not None:
            standing[one] = most
        elif len(standing) > 1:
            del standing[one]
        else:
            continue
        line.append(LinePoint(at=at, amount=max(standing.values()) or None))
    return line


def _shown(row: RowMapping, drawn: _Picture) -> bool:
    mine = (drawn.venue, drawn.condition, drawn.currency)
    return row["point"] is not None and mine == (row["venue"], row["condition"], row["currency"])


def _band(row: RowMapping) -> Band:
    return Band(**{name: row[name] for name in Band.model_fields})


def worth_of(row: Mapping[str, Any]) -> Worth:
    """Say a worth as it is kept."""
    plain = ("venue", "condition", "at", "days_p50", "days_p80")
    figures: dict[str, Any] = {name: row[name] for name in plain}
    for name in ("point", "low50", "high50", "low80", "high80"):
        figures[name] = Money.of(listings.money(row[name], row["currency"]))
    return Worth(
        **figures,
        days_insufficient=NO_DAYS if figures["point"] and row["days_p50"] is None else None,
        survival=[SurvivalPoint(day=day, unsold=unsold) for day, unsold in row["survival"]],
        evidence=sorted(
            (EvidenceOfKind(**one) for one in row["evidence"]), key=lambda one: -one.weight
        ),
        pooled_from=row["pooled_from"],
        insufficient=row["insufficient"],
    )


def _unknown(drawn: _Picture) -> Worth:
    absent = ("at", "point", "low50", "high50", "low80", "high80", "days_p50", "days_p80")
    nothing: dict[str, Any] = dict.fromkeys(absent)
    return Worth(
        venue=drawn.venue,
        condition=drawn.condition,
        **nothing,
        days_insufficient=None,
        survival=[],
        evidence=[],
        pooled_from="product",
        insufficient=NOT_YET,
    )
