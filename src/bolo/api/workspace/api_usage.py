"""How the API is used: by key, route and day."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from bolo.accounts.usage.store import Used, Wanted
from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.views.cursors import Marks

router = APIRouter(tags=["security"], route_class=Once)
P95 = 0.95


class UsedKey(Shape):
    """An API key, by its name."""

    id: UUID
    name: str


class RouteUse(Shape):
    """How a route was used on a day; without a key by somebody who was signed in."""

    day: date
    user: str
    key: UsedKey | None
    method: str
    route: str
    requests: int
    errors: int
    """Answers of 400 and above."""
    p95_ms: Annotated[
        int | None, Field(description="19 of 20 took no longer; null: more than 5 seconds")
    ]

    @classmethod
    def of(cls, used: Used) -> "RouteUse":
        """Say a use."""
        key = None if used.key is None else UsedKey(id=used.key, name=used.key_name or "")
        return cls(
            day=used.day,
            user=used.person,
            key=key,
            method=used.method,
            route=used.route,
            requests=used.requests,
            errors=used.errors,
            p95_ms=used.within(P95),
        )


class RequestLimit(Shape):
    """How many requests each key may make in so many seconds; null: as many as it likes."""

    requests: int | None
    seconds: int


class ApiUsage(Items[RouteUse]):
    """One page, and what the plan allows."""

    limit: RequestLimit


@router.get("/api-usage")
async def list_api_usage(
    who: Who,
    app: App,
    *,
    days: Annotated[int, Query(ge=1, le=90)] = 30,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 200,
    cursor: Annotated[str | None, Query(max_length=1_000)] = None,
) -> ApiUsage:
    """List how routes were used, the newest day first; an owner sees everybody's.

    Counts are written every ten seconds and kept for 90 days.
    """
    usage = app.people.usage
    marks = Marks.within("api usage", days)
    after = None if cursor is None else marks.read(cursor)
    wanted = Wanted(usage.days_ago(days), limit, after)
    shown = await usage.some(who, wanted)
    last = shown[-1] if len(shown) == limit else None
    allowed = RequestLimit(
        requests=await app.people.throttle.allowed(who), seconds=app.people.throttle.seconds
    )
    return ApiUsage(
        items=[RouteUse.of(one) for one in shown],
        next=marks.make(last.place, last.user) if last else None,
        limit=allowed,
    )
