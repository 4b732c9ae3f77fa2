"""What was asked in a time to come: a clock that is set back would leave it waiting for hours."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

ASK_AGAIN = text("""
    UPDATE question SET due_at = :now, asked_at = :now, leased_until = NULL, digest = NULL,
        observed_at = CASE WHEN observed_at <= :now THEN observed_at END,
        vanished_at = CASE WHEN vanished_at <= :now THEN vanished_at END
    WHERE id IN (
        SELECT id FROM question
        WHERE active AND (asked_at > CAST(:now AS timestamptz) + interval '5 minutes'
                          OR observed_at > CAST(:now AS timestamptz) + interval '5 minutes')
        ORDER BY id FOR UPDATE SKIP LOCKED
    ) RETURNING id
""")
# Both are counted from the same clock, so that what is left of a wait is their distance.
REST_AS_LONG = text("""
    UPDATE source SET next_try_at = next_try_at - found.ahead
    FROM (
        SELECT source.id, max(question.asked_at) - CAST(:now AS timestamptz) AS ahead
        FROM source JOIN question ON question.source_id = source.id
        WHERE source.next_try_at > :now
          AND question.asked_at > CAST(:now AS timestamptz) + interval '5 minutes'
        GROUP BY source.id
    ) AS found
    WHERE source.id IN (
        SELECT id FROM source WHERE next_try_at > :now ORDER BY host FOR NO KEY UPDATE SKIP LOCKED
    ) AND source.id = found.id
""")


async def ask_again(session: AsyncSession, now: datetime) -> int:
    """Make due what was asked in a time to come: the clock was wrong, and has been set back.

    It is read anew, whatever it said then: later readings would not count as newer. A source
    that is left alone goes on being so for as long as it still had to be.
    """
    await session.execute(REST_AS_LONG, {"now": now})
    found = await session.execute(ASK_AGAIN, {"now": now})
    return len(found.all())
