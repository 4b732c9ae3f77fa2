"""What a workspace uses of its plan: what runs now, and what came since the month began."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.plans.limits import Plan
from bolo.pipeline.watch.quota import Quota

ALERTS = text("""
    SELECT count(*) FROM alert WHERE workspace_id = :workspace AND created_at >= :since
""")
REQUESTS = text("""
    SELECT coalesce(sum(requests), 0) FROM api_usage
    WHERE workspace_id = :workspace AND key_id IS NOT NULL AND day >= :since
""")
ASKED = text("""
    SELECT DISTINCT question.marketplace FROM watch
    JOIN watch_question ON watch_question.watch_id = watch.id
    JOIN question ON question.id = watch_question.question_id
    WHERE watch.workspace_id = :workspace AND watch.kind = 'search' AND NOT watch.demo
      AND watch.paused_at IS NULL AND watch.removed_at IS NULL
""")


FOLLOWS = text("""
    SELECT count(*) FILTER (WHERE NOT paused), count(*) FILTER (WHERE held IS NOT NULL)
    FROM follow WHERE workspace_id = :workspace
""")


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures; `held` searches and follows are kept from running by the plan."""

    plan: Plan
    searches: int
    held: int
    follows: int
    held_follows: int
    marketplaces: tuple[str, ...]
    alerts: int
    requests: int
    since: datetime


def month_of(now: datetime) -> datetime:
    """Return when the month began, in UTC."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


async def of(session: AsyncSession, quota: Quota, workspace: UUID, now: datetime) -> Usage:
    """Count what a workspace uses."""
    room = await quota.room(session, workspace, lock=False, whole=True)
    since = month_of(now)
    asked = (await session.execute(ASKED, {"workspace": workspace})).scalars()
    alerts = await session.execute(ALERTS, {"workspace": workspace, "since": since})
    requests = await session.execute(REQUESTS, {"workspace": workspace, "since": since.date()})
    follows, held_follows = (await session.execute(FOLLOWS, {"workspace": workspace})).one()
    return Usage(
        plan=room.plan,
        searches=len(room.running),
        held=len(room.kept) - len(room.running),
        follows=follows,
        held_follows=held_follows,
        marketplaces=tuple(sorted({*room.named, *filter(None, asked)})),
        alerts=alerts.scalar_one(),
        requests=int(requests.scalar_one()),
        since=since,
    )
