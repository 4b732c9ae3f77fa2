"""Rows of what was seen: listings, what they cost now, and how that moved. Shared by all."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)
AMOUNT = Numeric(18, 4)


class ListingRow(Row):
    """An offer that we follow."""

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("marketplace", "ref"),
        Index("ix_listing_shop_newest", "shop", "first_seen_at", "id"),
        Index("ix_listing_seller", "seller", postgresql_where=text("seller IS NOT NULL")),
        Index("ix_listing_first_seen", "first_seen_at", "id"),
        Index("ix_listing_url", "url", postgresql_using="hash"),
        Index(
            "ix_listing_title",
            "title",
            postgresql_using="gin",
            postgresql_ops={"title": "gin_trgm_ops"},
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    marketplace: Mapped[str] = mapped_column(Text)
    shop: Mapped[str] = mapped_column(Text)
    ref: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    brand: Mapped[str | None] = mapped_column(Text)
    gtin: Mapped[str | None] = mapped_column(Text)
    mpn: Mapped[str | None] = mapped_column(Text)
    sku: Mapped[str | None] = mapped_column(Text)
    variant: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    condition: Mapped[str | None] = mapped_column(Text)
    seller: Mapped[str | None] = mapped_column(Text)
    image: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    """Where it is: stated, or where a place of that name is."""
    doubts: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    facts: Mapped[bytes] = mapped_column(LargeBinary)
    """Digest of everything above; a change of it is a change of the listing."""
    first_seen_at: Mapped[datetime] = mapped_column(MOMENT)
    seen_at: Mapped[datetime] = mapped_column(MOMENT)
    gone_at: Mapped[datetime | None] = mapped_column(MOMENT)
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class SightingRow(Row):
    """Which questions show a listing now: it is gone when no question that is asked does."""

    __tablename__ = "sighting"
    __table_args__ = (Index("ix_sighting_listing", "listing_id"),)

    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True
    )
    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )


class CurrentPriceRow(Row):
    """The price that is believed now; `reads` counts readings that agreed on it (2 is enough)."""

    __tablename__ = "current_price"

    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    currency: Mapped[str | None] = mapped_column(Text)
    was_amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    shipping_amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    availability: Mapped[str | None] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(MOMENT)
    reads: Mapped[int] = mapped_column(Integer)


class PriceChangeRow(Row):
    """The history: one row for each believed change; monthly partitions made ahead."""

    __tablename__ = "price_change"
    __table_args__ = ({"postgresql_partition_by": "RANGE (at)"},)

    listing_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(MOMENT, primary_key=True)
    amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    currency: Mapped[str | None] = mapped_column(Text)
    availability: Mapped[str | None] = mapped_column(Text)


class SearchHitRow(Row):
    """A saved search caught a listing, once; what it caught when it was saved is not told."""

    __tablename__ = "search_hit"
    __table_args__ = (
        UniqueConstraint("search_id", "listing_id"),
        Index("ix_search_hit_list", "search_id", text("found_at DESC"), "id"),
        Index("ix_search_hit_listing", "listing_id"),
        Index("ix_search_hit_workspace", "workspace_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    search_id: Mapped[UUID] = mapped_column(ForeignKey("saved_search.id", ondelete="CASCADE"))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    found_at: Mapped[datetime] = mapped_column(MOMENT)
    amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    currency: Mapped[str | None] = mapped_column(Text)
    told: Mapped[bool] = mapped_column(Boolean)


class QuarantineRow(Row):
    """A surprise that waits for a second, independent reading to agree."""

    __tablename__ = "quarantine"

    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    currency: Mapped[str | None] = mapped_column(Text)
    availability: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[Decimal] = mapped_column(Numeric(7, 6))
    surprise: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(MOMENT)


class PriceQuestionRow(Row):
    """A page states several prices and none is likelier: which one is it? Asked once a listing."""

    __tablename__ = "price_question"
    __table_args__ = (Index("ix_price_question_host", "host"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), unique=True
    )
    host: Mapped[str] = mapped_column(Text)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Amount, currency, and who on the page states it (`source`, `where`)."""
    asked_at: Mapped[datetime] = mapped_column(MOMENT)
    chosen: Mapped[int | None] = mapped_column(Integer)
    answered_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """Answered without a choice: none of them is the price."""
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("app_user.id", ondelete="SET NULL"))


class ListingMarkRow(Row):
    """What one person made of a listing: looked at it, kept it, put it away, went there."""

    __tablename__ = "listing_mark"
    __table_args__ = (
        Index(
            "ix_listing_mark_saved",
            "workspace_id",
            "user_id",
            "saved_at",
            postgresql_where=text("saved_at IS NOT NULL"),
        ),
    )

    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True
    )
    viewed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    saved_at: Mapped[datetime | None] = mapped_column(MOMENT)
    hidden_at: Mapped[datetime | None] = mapped_column(MOMENT)
    opened_at: Mapped[datetime | None] = mapped_column(MOMENT)
    opened: Mapped[int] = mapped_column(Integer, server_default=text("0"))


class ListingNoteRow(Row):
    """What a workspace wrote on a listing, for all who work there."""

    __tablename__ = "listing_note"

    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    written_at: Mapped[datetime] = mapped_column(MOMENT)


class FollowRow(Row):
    """What a workspace follows; `key` is an id, an address, or `marketplace/name` in lower case."""

    __tablename__ = "follow"
    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "key"),
        Index("ix_follow_key", "kind", "key"),
        Index("ix_follow_list", "workspace_id", text("created_at DESC"), "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    margin: Mapped[Decimal] = mapped_column(Numeric(7, 4))
    """Per cent by which a state must be left before it is told again."""
    goods: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Conditions of goods that count; none means all."""
    currency: Mapped[str] = mapped_column(Text)
    paused: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    held: Mapped[str | None] = mapped_column(Text)
    """The limit of the plan that paused it."""
    watch_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("watch.id", ondelete="SET NULL"), index=True
    )
    """The watch that was made for it."""
    since: Mapped[datetime] = mapped_column(MOMENT)
    """What happened before is not told."""
    created_at: Mapped[datetime] = mapped_column(MOMENT)


class FollowMemberRow(Row):
    """A listing is an offer of a followed product, since `joined_at`; without it, for ever."""

    __tablename__ = "follow_member"
    __table_args__ = (Index("ix_follow_member_listing", "listing_id"),)

    follow_id: Mapped[UUID] = mapped_column(
        ForeignKey("follow.id", ondelete="CASCADE"), primary_key=True
    )
    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    joined_at: Mapped[datetime | None] = mapped_column(MOMENT)


class FollowHitRow(Row):
    """A condition of a follow came true at a moment, once; amounts are in one currency."""

    __tablename__ = "follow_hit"
    __table_args__ = (
        UniqueConstraint("follow_id", "condition", "listing_id", "at"),
        Index("ix_follow_hit_list", "follow_id", text("at DESC"), "id"),
        Index("ix_follow_hit_listing", "listing_id"),
        Index("ix_follow_hit_workspace", "workspace_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    follow_id: Mapped[UUID] = mapped_column(ForeignKey("follow.id", ondelete="CASCADE"))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    condition: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(MOMENT)
    found_at: Mapped[datetime] = mapped_column(MOMENT)
    amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    before_amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    low_amount: Mapped[Decimal | None] = mapped_column(AMOUNT)
    currency: Mapped[str] = mapped_column(Text)
