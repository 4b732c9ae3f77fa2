"""Queries of what is paid for: with system rights, for Stripe tells of workspaces by their ids."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.plans.subscription import Billed


async def note(session: AsyncSession, event: str, kind: str, at: datetime, now: datetime) -> bool:
    """Note that an event was taken; `False` when it was before."""
    query = text("""
        INSERT INTO stripe_event (id, kind, created_at, received_at)
        VALUES (:id, :kind, :at, :now) ON CONFLICT DO NOTHING RETURNING id
    """)
    values = {"id": event, "kind": kind, "at": at, "now": now}
    return (await session.execute(query, values)).first() is not None


async def is_noted(session: AsyncSession, event: str) -> bool:
    """Tell whether an event was taken."""
    query = text("SELECT true FROM stripe_event WHERE id = :id")
    return (await session.execute(query, {"id": event})).first() is not None


async def save(session: AsyncSession, workspace: UUID, billed: Billed) -> None:
    """Keep what is known of a workspace's subscription; the row is there and locked."""
    query = text("""
        UPDATE workspace_plan SET
            customer = :customer, subscription = :subscription, plan = :plan, status = :status,
            period_end = :period_end, cancels = :cancels, past_due_since = :past_due_since,
            lapsed_at = :lapsed_at, told_at = :told_at, told_by = :told_by
        WHERE workspace_id = :workspace
    """)
    paid, told = billed.subscription, billed.told
    if paid is None:
        return
    await session.execute(
        query,
        {
            "workspace": workspace,
            "customer": paid.customer,
            "subscription": paid.id,
            "plan": paid.plan,
            "status": paid.status,
            "period_end": paid.period_end,
            "cancels": paid.cancels,
            "past_due_since": paid.past_due_since,
            "lapsed_at": billed.lapsed_at,
            "told_at": told.at if told else None,
            "told_by": told.by if told else 0,
        },
    )


async def of_customer(session: AsyncSession, customer: str) -> UUID | None:
    """Return the workspace that Stripe knows by a customer's id."""
    query = text("SELECT workspace_id FROM workspace_plan WHERE customer = :customer")
    return (await session.execute(query, {"customer": customer})).scalar_one_or_none()


async def owners(session: AsyncSession, workspace: UUID) -> list[tuple[UUID, str]]:
    """Return who is to be told of payments: owners with an address."""
    query = text("""
        SELECT u.id, u.email FROM membership m JOIN app_user u ON u.id = m.user_id
        WHERE m.workspace_id = :workspace AND m.role = 'owner' AND u.email IS NOT NULL
        ORDER BY u.created_at
    """)
    rows = await session.execute(query, {"workspace": workspace})
    return [(row[0], row[1]) for row in rows]


async def overdue(session: AsyncSession, since: datetime) -> list[UUID]:
    """Return the workspaces whose days of grace are over and were not told yet."""
    query = text("""
        SELECT workspace_id FROM workspace_plan
        WHERE past_due_since <= :since AND lapsed_at IS NULL ORDER BY workspace_id
    """)
    return list((await session.execute(query, {"since": since})).scalars())
