"""Signing in by a one-time link, who is signed in, and signing out.

These take no `Idempotency-Key`: a link is good for once by itself.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

import bolo
from bolo.accounts.caller import Caller, Role, Tokens, Visitor
from bolo.accounts.person.doors import DoorName
from bolo.accounts.scopes import Scope, granted
from bolo.api.frame import cookies, problems
from bolo.api.frame.context import App, Where, Who, operators
from bolo.api.frame.shapes import Shape
from bolo.core.errors import NotSignedIn
from bolo.views import stats

router = APIRouter(tags=["session"])


class User(Shape):
    """A person."""

    id: UUID
    name: str
    email: str | None


class Workspace(Shape):
    """What is shared by the people who work together."""

    id: UUID
    name: str
    currency: str


class Session(Shape):
    """Who is signed in; `first_run` until something is watched or looked for."""

    signed_in: bool
    user: User
    workspace: Workspace
    role: Role
    may: list[Scope]
    """What this caller may do: by the role, and with an API key no more than that has."""
    operator: bool
    """Runs this bolo, and sees its admin page."""
    first_run: bool
    version: str


class SigninLink(Shape):
    """The token of a one-time link."""

    token: Annotated[str, Query(max_length=200)]


async def _session(who: Caller, app: App) -> Session:
    async with app.db.for_workspace(who.workspace) as session:
        begun = await stats.begun(session, who.workspace)
    return Session(
        signed_in=True,
        user=User(id=who.user, name=who.name, email=who.email),
        workspace=Workspace(id=who.workspace, name=who.workspace_name, currency=who.currency),
        role=who.role,
        may=sorted(granted(who.role, who.scopes)),
        operator=await operators(app).include(who),
        first_run=not begun,
        version=bolo.__version__,
    )


async def _redeem(app: App, token: str, where: Visitor) -> tuple[Caller, Tokens]:
    await app.people.doors.knock(DoorName.LINK, where.address)
    who = await app.accounts.redeem(token)
    await app.people.audit.append(who.workspace, who.user, "sign_in", "", "link")
    return await app.people.sessions.begin(who, where, "link")


@router.get("/session")
async def get_session(who: Who, app: App) -> Session:
    """Say who is signed in."""
    return await _session(who, app)


@router.post("/session", responses=problems.responses(429))
async def sign_in(
    link: SigninLink, request: Request, response: Response, app: App, where: Where
) -> Session:
    """Sign a browser in by the token of a one-time link."""
    who, tokens = await _redeem(app, link.token, where)
    cookies.keep(response, request, tokens)
    return await _session(who, app)


@router.delete("/session", status_code=204)
async def sign_out(who: Who, app: App, response: Response) -> None:
    """Sign this browser out."""
    if who.session is not None:
        await app.people.sessions.revoke(who, who.session)
    cookies.drop(response)


@router.get("/signin", include_in_schema=False)
async def open_link(
    request: Request, app: App, where: Where, token: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Open a one-time link in a browser: sign in and show the dashboard."""
    try:
        _, tokens = await _redeem(app, token, where)
    except NotSignedIn:
        return RedirectResponse("/?link=used", status_code=303)
    response = RedirectResponse("/", status_code=303)
    cookies.keep(response, request, tokens)
    return response
