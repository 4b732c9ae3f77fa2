"""What was written in a time to come: a clock that is set back would have messages wait for it.

What is not sent is due at once, and is said to be of now: how it is to be told is decided anew.
"""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

WAITING = text("""
    WITH late AS (
        UPDATE alert SET created_at = :now
        WHERE created_at > CAST(:now AS timestamptz) + interval '5 minutes'
          AND id IN (
            SELECT alert_id FROM delivery
            WHERE dispatch_id IS NULL AND untold IS NULL AND due_at > :now
          )
        RETURNING id
    )
    UPDATE delivery SET due_at = :now FROM late
    WHERE delivery.alert_id = late.id AND dispatch_id IS NULL AND untold IS NULL
    RETURNING delivery.id
""")
TRIED = text("""
    WITH tried AS (
        UPDATE attempt SET at = :now FROM dispatch
        WHERE dispatch.id = attempt.dispatch_id AND state = 'pending' AND next_try_at > :now
          AND at > CAST(:now AS timestamptz) + interval '5 minutes'
        RETURNING dispatch_id
    )
    UPDATE dispatch SET created_at = least(created_at, :now),
        next_try_at = CASE WHEN state = 'pending' THEN :now ELSE next_try_at END
    WHERE created_at > CAST(:now AS timestamptz) + interval '5 minutes'
       OR id IN (SELECT dispatch_id FROM tried)
    RETURNING id
""")
RESTS = text("""
    UPDATE channel SET last_at = :now, rests_until = NULL
    WHERE last_at > CAST(:now AS timestamptz) + interval '5 minutes'
""")


async def send_again(session: AsyncSession, now: datetime) -> int:
    """Make due what waits for a time to come; return how many messages and deliveries that were."""
    waiting = await session.execute(WAITING, {"now": now})
    tried = await session.execute(TRIED, {"now": now})
    await session.execute(RESTS, {"now": now})
    return len(waiting.all()) + len(tried.all())
