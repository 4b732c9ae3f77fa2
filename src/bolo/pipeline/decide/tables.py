"""Rows of a workspace's policy and of the verdicts reached under it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Integer, Numeric, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.schema import Row

MOMENT = DateTime(timezone=True)
AMOUNT = Numeric(18, 4)
RATE = Numeric(12, 6)


class PolicyRow(Row):
    """The limits of a workspace; `category` is '' for the one that holds everywhere else."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("workspace_id", "category"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    category: Mapped[str] = mapped_column(Text)
    min_profit: Mapped[Decimal] = mapped_column(AMOUNT)
    max_investment: Mapped[Decimal] = mapped_column(AMOUNT)
    min_margin: Mapped[Decimal] = mapped_column(RATE)
    wanted_roi: Mapped[Decimal] = mapped_column(RATE)
    max_days: Mapped[int] = mapped_column(Integer)
    min_probability: Mapped[Decimal] = mapped_column(RATE)
    roi_definition: Mapped[str] = mapped_column(Text)


class VerdictRow(Row):
    """The verdict on an opportunity, with every reason."""

    __tablename__ = "verdict"
    __table_args__ = (Index("ix_verdict_workspace", "workspace_id", "verdict"),)

    opportunity_id: Mapped[UUID] = mapped_column(
        ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    verdict: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    risk: Mapped[Decimal] = mapped_column(AMOUNT)
    weighed: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    max_cost: Mapped[Decimal | None] = mapped_column(AMOUNT)
    decided_at: Mapped[datetime] = mapped_column(MOMENT)
