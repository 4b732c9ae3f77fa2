"""An external database, one API and two workers: one of these is killed, and nothing is lost."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bolo.demo.street import DemoStreet
from bolo.platform.database import migrate
from bolo.platform.durable import journal as durable
from bolo.platform.postgres.server import Postgres
from tests.crash.books import DOUBLED, counts, left_over, number, opened
from tests.crash.hooks import Receiver, receiver
from tests.crash.product import PATIENCE, Product, product
from tests.platform.waiting import until

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc"),
]
LISTINGS = "select count(*) from listing"
WORKERS = "select count(*) from executor where role = 'worker'"
SENT = "select count(*) from dispatch where state = 'sent'"
UNLINKED = "select count(*) from listing where id not in (select listing_id from link)"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (the street lives by it)


async def watch(running: Product, key: str, street: DemoStreet, hook: Receiver) -> None:
    async with aiohttp.ClientSession(headers={"authorization": f"Bearer {key}"}) as session:
        hooked = {"url": hook.url}
        async with session.post(f"{running.api}/webhook-endpoints", json=hooked) as answer:
            assert answer.status == 201, await answer.text()
        for shop in street.shops:
            what = {"address": shop.url, "every_seconds": 5}
            async with session.post(f"{running.api}/watches", json=what) as answer:
                assert answer.status == 201, await answer.text()


async def test_of_two_workers_one_is_killed_in_the_middle(
    installed: Path, folder: Path, database_url: str, server: Postgres
) -> None:
    del server
    migrate.upgrade(database_url)
    durable.prepare(database_url)
    settings = {"DATABASE_URL": database_url, "BOLO_ALLOW_PRIVATE_ADDRESSES": "1"}
    async with (
        opened(database_url) as database,
        receiver() as hook,
        DemoStreet(epoch=now(), now=now) as street,
        product(installed, folder / "data", **settings) as running,
    ):
        words = ("--data", str(running.data))
        api = await running.run(*words, "api", "--port", str(running.port))
        await until(running.answers, PATIENCE)
        workers = [await running.run(*words, "worker") for _ in range(2)]

        async def workers_work() -> bool:
            return await number(database, WORKERS) == 2

        async def some_listings() -> bool:
            return await number(database, LISTINGS) > 0

        await until(workers_work, PATIENCE)
        await watch(running, await running.ask("api-key", "create", "two"), street, hook)
        await until(some_listings, PATIENCE)
        os.kill(workers[0].pid, signal.SIGKILL)
        await workers[0].wait()

        async def done() -> bool:
            sent = await number(database, SENT)
            unlinked = await number(database, UNLINKED)
            return sent > 0 and unlinked == 0

        await until(done, PATIENCE)
        troubles = await left_over(database, PATIENCE) | await counts(database, DOUBLED)
        for process in (workers[1], api):
            process.terminate()
            assert await process.wait() == 0

    assert troubles == {}
    assert all(len(set(bodies)) == 1 for bodies in hook.told.values())
