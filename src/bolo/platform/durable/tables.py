"""Rows of the outbox, of the processes at work and of durable jobs; they stay in `store.py`.

The journal of the jobs themselves belongs to DBOS, in the schema `dbos` of the same database.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from bolo.platform.database.schema import Id, Row

NOW = text("now()")
ZERO = text("0")


class OutboxRow(Row):
    """An event, written with the change it tells of; `position` once the relay has seen it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "id", postgresql_where=text("position is null")),
        Index("ix_outbox_kind_position", "kind", "position"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    workspace_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    position: Mapped[int | None] = mapped_column(BigInteger, unique=True)


class SubscriberRow(Row):
    """How far one subscriber has come; `begun` counts who began what follows and did not end it.

    Up to the position `careful` it does one event at a time, for one of them killed a process.
    """

    __tablename__ = "subscriber"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    begun: Mapped[int] = mapped_column(server_default=ZERO)
    begun_by: Mapped[str | None]
    careful: Mapped[int] = mapped_column(BigInteger, server_default=ZERO)


class ExecutorRow(Row):
    """A process at work; silent for long, it is dead."""

    __tablename__ = "executor"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str]
    host: Mapped[str]
    pid: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(server_default=NOW)
    beat_at: Mapped[datetime] = mapped_column(server_default=NOW)


class JobDoneRow(Row):
    """A job whose effects are in this database: the key that makes them happen once."""

    __tablename__ = "job_done"
    __table_args__ = (Index("ix_job_done_done_at", "done_at", postgresql_using="brin"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    done_at: Mapped[datetime] = mapped_column(server_default=NOW)


class JobTroubleRow(Row):
    """A job that took workers down with it, or (`failed_at`) was given up for a person to see."""

    __tablename__ = "job_trouble"
    __table_args__ = (
        Index(
            "ix_job_trouble_failed_at", "failed_at", postgresql_where=text("failed_at is not null")
        ),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    work: Mapped[str]
    crashes: Mapped[int] = mapped_column(server_default=ZERO)
    crashed_at: Mapped[datetime] = mapped_column(server_default=NOW)
    error: Mapped[str | None]
    failed_at: Mapped[datetime | None]


class ScheduleRow(Row):
    """When a periodic chore last began."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    ran_at: Mapped[datetime]
