"""The rows behind `fetch`: kept answers, and the buckets of tokens of every host.

Bodies are stored as they came over the wire (or zstd), so PostgreSQL is told not
to compress them again. Kept answers are `UNLOGGED`: losing them costs one question.
"""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row


class HttpCacheRow(Row):
    """One kept answer, by the hash of its question."""

    __tablename__ = "http_cache"
    __table_args__ = (Index(None, "answered_at"), {"prefixes": ["UNLOGGED"]})

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    coding: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime]


class TokenBucketRow(Row):
    """How many questions a host may still be asked; written by `platform.buckets` alone."""

    __tablename__ = "token_bucket"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    capacity: Mapped[float] = mapped_column(DOUBLE_PRECISION)
    per_second: Mapped[float] = mapped_column(DOUBLE_PRECISION)
    tokens: Mapped[float] = mapped_column(DOUBLE_PRECISION)
    updated_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
