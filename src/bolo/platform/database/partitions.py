"""Monthly partitions: made ahead, dropped when they are too old to be wanted."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

AHEAD = 2
"""Months made ahead of the present one."""
PARTITIONS = text("""
    SELECT child.relname FROM pg_inherits
    JOIN pg_class AS child ON child.oid = inhrelid
    JOIN pg_class AS parent ON parent.oid = inhparent
    WHERE parent.relname = :table
""")


def month(at: datetime, later: int = 0) -> datetime:
    """Return the first moment of the month of `at`, or of one `later` months after it."""
    count = at.year * 12 + at.month - 1 + later
    return datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)


def _months(now: datetime) -> Iterator[tuple[datetime, datetime]]:
    for later in range(-1, AHEAD + 1):
        yield month(now, later), month(now, later + 1)


async def make_ahead(session: AsyncSession, tables: Sequence[str], now: datetime) -> None:
    """Make last month's, this month's and the coming partitions that do not exist yet."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('bolo partitions'))"))
    for table in tables:
        known = set((await session.execute(PARTITIONS, {"table": table})).scalars())
        for start, end in _months(now):
            name = f"{table}_{start:%Y_%m}"
            if name not in known:
                await session.execute(
                    text(
                        f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {table} "
                        f"FOR VALUES FROM ('{start.isoformat()}') TO ('{end.isoformat()}')"
                    )
                )


async def drop_before(session: AsyncSession, table: str, before: datetime) -> list[str]:
    """Drop the partitions of `table` that end before `before`; return their names."""
    known = (await session.execute(PARTITIONS, {"table": table})).scalars()
    kept_from = f"{table}_{month(before):%Y_%m}"
    old = sorted(name for name in known if name < kept_from)
    for name in old:
        await session.execute(text(f"DROP TABLE {name}"))
    return old
