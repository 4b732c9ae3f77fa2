"""The caller's own account: name, password, sessions, and leaving for good."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Response
from pydantic import Field

from bolo.accounts.caller import Caller, Role, SignedIn
from bolo.api.frame import cookies, problems
from bolo.api.frame.context import App, Where, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.core.errors import Invalid
from bolo.views import stats

router = APIRouter(
    prefix="/users/me", tags=["users"], route_class=Once, responses=problems.responses(429)
)
Password = Annotated[str, Field(max_length=1024)]


class Belonging(Shape):
    """A workspace of the caller's, and what they are in it."""

    id: UUID
    name: str
    currency: str
    role: Role
    members: int


class Me(Shape):
    """The caller's account."""

    id: UUID
    name: str
    email: str | None
    email_verified_at: datetime | None
    has_password: bool
    created_at: datetime
    workspace: UUID
    role: Role
    workspaces: list[Belonging]


class Stats(Shape):
    """What the caller's workspace holds, in numbers."""

    watches: int
    opportunities_open: int
    alerts: int
    alerts_unread: int
    api_keys: int
    members: int


class MeChange(Shape):
    """What is to be otherwise."""

    name: Annotated[str, Field(max_length=200)] | None = None


class PasswordChange(Shape):
    """The password now, if there is one, and the one to come."""

    current: Password | None = None
    new: Password


class EmailChange(Shape):
    """Another address, and the password, if there is one."""

    email: Annotated[str, Field(max_length=320)]
    password: Password | None = None


class EmailChanged(Shape):
    """Whether the address is changed, or waits for the link in a letter to be opened."""

    changed: bool


class Leaving(Shape):
    """Leaving for good needs the password, if there is one."""

    password: Password | None = None


class UserSession(Shape):
    """Where the caller is signed in; `current` is the session that asks."""

    id: UUID
    method: str
    agent: str
    address: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool

    @classmethod
    def of(cls, session: SignedIn, who: Caller) -> "UserSession":
        """Say a session."""
        return cls(
            id=session.id,
            method=session.method,
            agent=session.agent,
            address=session.address,
            created_at=session.created_at,
            seen_at=session.seen_at,
            expires_at=session.expires_at,
            current=session.id == who.session,
        )


class UserSessions(Items[UserSession]):
    """Where the caller is signed in, the last used first."""


async def _me(who: Caller, app: App) -> Me:
    person, homes = await app.people.profiles.me(who)
    return Me(
        id=person.id,
        name=person.name,
        email=person.email,
        email_verified_at=person.email_verified_at,
        has_password=person.password_hash is not None,
        created_at=person.created_at,
        workspace=who.workspace,
        role=who.role,
        workspaces=[Belonging.model_validate(home) for home in homes],
    )


@router.get("")
async def get_me(who: Who, app: App) -> Me:
    """Say who the caller is and where they belong."""
    return await _me(who, app)


@router.patch("")
async def change_me(change: MeChange, who: Who, app: App) -> Me:
    """Change the caller's name."""
    if change.name is None:
        msg = "say what is to be otherwise: name"
        raise Invalid(msg)
    await app.people.profiles.rename(who, change.name)
    return await _me(who, app)


@router.delete("", status_code=204)
async def remove_me(
    who: Who,
    app: App,
    where: Where,
    response: Response,
    leaving: Annotated[Leaving | None, Body()] = None,
) -> None:
    """Remove the caller for good, with every workspace that is theirs alone."""
    password = leaving.password if leaving else None
    left = await app.people.profiles.leave(who, password, where.address)
    for workspace in left - {who.workspace}:  # that one is told behind the door
        await app.people.audit.record(who, "remove_me", "/users/me", workspace)
    cookies.drop(response)


@router.get("/stats")
async def get_my_stats(who: Who, app: App) -> Stats:
    """Count what the caller's workspace holds."""
    async with app.db.for_workspace(who.workspace) as session:
        return Stats.model_validate(await stats.of(session, who.workspace, who.user))


@router.post("/password", status_code=204)
async def change_password(change: PasswordChange, who: Who, app: App, where: Where) -> None:
    """Change the caller's password; every other session of theirs ends."""
    await app.people.profiles.change_password(who, change.current, change.new, where.address)


@router.post("/email", status_code=202)
async def change_email(change: EmailChange, who: Who, app: App, where: Where) -> EmailChanged:
    """Change the caller's address; where mail is sent, a letter to it must be answered first."""
    done = await app.people.proving.change_email(who, change.email, change.password, where)
    return EmailChanged(changed=done)


@router.get("/sessions")
async def list_my_sessions(who: Who, app: App) -> UserSessions:
    """List where the caller is signed in."""
    found = await app.people.sessions.all(who)
    return UserSessions(items=[UserSession.of(one, who) for one in found])


@router.delete("/sessions", status_code=204)
async def end_my_other_sessions(who: Who, app: App) -> None:
    """End every session of the caller's but this one."""
    await app.people.sessions.revoke_others(who)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_my_session(session_id: UUID, who: Who, app: App) -> None:
    """End one session of the caller's."""
    await app.people.sessions.revoke(who, session_id)
