"""A route is found by the first name in a path exactly as it is found by trying them all."""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match

from bolo.api.app import create_app
from bolo.api.frame.finding import Finding
from bolo.api.frame.quick import QuickRead
from bolo.wiring import Services
from tests.api.door import Door


def nothing() -> AbstractAsyncContextManager[Services]:
    """Open nothing: no request comes this far."""
    raise AssertionError("nobody was to be served")


def asked(method: str, path: str) -> dict[str, object]:
    """Return the scope of a request."""
    return {"type": "http", "method": method, "path": path, "headers": []}


def expected(
    route: BaseRoute, scope: dict[str, object], others: Sequence[BaseRoute]
) -> Callable[..., Awaitable[None]]:
    """Return what serves a request: the route itself if it is read all the time."""
    if isinstance(route, QuickRead):
        return route.serve
    return next(one for one in others if one.matches(scope)[0] is Match.FULL).handle


def test_every_route_of_the_api_is_found_where_trying_all_finds_it() -> None:
    application = create_app(nothing, None)
    finding, *others = application.router.routes
    assert isinstance(finding, Finding)

    missed = []
    for shown in iter_route_contexts(others):
        path = re.sub(r"\{[^}]*\}", "1", shown.path or "")
        for method in getattr(shown.original_route, "methods", None) or ():
            scope = asked(method, path)
            found, told = finding.matches(scope)
            if path.startswith("/api/v1/") and (
                found is not Match.FULL
                or told["bolo.serve"] != expected(shown.original_route, scope, others)
            ):
                missed.append((method, path))

    assert missed == []


def test_what_may_begin_with_any_name_is_left_to_the_long_way() -> None:
    router = APIRouter()

    @router.get("/{name}/parts")
    async def parts(name: str) -> str:
        return name

    application = FastAPI()
    application.include_router(router, prefix="/api/v1")

    finding = Finding("/api/v1", application.router.routes)

    assert finding.matches(asked("GET", "/api/v1/any/parts"))[0] is Match.NONE


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/listings", 200),
        ("GET", "/listings/", 200),
        ("GET", "/listings?limit=0", 422),
        ("GET", "/listings/recent/", 200),
        ("PUT", "/listings", 405),
        ("GET", "/nowhere", 404),
        ("GET", "/listings/1/2/3/4", 404),
        ("GET", "//apiary", 200),
    ],
)
async def test_slashes_wrong_methods_and_unknown_paths_are_answered_as_ever(
    door: Door, method: str, path: str, status: int
) -> None:
    assert (await door.ask(method, path)).status == status
