"""Whose price a person took at a shop where pages stated several: kept by host."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def remember(session: AsyncSession, host: str, source: str, place: str, at: datetime) -> None:
    """Settle later ties at `host` by what is said at `place` of a page."""
    await session.execute(
        text("""
            INSERT INTO price_choice (host, source, place, chosen_at)
            VALUES (:host, :source, :place, :at)
            ON CONFLICT (host) DO UPDATE SET source = excluded.source, place = excluded.place,
                chosen_at = excluded.chosen_at
        """),
        {"host": host, "source": source, "place": place, "at": at},
    )


async def forget(session: AsyncSession, host: str) -> None:
    """Let ties at `host` be asked about again."""
    await session.execute(text("DELETE FROM price_choice WHERE host = :host"), {"host": host})
