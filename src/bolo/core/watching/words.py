"""The words of watching: what a person watches, what we ask for it, and how it fares."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bolo.core.offer import Offer
from bolo.core.reading.vote import Choice


class AskKind(StrEnum):
    """What kind of question it is. The values are stored: never renamed."""

    ADDRESS = "address"
    SEARCH = "search"


class HealthState(StrEnum):
    """How a source fares. The values are stored: never renamed."""

    NEW = "new"
    OK = "ok"
    WAITING = "waiting"
    FAILING = "failing"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Health:
    """How it fares, why in plain words, and when we try next."""

    state: HealthState
    reason: str | None = None
    failures: int = 0
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A leased question, as the asker needs it. `key` is an address or search words."""

    id: UUID
    kind: AskKind
    key: str
    marketplace: str | None
    host: str
    is_child: bool
    interval_seconds: int
    least_seconds: int
    most_seconds: int
    failures: int
    digest: bytes | None
    body_digest: bytes | None
    attention: bool
    demo: bool
    choice: Choice | None = None
    """What a person chose where pages of this shop state several prices."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A source answered: what it offers now, and where more of it is.

    `complete` says that nothing else is offered there, so what is missing is gone.
    `bodies` are the (address, bytes) that were read.
    """

    marketplace: str
    offers: tuple[Offer, ...]
    addresses: tuple[str, ...]
    bodies: tuple[tuple[str, bytes], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A source did not answer as hoped. `busy` is our own budget: nobody's failure."""

    state: HealthState
    reason: str
    retry_after_seconds: float | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question."""

    question: Question
    at: datetime
    outcome: Answered | Refused


@dataclass(frozen=True, slots=True)
class Watch:
    """What a workspace wants to know, as it is shown."""

    id: UUID
    label: str
    kind: str
    key: str
    marketplaces: tuple[str, ...]
    every_seconds: int
    fixed: bool
    paused: bool
    created_at: datetime
    last_asked_at: datetime | None
    next_ask_at: datetime | None
    offers: int
    health: Health
    demo: bool
    followed: bool = False
    """Made for what is followed, and ends with it."""
