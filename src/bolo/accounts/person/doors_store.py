"""Queries of failed sign-ins, each one statement: two at once cannot miss each other."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Pace:
    """From the `limit`th failure on each locks for twice as long, up to the longest."""

    limit: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta


COUNT = text("""
    INSERT INTO signin_failure AS f (key, failures, failed_at, locked_until)
    VALUES (:key, 1, :now, NULL)
    ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN f.failed_at < :forgotten THEN 1 ELSE f.failures + 1 END,
        failed_at = :now,
        locked_until = CASE
            WHEN f.failed_at >= :forgotten AND f.failures + 1 >= :limit
            THEN CAST(:now AS timestamptz) + least(
                CAST(:longest AS interval),
                CAST(:first AS interval) * power(2, least(f.failures + 1 - :limit, 20)))
        END
    WHERE f.locked_until IS NULL OR f.locked_until <= :now
        OR f.failed_at > CAST(:now AS timestamptz) + interval '5 minutes'
    RETURNING failures
""")
FORGIVE = text("""
    UPDATE signin_failure SET failures = failures - 1,
        locked_until = CASE WHEN failures > :limit THEN locked_until END
    WHERE key = :key AND failures > 0
""")


async def count(session: AsyncSession, key: str, now: datetime, pace: Pace) -> datetime | None:
    """Count a failure and return nothing, or count nothing and return when the lock-out ends."""
    values = {
        "key": key,
        "now": now,
        "limit": pace.limit,
        "first": pace.first,
        "longest": pace.longest,
        "forgotten": now - pace.forgotten,
    }
    if (await session.execute(COUNT, values)).first() is not None:
        return None
    query = text("SELECT locked_until FROM signin_failure WHERE key = :key")
    until: datetime | None = (await session.execute(query, {"key": key})).scalar_one()
    return until


async def forgive(session: AsyncSession, key: str, limit: int) -> None:
    """Take one failure back, and the lock that it brought."""
    await session.execute(FORGIVE, {"key": key, "limit": limit})


async def forget(session: AsyncSession, key: str) -> None:
    """Forget every failure under a key."""
    await session.execute(text("DELETE FROM signin_failure WHERE key = :key"), {"key": key})


async def forget_old(session: AsyncSession, before: datetime) -> None:
    """Forget failures and buckets that nobody has touched since."""
    await session.execute(
        text("DELETE FROM signin_failure WHERE failed_at < :before"), {"before": before}
    )
    await session.execute(
        text("DELETE FROM token_bucket WHERE key LIKE 'door %' AND updated_at < :before"),
        {"before": before},
    )
