"""The second factor: codes of an authenticator (TOTP, RFC 6238), and recovery codes for its loss.

SHA-1, 6 digits, 30 seconds, as every authenticator knows; a code is good in its own half
minute and the ones beside it, and once.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller
from bolo.accounts.person import factor_store as store
from bolo.accounts.person.factor_store import Factor
from bolo.accounts.person.profile import Profiles
from bolo.core.errors import CodeWanted, Conflict, Invalid, NotSignedIn
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets, hash_token

SECRET_BYTES = 20
STEP, DIGITS = 30, 6
CODES = 10
WRONG = "this code is wrong or was used already; wait for the next, or use a recovery code"
WANTED = "send the code of your authenticator as well, or a recovery code"


@dataclass(frozen=True, slots=True)
class Offer:
    """What an authenticator is told, once."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Factors:
    """The use cases; `new_bytes` is the source of secrets."""

    db: Database
    secrets: Secrets
    profiles: Profiles
    clock: Clock
    new_bytes: Callable[[int], bytes]

    async def state(self, who: Caller) -> Factor:
        """Return what the caller has."""
        async with self.db.transaction() as session:
            return await store.find(session, who.user)

    async def offer(self, who: Caller, password: str | None, address: str) -> Offer:
        """Make a secret for the caller's authenticator; it counts once a code has shown it."""
        person, _ = await self.profiles.me(who)
        await self.profiles.confirm(person, password, address)
        secret = self.new_bytes(SECRET_BYTES)
        sealed = self.secrets.seal(secret, _context(who.user))
        async with self.db.transaction() as session:
            if not await store.offer(session, who.user, sealed):
                msg = "you have a second factor already; end it before you begin another"
                raise Conflict(msg)
        told = base64.b32encode(secret).decode().rstrip("=")
        label = quote(f"bolo:{person.email or person.name}")
        uri = f"otpauth://totp/{label}?secret={told}&issuer=bolo&digits={DIGITS}&period={STEP}"
        return Offer(told, uri)

    async def begin(self, who: Caller, code: str) -> tuple[str, ...]:
        """Ask for the second factor from now on; return the recovery codes, this once."""
        async with self.db.transaction() as session:
            factor = await store.find(session, who.user)
            if factor.sealed is None or factor.since is not None:
                msg = "there is no second factor to begin; ask for a new secret first"
                raise Conflict(msg)
            if not await self._fits(session, who.user, factor, code):
                raise Invalid(WRONG)
            await store.begin(session, who.user, self.clock())
            return await self._new_codes(session, who.user)

    async def renew_codes(self, who: Caller, code: str, address: str) -> tuple[str, ...]:
        """Make new recovery codes; the old ones are of no use any more."""
        await self._confirm(who, code, address)
        async with self.db.transaction() as session:
            return await self._new_codes(session, who.user)

    async def end(self, who: Caller, code: str, address: str) -> None:
        """Ask the caller for no second factor any more."""
        await self._confirm(who, code, address)
        async with self.db.transaction() as session:
            await store.end(session, who.user)

    async def check(self, user: UUID, code: str | None) -> None:
        """Let pass whoever has no second factor or shows it; `CodeWanted` asks for it."""
        async with self.db.transaction() as session:
            factor = await store.find(session, user)
            if factor.since is None:
                return
            if code is None:
                raise CodeWanted(WANTED)
            if await self._fits(session, user, factor, code):
                return
        raise CodeWanted(WRONG)

    async def _confirm(self, who: Caller, code: str, address: str) -> None:
        doors = self.profiles.doors
        attempt = await doors.guess(f"code {who.user}", address)
        try:
            await self.check(who.user, code)
        except NotSignedIn as error:
            raise Invalid(WRONG) from error
        await doors.forgive(attempt)

    async def _fits(self, session: AsyncSession, user: UUID, factor: Factor, code: str) -> bool:
        plain = "".join(code.split()).lower().replace("-", "")
        if factor.since is not None and len(plain) != DIGITS:
            return await store.use_code(session, user, hash_token(f"{user} {plain}"))
        if factor.sealed is None or not (plain.isascii() and plain.isdigit()):
            return False
        secret = self.secrets.unseal(factor.sealed, _context(user))
        now = int(self.clock().timestamp()) // STEP
        for step in (now, now - 1, now + 1):
            if plain == code_of(secret, step):
                return await store.use_step(session, user, step)
        return False

    async def _new_codes(self, session: AsyncSession, user: UUID) -> tuple[str, ...]:
        codes = [base64.b32encode(self.new_bytes(10)).decode().lower() for _ in range(CODES)]
        hashes = [hash_token(f"{user} {code}") for code in codes]
        await store.put_codes(session, user, hashes)
        return tuple("-".join(code[n : n + 4] for n in range(0, 16, 4)) for code in codes)


def code_of(secret: bytes, step: int) -> str:
    """Return the code of a half minute."""
    from cryptography.hazmat.primitives.hashes import SHA1  # noqa: PLC0415  (seldom needed)
    from cryptography.hazmat.primitives.twofactor.totp import TOTP  # noqa: PLC0415

    totp = TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  (RFC 6238's own; what all know)
    return totp.generate(step * STEP).decode()


def _context(user: UUID) -> str:
    return f"totp {user}"
