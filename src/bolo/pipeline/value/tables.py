"""Rows of what listings are worth to a workspace, and of what it costs it to buy and sell."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)
AMOUNT = Numeric(18, 4)
RATE = Numeric(12, 6)


class CostingRow(Row):
    """What a workspace pays on top of a price, and where it sells."""

    __tablename__ = "costing"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    venues: Mapped[list[str]] = mapped_column(JSONB)
    shipping: Mapped[Decimal] = mapped_column(AMOUNT)
    prep: Mapped[Decimal] = mapped_column(AMOUNT)
    tax_rate: Mapped[Decimal] = mapped_column(RATE)
    import_rate: Mapped[Decimal] = mapped_column(RATE)
    currency_spread: Mapped[Decimal] = mapped_column(RATE)
    asked_share: Mapped[Decimal] = mapped_column(RATE, server_default="0.82")
    vat_scheme: Mapped[str] = mapped_column(Text, server_default="none")
    vat_rate: Mapped[Decimal] = mapped_column(RATE, server_default="0")
    vat_reclaimed: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))


class OpportunityRow(Row):
    """Buy this listing, sell at that venue: an appraisal with its evidence.

    All amounts are in `currency`, the workspace's at the time of the appraisal. `point` and the
    intervals are what a sale is expected to bring, `days_p50` and `days_p80` within how many days
    half and four fifths of such things are sold, `per_day` the profit by the day of `days_p50`;
    each is null for want of evidence, and deciding then falls back on the policy's days.
    """

    __tablename__ = "opportunity"
    __table_args__ = (
        UniqueConstraint("workspace_id", "listing_id", "venue"),
        Index("ix_opportunity_listing", "listing_id"),
        Index("ix_opportunity_product", "product_id"),
        Index(
            "ix_opportunity_profit",
            "workspace_id",
            "profit",
            "id",
            postgresql_where=text("gone_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    venue: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    price: Mapped[Decimal] = mapped_column(AMOUNT)
    cost: Mapped[Decimal] = mapped_column(AMOUNT)
    exit_price: Mapped[Decimal] = mapped_column(AMOUNT)
    fees: Mapped[Decimal] = mapped_column(AMOUNT)
    vat: Mapped[Decimal] = mapped_column(AMOUNT, server_default="0")
    proceeds: Mapped[Decimal] = mapped_column(AMOUNT)
    profit: Mapped[Decimal] = mapped_column(AMOUNT)
    break_even: Mapped[Decimal | None] = mapped_column(AMOUNT)
    margin: Mapped[Decimal] = mapped_column(RATE)
    roi: Mapped[Decimal] = mapped_column(Numeric(14, 4))
    probability: Mapped[Decimal] = mapped_column(Numeric(7, 6))
    asks: Mapped[int] = mapped_column(Integer)
    reads: Mapped[int] = mapped_column(Integer)
    in_stock: Mapped[bool] = mapped_column(Boolean)
    confirmed_fees: Mapped[bool] = mapped_column(Boolean)
    match_gates: Mapped[list[str]] = mapped_column(JSONB)
    doubts: Mapped[list[str]] = mapped_column(JSONB)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB)
    found_at: Mapped[datetime] = mapped_column(MOMENT)
    changed_at: Mapped[datetime] = mapped_column(MOMENT)
    gone_at: Mapped[datetime | None] = mapped_column(MOMENT)
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    point: Mapped[Decimal | None] = mapped_column(AMOUNT)
    low80: Mapped[Decimal | None] = mapped_column(AMOUNT)
    low50: Mapped[Decimal | None] = mapped_column(AMOUNT)
    high50: Mapped[Decimal | None] = mapped_column(AMOUNT)
    high80: Mapped[Decimal | None] = mapped_column(AMOUNT)
    days_p50: Mapped[int | None] = mapped_column(Integer)
    days_p80: Mapped[int | None] = mapped_column(Integer)
    per_day: Mapped[Decimal | None] = mapped_column(AMOUNT)


class SaleRow(Row):
    """A sale of one's own: the best evidence there is of what a thing brings.

    `listed_at` tells how long it took, `cost` what it had cost to own, `fees` what the venue took,
    `vat` what is owed on it less what comes back (null where that cannot be known), `promised` the
    profit that the standing opportunity held out when the sale was entered.
    """

    __tablename__ = "sale"
    __table_args__ = (
        Index("ix_sale_product", "product_id", "workspace_id"),
        Index("ix_sale_sold", "workspace_id", "sold_at"),
        UniqueConstraint("workspace_id", "ref"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(Text)
    """What tells it from another; a file that is imported twice is entered once."""
    venue: Mapped[str] = mapped_column(Text)
    condition: Mapped[str] = mapped_column(Text)
    price: Mapped[Decimal] = mapped_column(AMOUNT)
    currency: Mapped[str] = mapped_column(Text)
    sold_at: Mapped[datetime] = mapped_column(MOMENT)
    listed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    cost: Mapped[Decimal | None] = mapped_column(AMOUNT)
    fees: Mapped[Decimal | None] = mapped_column(AMOUNT)
    vat: Mapped[Decimal | None] = mapped_column(AMOUNT, server_default="0")
    promised: Mapped[Decimal | None] = mapped_column(AMOUNT)
    created_at: Mapped[datetime] = mapped_column(MOMENT)


class WorthRow(Row):
    """What a product is expected to bring a workspace at a venue in a condition, as of `at`.

    Without figures, `insufficient` says why. `survival` is [[day, share unsold], …].
    """

    __tablename__ = "worth"
    __table_args__ = (Index("ix_worth_product", "product_id"),)

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    product_id: Mapped[UUID] = mapped_column(
        ForeignKey("product.id", ondelete="CASCADE"), primary_key=True
    )
    venue: Mapped[str] = mapped_column(Text, primary_key=True)
    condition: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(MOMENT)
    point: Mapped[Decimal | None] = mapped_column(AMOUNT)
    low80: Mapped[Decimal | None] = mapped_column(AMOUNT)
    low50: Mapped[Decimal | None] = mapped_column(AMOUNT)
    high50: Mapped[Decimal | None] = mapped_column(AMOUNT)
    high80: Mapped[Decimal | None] = mapped_column(AMOUNT)
    days_p50: Mapped[int | None] = mapped_column(Integer)
    days_p80: Mapped[int | None] = mapped_column(Integer)
    survival: Mapped[list[Any]] = mapped_column(JSONB)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    kind: Mapped[str | None] = mapped_column(Text)
    """The kind of evidence that counted most."""
    pooled_from: Mapped[str] = mapped_column(Text)
    insufficient: Mapped[str | None] = mapped_column(Text)
    stretch: Mapped[Decimal] = mapped_column(Numeric(8, 4), server_default=text("1"))
    """By how much the intervals were stretched, by what earlier ones had missed."""


class PredictionRow(Row):
    """A worth as it was promised on a day, and what came of it; kept for a bounded time."""

    __tablename__ = "prediction"
    __table_args__ = (
        Index("ix_prediction_product", "product_id", "workspace_id", "made_at"),
        Index(
            "ix_prediction_settled",
            "workspace_id",
            "settled_at",
            postgresql_where=text("settled_at IS NOT NULL"),
        ),
        Index("ix_prediction_made", "made_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    venue: Mapped[str] = mapped_column(Text)
    condition: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    currency: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(MOMENT)
    point: Mapped[Decimal] = mapped_column(AMOUNT)
    low80: Mapped[Decimal] = mapped_column(AMOUNT)
    low50: Mapped[Decimal] = mapped_column(AMOUNT)
    high50: Mapped[Decimal] = mapped_column(AMOUNT)
    high80: Mapped[Decimal] = mapped_column(AMOUNT)
    days_p50: Mapped[int | None] = mapped_column(Integer)
    days_p80: Mapped[int | None] = mapped_column(Integer)
    stretch: Mapped[Decimal] = mapped_column(Numeric(8, 4), server_default=text("1"))
    settled_at: Mapped[datetime | None] = mapped_column(MOMENT)
    outcome: Mapped[str | None] = mapped_column(Text)
    """`own_sale`, or `vanished`: the last ask of a listing that is gone, which is weaker.

    `replayed`: the promise itself was reckoned afterwards, from the own sales until its day.
    """
    realised: Mapped[Decimal | None] = mapped_column(AMOUNT)
    realised_days: Mapped[int | None] = mapped_column(Integer)


class LikenessRow(Row):
    """What the like of a thing (a brand's or a category's listings) asks and how fast it goes.

    Logarithms of asks and of asks over list prices, with their spreads; `gone` listings in
    `followed` days of all of them together.
    """

    __tablename__ = "likeness"

    scope: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    demo: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    products: Mapped[int] = mapped_column(Integer)
    log_ask: Mapped[Decimal] = mapped_column(RATE)
    ask_spread: Mapped[Decimal] = mapped_column(RATE)
    listed: Mapped[int] = mapped_column(Integer)
    log_ratio: Mapped[Decimal | None] = mapped_column(RATE)
    ratio_spread: Mapped[Decimal | None] = mapped_column(RATE)
    gone: Mapped[int] = mapped_column(Integer)
    followed: Mapped[Decimal] = mapped_column(Numeric(18, 3))
    at: Mapped[datetime] = mapped_column(MOMENT)
