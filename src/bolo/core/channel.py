"""What a channel is to us: it turns a message into requests, and never opens a connection."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from bolo.core.marketplace import Request

RETRIES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Waits between attempts, the schedule that Standard Webhooks 1.0 recommends."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is told: `id` names the fact, and stays the same however often it is sent."""

    id: UUID
    kind: str
    title: str
    body: str
    created_at: datetime
    opportunity: UUID | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes, with the secret that proves that it comes from us."""

    address: str
    secret: str


class Channel(ABC):
    """Subclass in `bolo/channels/`."""

    slug: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def requests(self, message: Message, target: Target, at: datetime) -> tuple[Request, ...]:
        """Return what is to be sent, signed as of `at`."""
