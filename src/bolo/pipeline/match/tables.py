"""Rows of products and of what ties listings to them, shared by all; and of what people say of it.

A review asks whether two listings are one thing. Everybody who watches one of them may
answer; the answer is the workspace's own, and a label to learn from.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)
SHARE = Numeric(7, 6)


class ProductRow(Row):
    """The thing itself; demo products never meet real ones."""

    __tablename__ = "product"
    __table_args__ = (
        Index("ix_product_gtin", "gtin"),
        Index("ix_product_part", "part"),
        Index("ix_product_version", "version"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    brand: Mapped[str | None] = mapped_column(Text)
    gtin: Mapped[str | None] = mapped_column(Text)
    mpn: Mapped[str | None] = mapped_column(Text)
    part: Mapped[str | None] = mapped_column(Text)
    """Brand and part number in one key, lower case."""
    variant: Mapped[str | None] = mapped_column(Text)
    condition: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    image: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    """What is searched for likeness: title and variant in lower case."""
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    version: Mapped[int] = mapped_column(
        BigInteger, server_default=text("nextval('product_version')")
    )
    """Grows with every product that is founded or described anew, in the order of commits."""


class LinkRow(Row):
    """Listing is product, with a probability and the reasons for it."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_product", "product_id"),)

    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    probability: Mapped[Decimal] = mapped_column(SHARE)
    method: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[str]] = mapped_column(JSONB)
    linked_at: Mapped[datetime] = mapped_column(MOMENT)
    model: Mapped[str | None] = mapped_column(Text)
    """Which model judged it; none where identifiers, rules or a person did."""


class NearMissRow(Row):
    """A product that a listing looks like and is not, with the gates that say so."""

    __tablename__ = "near_miss"
    __table_args__ = (Index("ix_near_miss_product", "product_id"),)

    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    probability: Mapped[Decimal] = mapped_column(SHARE)
    reasons: Mapped[list[str]] = mapped_column(JSONB)
    gates: Mapped[list[str]] = mapped_column(JSONB)


class ReviewRow(Row):
    """Are these two listings one thing? Asked of all, or, when reported, of one workspace."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint(
            "workspace_id", "listing_id", "other_id", postgresql_nulls_not_distinct=True
        ),
        Index("ix_review_urgency", "urgency", "id"),
        Index("ix_review_listing", "listing_id"),
        Index("ix_review_other", "other_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE")
    )
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    """The listing that was placed."""
    other_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    """A listing of the product that it might be."""
    why: Mapped[str] = mapped_column(Text)
    probability: Mapped[Decimal] = mapped_column(SHARE)
    decision: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[str]] = mapped_column(JSONB)
    urgency: Mapped[Decimal] = mapped_column(SHARE)
    """The higher, the earlier it is shown."""
    model: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(MOMENT)


class LabelRow(Row):
    """What a person answered, with both descriptions as they were then."""

    __tablename__ = "match_label"
    __table_args__ = (
        UniqueConstraint("workspace_id", "review_id"),
        Index("ix_match_label_listing", "listing_id"),
        Index("ix_match_label_other", "other_id"),
        Index("ix_match_label_review", "review_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    answer: Mapped[str] = mapped_column(Text)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("app_user.id", ondelete="SET NULL"))
    answered_at: Mapped[datetime] = mapped_column(MOMENT)
    left_said: Mapped[dict[str, Any]] = mapped_column(JSONB)
    right_said: Mapped[dict[str, Any]] = mapped_column(JSONB)
    probability: Mapped[Decimal] = mapped_column(SHARE)
    """What the machine thought before it was told."""


class MatchJudgeRow(Row):
    """A model that learnt from people's answers; the newest judges. None: the one that ships."""

    __tablename__ = "match_model"

    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    labels: Mapped[int] = mapped_column(Integer)
    trained_at: Mapped[datetime] = mapped_column(MOMENT)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    grown: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    """False: the answers taught nothing new, so the model that ships judges."""
