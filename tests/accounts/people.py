"""What the tests of accounts share: quick hashes, a known key, buckets of one process."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

from argon2 import PasswordHasher

from bolo.accounts.caller import Visitor
from bolo.accounts.passwords import Passwords
from bolo.accounts.people import Grounds, People
from bolo.accounts.signing import Applicant
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.db import Database
from bolo.platform.secrets import Secrets
from tests.pipeline.street import Hand

HOME = Visitor("192.0.2.7", "Firefox")
PASSWORD = "correct horse battery"
ADA = Applicant("ada@example.com", PASSWORD, "Ada")


def quick() -> PasswordHasher:
    """Return Argon2id that takes no time."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class House:
    """People over a fresh database, with a clock that is told."""

    db: Database
    clock: Hand
    people: People


def house(
    database: Database,
    registration: Literal["open", "invited", "closed"] = "open",
    make: Callable[[], PasswordHasher] = quick,
) -> House:
    """Build it."""
    clock = Hand()
    grounds = Grounds(
        database, Secrets([b"k" * 32]), MemoryBuckets(clock), clock, uuid4, registration
    )
    return House(database, clock, People.on(grounds, Passwords(make)))
