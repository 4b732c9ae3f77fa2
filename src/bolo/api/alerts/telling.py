"""How one wants to be told: for everything, and by `scope` for one search."""

from datetime import time
from decimal import Decimal
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field, WithJsonSchema, field_validator, model_validator

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Shape
from bolo.core.telling.pacing import MORNING, Pace
from bolo.pipeline.notify.sending import telling_store
from bolo.pipeline.notify.sending.telling_store import EVERYTHING, Wish

router = APIRouter(tags=["channels"], route_class=Once)
LocalTime = Annotated[
    time,
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d\d:\d\d(:\d\d(\.\d+)?)?$", "examples": ["08:00:00"]}
    ),
]
"""JSON Schema's own format of a time has an offset; a time of somebody's day has none."""
Scope = Annotated[str, Query(max_length=100, description="Empty for everything, else a search.")]


class Telling(Shape):
    """How one wants to be told; times of the day are local to `zone`.

    `channels` are those that are used, all when there is no list; `min_worth` is in the
    workspace's currency.
    """

    pace: Pace = Pace.INSTANT
    zone: Annotated[str, Field(max_length=64)] = "UTC"
    digest_at: LocalTime = MORNING
    quiet_from: LocalTime | None = None
    quiet_to: LocalTime | None = None
    at_most: Annotated[int, Field(ge=1, le=1000)] | None = None
    min_worth: Annotated[Decimal, Field(ge=0, le=10_000_000, max_digits=18)] | None = None
    muted_until: AwareDatetime | None = None
    channels: Annotated[list[UUID], Field(max_length=100)] | None = None

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("should be a time zone, as Europe/London") from error
        return value

    @field_validator("digest_at", "quiet_from", "quiet_to")
    @classmethod
    def _is_local(cls, value: time | None) -> time | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError("should be a time of the day, as 08:00")
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> "Telling":
        if (self.quiet_from is None) != (self.quiet_to is None):
            raise ValueError("quiet hours need both a beginning and an end")
        return self


class ChosenTelling(Telling):
    """How one is told; `chosen` says whether for this scope, or by what holds for everything."""

    chosen: bool


@router.get("/telling")
async def get_telling(who: Who, app: App, scope: Scope = EVERYTHING) -> ChosenTelling:
    """Show how one is told."""
    async with app.db.for_workspace(who.workspace) as session:
        own = await telling_store.wish(session, who.workspace, who.user, scope)
        found = own or await telling_store.wish(session, who.workspace, who.user, EVERYTHING)
    wish = found or Wish()
    values = {name: getattr(wish, name) for name in Telling.model_fields}
    values["channels"] = None if wish.channels is None else list(wish.channels)
    return ChosenTelling(**values, chosen=own is not None)


@router.put("/telling")
async def put_telling(new: Telling, who: Who, app: App, scope: Scope = EVERYTHING) -> ChosenTelling:
    """Choose how one is told; what waits is judged anew."""
    values = {name: getattr(new, name) for name in Telling.model_fields}
    values["channels"] = None if new.channels is None else tuple(new.channels)
    async with app.db.for_workspace(who.workspace) as session:
        await telling_store.save(session, who.workspace, who.user, scope, Wish(**values))
        await telling_store.release(session, who.workspace, who.user, app.clock())
    return await get_telling(who, app, scope)


@router.delete("/telling", status_code=204)
async def forget_telling(who: Who, app: App, scope: Scope = EVERYTHING) -> None:
    """Forget a choice: what holds for everything holds again."""
    async with app.db.for_workspace(who.workspace) as session:
        await telling_store.forget(session, who.workspace, who.user, scope)
        await telling_store.release(session, who.workspace, who.user, app.clock())
