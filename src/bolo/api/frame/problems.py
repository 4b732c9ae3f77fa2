"""Errors on the wire: `application/problem+json` (RFC 9457), one table for the whole house."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolIsEmpty
from starlette.exceptions import HTTPException

from bolo.api.frame.answering import PREFIX
from bolo.api.frame.methods import methods_of
from bolo.core.errors import (
    BoloError,
    Broken,
    CodeWanted,
    Conflict,
    Invalid,
    LayoutChanged,
    LimitReached,
    Misconfigured,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Rejected,
    TooMany,
    Unavailable,
)
from bolo.platform.durable.jobs import DISK_FULL, passes

BLANK = "about:blank"
CODE_WANTED = "urn:bolo:code-wanted"
"""The type of a refusal that asks for the code of a second factor: the password was right."""
LIMIT_REACHED = "urn:bolo:plan-limit"
"""The type of a refusal because the plan has no room; it says which limit, and where to upgrade."""
UPGRADE = "/plan"
BAD_VALUE = "22"
"""The class of SQLSTATEs about data: a NUL in a text, a number that is too large."""
NOT_NOW = "the database is not available right now; try again in a moment"
NO_ROOM = "the disk of the database is full: nothing can be kept until whoever runs it makes room"
log = structlog.get_logger(__name__)
STATUS: dict[type[BoloError], HTTPStatus] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    LimitReached: HTTPStatus.PAYMENT_REQUIRED,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    Rejected: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Misconfigured: HTTPStatus.SERVICE_UNAVAILABLE,
    LayoutChanged: HTTPStatus.UNPROCESSABLE_ENTITY,
    Broken: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The first class of an error's ancestry that stands here decides."""


class Problem(BaseModel):
    """What is wrong, and what would be right (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class LimitProblem(Problem):
    """The plan has no room: which limit, how much it is, how much is used, where to upgrade."""

    limit: str
    allowed: int
    used: int
    plan: str
    upgrade: str | None


_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
TITLES = {413: "Request Entity Too Large", 422: "Unprocessable Entity"}
"""Those that Python 3.13 calls otherwise than 3.11: the contract is one for all."""
Responses = dict[int | str, dict[str, Any]]


def title_of(status: HTTPStatus) -> str:
    """Return what a status is called, whichever Python answers."""
    return TITLES.get(status.value, status.phrase)


def responses(*statuses: int) -> Responses:
    """Say in the contract that these may be answered, each with a problem."""
    return {
        status: {"description": title_of(HTTPStatus(status)), "content": _CONTENT}
        for status in statuses
    }


LIMITED: Responses = {
    402: {
        "description": "The plan has no room for it",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/LimitProblem"}}
        },
    }
}
"""What a write of searches may answer too."""
RESPONSES = responses(401, 403, 404, 409, 413, 422, 429, 503)


def describe(document: dict[str, Any]) -> dict[str, Any]:
    """Add to the contract what its refusals refer to."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for shape in (Problem, LimitProblem):
        schemas[shape.__name__] = shape.model_json_schema()
    return document


def problem(
    status: HTTPStatus, detail: str, headers: dict[str, str] | None = None, kind: str = BLANK
) -> JSONResponse:
    """Say what is wrong, and to whom."""
    return JSONResponse(
        {
            "type": kind,
            "title": title_of(status),
            "status": status.value,
            "detail": detail,
        },
        status_code=status.value,
        headers=headers,
        media_type="application/problem+json",
    )


def status_of(error: BoloError) -> HTTPStatus:
    """Return the status that stands for an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _no_room(request: Request, error: LimitReached) -> JSONResponse:
    """Say which limit was reached, and where a larger plan is to be had if it is sold."""
    status = HTTPStatus.PAYMENT_REQUIRED
    told = LimitProblem(
        type=LIMIT_REACHED,
        title="The plan has no room for it",
        status=status,
        detail=str(error),
        limit=error.limit,
        allowed=error.allowed,
        used=error.used,
        plan=error.plan,
        upgrade=UPGRADE if request.app.state.services.plans.sold else None,
    )
    return JSONResponse(told.model_dump(), status, media_type="application/problem+json")


async def _ours(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, BoloError):
        raise error
    if isinstance(error, LimitReached):
        return _no_room(request, error)
    headers = {}
    if isinstance(error, Unavailable | TooMany) and error.retry_after:
        headers["retry-after"] = str(max(1, ceil(error.retry_after.total_seconds())))
    if isinstance(error, NotSignedIn):
        headers["www-authenticate"] = "Bearer"
    kind = CODE_WANTED if isinstance(error, CodeWanted) else BLANK
    return problem(status_of(error), str(error), headers, kind)


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    json = "json" in request.headers.get("content-type", "").lower()
    details = [_wrong(one, json=json) for one in error.errors()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(details))


def _wrong(one: Mapping[str, Any], *, json: bool) -> str:
    """Say what is wrong with one part of a request; a whole body may be of the wrong kind."""
    where = one["loc"]
    if one["type"] == "json_invalid":
        return f"the body is no JSON: {one['ctx']['error']}, at character {where[-1]}"
    if where == ("body",) and one["type"] != "missing" and not json:
        return "send the body as JSON, with the header Content-Type: application/json"
    return f"{'.'.join(str(part) for part in where[1:]) or where[0]}: {one['msg']}"


async def _plain(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    path = request.url.path
    if status is HTTPStatus.METHOD_NOT_ALLOWED and path.startswith(f"{PREFIX}/"):
        taken = methods_of(request.app.router.routes, path, PREFIX)
        if not taken:  # only the dashboard has it, whose pages have any path
            return problem(HTTPStatus.NOT_FOUND, f"there is no {path}")
        told = f"{request.method} is not for this path; it takes {', '.join(taken)}"
        return problem(status, told, {"allow": ", ".join(taken)})
    if status is HTTPStatus.BAD_REQUEST:  # FastAPI's, of a body that is no UTF-8
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(status, str(error.detail), dict(error.headers or {}))


async def _from_database(request: Request, error: Exception) -> JSONResponse:
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
    if isinstance(error, PoolIsEmpty) or passes(error):
        log.warning("the database could not serve a request", path=request.url.path, error=error)
        told = NO_ROOM if state == DISK_FULL else NOT_NOW
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, told, {"retry-after": "1"})
    if state.startswith(BAD_VALUE):
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "a value in it cannot be kept as text")
    return await _unexpected(request, error)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("a request failed", path=request.url.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "bolo failed here; the log says why (data/logs/bolo-api.log)",
    )


async def said(request: Request, error: BoloError | RequestValidationError) -> JSONResponse:
    """Return what is answered to an error that is raised on purpose."""
    return await (_ours if isinstance(error, BoloError) else _malformed)(request, error)


Answer = Callable[[Request, Exception], Awaitable[JSONResponse]]
ANSWERS: dict[type[Exception], Answer] = {
    BoloError: _ours,
    RequestValidationError: _malformed,
    HTTPException: _plain,
    SQLAlchemyError: _from_database,
    Exception: _unexpected,
}


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem on the wire."""
    for kind, answer in ANSWERS.items():
        app.add_exception_handler(kind, answer)
    plain = app.openapi
    setattr(app, "openapi", lambda: describe(plain()))  # noqa: B010  (FastAPI's own way)
