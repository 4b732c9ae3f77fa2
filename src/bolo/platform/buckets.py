"""How often a host may be asked: token buckets, exact, shared by all workers.

One row a bucket and one `UPDATE … RETURNING` a question; the time is the
database's, so workers need not agree on theirs. `MemoryBuckets` is the same for
a single process without a database (`bolo scan`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, floor
from typing import Protocol

from bolo.core.marketplace import Budget
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

NOTHING = timedelta(0)
_ALMOST = 1e-9
_MINUTE = 60.0
_SET_BACK = timedelta(minutes=1)
"""By how much a bucket must be ahead of the clock to say that the clock was set back."""


class Buckets(Protocol):
    """Counts the questions that each key (marketplace and host) may still be asked."""

    async def take(
        self, key: str, budget: Budget, n: int = 1, *, spacing: timedelta | None = None
    ) -> timedelta:
        """Take `n` tokens and return zero, or take none and return how long to wait.

        `spacing` (a Crawl-delay) slows the budget down to one question each so often.
        """
        ...

    async def take_many(self, key: str, budget: Budget, n: int) -> int:
        """Take as many tokens as there are, `n` at most; return how many."""
        ...

    async def block(self, key: str, until: datetime) -> None:
        """Give out nothing before `until`; a later end that is already set stays."""
        ...


@dataclass(frozen=True, slots=True)
class _Pace:
    capacity: float
    per_second: float

    @classmethod
    def of(cls, budget: Budget, n: int, spacing: timedelta | None) -> "_Pace":
        capacity, per_second = float(max(1, budget.burst)), budget.per_minute / _MINUTE
        if spacing and spacing.total_seconds() * per_second > 1:
            capacity, per_second = 1.0, 1 / spacing.total_seconds()
        if not 1 <= n <= max(1, budget.burst) or per_second <= 0:
            raise ValueError(f"{n} tokens can never be taken from {budget}")
        return cls(max(capacity, n), per_second)


def _wait(seconds: float) -> timedelta:
    """Round up to milliseconds, so that a wait is never zero and always enough."""
    return timedelta(milliseconds=max(1, ceil(seconds * 1000)))


@dataclass(slots=True)
class _Bucket:
    tokens: float
    updated_at: datetime
    blocked_until: datetime

    def refill(self, pace: _Pace, now: datetime) -> None:
        """Add what has flowed in since the last question; go back with a clock that is set back."""
        ahead = self.updated_at - now
        if ahead > _SET_BACK:
            self.updated_at, self.blocked_until = now, self.blocked_until - ahead
        elapsed = max(0.0, (now - self.updated_at).total_seconds())
        self.tokens = min(pace.capacity, self.tokens + elapsed * pace.per_second)
        self.updated_at = max(now, self.updated_at)


class MemoryBuckets:
    """Buckets of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    async def take(
        self, key: str, budget: Budget, n: int = 1, *, spacing: timedelta | None = None
    ) -> timedelta:
        """Take `n` tokens and return zero, or take none and return how long to wait."""
        pace, now = _Pace.of(budget, n, spacing), self._clock()
        bucket = self._bucket(key, pace, now)
        blocked = (bucket.blocked_until - now).total_seconds()
        missing = n - bucket.tokens
        if blocked <= 0 and missing <= _ALMOST:
            bucket.tokens -= n
            return NOTHING
        return _wait(max(blocked, missing / pace.per_second))

    async def take_many(self, key: str, budget: Budget, n: int) -> int:
        """Take as many tokens as there are, `n` at most; return how many."""
        pace, now = _Pace.of(budget, 1, None), self._clock()
        bucket = self._bucket(key, pace, now)
        if bucket.blocked_until > now:
            return 0
        granted = min(n, floor(bucket.tokens + _ALMOST))
        bucket.tokens -= granted
        return granted

    async def block(self, key: str, until: datetime) -> None:
        """Give out nothing before `until`; a later end that is already set stays."""
        bucket = self._buckets.setdefault(key, _Bucket(0.0, self._clock(), until))
        bucket.blocked_until = max(bucket.blocked_until, until)

    def _bucket(self, key: str, pace: _Pace, now: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(pace.capacity, now, now))
        bucket.refill(pace, now)
        return bucket


# A bucket that is ahead of the clock by more than a minute goes back with it: the clock was wrong.
# $1 key, $2 capacity, $3 tokens a second, $4 wanted, $5 whether fewer will do, $6 now
_TAKE = """
WITH time AS MATERIALIZED (
    SELECT coalesce($6::timestamptz, clock_timestamp()) AS now
), found AS MATERIALIZED (
    SELECT b.*, time.now,
           CASE WHEN b.updated_at > time.now + interval '1 minute'
                THEN b.updated_at - time.now ELSE interval '0' END AS ahead
    FROM token_bucket b, time WHERE b.key = $1 FOR UPDATE OF b
), held AS (
    SELECT key, now, ahead,
           least($2::float8, tokens + $3::float8
               * greatest(0, extract(epoch FROM now - updated_at)::float8)) AS available,
           coalesce(extract(epoch FROM blocked_until - ahead - now)::float8, 0) AS blocked
    FROM found
), granted AS (
    SELECT *, CASE WHEN blocked > 0 THEN 0
                   WHEN available + 1e-9 >= $4::float8 THEN $4::float8
                   WHEN $5::bool THEN floor(available + 1e-9)
                   ELSE 0 END AS taken
    FROM held
)
UPDATE token_bucket b
SET capacity = $2::float8, per_second = $3::float8,
    tokens = granted.available - granted.taken,
    updated_at = greatest(b.updated_at - granted.ahead, granted.now),
    blocked_until = b.blocked_until - granted.ahead
FROM granted WHERE b.key = granted.key
RETURNING granted.taken, greatest(granted.blocked, ($4::float8 - granted.available) / $3::float8)
"""
_CREATE = """
INSERT INTO token_bucket (key, capacity, per_second, tokens, updated_at)
VALUES ($1, $2, $3, $2, coalesce($4::timestamptz, clock_timestamp()))
ON CONFLICT (key) DO NOTHING
"""
_BLOCK = """
INSERT INTO token_bucket AS b (key, capacity, per_second, tokens, updated_at, blocked_until)
VALUES ($1, 1, 1, 0, coalesce($3::timestamptz, clock_timestamp()), $2)
ON CONFLICT (key) DO UPDATE SET blocked_until = greatest(b.blocked_until, excluded.blocked_until)
"""


class PostgresBuckets:
    """Buckets in the table `token_bucket`; `clock` only replaces the database's in tests."""

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._database = database
        self._now: Callable[[], datetime | None] = clock or (lambda: None)

    async def take(
        self, key: str, budget: Budget, n: int = 1, *, spacing: timedelta | None = None
    ) -> timedelta:
        """Take `n` tokens and return zero, or take none and return how long to wait."""
        taken, wait = await self._take(key, _Pace.of(budget, n, spacing), n, fewer=False)
        return NOTHING if taken else _wait(wait)

    async def take_many(self, key: str, budget: Budget, n: int) -> int:
        """Take as many tokens as there are, `n` at most; return how many."""
        taken, _ = await self._take(key, _Pace.of(budget, 1, None), n, fewer=True)
        return int(taken)

    async def block(self, key: str, until: datetime) -> None:
        """Give out nothing before `until`; a later end that is already set stays."""
        async with self._database.raw() as connection:
            await connection.execute(_BLOCK, key, until.astimezone(UTC), self._now())

    async def _take(self, key: str, pace: _Pace, n: int, *, fewer: bool) -> tuple[float, float]:
        asked = (key, pace.capacity, pace.per_second)
        async with self._database.raw() as connection:
            row = await connection.fetchrow(_TAKE, *asked, n, fewer, self._now())
            if row is None:
                await connection.execute(_CREATE, *asked, self._now())
                row = await connection.fetchrow(_TAKE, *asked, n, fewer, self._now())
        if row is None:
            raise RuntimeError(f"the bucket {key} vanished while it was used")
        return float(row[0]), float(row[1])
