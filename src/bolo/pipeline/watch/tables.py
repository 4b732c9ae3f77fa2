"""Rows of what is watched, asked and answered.

Sources, questions, readings and raw pages are shared by all; watches are a
workspace's own. `reading` is an inbox: observe empties it.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)


class SourceRow(Row):
    """One host, and how it fares."""

    __tablename__ = "source"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(Text, unique=True)
    marketplace: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'new'"))
    reason: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    next_try_at: Mapped[datetime | None] = mapped_column(MOMENT)
    last_ok_at: Mapped[datetime | None] = mapped_column(MOMENT)
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class QuestionRow(Row):
    """What we ask a source, once for everybody who wants to know."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("source_id", "kind", "key"),
        Index("ix_question_due", "due_at", postgresql_where=text("active")),
        Index("ix_question_parent", "parent_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    marketplace: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    least_seconds: Mapped[int] = mapped_column(Integer)
    most_seconds: Mapped[int] = mapped_column(Integer)
    interval_seconds: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime] = mapped_column(MOMENT)
    leased_until: Mapped[datetime | None] = mapped_column(MOMENT)
    asked_at: Mapped[datetime | None] = mapped_column(MOMENT)
    answered_at: Mapped[datetime | None] = mapped_column(MOMENT)
    changed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    body_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    attention: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    """Wanted again soon, and as a reading even when nothing changed."""
    observed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """Moment of the newest reading that was observed; an older one comes too late."""
    vanished_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """Since when most of it seems to be gone, which a second reading must confirm."""
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    reason: Mapped[str | None] = mapped_column(Text)
    offers: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class WatchRow(Row):
    """What a workspace wants to know."""

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint(
            "workspace_id", "kind", "key", "search_id", postgresql_nulls_not_distinct=True
        ),
        Index("ix_watch_search", "search_id", postgresql_where=text("search_id IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    search_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("saved_search.id", ondelete="CASCADE")
    )
    """The saved search that it asks for; a person's own watch has none."""
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    every_seconds: Mapped[int | None] = mapped_column(Integer)
    paused_at: Mapped[datetime | None] = mapped_column(MOMENT)
    removed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    """Since then it has no questions; a while later it is forgotten."""
    held: Mapped[str | None] = mapped_column(Text)
    """The limit of the plan that paused it."""
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    followed: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    """Made for what is followed, not by a person; it ends with the last follow of it."""


class SavedSearchRow(Row):
    """What a workspace looks for; `rule` is the canonical text of its criteria."""

    __tablename__ = "saved_search"
    __table_args__ = (
        Index("ix_saved_search_list", "workspace_id", text("created_at DESC"), "id"),
        Index("ix_saved_search_revision", "revision"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    every_minutes: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text)
    held: Mapped[str | None] = mapped_column(Text)
    """The limit of the plan that paused it."""
    template: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(BigInteger)
    """Grows with every change, in the order of commits: workers ask for what is newer."""
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    changed_at: Mapped[datetime] = mapped_column(MOMENT)


class WatchQuestionRow(Row):
    """Which questions answer a watch."""

    __tablename__ = "watch_question"
    __table_args__ = (Index("ix_watch_question_question", "question_id"),)

    watch_id: Mapped[UUID] = mapped_column(
        ForeignKey("watch.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )


class ReadingRow(Row):
    """What a source answered, waiting for observe; `payload` is packed offers."""

    __tablename__ = "reading"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    read_at: Mapped[datetime] = mapped_column(MOMENT)
    complete: Mapped[bool] = mapped_column(Boolean)
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class RawPageRow(Row):
    """The bytes a source answered with, zstd, kept when new or changed; monthly partitions."""

    __tablename__ = "raw_page"
    __table_args__ = (
        Index("ix_raw_page_question", "question_id", "at"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column(MOMENT, primary_key=True)
    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(Integer, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class PriceChoiceRow(Row):
    """Whose price a person took at a shop where a page stated several; settles later ties there."""

    __tablename__ = "price_choice"

    host: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    """What the element on the screen is called; empty for markups."""
    chosen_at: Mapped[datetime] = mapped_column(MOMENT)
