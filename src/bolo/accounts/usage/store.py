"""Queries of how the API is used. How long requests took is kept as a histogram of each day."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

BOUNDS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000)
"""Milliseconds: each bar of the histogram counts what took no longer; the last what took more."""


class Place(NamedTuple):
    """Of whom, by which key, when and what."""

    workspace: UUID
    user: UUID
    key: UUID | None
    day: date
    method: str
    route: str


@dataclass(slots=True)
class Count:
    """How often, how often refused, and how long it took."""

    requests: int = 0
    errors: int = 0
    took: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))

    def add(self, seconds: float, *, refused: bool) -> None:
        """Count one request."""
        self.requests += 1
        self.errors += refused
        self.took[bisect_left(BOUNDS, seconds * 1000)] += 1

    def join(self, other: "Count") -> None:
        """Count what was counted elsewhere too."""
        self.requests += other.requests
        self.errors += other.errors
        self.took = [a + b for a, b in zip(self.took, other.took, strict=True)]


@dataclass(frozen=True, slots=True)
class Used:
    """How a route was used on a day, by a key or (without one) by somebody who was signed in."""

    day: date
    user: UUID
    person: str
    key: UUID | None
    key_name: str | None
    method: str
    route: str
    requests: int
    errors: int
    took: Sequence[int]
    place: str
    """What the list is sorted by, after which the next page begins."""

    def within(self, share: float) -> int | None:
        """Return in how many milliseconds such a share was answered; `None`: beyond all bounds."""
        sought, seen = share * self.requests, 0
        for bound, count in zip(BOUNDS, self.took, strict=False):
            seen += count
            if seen >= sought:
                return bound
        return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which use: since a day, of one user or of all; `after` is where the last page ended."""

    since: date
    limit: int
    after: tuple[str, UUID] | None = None
    user: UUID | None = None


ADD = text("""
    INSERT INTO api_usage AS u
        (workspace_id, user_id, key_id, day, method, route, requests, errors, took)
    SELECT m.workspace_id, m.user_id, CAST(:key AS uuid), CAST(:day AS date), :method, :route,
           CAST(:requests AS bigint), CAST(:errors AS bigint), CAST(:took AS bigint[])
    FROM membership m
    WHERE m.workspace_id = :workspace AND m.user_id = :user
        AND (CAST(:key AS uuid) IS NULL OR EXISTS (SELECT FROM api_key WHERE id = :key))
    ON CONFLICT (workspace_id, day, user_id, key_id, method, route) DO UPDATE SET
        requests = u.requests + excluded.requests,
        errors = u.errors + excluded.errors,
        took = ARRAY(SELECT coalesce(a, 0) + coalesce(b, 0)
                     FROM unnest(u.took, excluded.took) AS t (a, b))
""")
SOME = text("""
    SELECT * FROM (
        SELECT u.day, u.user_id, p.name AS person, u.key_id, k.name AS key_name, u.method,
               u.route, u.requests, u.errors, u.took,
               concat_ws(' ', u.day::text, u.key_id, u.route, u.method) AS place
        FROM api_usage u
        JOIN app_user p ON p.id = u.user_id
        LEFT JOIN api_key k ON k.id = u.key_id
        WHERE u.day >= :since AND (CAST(:user AS uuid) IS NULL OR u.user_id = :user)
    ) AS found
    WHERE CAST(:place AS text) IS NULL OR (place, user_id) < (:place, CAST(:of AS uuid))
    ORDER BY place DESC, user_id DESC LIMIT :limit
""")


async def add(session: AsyncSession, counts: Mapping[Place, Count]) -> None:
    """Add counts to those that are there; of who has left meanwhile nothing is kept."""
    places = sorted(counts, key=lambda place: (*map(str, place),))
    await session.execute(ADD, [_values(place, counts[place]) for place in places])


def _values(place: Place, count: Count) -> dict[str, Any]:
    told = {"requests": count.requests, "errors": count.errors, "took": count.took}
    return place._asdict() | told


async def some(session: AsyncSession, wanted: Wanted) -> tuple[Used, ...]:
    """Return how routes were used, the newest day first."""
    place, of = wanted.after or (None, None)
    values = {
        "since": wanted.since,
        "limit": wanted.limit,
        "user": wanted.user,
        "place": place,
        "of": of,
    }
    rows = await session.execute(SOME, values)
    return tuple(Used(*row) for row in rows)
