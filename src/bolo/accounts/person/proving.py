"""What is proven by a letter: an address, the right to a new password, a new address.

Asking for a letter answers alike whether there is such an account or not; the same rows are
written and, where there is nobody to write to, taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller, Visitor
from bolo.accounts.letters import store
from bolo.accounts.letters.service import Letter, Letters
from bolo.accounts.letters.store import Proof
from bolo.accounts.person import email as addresses
from bolo.accounts.person import passwords as rules
from bolo.accounts.person import session_store
from bolo.accounts.person import store as person_store
from bolo.accounts.person.doors import DoorName, Doors
from bolo.accounts.person.passwords import Passwords
from bolo.accounts.person.profile import Profiles
from bolo.accounts.person.store import Person
from bolo.core.errors import Conflict, Invalid
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import hash_token

VERIFY, RESET, EMAIL = "verify", "reset", "email"
LIFE = {VERIFY: timedelta(days=7), RESET: timedelta(hours=1), EMAIL: timedelta(days=1)}
NOT_IN_FORCE = "this link was used already or is too old; ask for a new one"
NOT_YOU = "If it was not you, leave this letter alone: nothing changes."


@dataclass(frozen=True, slots=True)
class Proving:
    """The use cases; `new_token` is the source of what letters carry."""

    db: Database
    letters: Letters
    passwords: Passwords
    doors: Doors
    profiles: Profiles
    clock: Clock
    new_token: Callable[[], str]

    async def ask_to_verify(self, session: AsyncSession, person: Person) -> None:
        """Write to a new address, in the transaction that keeps it."""
        link = await self._prove(session, person.id, VERIFY, person.email or "")
        lines = (
            f"Hello {person.name}, this address was given when an account was made at bolo.",
            "Open the link within 7 days to say that it is yours.",
            NOT_YOU,
        )
        subject = "Is this your address?"
        await self.letters.write(
            session,
            Letter(VERIFY, person.email or "", subject, lines, "Yes, it is mine", link, person.id),
        )

    async def tell_known(self, session: AsyncSession, email: str) -> None:
        """Write to whoever has an account that somebody tried to make once more."""
        lines = (
            "Somebody tried to make an account at bolo with this address. You have one already.",
            "If it was you: sign in, or ask for a new password on the page for signing in.",
            NOT_YOU,
        )
        subject = "You have an account already"
        letter = Letter("known", email, subject, lines, "Sign in", f"{self.letters.address}/")
        await self.letters.write(session, letter)

    async def forgot(self, email: str, visitor: Visitor) -> None:
        """Send a link for a new password to an address that has an account."""
        await self.doors.knock(DoorName.LETTER, visitor.address)
        address = addresses.read(email)
        if not self.letters.are_sent:
            msg = (
                "this bolo sends no mail; whoever runs it makes you a link to sign in: "
                f"bolo signin-link --email {address}"
            )
            raise Conflict(msg)
        async with self.db.transaction() as session, session.begin_nested() as aside:
            person = await person_store.by_email(session, address)
            known = person or await person_store.anybody(session)
            if known is not None:
                await self._offer_reset(session, known, address)
            if person is None:
                await aside.rollback()

    async def _offer_reset(self, session: AsyncSession, person: Person, address: str) -> None:
        link = await self._prove(session, person.id, RESET, address)
        lines = (
            f"Hello {person.name}, somebody asked for a new password for your account at bolo.",
            "The link is good for an hour, once.",
            NOT_YOU,
        )
        letter = Letter(
            RESET, address, "A new password", lines, "Choose a password", link, person.id
        )
        await self.letters.write(session, letter)

    async def reset(self, token: str, password: str, visitor: Visitor) -> UUID:
        """Set a new password by a link; every session ends, and a lock-out with them.

        Returns whose it is.
        """
        await self.doors.knock(DoorName.LINK, visitor.address)
        rules.check(password, None)
        hashed = await self.passwords.hash(password)
        async with self.db.transaction() as session:
            proof = await self._use(session, token, [RESET])
            await person_store.set_password(session, proof.user, hashed)
            await store.verified(session, proof.user, self.clock())
            await session_store.end_others(session, proof.user, None)
        await self.doors.unlock(proof.email)
        return proof.user

    async def verify(self, token: str, visitor: Visitor) -> Proof:
        """Note that an address is its owner's; return what proved it."""
        await self.doors.knock(DoorName.LINK, visitor.address)
        async with self.db.transaction() as session:
            proof = await self._use(session, token, [VERIFY, EMAIL])
            if proof.purpose == EMAIL and not await person_store.set_email(
                session, proof.user, proof.email, self.clock()
            ):
                msg = "this address belongs to another account by now; choose another"
                raise Conflict(msg)
            await store.verified(session, proof.user, self.clock())
        return proof

    async def change_email(
        self, who: Caller, email: str, password: str | None, visitor: Visitor
    ) -> bool:
        """Give the caller another address; `False` when it waits to be proven by a letter."""
        await self.doors.knock(DoorName.LETTER, visitor.address)
        email = addresses.read(email)
        person, _ = await self.profiles.me(who)
        await self.profiles.confirm(person, password, visitor.address)
        if not self.letters.are_sent:
            async with self.db.transaction() as session:
                if not await person_store.set_email(session, who.user, email, None):
                    msg = "this address cannot be used here; choose another"
                    raise Invalid(msg)
            return True
        async with self.db.transaction() as session:
            if await person_store.by_email(session, email) is None:
                await self._offer_email(session, person, email)
            else:
                await self.tell_known(session, email)
        return False

    async def _offer_email(self, session: AsyncSession, person: Person, email: str) -> None:
        link = await self._prove(session, person.id, EMAIL, email)
        lines = (
            f"Hello {person.name}, open the link within a day to use this address at bolo.",
            NOT_YOU,
        )
        new = Letter(EMAIL, email, "Your new address", lines, "Use this address", link, person.id)
        await self.letters.write(session, new)
        if person.email:
            told = (
                f"Your account at bolo is to have another address: {email}.",
                "If it was not you, sign in, change your password and end all other sessions.",
            )
            old = Letter("moving", person.email, "Your address changes", told, user=person.id)
            await self.letters.write(session, old)

    async def _prove(self, session: AsyncSession, user: UUID, purpose: str, email: str) -> str:
        token, until = self.new_token(), self.clock() + LIFE[purpose]
        await store.add_proof(session, hash_token(token), Proof(user, purpose, email, until))
        page = {VERIFY: "verify", EMAIL: "verify", RESET: "reset"}[purpose]
        return self.letters.link(page, token)

    async def _use(self, session: AsyncSession, token: str, purposes: list[str]) -> Proof:
        proof = await store.use_proof(session, hash_token(token), purposes)
        if proof is None or proof.until <= self.clock():
            raise Invalid(NOT_IN_FORCE)
        return proof
