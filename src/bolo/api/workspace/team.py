"""Who works together: members, roles, invitations, workspaces."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from bolo.accounts.caller import Role
from bolo.api.frame import cookies, problems
from bolo.api.frame.context import App, Where, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Items, Shape
from bolo.api.person.auth import Password, Tokens, hand_over
from bolo.api.person.letters import LinkToken

router = APIRouter(tags=["team"], route_class=Once)
open_router = APIRouter(prefix="/invitations", tags=["team"], responses=problems.responses(429))
Name = Annotated[str, Field(max_length=200)]


class Member(Shape):
    """Somebody of the workspace."""

    id: UUID
    name: str
    email: str | None
    role: Role


class Members(Items[Member]):
    """Who works together."""


class RoleChange(Shape):
    """What a member is to be."""

    role: Role


class Inviting(Shape):
    """Who is to join, and as what."""

    email: Annotated[str, Field(max_length=320)]
    role: Role = Role.BUYER


class Invitation(Shape):
    """Who was asked to join; `link` is there once, and `mailed` says whether it is sent."""

    id: UUID
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime
    link: str | None = None
    mailed: bool


class Invitations(Items[Invitation]):
    """Who has not answered yet."""


class InvitationRead(Shape):
    """What an invitation says; `known` when its address has an account."""

    workspace: str
    by: str
    email: str
    role: Role
    known: bool


class InvitationToken(Shape):
    """The token of an invitation's link."""

    token: LinkToken


class InvitationAccepted(InvitationToken):
    """An account to be made by an invitation."""

    password: Password
    name: Name | None = None


class Joined(Shape):
    """The workspace that was joined."""

    workspace: UUID


class WorkspaceName(Shape):
    """What a workspace is to be called."""

    name: Name


@router.get("/team")
async def list_members(who: Who, app: App) -> Members:
    """List who works in the workspace."""
    found = await app.people.team.members(who)
    return Members(items=[Member.model_validate(one) for one in found])


@router.patch("/team/{user_id}", status_code=204)
async def change_role(user_id: UUID, change: RoleChange, who: Who, app: App) -> None:
    """Make a member something else; the last owner stays one."""
    await app.people.team.set_role(who, user_id, change.role)


@router.delete("/team/{user_id}", status_code=204)
async def remove_member(user_id: UUID, who: Who, app: App) -> None:
    """Let a member belong to the workspace no more; the last owner stays."""
    await app.people.team.remove(who, user_id)


@router.delete("/workspaces/current/membership", status_code=204)
async def leave_workspace(who: Who, app: App) -> None:
    """Leave this workspace; the last owner cannot."""
    await app.people.team.remove(who, who.user)


@router.get("/team/invitations")
async def list_invitations(who: Who, app: App) -> Invitations:
    """List who was asked to join and has not answered yet."""
    mailed = app.people.letters.are_sent
    found = await app.people.team.invitations(who)
    return Invitations(
        items=[
            Invitation(
                id=one.id,
                email=one.email,
                role=one.role,
                created_at=one.created_at,
                expires_at=one.expires_at,
                mailed=mailed,
            )
            for one in found
        ]
    )


@router.post("/team/invitations", status_code=201)
async def invite(new: Inviting, who: Who, app: App) -> Invitation:
    """Ask somebody to join; the link is in the answer, to hand over where no mail is sent."""
    one, link = await app.people.team.invite(who, new.email, new.role)
    return Invitation(
        id=one.id,
        email=one.email,
        role=one.role,
        created_at=one.created_at,
        expires_at=one.expires_at,
        link=link,
        mailed=app.people.letters.are_sent,
    )


@router.delete("/team/invitations/{invitation_id}", status_code=204)
async def withdraw_invitation(invitation_id: UUID, who: Who, app: App) -> None:
    """Take an invitation back."""
    await app.people.team.withdraw(who, invitation_id)


@open_router.post("/read")
async def read_invitation(given: InvitationToken, app: App, where: Where) -> InvitationRead:
    """Say what an invitation is to; whoever holds its link may know."""
    return InvitationRead.model_validate(await app.people.team.read(given.token, where))


@open_router.post("/register", status_code=201)
async def register_invited(
    given: InvitationAccepted, request: Request, response: Response, app: App, where: Where
) -> Tokens:
    """Make an account by an invitation, join, and sign in."""
    who, pair = await app.people.team.register(given.token, given.password, given.name, where)
    await app.people.audit.append(who.workspace, who.user, "register_invited", "", "password")
    return hand_over(request, response, pair)


@router.post("/workspaces/join")
async def accept_invitation(given: InvitationToken, who: Who, app: App) -> Joined:
    """Join a workspace by an invitation, as whoever is signed in."""
    joined = await app.people.team.accept(who, given.token)
    await app.people.audit.record(who, "accept_invitation", "/workspaces/join", joined)
    return Joined(workspace=joined)


@router.post("/workspaces", status_code=201)
async def create_workspace(new: WorkspaceName, who: Who, app: App) -> Joined:
    """Make another workspace, owned by the caller."""
    return Joined(workspace=await app.people.team.found(who, new.name))


@router.patch("/workspace", status_code=204)
async def rename_workspace(change: WorkspaceName, who: Who, app: App) -> None:
    """Call this workspace otherwise."""
    await app.people.team.rename(who, change.name)


@router.post("/workspaces/{workspace_id}/switch")
async def switch_workspace(
    workspace_id: UUID, who: Who, request: Request, response: Response, app: App
) -> Tokens:
    """Go on in another workspace: a browser has a new cookie, a program a new access token."""
    access = await app.people.team.switch(who, workspace_id)
    if who.browser:
        cookies.keep_access(response, request, access)
        return Tokens(access_token=None, refresh_token=None)
    return Tokens(access_token=access, refresh_token=None)
