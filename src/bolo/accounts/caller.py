"""Who is calling: the values that travel from the doors to the use cases."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody may do in a workspace. The values are stored: never renamed."""

    OWNER = "owner"
    APPROVER = "approver"
    BUYER = "buyer"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or a program, in one workspace."""

    user: UUID
    workspace: UUID
    name: str
    email: str | None
    workspace_name: str
    currency: str
    session: UUID | None = None
    """What was signed in; `None` for an API key."""
    role: Role = Role.VIEWER
    browser: bool = False
    """Known by a cookie: its writes must carry the header that forms cannot send."""
    scopes: frozenset[str] | None = None
    """What an API key may; `None` without one."""
    key: UUID | None = None
    """The API key that is used; `None` for a session."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a sign-in comes from, as far as can be told; shown in the list of sessions."""

    address: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a session is known by: `access` for every request, `refresh` for one renewal."""

    access: str
    refresh: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session of somebody, as they may see it."""

    id: UUID
    method: str
    agent: str
    address: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What may be shown of a key; `token` is there once, when it is made."""

    id: UUID
    user: UUID
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    token: str | None = None
