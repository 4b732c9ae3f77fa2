"""Passwords: what is accepted, and Argon2id, which takes as long for nobody as for somebody.

Parameters are RFC 9106's second choice (64 MiB, 3 passes, 4 lanes). Hashing is kept to two at
a time, in threads, so that a storm of sign-ins costs neither the event loop nor the memory.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from bolo.core.errors import Invalid

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")
SHORTEST, LONGEST = 10, 256
AT_A_TIME = 2
COMMON = frozenset(
    "1234567890 0123456789 password12 password123 password1234 qwertyuiop 1q2w3e4r5t "
    "iloveyou12 letmein123 welcome123 administrator changeme123".split()
)
"""Of the lists of leaked passwords, the most used that are long enough for us."""


def check(password: str, email: str | None) -> None:
    """Refuse a password that is guessed first; `Invalid` says what would be right."""
    if not SHORTEST <= len(password) <= LONGEST:
        msg = f"a password has {SHORTEST} to {LONGEST} characters"
        raise Invalid(msg)
    plain = password.lower()
    if plain in COMMON or len(set(plain)) == 1 or (email and plain == email.lower()):
        msg = "this password is among the first that are guessed; take a few words of your own"
        raise Invalid(msg)


def make_hasher() -> "PasswordHasher":
    """Return Argon2id with RFC 9106's second choice of parameters."""
    from argon2 import PasswordHasher  # noqa: PLC0415  (seldom needed, and the API starts sooner)

    return PasswordHasher()


class Passwords:
    """Hashes and verifies."""

    def __init__(self, make: "Callable[[], PasswordHasher]" = make_hasher) -> None:
        self.make = make  # called with the first use
        self._hasher: PasswordHasher | None = None
        self._nobodys = ""
        self._places = asyncio.Semaphore(AT_A_TIME)

    async def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return await self._in_thread(lambda hasher: hasher.hash(_plain(password)))

    async def verify(self, kept: str | None, password: str) -> bool:
        """Tell whether `password` is the one; without one to compare with it takes as long."""
        return await self._in_thread(lambda hasher: self._fits(hasher, kept, _plain(password)))

    async def renewed(self, kept: str, password: str) -> str | None:
        """Return a new hash when `kept` was made with weaker parameters than today's."""
        old = await self._in_thread(lambda hasher: hasher.check_needs_rehash(kept))
        return await self.hash(password) if old else None

    def _fits(self, hasher: "PasswordHasher", kept: str | None, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  (loaded)

        try:
            hasher.verify(kept or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    async def _in_thread(self, do: "Callable[[PasswordHasher], T]") -> T:
        async with self._places:
            return await asyncio.to_thread(lambda: do(self._ready()))

    def _ready(self) -> "PasswordHasher":
        """Load it with the first use, and make what a stranger's password is held against."""
        if self._hasher is None:
            hasher = self.make()
            self._nobodys = hasher.hash("nobody has this password")
            self._hasher = hasher
        return self._hasher


def _plain(password: str) -> str:
    """Return the password as every keyboard writes it (NFKC, after NIST SP 800-63B)."""
    return normalize("NFKC", password)
