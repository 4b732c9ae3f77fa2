"""Registering, signing in, renewing tokens and signing out, by password.

A browser (it sends `X-Bolo-Csrf`) gets its tokens as cookies that scripts cannot read; a
program gets them in the answer. These take no `Idempotency-Key`: nobody is known yet.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from bolo.accounts.caller import Tokens as Pair
from bolo.accounts.person.doors import DoorName
from bolo.accounts.person.signing import Applicant, Credentials
from bolo.accounts.person.tokens import LIFE
from bolo.api.frame import cookies, problems
from bolo.api.frame.context import COOKIE, CSRF_HEADER, App, Where, check_header
from bolo.api.frame.shapes import Shape
from bolo.core.errors import NotSignedIn

router = APIRouter(prefix="/auth", tags=["auth"], responses=problems.responses(429))
Email = Annotated[str, Field(max_length=320, examples=["ada@example.com"])]
Password = Annotated[str, Field(max_length=1024, examples=["correct horse battery"])]
Token = Annotated[str, Field(max_length=4096)]


class Ways(Shape):
    """How one may come in here."""

    registration: Literal["open", "invited", "closed"]
    mail: bool
    """Whether this bolo sends letters: to prove an address, to choose a new password."""


class Registering(Shape):
    """Who wants an account; the name is the address's, if unsaid."""

    email: Email
    password: Password
    name: Annotated[str, Field(max_length=200)] | None = None


class Registered(Shape):
    """What follows: the same whether the address had an account already or not."""

    email: str
    next: Literal["sign_in", "read_mail"]


class SigningIn(Shape):
    """What somebody signs in with; the code is of their authenticator, or a recovery code."""

    email: Email
    password: Password
    code: Annotated[str, Field(max_length=40)] | None = None


class Renewing(Shape):
    """A program's refresh token; a browser sends its cookie."""

    refresh_token: Token | None = None


class Tokens(Shape):
    """A session's tokens. In a browser they are cookies, and null here."""

    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  (of RFC 6750, no secret)
    expires_in: int = int(LIFE.total_seconds())
    access_token: str | None
    refresh_token: str | None


def hand_over(request: Request, response: Response, pair: Pair) -> Tokens:
    """Give tokens to a browser as cookies, and to a program in the answer."""
    if request.headers.get(CSRF_HEADER):
        cookies.keep(response, request, pair)
        return Tokens(access_token=None, refresh_token=None)
    return Tokens(access_token=pair.access, refresh_token=pair.refresh)


@router.get("/ways")
async def list_ways_in(app: App) -> Ways:
    """Say who may register here."""
    mail = app.people.letters.are_sent
    return Ways(registration=app.people.signing.registration, mail=mail)


@router.post("/register", status_code=202)
async def register(new: Registering, app: App, where: Where) -> Registered:
    """Make an account with a workspace of its own; then sign in.

    The answer is the same when the address has an account already, which then stays as it is.
    """
    applicant = Applicant(new.email, new.password, new.name)
    email = await app.people.signing.register(applicant, where)
    mailed = app.people.letters.are_sent
    return Registered(email=email, next="read_mail" if mailed else "sign_in")


@router.post("/login")
async def log_in(
    given: SigningIn, request: Request, response: Response, app: App, where: Where
) -> Tokens:
    """Sign in by e-mail and password.

    With a second factor, a 401 of type `urn:bolo:code-wanted` asks for its code.
    """
    credentials = Credentials(given.email, given.password, given.code)
    who, pair = await app.people.signing.login(credentials, where)
    await app.people.audit.append(who.workspace, who.user, "log_in", "", "password")
    return hand_over(request, response, pair)


@router.post("/refresh")
async def refresh(
    request: Request, response: Response, app: App, where: Where, given: Renewing | None = None
) -> Tokens:
    """Renew the tokens; a refresh token is good once, and using it twice ends the session."""
    await app.people.doors.knock(DoorName.REFRESH, where.address)
    token = given.refresh_token if given else None
    if token is None:
        token = request.cookies.get(cookies.REFRESH)
        if token is None:
            msg = "send a refresh_token, or sign in (POST /api/v1/auth/login)"
            raise NotSignedIn(msg)
        check_header(request)
    return hand_over(request, response, await app.people.sessions.renew(token))


@router.post("/logout", status_code=204)
async def log_out(
    request: Request, response: Response, app: App, given: Renewing | None = None
) -> None:
    """Sign out: end the session of the token that is sent, even of an old one."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    access = bearer.strip() if scheme.lower() == "bearer" else request.cookies.get(COOKIE)
    token = (given.refresh_token if given else None) or request.cookies.get(cookies.REFRESH)
    if request.cookies.keys() & {COOKIE, cookies.REFRESH}:
        check_header(request)
        cookies.drop(response)
    user = await app.people.sessions.end(access, token)
    if user is not None:
        await app.people.audit.append_at_home(user, "log_out", "session")
