"""Signing in by a one-time link, who is signed in, and signing out.

These take no `Idempotency-Key`: a link is good for once by itself.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

import bolo
from bolo.accounts.caller import Caller
from bolo.accounts.service import SESSION_LIFE
from bolo.api.context import COOKIE, App, Who
from bolo.api.shapes import Shape
from bolo.core.errors import NotSignedIn

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
    """Who is signed in; `first_run` until something is watched."""

    signed_in: bool
    user: User
    workspace: Workspace
    first_run: bool
    version: str


class SigninLink(Shape):
    """The token of a one-time link."""

    token: Annotated[str, Query(max_length=200)]


async def _session(who: Caller, app: App) -> Session:
    watches = await app.watching.all(who.workspace)
    return Session(
        signed_in=True,
        user=User(id=who.user, name=who.name, email=who.email),
        workspace=Workspace(id=who.workspace, name=who.workspace_name, currency=who.currency),
        first_run=not watches,
        version=bolo.__version__,
    )


def _keep(response: Response, request: Request, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )


@router.get("/session")
async def get_session(who: Who, app: App) -> Session:
    """Say who is signed in."""
    return await _session(who, app)


@router.post("/session")
async def sign_in(link: SigninLink, request: Request, response: Response, app: App) -> Session:
    """Sign a browser in by the token of a one-time link."""
    who, token = await app.accounts.redeem(link.token)
    _keep(response, request, token)
    return await _session(who, app)


@router.delete("/session", status_code=204)
async def sign_out(who: Who, app: App, response: Response) -> None:
    """Sign this browser out."""
    await app.accounts.sign_out(who)
    response.delete_cookie(COOKIE, path="/")


@router.get("/signin", include_in_schema=False)
async def open_link(
    request: Request, app: App, token: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Open a one-time link in a browser: sign in and show the dashboard."""
    try:
        _, session = await app.accounts.redeem(token)
    except NotSignedIn:
        return RedirectResponse("/?link=used", status_code=303)
    response = RedirectResponse("/", status_code=303)
    _keep(response, request, session)
    return response
