"""Rows of alerts, of where they are sent, and of each attempt to send them."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)


class AlertingRow(Row):
    """How a workspace wants to be alerted."""

    __tablename__ = "alerting"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    hysteresis: Mapped[Decimal] = mapped_column(Numeric(12, 6))


class ArmingRow(Row):
    """Whether an opportunity may raise its next alert; `episode` counts those it raised."""

    __tablename__ = "arming"

    opportunity_id: Mapped[UUID] = mapped_column(
        ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    armed: Mapped[bool] = mapped_column(Boolean)
    episode: Mapped[int] = mapped_column(Integer)


class AlertRow(Row):
    """One fact that is told; `fact` makes it one. Without a person it is the workspace's.

    `worth` is in the workspace's currency; `scope` names the search that found it, if one did.
    """

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("workspace_id", "fact"),
        Index("ix_alert_inbox", "workspace_id", text("created_at DESC"), "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    fact: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    opportunity_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("opportunity.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    clicked_at: Mapped[datetime | None] = mapped_column(MOMENT)
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[str] = mapped_column(Text, server_default=text("''"))
    worth: Mapped[Decimal | None] = mapped_column(Numeric)
    about: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class AlertReaderRow(Row):
    """Who is to read an alert, and when they did; whoever joins later has nothing to catch up."""

    __tablename__ = "alert_reader"
    __table_args__ = (
        Index(
            "ix_alert_reader_unread",
            *("workspace_id", "user_id"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    alert_id: Mapped[UUID] = mapped_column(
        ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    read_at: Mapped[datetime | None] = mapped_column(MOMENT)


class ChannelRow(Row):
    """Where somebody is told: a person, or without one the workspace's programs.

    `shown` settings stand in the clear, secret ones are `sealed`.
    """

    __tablename__ = "channel"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    shown: Mapped[dict[str, str]] = mapped_column(JSONB)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    enabled: Mapped[bool] = mapped_column(Boolean)
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    rests_until: Mapped[datetime | None] = mapped_column(MOMENT)
    last_status: Mapped[int | None] = mapped_column(Integer)
    last_told: Mapped[str | None] = mapped_column(Text)
    last_at: Mapped[datetime | None] = mapped_column(MOMENT)
    created_at: Mapped[datetime] = mapped_column(MOMENT)


class DispatchRow(Row):
    """A message on its way over a channel; `message_id` stays the same however often it is sent."""

    __tablename__ = "dispatch"
    __table_args__ = (
        Index("ix_dispatch_channel", "channel_id", "created_at"),
        Index("ix_dispatch_history", "workspace_id", text("created_at DESC"), "id"),
        Index("ix_dispatch_due", "next_try_at", postgresql_where=text("state = 'pending'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channel.id", ondelete="CASCADE"))
    message_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    next_try_at: Mapped[datetime] = mapped_column(MOMENT)
    last_status: Mapped[int | None] = mapped_column(Integer)
    last_told: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    done_at: Mapped[datetime | None] = mapped_column(MOMENT)


class AttemptRow(Row):
    """One try of a dispatch, in the vendor's words."""

    __tablename__ = "attempt"

    dispatch_id: Mapped[UUID] = mapped_column(
        ForeignKey("dispatch.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(MOMENT)
    sent: Mapped[bool] = mapped_column(Boolean)
    status: Mapped[int | None] = mapped_column(Integer)
    told: Mapped[str] = mapped_column(Text)


class DeliveryRow(Row):
    """An alert for a channel: it waits until `due_at`, is carried by a dispatch, or is `untold`."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("alert_id", "channel_id"),
        Index(
            "ix_delivery_waiting",
            "channel_id",
            "due_at",
            postgresql_where=text("dispatch_id IS NULL AND untold IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"))
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channel.id", ondelete="CASCADE"))
    due_at: Mapped[datetime] = mapped_column(MOMENT)
    dispatch_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("dispatch.id", ondelete="CASCADE"), index=True
    )
    untold: Mapped[str | None] = mapped_column(Text)


class TellingRow(Row):
    """How a person wants to be told; the scope is empty, or names one search."""

    __tablename__ = "telling"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True
    )
    scope: Mapped[str] = mapped_column(Text, primary_key=True)
    pace: Mapped[str] = mapped_column(Text)
    zone: Mapped[str] = mapped_column(Text)
    digest_at: Mapped[time] = mapped_column(Time)
    quiet_from: Mapped[time | None] = mapped_column(Time)
    quiet_to: Mapped[time | None] = mapped_column(Time)
    at_most: Mapped[int | None] = mapped_column(Integer)
    min_worth: Mapped[Decimal | None] = mapped_column(Numeric)
    muted_until: Mapped[datetime | None] = mapped_column(MOMENT)
    channels: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))


class PushKeyRow(Row):
    """The key of this installation for Web Push, sealed; there is one."""

    __tablename__ = "push_key"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
