"""What came true of what is followed, as it is shown: the listing, and the prices then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.following.follows import When
from bolo.core.money import Money
from bolo.views.listings import COLUMNS, JOINS, ListingBrief, brief, money


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A moment at which a condition came true."""

    id: UUID
    when: When
    at: datetime
    price: Money | None
    before: Money | None
    low: Money | None
    listing: ListingBrief


async def hits(
    session: AsyncSession,
    workspace: UUID,
    follow: UUID,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[ShownHit]:
    """Return what came true of a follow, the newest first."""
    rows = await session.execute(
        text(f"""
            SELECT hit.id AS hit_id, hit.condition AS hit_condition, hit.at AS hit_at,
                   hit.amount AS hit_amount, hit.before_amount, hit.low_amount,
                   hit.currency AS hit_currency, {COLUMNS}
            FROM follow_hit AS hit JOIN listing ON listing.id = hit.listing_id {JOINS}
            WHERE hit.follow_id = :follow AND hit.workspace_id = :workspace
              AND (CAST(:at AS timestamptz) IS NULL
                   OR (hit.at, hit.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
            ORDER BY hit.at DESC, hit.id DESC LIMIT :limit
        """),  # noqa: S608  (made of our own column names)
        {
            "follow": follow,
            "workspace": workspace,
            "at": before[0] if before else None,
            "id": before[1] if before else None,
            "limit": limit,
        },
    )
    return [
        ShownHit(
            row["hit_id"],
            When(row["hit_condition"]),
            row["hit_at"],
            money(row["hit_amount"], row["hit_currency"]),
            money(row["before_amount"], row["hit_currency"]),
            money(row["low_amount"], row["hit_currency"]),
            brief(row),
        )
        for row in rows.mappings()
    ]
