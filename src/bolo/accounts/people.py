"""Everything about people and their ways in, built together: one thing for the doors to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_bytes, token_urlsafe
from uuid import UUID

from bolo.accounts.audit.service import Audit
from bolo.accounts.export import Export
from bolo.accounts.letters.service import Enqueue, Letters, Post
from bolo.accounts.person.doors import Doors
from bolo.accounts.person.factors import Factors
from bolo.accounts.person.passwords import Passwords
from bolo.accounts.person.profile import Profiles
from bolo.accounts.person.proving import Proving
from bolo.accounts.person.sessions import Sessions
from bolo.accounts.person.signing import Registration, Signing
from bolo.accounts.person.tokens import PURPOSE, AccessTokens
from bolo.accounts.retention import Retention
from bolo.accounts.team.service import Team
from bolo.accounts.throttle import Limit, Throttle
from bolo.accounts.usage.service import Usage
from bolo.accounts.vigil import Vigil
from bolo.platform.buckets import Buckets
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.work import Payload
from bolo.platform.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Grounds:
    """What all of it stands on; `address` is where people reach this bolo."""

    db: Database
    secrets: Secrets
    buckets: Buckets
    clock: Clock
    new_id: Callable[[], UUID]
    registration: Registration
    post: Post
    enqueue: Enqueue
    address: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class People:
    """The use cases."""

    doors: Doors
    sessions: Sessions
    signing: Signing
    profiles: Profiles
    letters: Letters
    proving: Proving
    factors: Factors
    team: Team
    audit: Audit
    export: Export
    retention: Retention
    vigil: Vigil
    throttle: Throttle
    usage: Usage

    @classmethod
    def on(cls, g: Grounds, passwords: Passwords | None = None) -> "People":
        """Build them."""
        passwords = passwords or Passwords()
        access = AccessTokens(g.secrets.derived(PURPOSE), g.clock)
        doors = Doors(g.db, g.buckets, g.clock)
        sessions = Sessions(g.db, access, g.clock, g.new_id, token_urlsafe)
        letters = Letters(g.db, g.secrets, g.post, g.enqueue, g.clock, g.new_id, g.address)
        profiles = Profiles(g.db, passwords, doors)
        factors = Factors(g.db, g.secrets, profiles, g.clock, token_bytes)
        proving = Proving(g.db, letters, passwords, doors, profiles, g.clock, token_urlsafe)
        signing = Signing(
            *(g.db, sessions, passwords, doors, g.clock, g.new_id, g.registration),
            *(letters, factors, proving.ask_to_verify, proving.tell_known),
        )
        team = Team(g.db, letters, signing, sessions, doors, g.clock, g.new_id, token_urlsafe)
        sellers = next(iter(g.secrets.derived("bolo sellers").values()))
        return cls(
            *(doors, sessions, signing, profiles, letters, proving, factors, team),
            *(Audit(g.db, g.clock), Export(g.db, g.clock), Retention(g.db, g.clock, sellers)),
            *(Vigil(g.db, g.clock), Throttle(g.clock, g.limit), Usage(g.db, g.clock)),
        )

    async def send_letter(self, payload: Payload) -> None:
        """Do the job of a letter."""
        await self.letters.send(UUID(payload["letter"]))

    async def keep_house(self) -> None:
        """Let go of what is too old."""
        await self.retention.apply()
        await self.doors.forget_old()
