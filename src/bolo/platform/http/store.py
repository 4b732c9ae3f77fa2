"""Kept answers in PostgreSQL, shared by all workers, small on purpose.

Bodies of public pages are also kept by `observe`; here only what saves a
question stays, up to a total size, and nothing older than a week.
"""

import json
from datetime import timedelta
from typing import Any

import zstandard

from bolo.platform.clock import Clock, system_clock
from bolo.platform.database.access import Database
from bolo.platform.http.cache import MOST_ENTRY
from bolo.platform.http.freshness import Entry
from bolo.platform.http.tables import HttpCacheRow

_TABLE = HttpCacheRow.__tablename__
_PUTS_A_SWEEP = 256

_GET = f"""
SELECT url, headers::text, body, coding, asked_at, answered_at FROM {_TABLE} WHERE key = $1
"""  # noqa: S608  the name of our own table
_PUT = f"""
INSERT INTO {_TABLE} (key, url, headers, body, coding, size, asked_at, answered_at)
VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8)
ON CONFLICT (key) DO UPDATE SET
    headers = excluded.headers, body = excluded.body, coding = excluded.coding,
    size = excluded.size, asked_at = excluded.asked_at, answered_at = excluded.answered_at
"""  # noqa: S608  the name of our own table
_DROP = f"DELETE FROM {_TABLE} WHERE key = $1"  # noqa: S608  the name of our own table
_SWEEP = f"""
DELETE FROM {_TABLE} WHERE key IN (
    SELECT key FROM (
        SELECT key, answered_at, sum(size) OVER (ORDER BY answered_at DESC, key) AS upto
        FROM {_TABLE}
    ) newest
    WHERE upto > $1 OR answered_at < $2
)
"""  # noqa: S608  the name of our own table


class PostgresCache:
    """Keeps answers in the table `http_cache`."""

    def __init__(
        self,
        database: Database,
        clock: Clock = system_clock,
        *,
        most_bytes: int = 256_000_000,
        most_age: timedelta = timedelta(days=7),
    ) -> None:
        self._database = database
        self._clock = clock
        self._most_bytes = most_bytes
        self._most_age = most_age
        self._puts = 0

    async def get(self, key: bytes) -> Entry | None:
        """Return what is kept, fresh or not."""
        async with self._database.raw() as connection:
            row: Any = await connection.fetchrow(_GET, key)
        if row is None:
            return None
        url, headers, body, coding, asked_at, answered_at = row
        return Entry(url, json.loads(headers), body, coding, asked_at, answered_at)

    async def put(self, key: bytes, entry: Entry) -> None:
        """Keep `entry` in place of what was kept before; a plain body is compressed first."""
        body, coding = entry.wire, entry.coding
        if coding in {"", "identity"}:
            body, coding = zstandard.compress(body), "zstd"
        if len(body) > MOST_ENTRY:
            await self.drop(key)
            return
        headers = json.dumps(dict(entry.headers))
        times = (entry.asked_at, entry.answered_at)
        async with self._database.raw() as connection:
            await connection.execute(_PUT, key, entry.url, headers, body, coding, len(body), *times)
        self._puts += 1
        if self._puts % _PUTS_A_SWEEP == 0:
            await self.sweep()

    async def drop(self, key: bytes) -> None:
        """Forget what is kept."""
        async with self._database.raw() as connection:
            await connection.execute(_DROP, key)

    async def sweep(self) -> None:
        """Forget what is too old, and the oldest of what is too much."""
        async with self._database.raw() as connection:
            await connection.execute(_SWEEP, self._most_bytes, self._clock() - self._most_age)
