"""Queries of paper trading, and of the own sales that it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

COLUMNS = "workspace_id, active, rules, since, walked_at, seconds, trades, curve, error"


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper trading as it stands."""

    workspace: UUID
    active: bool
    rules: str
    since: datetime
    walked_at: datetime
    seconds: Decimal
    trades: list[dict[str, Any]]
    curve: list[dict[str, Any]]
    error: str | None


@dataclass(frozen=True, slots=True)
class OwnSale:
    """A sale of one's own; `days` it was listed, `demo` goods are not real.

    All amounts are in `currency`; `day` is that of the sale, UTC.
    """

    currency: str
    day: date
    price: Decimal
    cost: Decimal | None
    fees: Decimal | None
    vat: Decimal | None
    promised: Decimal | None
    days: Decimal | None
    demo: bool

    def at(self, rate: Decimal, currency: str) -> "OwnSale":
        """Return it in another currency, of which one of its own was `rate`; nothing is rounded."""
        amounts: dict[str, Any] = {
            name: None if (amount := getattr(self, name)) is None else amount * rate
            for name in ("price", "cost", "fees", "vat", "promised")
        }
        return replace(self, currency=currency, **amounts)


async def begin(session: AsyncSession, workspace: UUID, rules: str, now: datetime) -> None:
    """Begin anew, with nothing done yet."""
    await session.execute(
        text("""
            INSERT INTO paper (workspace_id, active, rules, since, walked_at, seconds, trades,
                curve)
            VALUES (:workspace, true, :rules, :now, :now, 0, '[]', '[]')
            ON CONFLICT (workspace_id) DO UPDATE SET active = true, rules = excluded.rules,
                since = excluded.since, walked_at = excluded.walked_at, seconds = 0,
                trades = '[]', curve = '[]', error = NULL
        """),
        {"workspace": workspace, "rules": rules, "now": now},
    )


async def end(session: AsyncSession, workspace: UUID) -> None:
    """Trade no more; what was done stays to be looked at."""
    await session.execute(
        text("UPDATE paper SET active = false WHERE workspace_id = :workspace"),
        {"workspace": workspace},
    )


async def of(session: AsyncSession, workspace: UUID) -> Paper | None:
    """Return the paper trading of a workspace; `None` when it never began."""
    rows = await session.execute(
        text(f"SELECT {COLUMNS} FROM paper WHERE workspace_id = :workspace"),  # noqa: S608  (ours)
        {"workspace": workspace},
    )
    row = rows.one_or_none()
    return None if row is None else Paper(*row)


async def active(session: AsyncSession, now: datetime, pause: int) -> list[UUID]:
    """Return who trades on paper and last did `pause` times as long ago as a step takes."""
    rows = await session.execute(
        text("""
            SELECT workspace_id FROM paper
            WHERE active AND walked_at + make_interval(secs => seconds * :pause) <= :now
            ORDER BY workspace_id
        """),
        {"now": now, "pause": pause},
    )
    return list(rows.scalars())


async def step(
    session: AsyncSession,
    before: Paper,
    after: tuple[datetime, Decimal],
    done: tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]],
) -> None:
    """Write a step, unless another was written meanwhile or all began anew."""
    walked_at, seconds = after
    trades, curve = (orjson.dumps(part).decode() for part in done)
    await session.execute(
        text("""
            UPDATE paper SET walked_at = :walked, seconds = :seconds, error = NULL,
                trades = CAST(:trades AS jsonb), curve = CAST(:curve AS jsonb)
            WHERE workspace_id = :workspace AND since = :since AND walked_at = :before
        """),
        {
            "workspace": before.workspace,
            "since": before.since,
            "before": before.walked_at,
            "walked": walked_at,
            "seconds": seconds,
            "trades": trades,
            "curve": curve,
        },
    )


async def fail(session: AsyncSession, workspace: UUID, error: str) -> None:
    """Write why the last step came to nothing."""
    await session.execute(
        text("UPDATE paper SET error = :error WHERE workspace_id = :workspace"),
        {"workspace": workspace, "error": error},
    )


async def own_sales(session: AsyncSession, workspace: UUID, since: datetime) -> list[OwnSale]:
    """Return a workspace's own sales since a moment, each in its own currency."""
    rows = await session.execute(
        text("""
            SELECT currency, CAST(sold_at AT TIME ZONE 'UTC' AS date) AS day,
                   price, cost, fees, vat, promised,
                   extract(epoch FROM sold_at - listed_at) / 86400 AS days, product.demo
            FROM sale JOIN product ON product.id = sale.product_id
            WHERE workspace_id = :workspace AND sold_at >= :since
        """),
        {"workspace": workspace, "since": since},
    )
    return [OwnSale(*row) for row in rows]
