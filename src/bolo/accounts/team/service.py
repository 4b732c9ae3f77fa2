"""Who works together: members and their roles, invitations, workspaces and the way between them.

A workspace always has an owner: the last one can neither leave nor be made less. An invitation
is whoever's who holds its link, so it ends when who made it is an owner no more.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller, Role, Tokens, Visitor
from bolo.accounts.letters.service import Letter, Letters
from bolo.accounts.person import email as addresses
from bolo.accounts.person import session_store
from bolo.accounts.person import store as person_store
from bolo.accounts.person.doors import DoorName, Doors
from bolo.accounts.person.names import read_name
from bolo.accounts.person.sessions import Sessions
from bolo.accounts.person.signing import Applicant, Signing
from bolo.accounts.team import store
from bolo.accounts.team.store import Invitation, Member
from bolo.core.errors import Conflict, Invalid, NotAllowed, NotFound
from bolo.core.events import TeamChanged
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish
from bolo.platform.secrets import hash_token

INVITED_FOR = timedelta(days=14)
NOT_IN_FORCE = "this invitation was used, withdrawn or is too old; ask to be invited again"
LAST_OWNER = "a workspace needs an owner: make somebody else one first"


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation says to whoever holds its link."""

    workspace: str
    by: str
    email: str
    role: Role
    known: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The use cases; `new_token` is the source of invitations' tokens."""

    db: Database
    letters: Letters
    signing: Signing
    sessions: Sessions
    doors: Doors
    clock: Clock
    new_id: Callable[[], UUID]
    new_token: Callable[[], str]

    async def members(self, who: Caller) -> tuple[Member, ...]:
        """Return who works in the caller's workspace."""
        async with self.db.for_workspace(who.workspace) as session:
            return await store.members(session, who.workspace)

    async def set_role(self, who: Caller, user: UUID, role: Role) -> None:
        """Make a member something else."""
        async with self.db.transaction() as session:
            member = await self._member(session, who.workspace, user)
            if member.role is Role.OWNER and role is not Role.OWNER:
                await self._other_owner(session, who.workspace, user)
            await store.set_role(session, who.workspace, user, role)
            if role is not Role.OWNER:
                await store.withdraw_of(session, who.workspace, user)
            await publish(session, TeamChanged((user,), who.workspace))

    async def remove(self, who: Caller, user: UUID) -> None:
        """Let a member belong to the workspace no more; whoever may not may still leave."""
        async with self.db.transaction() as session:
            member = await self._member(session, who.workspace, user)
            if member.role is Role.OWNER:
                await self._other_owner(session, who.workspace, user)
            await store.remove(session, who.workspace, user)
            await store.withdraw_of(session, who.workspace, user)
            await publish(session, TeamChanged((user,), who.workspace))

    async def invitations(self, who: Caller) -> tuple[Invitation, ...]:
        """Return who was asked to join and has not answered."""
        async with self.db.for_workspace(who.workspace) as session:
            return await store.invitations(session, who.workspace)

    async def invite(self, who: Caller, email: str, role: Role) -> tuple[Invitation, str]:
        """Ask somebody to join; return the link too, to hand over where no mail is sent."""
        email, now, token = addresses.read(email), self.clock(), self.new_token()
        invitation = Invitation(
            self.new_id(), who.workspace, who.user, email, role, now, now + INVITED_FOR
        )
        link = self.letters.link("invitation", token)
        async with self.db.transaction() as session:
            if any(one.email == email for one in await store.members(session, who.workspace)):
                msg = "they belong to this workspace already; change their role instead"
                raise Conflict(msg)
            await store.invite(session, invitation, hash_token(token))
            await publish(session, TeamChanged((invitation.id,), who.workspace))
            if self.letters.are_sent:
                lines = (
                    f"{who.name} asks you to join {who.workspace_name} at bolo, as {role}.",
                    "The link is good for 14 days.",
                )
                subject = f"{who.name} invites you to bolo"
                await self.letters.write(
                    session, Letter("invitation", email, subject, lines, "Join", link)
                )
        return invitation, link

    async def withdraw(self, who: Caller, key: UUID) -> None:
        """Take an invitation back."""
        async with self.db.for_workspace(who.workspace) as session:
            if not await store.withdraw(session, who.workspace, key):
                raise NotFound(NOT_IN_FORCE)
            await publish(session, TeamChanged((key,), who.workspace))

    async def read(self, token: str, visitor: Visitor) -> Invited:
        """Say what an invitation is to; whoever holds its link may know."""
        await self.doors.knock(DoorName.LINK, visitor.address)
        async with self.db.transaction() as session:
            found = await self._invited(session, token)
            host = await session_store.member(session, found.invited_by, found.workspace)
            title = await person_store.workspace_name(session, found.workspace)
            known = await person_store.by_email(session, found.email)
        by = host.name if host else "somebody who has left"
        return Invited(title, by, found.email, found.role, known is not None)

    async def accept(self, who: Caller, token: str) -> UUID:
        """Join a workspace as whoever is signed in; return which."""
        async with self.db.transaction() as session:
            found = await self._invited(session, token, lock=True)
            await self._join(session, found, who.user)
        return found.workspace

    async def register(
        self, token: str, password: str, name: str | None, visitor: Visitor
    ) -> tuple[Caller, Tokens]:
        """Make an account by an invitation, for its address; join, and sign in."""
        await self.doors.knock(DoorName.REGISTER, visitor.address)
        async with self.db.transaction() as session:
            email = (await self._invited(session, token)).email
        person = await self.signing.person(Applicant(email, password, name))
        async with self.db.transaction() as session:
            found = await self._invited(session, token, lock=True)
            if self.letters.are_sent:  # the link came by mail: the address is proven
                person = replace(person, email_verified_at=self.clock())
            if not await person_store.add(session, person):
                msg = "this address has an account already; sign in and open the link again"
                raise Conflict(msg)
            await self._join(session, found, person.id)
        async with self.db.transaction() as session:
            who = await session_store.member(session, person.id, found.workspace)
        if who is None:
            raise NotAllowed(NOT_IN_FORCE)
        return await self.sessions.begin(who, visitor, "password")

    async def found(self, who: Caller, name: str) -> UUID:
        """Make another workspace, owned by the caller; return it."""
        workspace, name = self.new_id(), read_name(name)
        async with self.db.transaction() as session:
            await person_store.add_workspace(session, workspace, name, self.clock())
            await person_store.join(session, self.new_id(), workspace, who.user, Role.OWNER)
        return workspace

    async def rename(self, who: Caller, name: str) -> None:
        """Call the caller's workspace otherwise."""
        name = read_name(name)
        async with self.db.for_workspace(who.workspace) as session:
            await store.rename(session, who.workspace, name)

    async def switch(self, who: Caller, workspace: UUID) -> str:
        """Go on in another workspace of the caller's; return an access token for it."""
        access = self.sessions.access_for(who, workspace)
        async with self.db.transaction() as session:
            there = await session_store.member(session, who.user, workspace)
            if there is None or who.session is None:
                msg = "you belong to no such workspace"
                raise NotFound(msg)
            await store.move(session, who.session, workspace)
        return access

    async def _member(self, session: AsyncSession, workspace: UUID, user: UUID) -> Member:
        await person_store.lock_workspace(session, workspace)
        members = await store.members(session, workspace)
        for member in members:
            if member.id == user:
                return member
        msg = "nobody like that belongs to this workspace"
        raise NotFound(msg)

    async def _other_owner(self, session: AsyncSession, workspace: UUID, user: UUID) -> None:
        members = await store.members(session, workspace)
        if not any(one.role is Role.OWNER and one.id != user for one in members):
            raise Conflict(LAST_OWNER)

    async def _invited(
        self, session: AsyncSession, token: str, *, lock: bool = False
    ) -> Invitation:
        found = await store.invited(session, hash_token(token), lock=lock)
        if found is None or found.expires_at <= self.clock():
            raise Invalid(NOT_IN_FORCE)
        return found

    async def _join(self, session: AsyncSession, found: Invitation, user: UUID) -> None:
        await person_store.lock_workspace(session, found.workspace)
        await person_store.join(session, self.new_id(), found.workspace, user, found.role)
        await store.withdraw(session, found.workspace, found.id)
        await publish(session, TeamChanged((user,), found.workspace))
