"""What was asked in a time to come: a clock that is set back would leave it waiting for hours."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def ask_again(session: AsyncSession, now: datetime) -> int:
    """Make due what was asked in a time to come: the clock was wrong, and has been set back."""
    found = await session.execute(
        text("""
            UPDATE question SET due_at = :now, asked_at = :now, leased_until = NULL
            WHERE id IN (
                SELECT id FROM question
                WHERE active AND asked_at > CAST(:now AS timestamptz) + interval '5 minutes'
                ORDER BY id FOR UPDATE SKIP LOCKED
            ) RETURNING id
        """),
        {"now": now},
    )
    return len(found.all())
