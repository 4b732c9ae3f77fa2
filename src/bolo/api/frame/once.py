"""`Idempotency-Key`: a write that is sent again is answered again and not done again.

The class of every route that writes; the contract says so beside each of them.
"""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from bolo.accounts.caller import Caller
from bolo.accounts.idempotency.service import Answer
from bolo.accounts.idempotency.store import Write
from bolo.api.frame import problems
from bolo.api.frame.context import SAFE, known, services
from bolo.core.errors import BoloError

HEADER = "Idempotency-Key"
REPLAYED = "idempotent-replayed"
LONGEST_KEY = 255
LONGEST_PATH = 500
"""No route of ours is longer; an index has its limits."""
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "description": (
        "A key of your own choosing, a UUID for example. Sent again within 24 hours, the same "
        "request with the same key is not done again: you get the first answer once more, with "
        "the header `Idempotent-Replayed: true`. 409 while the first is still being answered, "
        "422 when the key came with another request. Answers of 5xx are not kept."
    ),
}
Serve = Callable[[Request], Coroutine[Any, Any, Response]]


class Once(APIRoute):
    """A route whose writes may be named by a key."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:  # noqa: ANN401  FastAPI's
        if not SAFE.issuperset(more.get("methods") or ()):
            more["openapi_extra"] = {"parameters": [PARAMETER]}
            more["responses"] = problems.responses(400) | (more.get("responses") or {})
        super().__init__(path, endpoint, **more)

    def get_route_handler(self) -> Serve:
        """Return what answers a request."""
        serve = super().get_route_handler()

        async def answer(request: Request) -> Response:
            key = request.headers.get(HEADER)
            if key is None or request.method in SAFE:
                return await serve(request)
            key = _bare(key)
            if key is None:
                return problems.problem(
                    HTTPStatus.BAD_REQUEST,
                    f"an {HEADER} has 1 to {LONGEST_KEY} printable ASCII characters",
                )
            who = await known(request, services(request))
            return await _once(request, serve, await _write(request, who, key))

        return answer


async def _once(request: Request, serve: Serve, write: Write) -> Response:
    response = Response()

    async def do() -> Answer:
        nonlocal response
        try:
            response = await serve(request)
        except (BoloError, RequestValidationError) as error:
            response = await problems.said(request, error)
        return Answer(
            response.status_code, response.headers.get("content-type"), bytes(response.body)
        )

    known = await services(request).idempotency.once(write, do)
    if known is None:
        return response
    headers = {REPLAYED: "true"}
    return Response(known.body, known.status, headers, media_type=known.content_type)


async def _write(request: Request, who: Caller, key: str) -> Write:
    """Name a write; who asks, the query and the body tell it from others with its key."""
    path = quote(request.url.path)
    parts = (who.user.bytes, path.encode(), request.url.query.encode(), await request.body())
    fingerprint = services(request).idempotency.fingerprint(*parts)
    return Write(who.workspace, request.method, path[:LONGEST_PATH], key, fingerprint)


def _bare(key: str) -> str | None:
    """Return a key as it is kept; the draft puts it in quotes, most clients do not."""
    key = key.strip()
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    fits = 1 <= len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()
    return key if fits else None
