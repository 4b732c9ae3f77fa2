"""The demo street under `bolo up`, with processes killed at random: nothing lost, nothing twice."""

import asyncio
import os
import random
import signal
import sys
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

from tests.crash.books import DOUBLED, counts, left_over, number, opened
from tests.crash.hooks import receiver
from tests.crash.product import PATIENCE, Product, product

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc"),
]
KILLS = 10
SEEDS = (20260102, 20260103)


async def subscribe(running: Product, key: str, url: str) -> None:
    async with (
        aiohttp.ClientSession(headers={"authorization": f"Bearer {key}"}) as session,
        session.post(f"{running.api}/webhook-endpoints", json={"url": url}) as answer,
    ):
        assert answer.status == 201, await answer.text()


async def kill_one(running: Product, dice: random.Random) -> str:
    """Kill any process of the tree; the supervisor is started again as a person would."""
    assert running.process is not None
    tree = running.tree()
    victim = dice.choice(sorted(tree))
    with suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
    if victim == running.process.pid:
        await running.process.wait()
        await running.start()
    return tree[victim][:60]


@pytest.mark.parametrize("seed", SEEDS)
async def test_ten_kills_lose_nothing_and_double_nothing(
    installed: Path, folder: Path, seed: int
) -> None:
    dice, killed = random.Random(seed), list[str]()  # noqa: S311  (no secret)
    async with (
        receiver() as hook,
        product(installed, folder / "data", "--demo", BOLO_ALLOW_PRIVATE_ADDRESSES="1") as running,
    ):
        await running.start()
        await running.until_ready()
        await subscribe(running, await running.ask("api-key", "create", "hook"), hook.url)

        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(1, 5))
            killed.append(await kill_one(running, dice))

        await running.until_ready()
        async with opened(running.database_url) as database:
            troubles = await left_over(database, PATIENCE) | await counts(database, DOUBLED)
            alerts = await number(database, "select count(*) from alert")
            sent = await number(database, "select count(*) from dispatch where state = 'sent'")
        code = await running.interrupt()

    assert troubles == {}, killed
    assert alerts > 0, killed
    assert sent > 0, killed
    assert all(len(set(bodies)) == 1 for bodies in hook.told.values()), killed
    assert len(hook.told) >= sent, killed
    assert code == 0
