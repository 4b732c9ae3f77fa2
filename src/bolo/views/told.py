"""What an alert tells of: the listing of its opportunity, or the one that a search caught."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

QUERY = text("""
    SELECT listing.id
    FROM alert
    LEFT JOIN opportunity ON opportunity.id = alert.opportunity_id
    JOIN listing ON listing.id = coalesce(
        opportunity.listing_id,
        CASE WHEN alert.fact LIKE 'hit:%' THEN CAST(split_part(alert.fact, ':', 3) AS uuid) END
    )
    WHERE alert.workspace_id = :workspace AND alert.id = :alert
      AND (alert.user_id IS NULL OR alert.user_id = :user)
""")


async def listing_of(
    session: AsyncSession, workspace: UUID, user: UUID, alert: UUID
) -> UUID | None:
    """Return the listing that an alert of a person's tells of."""
    values = {"workspace": workspace, "user": user, "alert": alert}
    found: UUID | None = (await session.execute(QUERY, values)).scalar_one_or_none()
    return found
