"""Rows of a workspace's policy, of the verdicts reached under it, and of what they rested on."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

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


class JudgementRow(Row):
    """A verdict as it was reached, with what it rested on; the newest twenty of an opportunity.

    `slot` is the place in that ring, `number` counts on. `hashes` names the documents: `deal`
    and `versions` are here, `limits` and `risks` in `basis`; all are canonical JSON.
    """

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_workspace", "workspace_id"),)

    opportunity_id: Mapped[UUID] = mapped_column(
        ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True
    )
    slot: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    decided_at: Mapped[datetime] = mapped_column(MOMENT)
    hash: Mapped[str] = mapped_column(Text)
    hashes: Mapped[dict[str, str]] = mapped_column(JSONB)
    deal: Mapped[str] = mapped_column(Text)
    versions: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB)


class BasisRow(Row):
    """A document that many judgements share, kept once by its hash."""

    __tablename__ = "basis"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    hash: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    used_at: Mapped[datetime] = mapped_column(MOMENT)


class RiskSettingRow(Row):
    """What a workspace assumes of risks otherwise than bolo does, by the name of the figure."""

    __tablename__ = "risk_setting"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    figures: Mapped[dict[str, str]] = mapped_column(JSONB)
