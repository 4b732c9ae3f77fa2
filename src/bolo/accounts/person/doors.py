"""How often the doors may be knocked at: by an address, and at one account.

Two measures. Buckets slow down who asks often; a lock-out with backoff stops who guesses. Both
count by what was asked, never by whether such an account exists, so that neither tells.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network

from bolo.accounts.person import doors_store as store
from bolo.core.errors import TooMany
from bolo.core.marketplace import Budget
from bolo.platform.buckets import Buckets
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database


class DoorName(StrEnum):
    """Where one may knock without being known."""

    REGISTER = "register"
    LOGIN = "login"
    LINK = "link"
    REFRESH = "refresh"
    LETTER = "letter"
    EXPORT = "export"


BUDGETS = {
    DoorName.REGISTER: Budget(per_minute=6, burst=20),
    DoorName.LOGIN: Budget(per_minute=20, burst=40),
    DoorName.LINK: Budget(per_minute=20, burst=40),
    DoorName.REFRESH: Budget(per_minute=60, burst=120),
    DoorName.LETTER: Budget(per_minute=3, burst=10),
    DoorName.EXPORT: Budget(per_minute=2, burst=6),
}
"""For one address: a household or an office signs in, a dictionary does not."""
ACCOUNT_LIMIT, ADDRESS_LIMIT = 5, 25
"""Failures before a lock-out. Many people may share an address."""
FIRST_LOCK, LONGEST_LOCK = timedelta(seconds=30), timedelta(hours=1)
FORGOTTEN = timedelta(hours=24)
NETWORK = 64
"""Of IPv6 a household has this many bits, and may choose the rest."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A guess that is under way."""

    account: str
    address: str


@dataclass(frozen=True, slots=True)
class Doors:
    """The measures, kept in PostgreSQL: shared by all processes, and there after a restart."""

    db: Database
    buckets: Buckets
    clock: Clock

    async def knock(self, door: DoorName, address: str) -> None:
        """Take one from the address's bucket; `TooMany` when it is empty."""
        wait = await self.buckets.take(f"door {door} {network(address)}", BUDGETS[door])
        if wait:
            msg = f"too many requests from here; try again in {_words(wait)}"
            raise TooMany(msg, retry_after=wait)

    async def guess(self, account: str, address: str) -> Attempt:
        """Count a guess as failed until it is forgiven; `TooMany` while locked out.

        Counted before it is checked: a hundred guesses at the same moment are a hundred.
        """
        attempt = Attempt(f"account {_digest(account)}", f"address {network(address)}")
        limits = {attempt.address: ADDRESS_LIMIT, attempt.account: ACCOUNT_LIMIT}
        async with self.db.transaction() as session:
            for key, limit in limits.items():
                pace = store.Pace(limit, FIRST_LOCK, LONGEST_LOCK, FORGOTTEN)
                until = await store.count(session, key, self.clock(), pace)
                if until is not None:
                    wait = max(until - self.clock(), timedelta(seconds=1))
                    msg = (
                        f"too many attempts have failed; try again in {_words(wait)}, "
                        "or sign in with a link: bolo signin-link"
                    )
                    raise TooMany(msg, retry_after=wait)
        return attempt

    async def forgive(self, attempt: Attempt) -> None:
        """Take a guess back: it was right."""
        async with self.db.transaction() as session:
            await store.forgive(session, attempt.address, ADDRESS_LIMIT)
            await store.forget(session, attempt.account)

    async def take_back(self, attempt: Attempt) -> None:
        """Take a guess back that was none: something is still missing."""
        async with self.db.transaction() as session:
            await store.forgive(session, attempt.address, ADDRESS_LIMIT)
            await store.forgive(session, attempt.account, ACCOUNT_LIMIT)

    async def unlock(self, account: str) -> None:
        """Forget the failures of an account: its owner has shown otherwise who they are."""
        async with self.db.transaction() as session:
            await store.forget(session, f"account {_digest(account)}")

    async def forget_old(self) -> None:
        """Forget what has no bearing any more."""
        async with self.db.transaction() as session:
            await store.forget_old(session, self.clock() - FORGOTTEN)


def network(address: str) -> str:
    """Return what counts as one visitor: an IPv4 address, or an IPv6 network."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if isinstance(found, IPv6Address):
        return str(ip_network((found, NETWORK), strict=False))
    return str(found)


def _digest(account: str) -> str:
    """Return a name for an account under which it may be kept: some are mistyped passwords."""
    return blake2b(account.encode(), digest_size=16, person=b"bolo account").hexdigest()


def _words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    if seconds < 90:  # noqa: PLR2004  (a minute and a half)
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    return f"{round(seconds / 60)} minutes"
