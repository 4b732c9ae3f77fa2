"""What the tests of accounts share: quick hashes, a known key, buckets of one process."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal
from uuid import uuid4

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller, Tokens, Visitor
from bolo.accounts.letters.service import SEND
from bolo.accounts.people import Grounds, People
from bolo.accounts.person.passwords import Passwords
from bolo.accounts.person.signing import Applicant, Credentials
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets
from tests.pipeline.street import Hand

HOME = Visitor("192.0.2.7", "Firefox")
PASSWORD = "correct horse battery"
ADA = Applicant("ada@example.com", PASSWORD, "Ada")


def quick() -> PasswordHasher:
    """Return Argon2id that takes no time."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Postbox:
    """Takes letters; `answers` are raised for the next ones, in turn."""

    is_set: bool
    letters: list[EmailMessage] = field(default_factory=list)
    answers: list[Exception] = field(default_factory=list)

    async def send(self, message: EmailMessage) -> str:
        """Take a letter."""
        if self.answers:
            raise self.answers.pop(0)
        self.letters.append(message)
        return "250 OK"


@dataclass
class House:
    """People over a fresh database, with a clock that is told."""

    db: Database
    clock: Hand
    people: People
    post: Postbox
    jobs: list[dict[str, str]]

    async def login(
        self, email: str, password: str, visitor: Visitor = HOME, code: str | None = None
    ) -> tuple[Caller, Tokens]:
        """Sign in."""
        return await self.people.signing.login(Credentials(email, password, code), visitor)

    async def deliver(self) -> list[EmailMessage]:
        """Do the jobs of letters; return what came since the last time."""
        self.post.letters.clear()
        while self.jobs:
            await self.people.send_letter(self.jobs.pop(0))
        return list(self.post.letters)


def token_in(letter: EmailMessage) -> str:
    """Return the token of a letter's link."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://bolo\.test/[a-z]+#(\S+)", body.get_content())
    assert found is not None
    return found[1]


def house(
    database: Database,
    registration: Literal["open", "invited", "closed"] = "open",
    make: Callable[[], PasswordHasher] = quick,
    *,
    mail: bool = False,
) -> House:
    """Build it."""
    clock, post, jobs = Hand(), Postbox(mail), list[dict[str, str]]()

    async def enqueue(session: AsyncSession, name: str, payload: dict[str, str], key: str) -> str:
        assert (session.in_transaction(), name, key) == (True, SEND, payload["letter"])
        jobs.append(payload)
        return key

    shared = (database, Secrets([b"k" * 32]), MemoryBuckets(clock), clock, uuid4)

    async def limit(_: Caller) -> int | None:
        return None

    grounds = Grounds(*shared, registration, post, enqueue, "http://bolo.test", limit)
    return House(database, clock, People.on(grounds, Passwords(make)), post, jobs)
