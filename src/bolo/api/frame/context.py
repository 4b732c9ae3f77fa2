"""What every route is handed: the services, and who is calling."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.requests import HTTPConnection

from bolo.accounts import scopes
from bolo.accounts.caller import Caller, Visitor
from bolo.accounts.operators import Operators
from bolo.accounts.service import KEY_PREFIX
from bolo.api.frame.answering import CALLER, ROOM
from bolo.core.errors import NotAllowed, NotSignedIn
from bolo.wiring import Services

API = "/api/v1"
COOKIE = "bolo_session"
CSRF_HEADER = "x-bolo-csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
ASKS = frozenset(
    {
        *("preview_search", "parse_rule", "print_rule", "word_rule", "scan"),
        *("preview_follow", "preview_plan", "check_rules", "replay_verdict"),
        "preview_sales",
    }
)
"""Routes that are sent a body and change nothing: the audit log is not told of them."""
TAKES = frozenset({"export_me"})
"""Routes that are read and hand over everything: the audit log is told of them."""
bearer = HTTPBearer(
    auto_error=False,
    description="An API key (bolo api-key create NAME), or an access token (POST /auth/login)",
)
cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="Set by signing in")


def services(connection: HTTPConnection) -> Services:
    """Return what wiring built."""
    found: Services = connection.app.state.services
    return found


App = Annotated[Services, Depends(services)]


def operators(app: Services) -> Operators:
    """Return who runs this bolo."""
    return Operators.of(app.db, app.settings.operators)


def visitor(connection: HTTPConnection) -> Visitor:
    """Say where a request comes from."""
    address = connection.client.host if connection.client else "unknown"
    return Visitor(address, connection.headers.get("user-agent", ""))


Where = Annotated[Visitor, Depends(visitor)]


async def identify(connection: HTTPConnection, app: Services) -> Caller:
    """Find out who calls: what is sent as a Bearer token goes before a browser's cookie."""
    header = connection.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        token = token.strip()
        if token.startswith(KEY_PREFIX):
            return await app.accounts.by_api_key(token)
        return await app.people.sessions.by_access(token)
    access = connection.cookies.get(COOKIE)
    if not access:
        msg = (
            "sign in (POST /api/v1/auth/login, or a link from: bolo signin-link), "
            "or send an API key as a Bearer token"
        )
        raise NotSignedIn(msg)
    return replace(await app.people.sessions.by_access(access), browser=True)


def check_header(request: Request) -> None:
    """Have a browser send the header that forms and other sites cannot."""
    if not request.headers.get(CSRF_HEADER):
        msg = f"a write from a browser needs the header {CSRF_HEADER}: 1"
        raise NotAllowed(msg)


async def known(request: Request, app: Services) -> Caller:
    """Find out who calls, and whether they may do what they ask for."""
    found = await identify(request, app)
    if found.browser and request.method not in SAFE:
        check_header(request)
    await count(request, app, found)
    scopes.check(request.method, _route(request), found.role, found.scopes)
    await _open(request, app, found)
    return found


async def _open(request: Request, app: Services, who: Caller) -> None:
    """Refuse writes in a workspace that is locked, but questions and those about oneself."""
    route = _route(request)
    if request.method in SAFE or route.startswith("/admin"):
        return
    if scopes.needed(request.method, route) in {scopes.Scope.READ, scopes.Scope.ACCOUNT}:
        return
    await app.plans.must_be_open(who.workspace)


async def count(request: Request, app: Services, who: Caller) -> None:
    """Count a request once, and tell what is around us whose it is and what is left to them."""
    if CALLER in request.scope:
        return
    request.scope[CALLER] = who
    request.scope[ROOM], refusal = await app.people.throttle.take(who)
    if refusal is not None:
        raise refusal


async def caller(
    request: Request,
    app: App,
    _bearer: Annotated[object, Depends(bearer)],
    _cookie: Annotated[object, Depends(cookie)],
) -> AsyncIterator[Caller]:
    """Give a route its caller; what is written and not refused is in the audit log then."""
    found = await known(request, app)
    yield found
    action: str = request.scope["route"].name
    if action in TAKES or (request.method not in SAFE and action not in ASKS):
        path = request.url.path.removeprefix(API)
        await app.people.audit.record(found, action, path)


def _route(request: Request) -> str:
    """Return the route's own path below the API, with names in braces."""
    path: str = request.scope["route"].path
    return path.removeprefix(API)


Who = Annotated[Caller, Depends(caller, scope="function")]
