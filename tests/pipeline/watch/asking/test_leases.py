"""Leases are short, so that nothing waits long for the dead, and last as long as they must."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar
from uuid import UUID, uuid4

import pytest

from bolo.core.marketplace import Answer, Fetch, Marketplace, Request
from bolo.pipeline.watch.asking import store
from bolo.pipeline.watch.asking.asker import Asker, Pacing
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database
from tests.pipeline.street import FakeShop, Hand, partitions, rows_of, workspace
from tests.platform.waiting import until

T = TypeVar("T")
SHORT = timedelta(milliseconds=60)


class Slow:
    """A shop that answers when it is let."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.let = asyncio.Event()

    def fetch_for(self, _: Marketplace) -> Fetch:
        """Return its way out."""

        async def fetch(request: Request, read: Callable[[Answer], T]) -> T:
            self.asked.set()
            await self.let.wait()
            return read(Answer(b"", request.url))

        return fetch


@pytest.fixture
async def watched(database: Database) -> Database:
    async with database.transaction() as session:
        await partitions(session)
        owner = await workspace(session)
    watching = Watching(database, {"fake": FakeShop()}, Hand(), uuid4)
    await watching.add(owner, "https://shop.example/", every=timedelta(hours=1))
    return database


@asynccontextmanager
async def asking(database: Database, slow: Slow, clock: Hand) -> AsyncIterator[None]:
    stop = asyncio.Event()
    pacing = Pacing(idle_seconds=0.01, flush_seconds=0.01, lease=SHORT)
    asker = Asker(database, {"fake": FakeShop()}, slow.fetch_for, clock, uuid4, pacing)
    running = asyncio.create_task(asker.run(stop))
    await asyncio.wait_for(slow.asked.wait(), 300)
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(running, 300)


async def held(database: Database) -> object:
    [(until_then,)] = await rows_of(database, "SELECT leased_until FROM question")
    return until_then


async def test_a_lease_is_renewed_as_long_as_the_answer_is_awaited(watched: Database) -> None:
    slow, clock = Slow(), Hand()

    async with asking(watched, slow, clock):
        clock.on(100)

        await until(lambda: _is(watched, clock.now + SHORT))


async def _is(database: Database, wanted: object) -> bool:
    return await held(database) == wanted


async def test_what_was_answered_is_held_no_longer(watched: Database) -> None:
    slow, clock = Slow(), Hand()

    async with asking(watched, slow, clock):
        slow.let.set()
        await until(lambda: _is(watched, None))
        await asyncio.sleep(2 * SHORT.total_seconds())

        assert await held(watched) is None


async def test_what_is_not_leased_is_not_taken_by_a_renewal(watched: Database) -> None:
    [(question,)] = await rows_of(watched, "SELECT id FROM question")
    assert isinstance(question, UUID)

    async with watched.transaction() as session:
        await store.renew(session, [question], Hand().now)

    assert await held(watched) is None
