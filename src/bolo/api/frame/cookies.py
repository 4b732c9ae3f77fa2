"""The cookies of a signed-in browser; scripts can read none that opens anything.

`bolo_session` is the access token, `bolo_refresh` is sent to `/api/v1/auth` alone, and
`bolo_here` only says that asking for new tokens is worth while.
"""

from fastapi import Request, Response

from bolo.accounts.caller import Tokens
from bolo.accounts.person.sessions import REFRESH_LIFE
from bolo.accounts.person.tokens import LIFE
from bolo.api.frame.answering import PREFIX
from bolo.api.frame.context import COOKIE

REFRESH, HERE = "bolo_refresh", "bolo_here"
AUTH = f"{PREFIX}/auth"


def keep(response: Response, request: Request, tokens: Tokens) -> None:
    """Have the browser keep its tokens."""
    _set(response, request, HERE, "1", REFRESH_LIFE.total_seconds(), secret=False)
    _set(response, request, REFRESH, tokens.refresh, REFRESH_LIFE.total_seconds(), path=AUTH)
    _set(response, request, COOKIE, tokens.access, LIFE.total_seconds())


def keep_access(response: Response, request: Request, access: str) -> None:
    """Have the browser keep another access token."""
    _set(response, request, COOKIE, access, LIFE.total_seconds())


def drop(response: Response) -> None:
    """Have the browser forget them."""
    response.delete_cookie(COOKIE, path="/")
    response.delete_cookie(REFRESH, path=AUTH)
    response.delete_cookie(HERE, path="/")


def _set(
    response: Response,
    request: Request,
    name: str,
    value: str,
    seconds: float,
    *,
    path: str = "/",
    secret: bool = True,
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(seconds),
        httponly=secret,
        samesite="strict",
        secure=request.url.scheme == "https",
        path=path,
    )
