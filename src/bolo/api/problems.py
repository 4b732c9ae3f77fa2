"""Errors on the wire: `application/problem+json` (RFC 9457), one table for the whole house."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bolo.core.errors import (
    BoloError,
    Broken,
    Conflict,
    Invalid,
    LayoutChanged,
    Misconfigured,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Rejected,
    Unavailable,
)

log = structlog.get_logger(__name__)
STATUS: dict[type[BoloError], HTTPStatus] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Rejected: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    Misconfigured: HTTPStatus.SERVICE_UNAVAILABLE,
    LayoutChanged: HTTPStatus.UNPROCESSABLE_ENTITY,
    Broken: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The first class of an error's ancestry that stands here decides."""
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": HTTPStatus(status).phrase, "content": {"application/problem+json": {}}}
    for status in (401, 403, 404, 409, 422, 503)
}


def problem(status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Say what is wrong, and to whom."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": status.phrase,
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


async def _ours(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, BoloError):
        raise error
    headers = {}
    if isinstance(error, Unavailable) and error.retry_after:
        headers["retry-after"] = str(max(1, int(error.retry_after.total_seconds())))
    if isinstance(error, NotSignedIn):
        headers["www-authenticate"] = "Bearer"
    return problem(status_of(error), str(error), headers)


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    details = [
        f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}"
        for one in error.errors()
    ]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(details))


async def _plain(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    return problem(HTTPStatus(error.status_code), str(error.detail), dict(error.headers or {}))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("a request failed", path=request.url.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "bolo failed here; the log says why (data/logs/bolo-api.log)",
    )


Answer = Callable[[Request, Exception], Awaitable[JSONResponse]]
ANSWERS: dict[type[Exception], Answer] = {
    BoloError: _ours,
    RequestValidationError: _malformed,
    HTTPException: _plain,
    Exception: _unexpected,
}


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem on the wire."""
    for kind, answer in ANSWERS.items():
        app.add_exception_handler(kind, answer)
