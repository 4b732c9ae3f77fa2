"""`bolo up`: starts everything, keeps it alive, stops it, and finds its data again."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.crash.product import PATIENCE, Product, children, product
from tests.platform.waiting import until

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc"),
]


async def get(running: Product, path: str, key: str) -> dict[str, object]:
    async with (
        aiohttp.ClientSession(headers={"authorization": f"Bearer {key}"}) as session,
        session.get(running.api + path) as answer,
    ):
        assert answer.status == 200, await answer.text()
        found: dict[str, object] = await answer.json()
        return found


async def until_replaced(running: Product, name: str, dead: int) -> None:
    await until(lambda: running.child(name) not in {None, dead}, PATIENCE)
    await running.until_ready()


async def test_ctrl_c_stops_everything_cleanly(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data") as running:
        await running.start()
        await running.until_ready()

        code = await running.interrupt()

        assert code == 0
        assert running.left() == {}
        assert "Traceback" not in running.told.read_text()


async def test_whatever_is_killed_is_there_again(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data", "--demo") as running:
        await running.start()
        await running.until_ready()

        for name in ("api", "worker", "demo", "postgres"):
            pid = running.child(name)
            assert pid is not None, name
            os.kill(pid, signal.SIGKILL)
            await until_replaced(running, name, pid)

        assert await running.interrupt() == 0
        assert running.left() == {}


async def test_a_killed_backend_is_survived(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data") as running:
        await running.start()
        await running.until_ready()
        server = running.child("postgres")
        assert server is not None
        backend = next(pid for pid, told in children(server).items() if "bolo bolo" in told)

        os.kill(backend, signal.SIGKILL)

        await asyncio.sleep(1)
        await running.until_ready()
        assert running.child("postgres") == server


async def test_a_second_start_finds_key_and_data_again(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data", "--demo") as running:
        await running.start()
        await running.until_ready()
        key = await running.ask("api-key", "create", "kept")
        await until_opportunities(running, key)
        before = await get(running, "/opportunities?status=all&limit=500", key)
        await running.interrupt()

        await running.start()
        await running.until_ready()

        after = await get(running, "/opportunities?status=all&limit=500", key)
        assert ids(before) <= ids(after)


async def test_a_killed_supervisor_leaves_only_the_database_which_is_found_again(
    installed: Path, folder: Path
) -> None:
    async with product(installed, folder / "data", "--demo") as running:
        await running.start()
        await running.until_ready()
        key = await running.ask("api-key", "create", "kept")
        server = running.child("postgres")
        assert running.process is not None

        running.process.kill()
        await running.process.wait()
        await until(lambda: all("postgres" in one for one in running.left().values()), PATIENCE)
        await running.start()
        await running.until_ready()

        assert (await get(running, "/session", key))["signed_in"] is True
        assert server in running.left()
        assert await running.interrupt() == 0
        assert running.left() == {}


async def test_a_start_right_after_a_kill_waits_for_the_port(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data") as running:
        await running.start()
        await running.until_ready()
        assert running.process is not None
        running.process.kill()
        await running.process.wait()

        await running.start()

        await running.until_ready()
        assert await running.interrupt() == 0


async def test_ctrl_c_while_starting_stops_too(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data") as running:
        await running.start()
        await until(lambda: running.child("api"), PATIENCE)

        code = await running.interrupt()

        assert code == 0
        assert running.left() == {}


async def until_opportunities(running: Product, key: str) -> None:
    async def some() -> set[str]:
        await asyncio.sleep(0.3)
        return ids(await get(running, "/opportunities", key))

    await until(some, PATIENCE)


def ids(page: dict[str, object]) -> set[str]:
    items = page["items"]
    assert isinstance(items, list)
    return {one["id"] for one in items}
