"""Monthly partitions: made ahead once, by whoever comes first, and dropped when old."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import text

from bolo.platform.database.access import Database
from bolo.platform.database.partitions import drop_before, make_ahead, month

DECEMBER = datetime(2026, 12, 31, 23, tzinfo=UTC)
NAMES = text("SELECT relname FROM pg_class WHERE relname LIKE 'raw_page_2%' AND relkind = 'r'")


def test_months_go_on_over_the_year() -> None:
    assert month(DECEMBER) == datetime(2026, 12, 1, tzinfo=UTC)
    assert month(DECEMBER, 1) == datetime(2027, 1, 1, tzinfo=UTC)
    assert month(DECEMBER, -12) == datetime(2025, 12, 1, tzinfo=UTC)


async def test_they_are_made_ahead_once_even_by_two_at_the_same_moment(database: Database) -> None:
    async def make() -> None:
        async with database.transaction() as session:
            await make_ahead(session, ["raw_page"], DECEMBER)

    await asyncio.gather(make(), make())

    async with database.transaction() as session:
        names = sorted((await session.execute(NAMES)).scalars())
    assert names == [f"raw_page_{one}" for one in ("2026_11", "2026_12", "2027_01", "2027_02")]


async def test_what_is_too_old_is_dropped(database: Database) -> None:
    async with database.transaction() as session:
        await make_ahead(session, ["raw_page"], DECEMBER)

        dropped = await drop_before(session, "raw_page", datetime(2027, 1, 15, tzinfo=UTC))

        assert dropped == ["raw_page_2026_11", "raw_page_2026_12"]
        assert await drop_before(session, "raw_page", DECEMBER) == []
