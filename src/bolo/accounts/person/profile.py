"""What a person may do with their own account: name, password, leaving for good."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.billing import plan_store
from bolo.accounts.caller import Caller, Role
from bolo.accounts.person import passwords as rules
from bolo.accounts.person import session_store, store
from bolo.accounts.person.doors import Doors
from bolo.accounts.person.names import read_name
from bolo.accounts.person.passwords import Passwords
from bolo.accounts.person.store import Belonging, Person
from bolo.core.errors import Conflict, Invalid, NotSignedIn
from bolo.core.events import TeamChanged
from bolo.core.plans.subscription import LIVE
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish

WRONG = "this is not your password"


@dataclass(frozen=True, slots=True)
class Profiles:
    """The use cases."""

    db: Database
    passwords: Passwords
    doors: Doors

    async def me(self, who: Caller) -> tuple[Person, tuple[Belonging, ...]]:
        """Return the caller and where they belong."""
        async with self.db.transaction() as session:
            return await self._person(who, session), await store.belongings(session, who.user)

    async def rename(self, who: Caller, name: str) -> Caller:
        """Call the caller otherwise."""
        name = read_name(name)
        async with self.db.transaction() as session:
            await store.rename(session, who.user, name)
        return replace(who, name=name)

    async def change_password(
        self, who: Caller, current: str | None, new: str, address: str
    ) -> None:
        """Set a password; whoever has one shows it. Every other session ends."""
        person, _ = await self.me(who)
        await self.confirm(person, current, address)
        rules.check(new, person.email)
        hashed = await self.passwords.hash(new)
        async with self.db.transaction() as session:
            await store.set_password(session, who.user, hashed)
            await session_store.end_others(session, who.user, who.session)

    async def leave(self, who: Caller, password: str | None, address: str) -> frozenset[UUID]:
        """Remove the caller, and every workspace that is nobody else's; return those that stay.

        `Conflict` while others would be left without an owner.
        """
        person, _ = await self.me(who)
        await self.confirm(person, password, address)
        async with self.db.transaction() as session:
            homes = await store.belongings(session, who.user)
            for home in sorted(homes, key=lambda one: one.id):
                await store.lock_workspace(session, home.id)
            homes = await store.belongings(session, who.user)
            stranded = [
                h.name for h in homes if h.members > 1 and h.role is Role.OWNER and h.owners == 1
            ]
            if stranded:
                msg = f"make somebody else an owner of {', '.join(stranded)} first"
                raise Conflict(msg)
            for home in homes:
                if home.members == 1:
                    await self._unpaid(session, home)
                    await store.remove_workspace(session, home.id)
                else:
                    await publish(session, TeamChanged((who.user,), home.id))
            await store.remove(session, who.user)
        return frozenset(home.id for home in homes if home.members > 1)

    async def _unpaid(self, session: AsyncSession, home: Belonging) -> None:
        """Refuse to remove a workspace that goes on being charged for."""
        paid = (await plan_store.billed(session, home.id)).subscription
        if paid is not None and paid.status in LIVE and not paid.cancels:
            msg = f"cancel the plan of {home.name} first, or it goes on being charged for"
            raise Conflict(msg)

    async def confirm(self, person: Person, password: str | None, address: str) -> None:
        """Have whoever has a password show it, as if they signed in."""
        if person.password_hash is None:
            return
        attempt = await self.doors.guess(f"me {person.id}", address)
        if not await self.passwords.verify(person.password_hash, password or ""):
            raise Invalid(WRONG)
        await self.doors.forgive(attempt)

    async def _person(self, who: Caller, session: AsyncSession) -> Person:
        person = await store.by_id(session, who.user)
        if person is None:
            msg = "this account is gone"
            raise NotSignedIn(msg)
        return person
