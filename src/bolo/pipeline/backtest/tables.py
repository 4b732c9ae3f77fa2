"""Rows of backtests: what was asked, how far it has come, and what came of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Row

MOMENT = DateTime(timezone=True)


class BacktestRow(Row):
    """One backtest of a workspace; `report` and `trades` are there once it is done."""

    __tablename__ = "backtest"
    __table_args__ = (Index("ix_backtest_workspace", "workspace_id", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(Text)
    rules: Mapped[str] = mapped_column(Text)
    from_at: Mapped[datetime | None] = mapped_column(MOMENT)
    to_at: Mapped[datetime | None] = mapped_column(MOMENT)
    state: Mapped[str] = mapped_column(Text)
    progress: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT)
    started_at: Mapped[datetime | None] = mapped_column(MOMENT)
    finished_at: Mapped[datetime | None] = mapped_column(MOMENT)
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    report: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    trades: Mapped[list[Any] | None] = mapped_column(JSONB)


class PaperRow(Row):
    """The paper trading of a workspace; `seconds` is how long the last step took."""

    __tablename__ = "paper"

    workspace_id: Mapped[UUID] = mapped_column(
        ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True
    )
    active: Mapped[bool]
    rules: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(MOMENT)
    walked_at: Mapped[datetime] = mapped_column(MOMENT)
    seconds: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    trades: Mapped[list[Any]] = mapped_column(JSONB)
    curve: Mapped[list[Any]] = mapped_column(JSONB)
    error: Mapped[str | None] = mapped_column(Text)
