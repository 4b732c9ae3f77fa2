"""Queries of sessions and their tokens. They come before any workspace is known: system rights."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Caller, Role, SignedIn, Visitor


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session as it begins."""

    id: UUID
    user: UUID
    workspace: UUID
    method: str
    visitor: Visitor
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Presented:
    """What is known of a refresh token that somebody presents."""

    session: UUID
    user: UUID
    workspace: UUID
    in_force: bool
    used: bool


WHO = """
    SELECT u.id, w.id, u.name, u.email, w.name, w.currency, m.role
    FROM membership m
    JOIN app_user u ON u.id = m.user_id
    JOIN workspace w ON w.id = m.workspace_id
"""
LONGEST_AGENT = 300


async def add(session: AsyncSession, new: NewSession) -> None:
    """Begin a session."""
    query = text("""
        INSERT INTO session
            (id, workspace_id, user_id, created_at, expires_at, method, agent, address, seen_at)
        VALUES (:id, :workspace, :user, :at, :until, :method, :agent, :address, :at)
    """)
    values = {
        "id": new.id,
        "workspace": new.workspace,
        "user": new.user,
        "at": new.at,
        "until": new.until,
        "method": new.method,
        "agent": new.visitor.agent[:LONGEST_AGENT],
        "address": new.visitor.address,
    }
    await session.execute(query, values)


async def add_token(session: AsyncSession, family: UUID, token: bytes, until: datetime) -> None:
    """Keep the hash of a new refresh token, and its session for as long."""
    await session.execute(
        text("INSERT INTO refresh_token (token_hash, session_id, expires_at) VALUES (:h, :s, :u)"),
        {"h": token, "s": family, "u": until},
    )


async def present(session: AsyncSession, token: bytes, now: datetime) -> Presented | None:
    """Use up a refresh token, its session locked: of two that present it one is told `used`."""
    query = text("""
        SELECT s.id, s.user_id, s.workspace_id, t.expires_at > :now, t.used_at IS NOT NULL
        FROM refresh_token t JOIN session s ON s.id = t.session_id
        WHERE t.token_hash = :token FOR UPDATE
    """)
    row = (await session.execute(query, {"token": token, "now": now})).first()
    if row is None:
        return None
    await session.execute(
        text(
            "UPDATE refresh_token SET used_at = coalesce(used_at, :now) WHERE token_hash = :token"
        ),
        {"token": token, "now": now},
    )
    return Presented(*row)


async def go_on(session: AsyncSession, family: UUID, now: datetime, until: datetime) -> None:
    """Note that a session was used, and let it last."""
    await session.execute(
        text("UPDATE session SET seen_at = :now, expires_at = :until WHERE id = :id"),
        {"id": family, "now": now, "until": until},
    )


async def still_at_home(session: AsyncSession, found: Presented) -> UUID | None:
    """Return the session's workspace; another of the user's when they belong there no more."""
    query = text("""
        SELECT m.workspace_id FROM membership m JOIN workspace w ON w.id = m.workspace_id
        WHERE m.user_id = :user ORDER BY m.workspace_id <> :workspace, w.created_at LIMIT 1
    """)
    values = {"user": found.user, "workspace": found.workspace}
    home: UUID | None = (await session.execute(query, values)).scalar_one_or_none()
    if home is not None and home != found.workspace:
        move = text("UPDATE session SET workspace_id = :home WHERE id = :id")
        await session.execute(move, {"home": home, "id": found.session})
    return home


async def family_of(session: AsyncSession, token: bytes) -> tuple[UUID, UUID] | None:
    """Return whose session a refresh token is of, used or not: (session, user)."""
    query = text("""
        SELECT s.id, s.user_id FROM refresh_token t JOIN session s ON s.id = t.session_id
        WHERE t.token_hash = :token
    """)
    row = (await session.execute(query, {"token": token})).first()
    return (row[0], row[1]) if row else None


async def end(session: AsyncSession, family: UUID, user: UUID) -> bool:
    """End one session of a user, with every token of it."""
    query = text("DELETE FROM session WHERE id = :id AND user_id = :user RETURNING id")
    return (await session.execute(query, {"id": family, "user": user})).first() is not None


async def end_others(session: AsyncSession, user: UUID, but: UUID | None) -> int:
    """End all sessions of a user but one; return how many."""
    query = text(
        "DELETE FROM session WHERE user_id = :user AND id IS DISTINCT FROM :but RETURNING id"
    )
    return len((await session.execute(query, {"user": user, "but": but})).all())


async def of_user(session: AsyncSession, user: UUID, now: datetime) -> tuple[SignedIn, ...]:
    """Return the sessions of a user, the last used first."""
    query = text("""
        SELECT id, method, agent, address, created_at, seen_at, expires_at
        FROM session WHERE user_id = :user AND expires_at > :now ORDER BY seen_at DESC, id
    """)
    rows = await session.execute(query, {"user": user, "now": now})
    return tuple(SignedIn(*row) for row in rows)


SIGNED_IN = f"""
    {WHO} JOIN session s ON s.user_id = u.id
    WHERE s.id = :id AND s.expires_at > :now AND u.id = :user AND w.id = :workspace
"""
"""Who calls within a session; nobody once it has ended or they have left."""


async def member(session: AsyncSession, user: UUID, workspace: UUID) -> Caller | None:
    """Return a member of a workspace."""
    query = text(f"{WHO} WHERE u.id = :user AND w.id = :workspace")
    row = (await session.execute(query, {"user": user, "workspace": workspace})).first()
    return caller(row, None) if row else None


def caller(row: Iterable[Any], family: UUID | None) -> Caller:
    """Read a row of `WHO`."""
    user, workspace, name, email, title, currency, role = row
    return Caller(user, workspace, name, email, title, currency, family, Role(role))
