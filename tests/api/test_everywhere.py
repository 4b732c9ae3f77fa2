"""What holds for every route of the contract, asked of every route."""

import re
from typing import Any
from uuid import UUID

from bolo.views.cursors import Marks
from tests.api.door import PROBLEM, Door
from tests.api.person.test_signing_in import routes

NO_JSON = {"/users/me/export", "/listings/export", "/backtests/{backtest_id}/export"}
MOVING = {"/ready", "/users/me/sessions", "/api-keys", "/api-usage"}
"""What is said there may be another thing each time."""
OK = 200
NOBODY = UUID("00000000-0000-7000-8000-000000000001")
OTHER = Marks.within("another list").make("2026-11-23T12:00:00+00:00", NOBODY)


def operations(told: dict[str, Any], method: str) -> dict[str, dict[str, Any]]:
    """Return the operations of a method by their paths below `/api/v1`."""
    return {
        path.removeprefix("/api/v1"): methods[method]
        for path, methods in told["paths"].items()
        if method in methods
    }


def answers(told: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of what an operation answers."""
    schema = one["responses"].get("200", {}).get("content", {}).get("application/json", {})
    name = schema.get("schema", {}).get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = told["components"]["schemas"].get(name, {}).get("properties", {})
    return found


async def test_a_slash_at_the_end_of_a_path_means_nothing(door: Door) -> None:
    made = await door.ask("POST", "/api-keys/", json={"name": "reader", "scopes": ["read"]})
    reader = {"authorization": f"Bearer {made.body['token']}"}
    differing = {}

    for method, path in await routes(door):
        bare = await door.ask(method, path, headers=reader)
        slashed = await door.ask(method, f"{path}/", headers=reader)
        same = bare.status == slashed.status and (path in MOVING or bare.body == slashed.body)
        if not same or bare.status in {307, 308, 404, 405}:
            differing[method, path] = (bare.status, slashed.status)

    assert made.status == 201
    assert differing == {}


async def test_every_read_has_a_tag_and_every_list_a_cursor(door: Door) -> None:
    told = await door.get("/openapi.json")
    reads = {path: one for path, one in operations(told, "get").items() if "{" not in path}
    untagged, unpaged = [], []

    for path, one in reads.items():
        if path in NO_JSON:
            continue
        first = await door.ask("GET", path)
        tag = first.headers.get("etag", "")
        again = await door.ask("GET", path, headers={"if-none-match": tag})
        if first.status != OK:  # it needs to be told more
            continue
        if not tag or (path not in MOVING and again.status != 304):
            untagged.append((path, first.status, again.status))
        shape = answers(told, one)
        if "items" in shape and "next" not in shape:
            unpaged.append(path)

    assert untagged == []
    assert unpaged == []
    assert len(reads) > 40


async def test_a_list_takes_no_cursor_but_its_own(door: Door) -> None:
    told = await door.get("/openapi.json")
    reads = {path: one for path, one in operations(told, "get").items() if "{" not in path}
    lists = [
        path
        for path, one in reads.items()
        if any(each["name"] == "cursor" for each in one.get("parameters", ()))
    ]
    careless = []

    for path in lists:
        for wrong in ("nonsense", OTHER):
            lost = await door.ask("GET", path, params={"cursor": wrong})
            if lost.status != 422 or lost.headers["content-type"] != PROBLEM:
                careless.append((path, wrong, lost.status))

    assert careless == []
    assert {"/sales", "/audit", "/alerts", "/opportunities", "/listings"} <= set(lists)


async def test_what_is_not_there_or_not_done_so_is_a_problem_too(door: Door) -> None:
    missing = await door.ask("GET", "/nothing/here")
    wrong = await door.ask("DELETE", "/health")
    unread = await door.ask("POST", "/searches", data="{", headers={"content-type": "text/json"})

    assert [one.status for one in (missing, wrong, unread)] == [404, 405, 422]
    assert all(one.detail for one in (missing, wrong, unread))
    assert wrong.headers["allow"] == "GET, HEAD"


async def test_what_is_no_path_is_not_there_whichever_way_one_asks(door: Door) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        found = await door.ask(method, "/nothing/here")

        assert (found.status, found.detail) == (404, "there is no /api/v1/nothing/here")


async def test_a_method_that_a_path_does_not_take_is_told_all_that_it_takes(door: Door) -> None:
    told = await door.get("/openapi.json")
    wrong = {}

    for path, operations in told["paths"].items():
        taken = {one.upper() for one in operations}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - taken:
            at = re.sub("{[a-z_]+}", str(NOBODY), path.removeprefix("/api/v1"))
            found = await door.ask(method, at)
            allowed = set(found.headers.get("allow", "").split(", ")) - {"HEAD"}
            if found.status == 405 and not allowed >= taken:
                wrong[method, path] = (found.status, allowed)

    assert wrong == {}


async def test_what_belongs_to_something_that_is_not_there_is_not_there(door: Door) -> None:
    told = await door.get("/openapi.json")
    found = {}

    for path in operations(told, "get"):
        if "_id}" in path and not path.endswith("/export"):  # a file of one kind, to be named
            answer = await door.ask("GET", re.sub("{[a-z_]+}", str(NOBODY), path))
            found[path] = answer.status

    assert {path: status for path, status in found.items() if status != 404} == {}
    assert {"/opportunities/{opportunity_id}/judgements", "/listings/{listing_id}/prices"} <= set(
        found
    )
