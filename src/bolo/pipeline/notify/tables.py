"""Rows of alerts, of where they are sent, and of each attempt to send them."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
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
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.schema import Row

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
    """One fact that somebody is told; `fact` makes it one."""

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
    read_at: Mapped[datetime | None] = mapped_column(MOMENT)
    demo: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))


class WebhookEndpointRow(Row):
    """Where a workspace wants signed webhooks; the secret is sealed."""

    __tablename__ = "webhook_endpoint"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    enabled: Mapped[bool] = mapped_column(Boolean)
    failures: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    last_status: Mapped[int | None] = mapped_column(Integer)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT)


class DeliveryRow(Row):
    """An alert on its way to an endpoint; `attempt` counts the tries."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("alert_id", "endpoint_id"),
        Index("ix_delivery_due", "next_try_at", postgresql_where=text("state = 'pending'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), index=True
    )
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"))
    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoint.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    next_try_at: Mapped[datetime] = mapped_column(MOMENT)
    last_status: Mapped[int | None] = mapped_column(Integer)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(MOMENT)
