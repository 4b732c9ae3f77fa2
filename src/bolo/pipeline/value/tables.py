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

from bolo.platform.schema import Row

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


class OpportunityRow(Row):
    """Buy this listing, sell at that venue: an appraisal with its evidence.

    All amounts are in `currency`, the workspace's at the time of the appraisal.
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
