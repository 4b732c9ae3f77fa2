"""What a search caught, as it is shown: the listing, and what it cost then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.money import Money
from bolo.views.listings import COLUMNS, JOINS, ListingBrief, brief, money


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A listing that a search caught; `told` when it raised an alert."""

    id: UUID
    found_at: datetime
    told: bool
    price_then: Money | None
    listing: ListingBrief


async def hits(
    session: AsyncSession,
    workspace: UUID,
    search: UUID,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[ShownHit]:
    """Return what a search caught, the newest first."""
    rows = await session.execute(
        text(f"""
            SELECT hit.id AS hit_id, hit.found_at, hit.told, hit.amount AS hit_amount,
                   hit.currency AS hit_currency, {COLUMNS}
            FROM search_hit AS hit
            JOIN listing ON listing.id = hit.listing_id
            {JOINS}
            WHERE hit.search_id = :search AND hit.workspace_id = :workspace
              AND (CAST(:at AS timestamptz) IS NULL
                   OR (hit.found_at, hit.id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
            ORDER BY hit.found_at DESC, hit.id DESC LIMIT :limit
        """),  # noqa: S608  (made of our own column names)
        {
            "search": search,
            "workspace": workspace,
            "at": before[0] if before else None,
            "id": before[1] if before else None,
            "limit": limit,
        },
    )
    return [
        ShownHit(
            row["hit_id"],
            row["found_at"],
            row["told"],
            money(row["hit_amount"], row["hit_currency"]),
            brief(row),
        )
        for row in rows.mappings()
    ]


async def briefs(session: AsyncSession, listings: Sequence[UUID]) -> list[ListingBrief]:
    """Return listings in the order in which they are asked for."""
    rows = await session.execute(
        text(f"""
            SELECT {COLUMNS} FROM listing {JOINS}
            WHERE listing.id = ANY(CAST(:ids AS uuid[]))
        """),  # noqa: S608  (made of our own column names)
        {"ids": list(listings)},
    )
    known = {row["shown_id"]: brief(row) for row in rows.mappings()}
    return [known[one] for one in listings if one in known]
