"""Writes named by a key: done once, answered as often as asked."""

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from bolo.accounts.idempotency.service import LEASE, Answer, Idempotency
from bolo.accounts.idempotency.store import Write
from bolo.accounts.service import Accounts
from bolo.core.errors import Conflict, Invalid, Unavailable
from bolo.platform.database.access import Database
from bolo.platform.secrets import Secrets
from tests.pipeline.street import Hand, rows_of, workspace
from tests.platform.waiting import until

MADE = Answer(201, "application/json", b'{"secret":"whsec_once"}')


@dataclass
class Doing:
    """What a write does: count itself, wait until it may go on, answer."""

    answer: Answer | Exception = MADE
    may: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    times: int = 0

    def __post_init__(self) -> None:
        """Let it go on at once unless a test says otherwise."""
        self.may.set()

    async def __call__(self) -> Answer:
        """Do it."""
        self.times += 1
        self.begun.set()
        await self.may.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def once(database: Database) -> Idempotency:
    return Idempotency(database, Secrets([b"k" * 32]), Hand(), uuid4)


@pytest.fixture
async def write(database: Database) -> Write:
    async with database.transaction() as session:
        mine = await workspace(session)
    return Write(mine, "POST", "/api/v1/things", "a key", b"what")


def later(once: Idempotency, by: timedelta) -> None:
    assert isinstance(once.clock, Hand)
    once.clock.now += by


async def test_a_repeated_write_is_done_once_and_answered_alike(
    once: Idempotency, write: Write
) -> None:
    doing = Doing()

    answers = [await once.once(write, doing) for _ in range(3)]

    assert answers == [None, MADE, MADE]
    assert doing.times == 1


async def test_an_answer_without_a_body_is_kept_too(once: Idempotency, write: Write) -> None:
    gone = Answer(204, None, b"")

    answers = [await once.once(write, Doing(gone)) for _ in range(2)]

    assert answers == [None, gone]


async def test_an_answer_is_not_readable_in_the_database(once: Idempotency, write: Write) -> None:
    await once.once(write, Doing())

    [(body,)] = await rows_of(once.db, "SELECT body FROM idempotency")

    assert isinstance(body, bytes)
    assert b"whsec" not in body


async def test_a_key_names_one_write_of_one_workspace_at_one_path(
    once: Idempotency, write: Write
) -> None:
    doing = Doing()
    async with once.db.transaction() as session:
        theirs = await workspace(session)
    others = [
        replace(write, workspace=theirs),
        replace(write, method="PUT"),
        replace(write, path="/api/v1/other"),
        replace(write, key="another key"),
    ]

    answers = [await once.once(one, doing) for one in (write, *others)]

    assert answers == [None] * 5
    assert doing.times == 5


async def test_a_key_of_another_request_is_refused(once: Idempotency, write: Write) -> None:
    doing = Doing()
    await once.once(write, doing)

    with pytest.raises(Invalid, match="used for another request"):
        await once.once(replace(write, fingerprint=b"else"), doing)

    assert doing.times == 1


async def test_of_two_at_the_same_moment_one_is_done(once: Idempotency, write: Write) -> None:
    doing = Doing()
    doing.may.clear()
    first = asyncio.create_task(once.once(write, doing))
    await doing.begun.wait()

    with pytest.raises(Conflict, match="being answered"):
        await once.once(write, doing)
    doing.may.set()

    assert await first is None
    assert await once.once(write, doing) == MADE
    assert doing.times == 1


async def test_many_at_the_same_moment_are_done_once(once: Idempotency, write: Write) -> None:
    doing = Doing()

    told = await asyncio.gather(
        *(once.once(write, doing) for _ in range(8)), return_exceptions=True
    )

    assert doing.times == 1
    assert told.count(None) == 1
    assert all(isinstance(one, Conflict) or one in (None, MADE) for one in told)


@pytest.mark.parametrize(
    "answer", [Unavailable("busy"), replace(MADE, status=503), replace(MADE, status=429)]
)
async def test_what_failed_by_our_fault_or_came_too_soon_may_be_tried_again(
    once: Idempotency, write: Write, answer: Answer | Exception
) -> None:
    failing, doing = Doing(answer), Doing()
    with pytest.raises(Unavailable) if isinstance(answer, Exception) else nullcontext():
        await once.once(write, failing)

    again = await once.once(write, doing)

    assert again is None
    assert doing.times == 1


async def test_a_killed_write_may_be_done_again_when_its_lease_has_ended(
    once: Idempotency, write: Write
) -> None:
    killed, doing = Doing(), Doing()
    killed.may.clear()
    first = asyncio.create_task(once.once(write, killed))
    await killed.begun.wait()
    first.cancel()
    await asyncio.wait([first])

    with pytest.raises(Conflict):
        await once.once(write, doing)
    later(once, LEASE)
    with pytest.raises(Invalid):
        await once.once(replace(write, fingerprint=b"else"), doing)

    assert await once.once(write, doing) is None
    assert await once.once(write, doing) == MADE
    assert doing.times == 1


async def test_a_clock_that_is_set_back_holds_no_killed_write_for_longer_than_a_lease(
    once: Idempotency, write: Write
) -> None:
    killed, doing = Doing(), Doing()
    killed.may.clear()
    first = asyncio.create_task(once.once(write, killed))
    await killed.begun.wait()
    first.cancel()
    await asyncio.wait([first])
    later(once, timedelta(hours=-5))

    with pytest.raises(Conflict):  # who is at it has the time to say so
        await once.once(write, doing)
    later(once, LEASE)

    assert await once.once(write, doing) is None
    assert doing.times == 1


async def test_who_comes_back_too_late_does_not_change_the_answer(
    once: Idempotency, write: Write
) -> None:
    slow, doing = Doing(replace(MADE, body=b"late")), Doing()
    slow.may.clear()
    first = asyncio.create_task(once.once(write, slow))
    await slow.begun.wait()
    later(once, LEASE)
    await once.once(write, doing)

    slow.may.set()
    await first

    assert await once.once(write, doing) == MADE


async def test_a_long_write_keeps_its_lease(once: Idempotency, write: Write) -> None:
    once = replace(once, renewed_every=0.02)
    doing = Doing()
    doing.may.clear()
    first = asyncio.create_task(once.once(write, doing))
    await doing.begun.wait()
    later(once, LEASE)

    async def renewed() -> bool:
        [(until_then,)] = await rows_of(once.db, "SELECT leased_until FROM idempotency")
        return isinstance(until_then, datetime) and until_then > once.clock()

    await until(renewed)
    with pytest.raises(Conflict):
        await once.once(write, doing)
    doing.may.set()

    assert await first is None


async def test_after_a_day_a_key_is_new_and_its_answer_forgotten(
    once: Idempotency, write: Write
) -> None:
    doing = Doing()
    await once.once(write, doing)
    later(once, timedelta(hours=24))
    await once.once(replace(write, fingerprint=b"else"), doing)

    later(once, timedelta(hours=24))
    await Accounts(once.db, once.clock, uuid4).forget_expired()

    assert doing.times == 2
    assert await rows_of(once.db, "SELECT count(*) FROM idempotency") == [(0,)]


async def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    once: Idempotency, write: Write
) -> None:
    doing = Doing(replace(MADE, content_type="\0"))  # which the database refuses

    assert await once.once(write, doing) is None
    assert doing.times == 1
