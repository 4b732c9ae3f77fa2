"""Queries of backtests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession


class State(StrEnum):
    """How far a backtest is. The values are stored: never renamed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewBacktest:
    """A backtest to be run."""

    id: UUID
    workspace: UUID
    name: str
    rules: str
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A backtest as it stands; what came of it is there once it is done."""

    id: UUID
    name: str
    rules: str
    start: datetime | None
    end: datetime | None
    state: State
    progress: Decimal
    error: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    summary: dict[str, Any] | None
    report: dict[str, Any] | None
    trades: list[dict[str, Any]] | None


BRIEF = """
    id, name, rules, from_at AS start, to_at AS "end", state, progress, error, created_at,
    started_at, finished_at, summary
"""


async def add(session: AsyncSession, new: NewBacktest, now: datetime) -> None:
    """Write a backtest that waits."""
    await session.execute(
        text("""
            INSERT INTO backtest (id, workspace_id, name, rules, from_at, to_at, state, progress,
                created_at)
            VALUES (:id, :workspace, :name, :rules, :start, :end, 'waiting', 0, :now)
        """),
        {
            "id": new.id,
            "workspace": new.workspace,
            "name": new.name,
            "rules": new.rules,
            "start": new.start,
            "end": new.end,
            "now": now,
        },
    )


async def begin(session: AsyncSession, backtest: UUID, now: datetime) -> NewBacktest | None:
    """Mark a backtest as running, also one that a killed worker left; `None` when it is over."""
    row = (
        await session.execute(
            text("""
                UPDATE backtest SET state = 'running', started_at = :now, progress = 0
                WHERE id = :id AND state IN ('waiting', 'running')
                RETURNING id, workspace_id, name, rules, from_at, to_at
            """),
            {"id": backtest, "now": now},
        )
    ).one_or_none()
    return None if row is None else NewBacktest(*row)


async def advance(session: AsyncSession, backtest: UUID, progress: Decimal) -> bool:
    """Write how far it is; False when it is wanted no more."""
    found = await session.execute(
        text("""
            UPDATE backtest SET progress = :progress WHERE id = :id AND state = 'running'
            RETURNING id
        """),
        {"id": backtest, "progress": progress},
    )
    return found.one_or_none() is not None


async def finish(
    session: AsyncSession, backtest: UUID, told: Mapping[str, Any], now: datetime
) -> None:
    """Write what came of it, unless it is wanted no more."""
    await session.execute(
        text("""
            UPDATE backtest SET state = 'done', progress = 1, finished_at = :now,
                summary = CAST(:summary AS jsonb), report = CAST(:report AS jsonb),
                trades = CAST(:trades AS jsonb)
            WHERE id = :id AND state = 'running'
        """),
        {
            "id": backtest,
            "now": now,
            **{part: _json(told[part]) for part in ("summary", "report", "trades")},
        },
    )


async def fail(session: AsyncSession, backtest: UUID, error: str, now: datetime) -> None:
    """Write why it came to nothing."""
    await session.execute(
        text("""
            UPDATE backtest SET state = 'failed', error = :error, finished_at = :now
            WHERE id = :id AND state = 'running'
        """),
        {"id": backtest, "error": error, "now": now},
    )


async def listed(session: AsyncSession, workspace: UUID, most: int) -> list[Kept]:
    """Return the backtests of a workspace without what came of them, the newest first."""
    rows = await session.execute(
        text(f"""
            SELECT {BRIEF}, NULL AS report, NULL AS trades FROM backtest
            WHERE workspace_id = :workspace ORDER BY created_at DESC, id DESC LIMIT :most
        """),  # noqa: S608  (made of our own column names)
        {"workspace": workspace, "most": most},
    )
    return [_kept(row) for row in rows.mappings()]


async def one(session: AsyncSession, workspace: UUID, backtest: UUID) -> Kept | None:
    """Return a whole backtest; `None` when there is none such."""
    rows = await session.execute(
        text(f"""
            SELECT {BRIEF}, report, trades FROM backtest
            WHERE id = :id AND workspace_id = :workspace
        """),  # noqa: S608  (made of our own column names)
        {"id": backtest, "workspace": workspace},
    )
    row = rows.mappings().one_or_none()
    return None if row is None else _kept(row)


def _kept(row: RowMapping) -> Kept:
    return Kept(**{**row, "state": State(row["state"])})


async def remove(session: AsyncSession, workspace: UUID, backtest: UUID) -> bool:
    """Delete a backtest; False when there is none."""
    found = await session.execute(
        text("DELETE FROM backtest WHERE id = :id AND workspace_id = :workspace RETURNING id"),
        {"id": backtest, "workspace": workspace},
    )
    return found.one_or_none() is not None


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
