"""What margin listings were appraised at: what saved searches for a margin wait for."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST = 20_000
"""As many as a preview looks at."""
OF = text("""
    SELECT listing_id, max(margin) FROM opportunity
    WHERE workspace_id = :workspace AND gone_at IS NULL
    GROUP BY listing_id ORDER BY listing_id DESC LIMIT :most
""")
FOUND = text("""
    SELECT listing_id, max(margin) FROM opportunity
    WHERE workspace_id = :workspace AND gone_at IS NULL AND listing_id IN (
        SELECT listing_id FROM opportunity
        WHERE id = ANY(CAST(:ids AS uuid[])) AND workspace_id = :workspace)
    GROUP BY listing_id
""")


async def margins_of(session: AsyncSession, workspace: UUID) -> dict[UUID, Decimal]:
    """Return the best margin of each listing that is open to a workspace."""
    rows = await session.execute(OF, {"workspace": workspace, "most": MOST})
    return {row[0]: row[1] for row in rows}


async def found(session: AsyncSession, workspace: UUID, ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Return the best margin of each listing that these opportunities are about."""
    rows = await session.execute(FOUND, {"workspace": workspace, "ids": sorted(ids)})
    return {row[0]: row[1] for row in rows}
