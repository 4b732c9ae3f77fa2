"""A saved search as it is kept and shown, and a listing that it caught."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from bolo.core.money import Money
from bolo.core.plans.limits import Held
from bolo.core.searching.criteria import Criteria

LEAST_MINUTES: Final = 5
MOST_MINUTES: Final = 1_440
USUAL_MINUTES: Final = 15


class SearchState(StrEnum):
    """Whether it catches anything. The values are stored: never renamed."""

    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """What a workspace looks for; `waits_for` are marketplaces that are not connected yet."""

    id: UUID
    title: str
    rule: str
    criteria: Criteria
    every_minutes: int
    state: SearchState
    template: str | None
    created_at: datetime
    changed_at: datetime
    hits: int
    last_hit_at: datetime | None
    waits_for: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """The connected marketplaces that are asked for its words."""
    held: Held | None = None
    """The limit of the plan that paused it; `None` where a person did, and while it runs."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A search caught a listing, at a price."""

    id: UUID
    search: UUID
    listing: UUID
    found_at: datetime
    price: Money | None
    told: bool
