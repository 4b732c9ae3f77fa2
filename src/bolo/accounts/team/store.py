"""Queries of who belongs to a workspace and who is asked to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Role


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a workspace."""

    id: UUID
    name: str
    email: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who is asked to join."""

    id: UUID
    workspace: UUID
    invited_by: UUID
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime


async def members(session: AsyncSession, workspace: UUID) -> tuple[Member, ...]:
    """Return who belongs to a workspace, by name."""
    query = text("""
        SELECT u.id, u.name, u.email, m.role FROM membership m JOIN app_user u ON u.id = m.user_id
        WHERE m.workspace_id = :workspace ORDER BY u.name, u.id
    """)
    rows = await session.execute(query, {"workspace": workspace})
    return tuple(Member(key, name, email, Role(role)) for key, name, email, role in rows)


async def set_role(session: AsyncSession, workspace: UUID, user: UUID, role: Role) -> None:
    """Make somebody something else."""
    query = text("""
        UPDATE membership SET role = :role WHERE workspace_id = :workspace AND user_id = :user
    """)
    await session.execute(query, {"workspace": workspace, "user": user, "role": role})


async def remove(session: AsyncSession, workspace: UUID, user: UUID) -> None:
    """Let somebody belong no more; their keys for the workspace go with them."""
    values = {"workspace": workspace, "user": user}
    for table in ("membership", "api_key", "signin_link"):
        await session.execute(
            text(f"DELETE FROM {table} WHERE workspace_id = :workspace AND user_id = :user"),  # noqa: S608  (our own words)
            values,
        )


INVITATION = "id, workspace_id, invited_by, email, role, created_at, expires_at"


def _read(row: tuple[UUID, UUID, UUID, str, str, datetime, datetime]) -> Invitation:
    key, workspace, by, email, role, at, until = row
    return Invitation(key, workspace, by, email, Role(role), at, until)


async def invite(session: AsyncSession, invitation: Invitation, token: bytes) -> None:
    """Ask somebody to join; asking again takes the place of the time before."""
    query = text("""
        INSERT INTO invitation
            (id, workspace_id, invited_by, email, role, token_hash, created_at, expires_at)
        VALUES (:id, :workspace, :by, :email, :role, :token, :at, :until)
        ON CONFLICT (workspace_id, email) DO UPDATE SET
            id = excluded.id, invited_by = excluded.invited_by, role = excluded.role,
            token_hash = excluded.token_hash, created_at = excluded.created_at,
            expires_at = excluded.expires_at
    """)
    values = {
        "id": invitation.id,
        "workspace": invitation.workspace,
        "by": invitation.invited_by,
        "email": invitation.email,
        "role": invitation.role,
        "token": token,
        "at": invitation.created_at,
        "until": invitation.expires_at,
    }
    await session.execute(query, values)


async def invitations(session: AsyncSession, workspace: UUID) -> tuple[Invitation, ...]:
    """Return who has not answered yet, the newest first."""
    query = text(f"""
        SELECT {INVITATION} FROM invitation WHERE workspace_id = :workspace
        ORDER BY created_at DESC, id
    """)  # noqa: S608  (our own words)
    rows = await session.execute(query, {"workspace": workspace})
    return tuple(_read(tuple(row)) for row in rows)


async def invited(session: AsyncSession, token: bytes, *, lock: bool = False) -> Invitation | None:
    """Return what a token invites to."""
    query = text(
        f"SELECT {INVITATION} FROM invitation WHERE token_hash = :token"  # noqa: S608  (our own words)
        + (" FOR UPDATE" if lock else "")
    )
    row = (await session.execute(query, {"token": token})).first()
    return _read(tuple(row)) if row else None


async def withdraw(session: AsyncSession, workspace: UUID, key: UUID) -> bool:
    """Take an invitation back."""
    query = text("DELETE FROM invitation WHERE id = :id AND workspace_id = :workspace RETURNING id")
    return (await session.execute(query, {"id": key, "workspace": workspace})).first() is not None


async def withdraw_of(session: AsyncSession, workspace: UUID, by: UUID) -> None:
    """Take back every invitation that somebody made who may invite no more."""
    query = text("DELETE FROM invitation WHERE workspace_id = :workspace AND invited_by = :by")
    await session.execute(query, {"workspace": workspace, "by": by})


async def rename(session: AsyncSession, workspace: UUID, name: str) -> None:
    """Call a workspace otherwise."""
    query = text("UPDATE workspace SET name = :name WHERE id = :id")
    await session.execute(query, {"id": workspace, "name": name})


async def move(session: AsyncSession, family: UUID, workspace: UUID) -> None:
    """Let a session go on in another workspace."""
    query = text("UPDATE session SET workspace_id = :workspace WHERE id = :id")
    await session.execute(query, {"id": family, "workspace": workspace})
