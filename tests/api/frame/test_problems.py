"""Every refusal is a problem+json that says what would be right."""

from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolIsEmpty

from bolo.api.frame import problems
from bolo.core.errors import BoloError, Broken, Misconfigured, NotFound, Rejected, Unavailable
from tests.api.door import PROBLEM, Door, serving
from tests.api.seed import add_alerts, add_deals, workspace_of

BAD: list[tuple[str, str, Any, str]] = [
    ("POST", "/watches", {}, "either an address or words"),
    ("POST", "/watches", {"address": "https://a.example", "words": "b"}, "either"),
    ("POST", "/watches", {"address": "ftp://a.example"}, "http"),
    ("POST", "/watches", {"address": "https://a.example", "every_seconds": 1}, "every_seconds"),
    ("POST", "/watches", {"words": "x", "colour": "red"}, "colour"),
    ("POST", "/watches", {"words": "x", "label": "a\0b"}, "cannot be kept"),
    ("POST", "/watches", [], "dictionary"),
    ("POST", "/scan", {}, "address"),
    ("POST", "/scan", {"address": "not an address"}, ""),
    ("POST", "/webhook-endpoints", {"url": "no where"}, ""),
    ("PUT", "/settings", {"currency": "dollars"}, "currency"),
    ("GET", "/opportunities?sort=beauty", None, "choose one of"),
    ("GET", "/opportunities?limit=0", None, "limit"),
    ("GET", "/opportunities?cursor=!!", None, "cursor"),
    ("GET", "/opportunities?cursor=bm90aGluZw", None, "cursor"),
    ("GET", "/opportunities?min_profit=NaN", None, "min_profit"),
    ("GET", "/opportunities?q=a%00b", None, "cannot be kept"),
    ("GET", "/opportunities?verdict=maybe", None, "verdict"),
    ("GET", "/opportunities/not-an-id", None, "opportunity_id"),
    ("GET", "/alerts?cursor=bm90aGluZw", None, "cursor"),
    ("GET", "/listings/x/prices", None, "listing_id"),
]
UNKNOWN = [
    ("GET", "/opportunities/{}"),
    ("GET", "/watches/{}"),
    ("PATCH", "/watches/{}"),
    ("DELETE", "/watches/{}"),
    ("POST", "/watches/{}/pause"),
    ("POST", "/watches/{}/resume"),
    ("POST", "/alerts/{}/read"),
    ("DELETE", "/webhook-endpoints/{}"),
    ("POST", "/webhook-endpoints/{}/test"),
]


@pytest.mark.parametrize(("method", "path", "body", "told"), BAD)
async def test_bad_input_is_refused_in_words(
    door: Door, method: str, path: str, body: object, told: str
) -> None:
    answer = await door.ask(method, path, **({} if body is None else {"json": body}))

    assert answer.status == 422
    assert told in answer.detail


async def test_a_body_that_is_no_json_is_refused(door: Door) -> None:
    answer = await door.ask(
        "POST", "/watches", data=b"{", headers={"content-type": "application/json"}
    )

    assert answer.status == 422
    assert "JSON" in answer.detail


@pytest.mark.parametrize(("method", "path"), UNKNOWN)
async def test_what_is_not_there_is_not_found(door: Door, method: str, path: str) -> None:
    body = {"json": {"label": "x"}} if method == "PATCH" else {}

    answer = await door.ask(method, path.format(uuid4()), **body)

    assert answer.status == 404
    assert answer.detail


async def things_of(door: Door) -> dict[str, UUID]:
    """Make one of each thing that belongs to a workspace."""
    workspace = await workspace_of(door)
    watch = await door.ask("POST", "/watches", json={"address": "https://shop.example/"})
    endpoint = await door.ask("POST", "/webhook-endpoints", json={"url": "https://me.example/"})
    return {
        "opportunities": (await add_deals(door.services, workspace, [5]))[0],
        "watches": UUID(watch.body["id"]),
        "alerts": (await add_alerts(door.services, workspace, 1))[0],
        "webhook-endpoints": UUID(endpoint.body["id"]),
    }


async def test_what_is_somebody_elses_is_not_there(door: Door, foreigner: Door) -> None:
    theirs = await things_of(door)

    answers = {
        (method, path): await foreigner.ask(
            method,
            path.format(theirs[path.split("/")[1]]),
            **({"json": {"label": "mine"}} if method == "PATCH" else {}),
        )
        for method, path in UNKNOWN
    }

    assert {what: a.status for what, a in answers.items() if a.status != 404} == {}
    for path in ("/opportunities", "/watches", "/alerts", "/webhook-endpoints", "/sources"):
        assert (await foreigner.get(path))["items"] == []
        assert (await door.get(path))["items"] != []


@pytest.mark.parametrize("path", ["/nowhere", "/opportunities/a/b", "//api/v2/watches"])
async def test_there_is_nothing_at_an_unknown_path(door: Door, path: str) -> None:
    answer = await door.ask("GET", path)

    assert answer.status == 404
    assert answer.detail


async def test_a_wrong_method_is_refused(door: Door) -> None:
    answer = await door.ask("PUT", "/watches")

    assert answer.status == 405
    assert answer.headers["allow"]
    assert answer.detail


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
async def test_a_body_of_another_kind_is_told_which_is_wanted(door: Door, kind: str) -> None:
    headers = {"content-type": kind} if kind else {}

    answer = await door.ask("POST", "/searches", data=b'{"rule": "lego"}', headers=headers)

    assert answer.status == 422
    assert answer.detail == "send the body as JSON, with the header Content-Type: application/json"


async def test_a_body_that_is_no_json_is_told_where(door: Door) -> None:
    json = {"content-type": "application/json"}

    broken = await door.ask("POST", "/searches", data=b'{"rule": "lego"', headers=json)
    listed = await door.ask("POST", "/searches", json=[1])

    assert broken.detail == "the body is no JSON: Expecting ',' delimiter, at character 15"
    assert listed.detail.startswith("body: ")


async def test_a_conflict_says_what_it_is(door: Door) -> None:
    await door.ask("POST", "/watches", json={"address": "https://shop.example/"})

    answer = await door.ask("POST", "/watches", json={"address": "https://shop.example/"})

    assert answer.status == 409
    assert "watched already" in answer.detail


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("x"), 404),
        (Rejected("x"), 422),
        (Unavailable("x"), 503),
        (Misconfigured("x"), 503),
        (Broken("x"), 500),
    ],
)
def test_every_error_has_a_status(error: BoloError, status: int) -> None:
    assert problems.status_of(error) == status


class _RestartingError(Exception):
    sqlstate = "57P03"


class _FullError(Exception):
    sqlstate = "53100"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DBAPIError("select", {}, _RestartingError("starting up")), 503),
        (DBAPIError("insert", {}, _FullError("No space left on device")), 503),
        (PoolIsEmpty("no connection"), 503),
        (DBAPIError("select", {}, Exception("who knows")), 500),
        (ZeroDivisionError("division by zero"), 500),
    ],
)
async def test_what_nobody_expected_tells_nothing_of_the_inside(
    error: Exception, status: int
) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/broken")
    def broken() -> None:
        raise error

    async with (
        serving(app) as origin,
        aiohttp.ClientSession() as session,
        session.get(f"{origin}/broken") as answer,
    ):
        told = await answer.json(content_type=PROBLEM)

    assert answer.status == status
    assert str(error) not in told["detail"]
    assert ("retry-after" in answer.headers) == (status == 503)
