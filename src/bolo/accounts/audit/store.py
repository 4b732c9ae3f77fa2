"""Queries of the audit log. Entries are added under a lock, so that each knows the one before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody did; `actor` is their name while they are here."""

    number: int
    at: datetime
    user: UUID | None
    via: str
    action: str
    target: str
    hash: bytes
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: the newest `limit` before `before`."""

    limit: int
    before: int | None = None
    action: str | None = None
    user: UUID | None = None


async def last(session: AsyncSession, workspace: UUID) -> tuple[int, bytes]:
    """Lock a workspace's log until the transaction ends; return its newest number and hash."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('bolo audit ' || :workspace, 0))"),
        {"workspace": str(workspace)},
    )
    query = text("""
        SELECT number, hash FROM audit_entry WHERE workspace_id = :workspace
        ORDER BY number DESC LIMIT 1
    """)
    row = (await session.execute(query, {"workspace": workspace})).first()
    return (row[0], row[1]) if row else (0, b"")


async def add(session: AsyncSession, workspace: UUID, entry: Entry) -> None:
    """Append an entry, unless the workspace is gone meanwhile."""
    query = text("""
        INSERT INTO audit_entry (workspace_id, number, at, user_id, via, action, target, hash)
        SELECT id, :number, :at, :user, :via, :action, :target, :hash
        FROM workspace WHERE id = :workspace
    """)
    values = {
        "workspace": workspace,
        "number": entry.number,
        "at": entry.at,
        "user": entry.user,
        "via": entry.via,
        "action": entry.action,
        "target": entry.target,
        "hash": entry.hash,
    }
    await session.execute(query, values)


SELECT = """
    SELECT e.number, e.at, e.user_id, e.via, e.action, e.target, e.hash, u.name
    FROM audit_entry e LEFT JOIN app_user u ON u.id = e.user_id
    WHERE e.workspace_id = :workspace
"""


async def page(session: AsyncSession, workspace: UUID, wanted: Wanted) -> tuple[Entry, ...]:
    """Return entries, the newest first."""
    query = text(f"""
        {SELECT} AND (CAST(:before AS bigint) IS NULL OR e.number < :before)
            AND (CAST(:action AS text) IS NULL OR e.action = :action)
            AND (CAST(:user AS uuid) IS NULL OR e.user_id = :user)
        ORDER BY e.number DESC LIMIT :limit
    """)
    values = {
        "workspace": workspace,
        "before": wanted.before,
        "action": wanted.action,
        "user": wanted.user,
        "limit": wanted.limit,
    }
    return tuple(Entry(*row) for row in await session.execute(query, values))


async def following(
    session: AsyncSession, workspace: UUID, after: int, limit: int
) -> tuple[Entry, ...]:
    """Return entries after a number, the oldest first."""
    query = text(f"{SELECT} AND e.number > :after ORDER BY e.number LIMIT :limit")
    values = {"workspace": workspace, "after": after, "limit": limit}
    return tuple(Entry(*row) for row in await session.execute(query, values))


async def actions(session: AsyncSession, workspace: UUID) -> tuple[str, ...]:
    """Return every action that was ever done."""
    query = text("SELECT DISTINCT action FROM audit_entry WHERE workspace_id = :id ORDER BY 1")
    return tuple((await session.scalars(query, {"id": workspace})).all())


async def workspaces(session: AsyncSession) -> tuple[UUID, ...]:
    """Return every workspace that has a log."""
    query = text("SELECT DISTINCT workspace_id FROM audit_entry ORDER BY 1")
    return tuple((await session.scalars(query)).all())
