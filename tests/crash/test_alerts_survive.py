"""Alerts under load, with worker, API and PostgreSQL killed: none is lost, each is shown once."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import aiohttp
import asyncpg
import pytest
from sqlalchemy import text

from bench.alerts import SHOP, STORE, offer
from bolo.pipeline.watch.asking.packing import pack
from bolo.platform.database.access import Database
from bolo.platform.database.dsn import asyncpg_url
from bolo.platform.ids import new_id
from tests.crash.books import DOUBLED, counts, left_over, number, opened
from tests.crash.hooks import Receiver, receiver
from tests.crash.product import PATIENCE, Product, product
from tests.platform.waiting import until

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc"),
]
AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
KILLED = ("worker", "postgres", "api", "worker")
TOGETHER = 4
LATER = """
    UPDATE dispatch SET next_try_at = now()
    WHERE state = 'pending' AND next_try_at > now() + interval '30 s'
"""
"""What failed twice while the database was away is tried again in minutes; here at once."""
RESTING = "UPDATE channel SET rests_until = NULL WHERE rests_until > now()"
APART = 0.05
"""Seconds between two lots of readings."""


async def add(session: aiohttp.ClientSession, where: str, what: dict[str, object]) -> None:
    async with session.post(where, json=what) as answer:
        assert answer.status == 201, await answer.text()


async def prepare(running: Product, hook: Receiver) -> UUID:
    """Save a search, add a webhook and a source of readings."""
    key = await running.ask("api-key", "create", "hook")
    async with aiohttp.ClientSession(headers={"authorization": f"Bearer {key}"}) as session:
        await add(session, f"{running.api}/webhook-endpoints", {"url": hook.url})
        await add(session, f"{running.api}/searches", {"rule": "kestrel", "title": "Kestrels"})
    source = new_id()
    connection = await asyncpg.connect(asyncpg_url(running.database_url))
    await connection.execute("INSERT INTO source (id, host) VALUES ($1, $2)", source, SHOP)
    await connection.close()
    return source


async def store(running: Product, source: UUID, numbers: range) -> None:
    """Store readings of new things, again and again until the database has said so."""
    offers = [offer(one) for one in numbers]
    questions, readings = ([new_id() for _ in offers] for _ in range(2))
    event = new_id()
    keys, payloads = [one.url for one in offers], [pack((one,))[0] for one in offers]
    while True:
        with suppress(*AWAY):
            connection = await asyncpg.connect(asyncpg_url(running.database_url), timeout=5)
            try:
                values = (source, questions, keys, event, readings, payloads)
                await connection.execute(STORE, *values, timeout=5)
                return
            finally:
                connection.terminate()
        await asyncio.sleep(APART)


async def feed(running: Product, source: UUID, enough: asyncio.Event) -> int:
    """Show new things until it is enough; return how many."""
    shown = 0
    while not enough.is_set():
        await store(running, source, range(shown, shown + TOGETHER))
        shown += TOGETHER
        await asyncio.sleep(APART)
    return shown


async def kill_each(running: Product, hook: Receiver, enough: asyncio.Event) -> None:
    """Kill each as soon as some more alerts have come than before."""
    for name in KILLED:
        await kill(running, name, hook)
    enough.set()


async def kill(running: Product, name: str, hook: Receiver) -> None:
    before, pid = len(hook.told), running.child(name)
    await until(lambda: len(hook.told) > before + 3, PATIENCE)
    assert pid is not None, name
    os.kill(pid, signal.SIGKILL)
    await until(lambda: running.child(name) not in {None, pid}, PATIENCE)


async def test_alerts_are_neither_lost_nor_doubled_by_kills_under_load(
    installed: Path, folder: Path
) -> None:
    async with (
        receiver() as hook,
        product(installed, folder / "data", BOLO_ALLOW_PRIVATE_ADDRESSES="1") as running,
    ):
        await running.start()
        await running.until_ready()
        source, enough = await prepare(running, hook), asyncio.Event()

        shown, _ = await asyncio.gather(
            feed(running, source, enough), kill_each(running, hook, enough)
        )
        await until_told(running, hook, shown)

        async with opened(running.database_url) as database:
            await until_sent(database)
            troubles = await left_over(database, PATIENCE) | await counts(database, DOUBLED)
            alerts = await number(database, "select count(*) from alert")
            sent = await number(database, "select count(*) from dispatch where state = 'sent'")
        assert await running.interrupt() == 0

    assert troubles == {}
    assert (alerts, sent, len(hook.told)) == (shown, shown, shown)
    assert all(len(set(bodies)) == 1 for bodies in hook.told.values())


async def until_told(running: Product, hook: Receiver, count: int) -> None:
    """Wait until so many were told, without the long pauses between attempts."""
    async with opened(running.database_url) as database:

        async def told() -> bool:
            await asyncio.sleep(1)
            async with database.transaction() as session:
                await session.execute(text(LATER))
                await session.execute(text(RESTING))
            return len(hook.told) >= count

        await until(told, PATIENCE)


async def until_sent(database: Database) -> None:
    """Wait until nothing is on its way; then the counts speak."""

    async def none() -> bool:
        return not await number(database, "select count(*) from dispatch where state = 'pending'")

    with suppress(TimeoutError):
        await until(none, PATIENCE)
