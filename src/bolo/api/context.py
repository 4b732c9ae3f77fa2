"""What every route is handed: the services, and who is calling."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.requests import HTTPConnection

from bolo.accounts.caller import Caller
from bolo.core.errors import NotAllowed, NotSignedIn
from bolo.wiring import Services

COOKIE = "bolo_session"
CSRF_HEADER = "x-bolo-csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
bearer = HTTPBearer(auto_error=False, description="An API key: bolo api-key create NAME")
cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="Set by a one-time link")


def services(connection: HTTPConnection) -> Services:
    """Return what wiring built."""
    found: Services = connection.app.state.services
    return found


App = Annotated[Services, Depends(services)]


async def identify(connection: HTTPConnection, app: Services) -> Caller:
    """Find out who calls: an API key goes before a browser session."""
    header = connection.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return await app.accounts.by_api_key(token.strip())
    session = connection.cookies.get(COOKIE)
    if not session:
        msg = "sign in with a link from: bolo signin-link, or send an API key as a Bearer token"
        raise NotSignedIn(msg)
    return await app.accounts.by_session(session)


async def caller(
    request: Request,
    app: App,
    _bearer: Annotated[object, Depends(bearer)],
    _cookie: Annotated[object, Depends(cookie)],
) -> Caller:
    """Find out who calls; a browser's writes must carry the header that forms cannot send."""
    found = await identify(request, app)
    if found.session and request.method not in SAFE and not request.headers.get(CSRF_HEADER):
        msg = f"a write from a browser needs the header {CSRF_HEADER}: 1"
        raise NotAllowed(msg)
    return found


Who = Annotated[Caller, Depends(caller)]
