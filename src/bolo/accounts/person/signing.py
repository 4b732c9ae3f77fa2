"""Registering and signing in, in ways that do not tell whether an address has an account.

What is answered, and how long it takes, is the same for a known address and an unknown one:
the same hash is made or verified, the same rows are written and taken back.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller, Role, Tokens, Visitor
from bolo.accounts.letters.service import Letters
from bolo.accounts.person import email as addresses
from bolo.accounts.person import passwords as rules
from bolo.accounts.person import session_store, store
from bolo.accounts.person.doors import DoorName, Doors
from bolo.accounts.person.factors import Factors
from bolo.accounts.person.names import read_name
from bolo.accounts.person.passwords import Passwords
from bolo.accounts.person.sessions import Sessions
from bolo.accounts.person.store import Person
from bolo.core.errors import CodeWanted, Invalid, NotAllowed, NotSignedIn
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

REFUSED = "this e-mail and password do not belong together"
REFUSED_OR_UNPROVEN = f"{REFUSED}, or the address is not proven yet: open the link in our letter"
Registration = Literal["open", "invited", "closed"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who wants an account."""

    email: str
    password: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody signs in with; `code` is of their authenticator, or a recovery code."""

    email: str
    password: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """The use cases."""

    db: Database
    sessions: Sessions
    passwords: Passwords
    doors: Doors
    clock: Clock
    new_id: Callable[[], UUID]
    registration: Registration
    letters: Letters
    factors: Factors
    ask_to_verify: Callable[[AsyncSession, Person], Awaitable[None]]
    tell_known: Callable[[AsyncSession, str], Awaitable[None]]

    async def register(self, applicant: Applicant, visitor: Visitor) -> str:
        """Make an account with a workspace of its own; return the address as it is kept.

        An address that has an account already keeps it as it is, and the answer is the same.
        """
        await self.doors.knock(DoorName.REGISTER, visitor.address)
        if self.registration != "open":
            raise NotAllowed(_CLOSED[self.registration])
        must = self.letters.are_sent
        person = replace(await self.person(applicant), must_verify=must)
        async with self.db.transaction() as session:
            new = await self._settle(session, person)
            if must and new:
                await self.ask_to_verify(session, person)
            elif must:
                await self.tell_known(session, person.email or "")
        return person.email or ""

    async def person(self, applicant: Applicant) -> Person:
        """Return whom an applicant would be; `Invalid` says what cannot be kept."""
        email = addresses.read(applicant.email)
        rules.check(applicant.password, email)
        name = read_name(applicant.name or email.partition("@")[0])
        hashed = await self.passwords.hash(applicant.password)
        return Person(self.new_id(), name, email, hashed, self.clock(), None, operator=False)

    async def login(self, given: Credentials, visitor: Visitor) -> tuple[Caller, Tokens]:
        """Sign in by a password; `NotSignedIn` says nothing of what is wrong."""
        await self.doors.knock(DoorName.LOGIN, visitor.address)
        try:
            address = addresses.read(given.email)
        except Invalid:
            address = ""
        attempt = await self.doors.guess(address, visitor.address)
        async with self.db.transaction() as session:
            person = await store.by_email(session, address)
        kept = person.password_hash if person else None
        fits = await self.passwords.verify(kept, given.password)
        if person is None or kept is None or not fits or person.must_verify:
            raise NotSignedIn(REFUSED_OR_UNPROVEN if self.letters.are_sent else REFUSED)
        try:
            await self.factors.check(person.id, given.code)
        except CodeWanted:
            if given.code is None:
                await self.doors.take_back(attempt)
            raise
        await self.doors.forgive(attempt)
        await self._strengthen(person, given.password)
        return await self.sessions.begin(await self._at_home(person.id), visitor, "password")

    async def _settle(self, session: AsyncSession, person: Person) -> bool:
        """Write a person with their workspace; what an address that is taken wrote is undone."""
        workspace, key = self.new_id(), self.new_id()
        async with session.begin_nested() as aside:
            taken = not await store.add(session, person)
            if taken:  # as much work as for a new one
                await store.add(session, replace(person, email=f"{person.id}@taken.invalid"))
            await store.add_workspace(
                session, workspace, f"{person.name}'s workspace", person.created_at
            )
            await store.join(session, key, workspace, person.id, Role.OWNER)
            if taken:
                await aside.rollback()
        return not taken

    async def _strengthen(self, person: Person, password: str) -> None:
        """Hash a password anew when its hash is weaker than those made today."""
        kept = person.password_hash
        renewed = await self.passwords.renewed(kept, password) if kept else None
        if renewed is not None:
            async with self.db.transaction() as session:
                await store.set_password(session, person.id, renewed)

    async def _at_home(self, user: UUID) -> Caller:
        """Return a person in the first of their workspaces."""
        async with self.db.transaction() as session:
            homes = await store.belongings(session, user)
            who = await session_store.member(session, user, homes[0].id) if homes else None
        if who is None:
            msg = "you belong to no workspace any more; ask to be invited, or register anew"
            raise NotAllowed(msg)
        return who


_CLOSED: dict[Registration, str] = {
    "invited": "only who is invited can register here; ask somebody who is in to invite you",
    "closed": "nobody can register here; whoever runs this bolo opens it by BOLO_REGISTRATION=open",
}
