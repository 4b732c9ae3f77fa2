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
    """The browser session; `None` for an API key."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What may be shown of a key; `token` is there once, when it is made."""

    id: UUID
    name: str
    prefix: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    token: str | None = None
