"""How often the API may be used, and what it says of how it was."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import aiohttp
import pytest

from bolo.accounts.caller import Role
from bolo.accounts.usage.service import Usage
from bolo.api.app import create_app
from bolo.platform.settings import Settings
from bolo.wiring import for_api
from tests.api.door import Door, key_of, serving, stranger, visitor


@pytest.fixture
async def narrow(database_url: str, tmp_path: Path) -> AsyncIterator[Door]:
    """Stand before an API that lets each key ask three times a minute, from one other origin."""
    settings = Settings(
        data=tmp_path,
        database_url=database_url,
        database_pool=3,
        rate_limit=3,
        cors_origins=("https://app.example.org",),
    )
    opening = for_api(settings, database_url, supervised=True)
    application = create_app(opening, None, settings.cors_origins)
    async with serving(application) as origin, aiohttp.ClientSession() as session:
        services = application.state.services
        owner = await services.accounts.ensure_owner()
        yield Door(origin, services, session, await key_of(services, owner))


async def test_a_key_that_asks_too_often_is_told_when_it_may_again(narrow: Door) -> None:
    other = await key_of(narrow.services, await stranger(narrow.services))

    answers = [await narrow.ask("GET", path) for path in ("/listings", "/team", "/nothing")]
    written = await narrow.ask(
        "POST",
        "/alerts/read-all",
        headers={"idempotency-key": "one", "origin": "https://evil.example"},
    )
    refused = await narrow.ask("GET", "/listings", headers={"origin": "https://app.example.org"})
    theirs = await narrow.ask("GET", "/listings", headers=other)
    await narrow.services.people.usage.write()
    usage = await narrow.ask("GET", "/api-usage", headers=other)

    assert [one.status for one in answers] == [200, 200, 404]
    assert answers[0].headers["ratelimit-policy"] == '"requests";q=3;w=60'
    assert answers[0].headers["ratelimit"].startswith('"requests";r=2;t=')
    assert "ratelimit" not in answers[2].headers  # nothing is there, whoever asks
    assert written.status == 204  # with a key it is looked at twice, and counts once
    assert written.headers["ratelimit"].startswith('"requests";r=0;t=')
    assert "access-control-allow-origin" not in written.headers
    assert refused.status == 429
    assert "3 requests" in refused.detail
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["access-control-allow-origin"] == "https://app.example.org"
    assert "retry-after" in refused.headers["access-control-expose-headers"].lower()
    assert theirs.status == 200
    assert usage.body["limit"] == {"requests": 3, "seconds": 60}
    assert [(one["route"], one["requests"]) for one in usage.body["items"]] == [
        ("/api/v1/listings", 1)
    ]


async def test_a_page_of_a_named_origin_may_ask_before_it_writes(narrow: Door) -> None:
    asked = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-bolo-csrf",
    }
    named, other = {"origin": "https://app.example.org"}, {"origin": "https://evil.example"}

    mine = await narrow.ask("OPTIONS", "/searches", headers=named | asked)
    evil = await narrow.ask("OPTIONS", "/searches", headers=other | asked)

    assert mine.status == 200
    assert mine.headers["access-control-allow-credentials"] == "true"
    assert evil.status == 400
    assert "access-control-allow-origin" not in evil.headers


async def test_use_is_counted_by_key_route_and_day(door: Door) -> None:
    usage: Usage = door.services.people.usage
    who = await door.services.accounts.ensure_owner()
    for _ in range(2):
        await door.get("/listings")
        await door.ask("GET", f"/searches/{who.user}")
    await usage.write()
    await door.get("/listings/")
    await usage.write()
    yesterday = Usage(usage.db, lambda: usage.clock() - timedelta(days=1))
    yesterday.note(who, ("GET", "/api/v1/team"), 200, 9.0)
    await yesterday.write()

    today = await door.get("/api-usage?days=1")
    first = await door.get("/api-usage?limit=2")
    rest = await door.get(f"/api-usage?limit=2&cursor={first['next']}")

    found = {one["route"]: one for one in today["items"]}
    listings, searches = found["/api/v1/listings"], found["/api/v1/searches/{search_id}"]
    assert (listings["requests"], listings["errors"]) == (3, 0)
    assert (searches["requests"], searches["errors"]) == (2, 2)
    assert listings["key"]["name"].startswith("key ")
    assert listings["p95_ms"] is None or listings["p95_ms"] >= 1
    assert today["limit"] == {"requests": None, "seconds": 60}
    shown = first["items"] + rest["items"]
    assert len({(one["day"], one["route"]) for one in shown}) == len(shown) >= 3
    [old] = [one for one in shown if one["route"] == "/api/v1/team"]
    assert (old["p95_ms"], old["key"], old["user"]) == (None, None, "Owner")


async def test_a_member_sees_their_own_use_and_a_counted_stranger_is_dropped(door: Door) -> None:
    services = door.services
    usage: Usage = services.people.usage
    owner, other = await services.accounts.ensure_owner(), await stranger(services)
    async with services.db.raw() as connection:
        await connection.execute(
            "INSERT INTO membership VALUES (gen_random_uuid(), $1, $2, $3)",
            *(owner.workspace, other.user, Role.VIEWER),
        )
    member = type(other)(other.user, owner.workspace, "Member", None, "", "USD", role=Role.VIEWER)
    for who in (
        owner,
        member,
        type(other)(UUID(int=1), owner.workspace, "Nobody", None, "", "USD"),
    ):
        usage.note(who, ("GET", "/api/v1/demo"), 200, 0.01)
    await usage.write()

    async with visitor(door, await key_of(services, member)) as program:
        theirs = await program.get("/api-usage")

    everybodys = await door.get("/api-usage")
    assert [one["user"] for one in theirs["items"]] == ["Stranger"]
    assert {one["user"] for one in everybodys["items"]} == {"Owner", "Stranger"}
