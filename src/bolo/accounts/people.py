"""Everything about people and their ways in, built together: one thing for the doors to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import UUID

from bolo.accounts.doors import Doors
from bolo.accounts.passwords import Passwords
from bolo.accounts.profile import Profiles
from bolo.accounts.sessions import Sessions
from bolo.accounts.signing import Registration, Signing
from bolo.accounts.tokens import PURPOSE, AccessTokens
from bolo.platform.buckets import Buckets
from bolo.platform.clock import Clock
from bolo.platform.db import Database
from bolo.platform.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Grounds:
    """What all of it stands on."""

    db: Database
    secrets: Secrets
    buckets: Buckets
    clock: Clock
    new_id: Callable[[], UUID]
    registration: Registration


@dataclass(frozen=True, slots=True)
class People:
    """The use cases."""

    doors: Doors
    sessions: Sessions
    signing: Signing
    profiles: Profiles

    @classmethod
    def on(cls, grounds: Grounds, passwords: Passwords | None = None) -> "People":
        """Build them."""
        db, clock, new_id = grounds.db, grounds.clock, grounds.new_id
        passwords = passwords or Passwords()
        access = AccessTokens(grounds.secrets.derived(PURPOSE), clock)
        doors = Doors(db, grounds.buckets, clock)
        sessions = Sessions(db, access, clock, new_id, token_urlsafe)
        return cls(
            doors,
            sessions,
            Signing(db, sessions, passwords, doors, clock, new_id, grounds.registration),
            Profiles(db, passwords, doors),
        )
