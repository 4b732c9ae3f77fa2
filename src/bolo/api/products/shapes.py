"""The parts of a product in full: who offers it, what was asked and said, what it is worth."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from bolo.api.frame.shapes import Converted, ListingBrief, Money, Shape
from bolo.api.opportunities.routes import ProductBrief, Venue
from bolo.core.decision import Verdict


class ChartPoint(Shape):
    """What held from `at` on; no price while it was not offered."""

    at: datetime
    price: Decimal | None


class Series(Shape):
    """One line: what a listing asked, or the marks of one's own sales at a venue."""

    key: str
    label: str
    marketplace: str
    shop: str
    condition: str
    kind: Literal["ask", "sold"]
    points: list[ChartPoint]


class Band(Shape):
    """What was said at `at` that it would bring: in the middle, 50 and 80 times of 100."""

    at: datetime
    low80: Decimal
    low50: Decimal
    point: Decimal
    high50: Decimal
    high80: Decimal


class LinePoint(Shape):
    """A point of a line, in the currency of the picture; no amount where none would do."""

    at: datetime
    amount: Decimal | None


class VerdictPoint(Shape):
    """What was said of an opportunity, until `gone_at`, and what price it counts on now."""

    at: datetime
    verdict: Verdict
    profit: Money
    opportunity_id: UUID
    gone_at: datetime | None
    exit_price: Money | None = None


class SurvivalPoint(Shape):
    """The share that is still unsold after so many days."""

    day: int
    unsold: Decimal


class EvidenceOfKind(Shape):
    """How many figures of a kind there were, how much they counted, how old the newest is.

    What counts most comes first.
    """

    kind: Literal["own_sale", "sold", "vanished", "ask", "list", "like"]
    count: int
    weight: Decimal
    newest: datetime | None


class Worth(Shape):
    """What it brings at a venue in a condition; `insufficient` says why there is no figure.

    `days_p50`: half of such things are sold within so many days; without it, `days_insufficient`
    says why.
    """

    venue: str
    condition: str
    at: datetime | None
    point: Money | None
    low50: Money | None
    high50: Money | None
    low80: Money | None
    high80: Money | None
    days_p50: int | None
    days_p80: int | None
    days_insufficient: str | None
    survival: list[SurvivalPoint]
    evidence: list[EvidenceOfKind]
    pooled_from: Literal["product", "brand", "category"]
    insufficient: str | None


class ProductOffer(ListingBrief):
    """One listing of it; `converted` is its price in the currency of the picture, if another."""

    converted: Converted | None = None


class ProductDetail(Shape):
    """Everything that is known of what a product brings, for one venue and condition at a time.

    `cheapest` is the lowest price at which it can be had now in that condition.
    """

    product: ProductBrief
    venues: list[Venue]
    venue: str
    conditions: list[str]
    condition: str
    currency: str
    since: datetime
    cheapest: Money | None
    offers: list[ProductOffer]
    series: list[Series]
    bands: list[Band]
    fees_line: list[LinePoint]
    max_cost_line: list[LinePoint]
    verdicts: list[VerdictPoint]
    worth: list[Worth]
