"""What a workspace holds, in numbers."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

QUERY = text("""
    SELECT
        (SELECT count(*) FROM watch WHERE workspace_id = :id AND removed_at IS NULL),
        (SELECT count(*) FROM opportunity WHERE workspace_id = :id AND gone_at IS NULL),
        (SELECT count(*) FROM alert WHERE workspace_id = :id),
        (SELECT count(*) FROM alert_reader
            WHERE workspace_id = :id AND user_id = :user AND read_at IS NULL),
        (SELECT count(*) FROM api_key WHERE workspace_id = :id AND revoked_at IS NULL),
        (SELECT count(*) FROM membership WHERE workspace_id = :id)
""")


BEGUN = text("""
    SELECT EXISTS (SELECT FROM watch WHERE workspace_id = :id AND removed_at IS NULL)
        OR EXISTS (SELECT FROM saved_search WHERE workspace_id = :id)
""")


@dataclass(frozen=True, slots=True)
class Stats:
    """The numbers."""

    watches: int
    opportunities_open: int
    alerts: int
    alerts_unread: int
    api_keys: int
    members: int


async def of(session: AsyncSession, workspace: UUID, user: UUID) -> Stats:
    """Count; what is unread is so to this person."""
    return Stats(*(await session.execute(QUERY, {"id": workspace, "user": user})).one())


async def begun(session: AsyncSession, workspace: UUID) -> bool:
    """Tell whether a workspace watches or looks for anything yet."""
    found: bool = (await session.execute(BEGUN, {"id": workspace})).scalar_one()
    return found
