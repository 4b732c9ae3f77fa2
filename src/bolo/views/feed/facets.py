"""What the feed can be filtered by, with how many there are."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.views.feed.query import WATCHED

FACETS = {
    "marketplaces": "listing.marketplace",
    "shops": "listing.shop",
    "conditions": "listing.condition",
}


async def facets(session: AsyncSession, workspace: UUID) -> dict[str, list[tuple[str, int]]]:
    """Return what the watched listings can be filtered by, with counts, the commonest first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, column in FACETS.items():
        rows = await session.execute(
            text(f"""
                SELECT {column} AS value, count(*) FROM listing
                WHERE {column} IS NOT NULL AND gone_at IS NULL AND {WATCHED}
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200
            """),  # noqa: S608  (made of our own column names)
            {"workspace": workspace},
        )
        found[name] = [(value, int(count)) for value, count in rows]
    rows = await session.execute(
        text("""
            SELECT tag AS value, count(*) FROM listing_note, unnest(tags) AS tag
            WHERE workspace_id = :workspace GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200
        """),
        {"workspace": workspace},
    )
    found["tags"] = [(value, int(count)) for value, count in rows]
    return found
