"""Queries of workspaces' plans. What is paid for is written with system rights only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.plans.limits import PlanName
from bolo.core.plans.subscription import Billed, Rank, Subscription, Told

FIELDS = """
    granted, locked_at, customer, subscription, plan, status, period_end, cancels,
    past_due_since, lapsed_at, told_at, told_by
"""


def read(row: Row[Any]) -> Billed:
    """Read the fields of a row."""
    paid = None
    if row.subscription is not None:
        paid = Subscription(
            row.subscription,
            row.customer,
            PlanName(row.plan) if row.plan else None,
            row.status,
            row.period_end,
            row.cancels,
            row.past_due_since,
        )
    return Billed(
        granted=PlanName(row.granted) if row.granted else None,
        locked=row.locked_at is not None,
        subscription=paid,
        told=Told(row.told_at, Rank(row.told_by)) if row.told_at else None,
        lapsed_at=row.lapsed_at,
    )


async def billed(session: AsyncSession, workspace: UUID, *, lock: bool = False) -> Billed:
    """Return what is known of a workspace's plan; with `lock` nobody else changes it meanwhile."""
    if lock:
        await session.execute(
            text("""
                INSERT INTO workspace_plan (workspace_id) VALUES (:id) ON CONFLICT DO NOTHING
            """),
            {"id": workspace},
        )
    query = f"SELECT {FIELDS} FROM workspace_plan WHERE workspace_id = :id"  # noqa: S608  (ours)
    query += " FOR UPDATE" if lock else ""
    row = (await session.execute(text(query), {"id": workspace})).first()
    return Billed() if row is None else read(row)


async def customer_of(session: AsyncSession, workspace: UUID) -> str | None:
    """Return who Stripe knows a workspace as."""
    query = text("SELECT customer FROM workspace_plan WHERE workspace_id = :id")
    return (await session.execute(query, {"id": workspace})).scalar_one_or_none()


async def grant(session: AsyncSession, workspace: UUID, plan: PlanName | None) -> None:
    """Give a workspace a plan by hand, or take it back."""
    await session.execute(
        text("UPDATE workspace_plan SET granted = :plan WHERE workspace_id = :id"),
        {"id": workspace, "plan": plan},
    )


async def lock_out(session: AsyncSession, workspace: UUID, at: datetime | None) -> None:
    """Lock a workspace, or open it with `at=None`."""
    await session.execute(
        text("UPDATE workspace_plan SET locked_at = :at WHERE workspace_id = :id"),
        {"id": workspace, "at": at},
    )


async def exists(session: AsyncSession, workspace: UUID) -> bool:
    """Tell whether there is such a workspace."""
    query = text("SELECT true FROM workspace WHERE id = :id")
    return (await session.execute(query, {"id": workspace})).first() is not None
