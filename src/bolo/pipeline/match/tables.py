"""Rows of products and of what ties listings to them. Shared by all."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Numeric, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.schema import Row

MOMENT = DateTime(timezone=True)
SHARE = Numeric(7, 6)


class ProductRow(Row):
    """The thing itself; demo products never meet real ones."""

    __tablename__ = "product"
    __table_args__ = (
        Index("ix_product_gtin", "gtin"),
        Index("ix_product_part", "part"),
        Index(
            "ix_product_words",
            "words",
            postgresql_using="gin",
            postgresql_ops={"words": "gin_trgm_ops"},
        ),
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
