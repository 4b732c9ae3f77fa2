"""`bolo up` refuses in one line, before anything runs, what cannot go well."""

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bolo.platform.postgres.lock import hold
from tests.crash.product import PATIENCE, Product, product


async def refusal(running: Product, *words: str) -> str:
    """Run `bolo` and return the one line that it refuses with."""
    process = await running.run("--data", str(running.data), *words)
    code = await asyncio.wait_for(process.wait(), PATIENCE)
    said = running.told.read_text()
    assert code == 1, said
    assert "Traceback" not in said
    return said.strip().removesuffix("stopping …").strip()


async def test_a_port_that_is_taken(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data") as running:
        with socket.create_server(("127.0.0.1", running.port)):
            said = await refusal(running, "up", "--no-browser", "--port", str(running.port))

    assert f"port {running.port} on 127.0.0.1 cannot be had" in said
    assert "--port" in said
    assert not (running.data / "postgres").exists()


async def test_a_folder_that_another_bolo_serves(installed: Path, folder: Path) -> None:
    async with product(installed, folder / "data") as running:
        with hold(running.data, lambda: datetime(2026, 1, 2, tzinfo=UTC), "http://127.0.0.1:9"):
            said = await refusal(running, "up", "--no-browser", "--port", str(running.port))

    assert "is in use by another bolo" in said
    assert "--data" in said


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("BOLO_PORT", "eighty", "BOLO_PORT='eighty' cannot be used"),
        ("BOLO_HOST", "0.0.0.0", "say so with --host"),  # noqa: S104  (that is refused)
        ("DATABASE_URL", "mysql://x", "should look like postgresql://"),
    ],
)
async def test_settings_that_cannot_be_used(
    installed: Path, folder: Path, setting: str, value: str, told: str
) -> None:
    async with product(installed, folder / "data", **{setting: value}) as running:
        said = await refusal(running, "up", "--no-browser")

    assert told in said


async def test_data_of_a_newer_version(installed: Path, folder: Path, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("update alembic_version set version_num = '9999_future'")
    async with product(installed, folder / "data", DATABASE_URL=database_url) as running:
        said = await refusal(running, "up", "--no-browser", "--port", str(running.port))

    assert "newer version of bolo" in said
    assert running.left() == {}


async def test_to_listen_beyond_this_machine_without_a_password(
    installed: Path, folder: Path, database_url: str
) -> None:
    async with product(installed, folder / "data", DATABASE_URL=database_url) as running:
        words = ("--host", "0.0.0.0", "--port", str(running.port))  # noqa: S104  (refused)
        together = await refusal(running, "up", "--no-browser", *words)
        alone = await refusal(running, "api", *words)

    assert "the owner has no password yet" in together
    assert "the owner has no password yet" in alone


@pytest.mark.parametrize("command", ["api", "worker"])
async def test_parts_that_know_no_database(installed: Path, folder: Path, command: str) -> None:
    async with product(installed, folder / "data") as running:
        said = await refusal(running, command)

    assert "set DATABASE_URL" in said


async def test_with_a_database_of_ones_own_no_server_is_started(
    installed: Path, folder: Path, database_url: str
) -> None:
    async with product(installed, folder / "data", DATABASE_URL=database_url) as running:
        await running.start()
        await running.until_ready()

        assert running.child("postgres") is None
        assert await running.interrupt() == 0
        assert running.left() == {}
        assert not (running.data / "postgres").exists()
