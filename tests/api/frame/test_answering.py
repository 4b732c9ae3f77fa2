"""What every answer carries: security headers, ETags, figures; and what is open to all."""

import asyncio

import aiohttp
import pytest
from sqlalchemy import text

from bolo.platform.database import migrate
from tests.api.door import Door
from tests.api.seed import add_deals, workspace_of


@pytest.mark.parametrize("path", ["//", "//favicon.svg", "/health", "/nowhere", "//deals/1"])
async def test_every_answer_is_guarded(nobody: Door, path: str) -> None:
    answer = await nobody.ask("GET", path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]


async def test_the_dashboard_is_there_for_each_of_its_pages(nobody: Door) -> None:
    root = await nobody.ask("GET", "//")
    page = await nobody.ask("GET", "//opportunities/1")
    script = await nobody.ask("GET", "//assets/index-1.js")
    outside = await nobody.ask("GET", "//..%2f..%2fetc%2fpasswd")

    assert root.body == page.body == outside.body
    assert root.headers["cache-control"] == "no-cache"
    assert "javascript" in script.headers["content-type"]


async def test_a_file_named_by_what_is_in_it_is_asked_for_once(nobody: Door) -> None:
    script = await nobody.ask("GET", "//assets/index-1.js")
    missing = await nobody.ask("GET", "//assets/index-2.js")

    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert missing.status == 404
    assert "immutable" not in missing.headers.get("cache-control", "")


async def test_what_is_long_is_packed_for_who_can_unpack_it(door: Door) -> None:
    await add_deals(door.services, await workspace_of(door), [3, 4, 5])
    able, unable = {"accept-encoding": "gzip"}, {"accept-encoding": "identity"}

    for path in ("/opportunities", "//assets/index-1.js"):
        packed = await door.ask("GET", path, headers=able)
        plain = await door.ask("GET", path, headers=unable)
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert packed.body == plain.body
        assert packed.headers["etag"] == plain.headers["etag"]
        assert "accept-encoding" in packed.headers["vary"].lower()
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    short = await door.ask("GET", "/health", headers=able)
    assert "content-encoding" not in short.headers


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip, br", True), ("br;q=0.5", True), ("gzip, br;q=0", False), ("identity", False)],
)
async def test_a_script_that_lies_there_packed_is_sent_so_to_who_can_unpack_it(
    nobody: Door, accepted: str, packed: bool
) -> None:
    address, able = f"{nobody.origin}/assets/packed-1.js", {"accept-encoding": accepted}

    async with (
        aiohttp.ClientSession(auto_decompress=False) as asking,
        asking.get(address, headers=able) as script,
    ):
        body = await script.read()

    assert (script.headers.get("content-encoding") == "br") is packed
    assert (body == b"packed") is packed
    assert script.headers["vary"] == "Accept-Encoding"
    assert "javascript" in script.headers["content-type"]
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_what_was_read_and_did_not_change_is_not_sent_again(door: Door) -> None:
    first = await door.ask("GET", "/opportunities")
    tag = first.headers["etag"]

    same = await door.ask("GET", "/opportunities", headers={"if-none-match": f'"x", {tag}'})
    await add_deals(door.services, await workspace_of(door), [3])
    other = await door.ask("GET", "/opportunities", headers={"if-none-match": tag})

    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "private, no-cache"
    assert (same.status, same.body, same.headers["etag"]) == (304, None, tag)
    assert other.status == 200
    assert other.headers["etag"] != tag


async def test_head_is_answered_like_get_but_for_the_body(door: Door) -> None:
    read = await door.ask("GET", "/opportunities")
    looked = await door.ask("HEAD", "/opportunities")
    lives = await door.ask("HEAD", "/health")
    page = await door.ask("HEAD", "//opportunities")
    same = await door.ask("HEAD", "/opportunities", headers={"if-none-match": read.headers["etag"]})
    refused = await door.ask("HEAD", "/opportunities/none")

    assert (looked.status, looked.body, lives.status, page.status) == (200, None, 200, 200)
    for header in ("etag", "content-length", "content-type"):
        assert looked.headers[header] == read.headers[header]
    assert (same.status, refused.status) == (304, 422)


async def test_who_only_looks_at_a_link_does_not_use_it_up(nobody: Door) -> None:
    token = await nobody.services.accounts.signin_link_token()

    looked = await nobody.ask("HEAD", f"/signin?token={token}")

    assert (looked.status, looked.headers["allow"]) == (405, "GET")


async def test_only_what_was_read_is_tagged(door: Door) -> None:
    written = await door.ask("POST", "/watches", json={"words": "x"})
    refused = await door.ask("GET", "/opportunities?sort=beauty")

    assert "etag" not in written.headers
    assert "etag" not in refused.headers
    assert refused.headers["cache-control"] == "no-store"


async def test_the_documentation_is_readable_in_a_browser(nobody: Door) -> None:
    docs = await nobody.ask("GET", "/docs")
    redoc = await nobody.ask("GET", "/redoc")

    assert docs.status == redoc.status == 200
    assert "content-security-policy" not in docs.headers


async def test_requests_are_counted_by_their_route(door: Door) -> None:
    await door.ask("GET", "/watches/00000000-0000-0000-0000-000000000000")

    figures = await door.ask("GET", "//metrics")

    route = 'method="GET",route="/api/v1/watches/{watch_id}",status="404"'
    assert f"bolo_http_seconds_count{{{route}}}" in figures.body
    assert figures.headers["content-type"].startswith("text/plain")


async def test_it_is_ready_only_with_the_schema_of_this_version(door: Door, nobody: Door) -> None:
    ready = await nobody.ask("GET", "/ready")
    await asyncio.to_thread(migrate.downgrade, door.services.db.url, "0009_decide")
    behind = await nobody.ask("GET", "/ready")
    alive = await nobody.ask("GET", "/health")

    assert (ready.status, behind.status, alive.status) == (200, 503, 200)
    assert "bolo db upgrade" in behind.detail
    assert behind.headers["retry-after"] == "1"


async def test_a_newer_schema_is_not_ready_either(door: Door, nobody: Door) -> None:
    async with door.services.db.transaction() as session:
        await session.execute(text("update alembic_version set version_num = '9999_future'"))

    answer = await nobody.ask("GET", "/ready")

    assert answer.status == 503
    assert "ahead" in answer.detail
