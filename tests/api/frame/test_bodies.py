"""A body that is too large is refused before it is in memory, however it is sent."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from fastapi import FastAPI
from starlette.routing import Match

from bolo.api.app import create_app
from bolo.api.frame.bodies import MEGABYTE
from bolo.api.sales.files import LONGEST_FILE, TAKE_FILES
from bolo.platform.settings import Settings
from bolo.wiring import for_api
from tests.api.conftest import Next
from tests.api.door import Door, serving

PART = b" " * 100_000


def _large(body: bytes, size: int) -> BytesIO:
    """Fill a body up with spaces; aiohttp says its length."""
    return BytesIO(body.ljust(size))


async def _parts(of: bytes, megabytes: float, sent: list[int]) -> AsyncIterator[bytes]:
    """Send so many megabytes without saying beforehand how many."""
    yield of
    for _ in range(int(megabytes * MEGABYTE) // len(PART)):
        sent.append(len(PART))
        yield PART


@pytest.mark.parametrize("path", ["/watches", "/nowhere", "//"])
async def test_a_body_that_says_it_is_too_large_is_refused_unread(nobody: Door, path: str) -> None:
    refused = await nobody.ask("POST", path, data=_large(b"", 2 * MEGABYTE + 1))

    assert refused.status == 413
    assert "2 MB" in refused.detail
    assert "BOLO_LARGEST_BODY_MB" in refused.detail
    assert refused.headers["x-content-type-options"] == "nosniff"


async def test_a_body_that_does_not_say_is_refused_once_too_much_has_come(door: Door) -> None:
    sent: list[int] = []

    refused = await door.ask("POST", "/watches", data=_parts(b"{}", 3, sent))

    assert refused.status == 413
    assert "2 MB" in refused.detail


async def test_a_body_without_an_end_is_refused_while_it_comes(door: Door) -> None:
    sent: list[int] = []

    refused = await asyncio.wait_for(
        door.ask("POST", "/watches", data=_parts(b"{}", 1_000_000, sent)), 60
    )

    assert refused.status == 413
    assert sum(sent) < 100 * MEGABYTE


async def test_what_is_refused_is_refused_for_a_write_that_may_be_repeated(door: Door) -> None:
    named = {"idempotency-key": "one"}

    refused = await door.ask("POST", "/sales", data=_parts(b"{}", 3, []), headers=named)
    fits = await door.ask("POST", "/sales", json={}, headers=named)

    assert refused.status == 413
    assert fits.status == 422


async def test_a_body_exactly_as_large_as_may_be_is_read(door: Door) -> None:
    body = json.dumps({"words": "x"}).encode()

    taken = await door.ask("POST", "/watches", data=_large(body, 2 * MEGABYTE))

    assert taken.status != 413


async def test_a_file_may_be_larger_than_other_bodies(door: Door) -> None:
    file = {"csv": "é" * LONGEST_FILE, "venue": "demo"}

    escaped = json.dumps(file).encode()
    looked = await door.ask("POST", "/sales/preview", data=BytesIO(escaped))
    refused = await door.ask("POST", "/sales/preview", data=_large(escaped, 32 * MEGABYTE + 1))

    assert len(escaped) > 29 * MEGABYTE
    assert looked.status != 413
    assert refused.status == 413
    assert "BOLO_LARGEST_FILE_MB" in refused.detail


@pytest.mark.parametrize("path", TAKE_FILES)
def test_each_path_that_takes_files_is_a_route(served: tuple[FastAPI, Next], path: str) -> None:
    scope = {"type": "http", "method": "POST", "path": f"/api/v1{path}", "headers": []}

    found, _ = served[0].router.routes[0].matches(scope)

    assert found is Match.FULL


async def test_the_operator_says_how_large_a_body_may_be(database_url: str, tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path, database_url=database_url, largest_body_mb=1, largest_file_mb=1
    )
    application = create_app(for_api(settings, database_url, supervised=True), None)

    async with serving(application) as origin, aiohttp.ClientSession() as session:
        there = Door(origin, application.state.services, session, {})
        refused = [
            await there.ask("POST", path, data=_large(b"", MEGABYTE + 1))
            for path in ("/watches", "/sales/import")
        ]

    assert [one.status for one in refused] == [413, 413]
    assert all("1 MB" in one.detail for one in refused)
