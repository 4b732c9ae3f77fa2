"""Queries of people: registering, passwords, profiles; with system rights, as they come before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import Role


@dataclass(frozen=True, slots=True)
class Person:
    """A person, with what is kept of their password."""

    id: UUID
    name: str
    email: str | None
    password_hash: str | None
    created_at: datetime
    email_verified_at: datetime | None
    operator: bool
    must_verify: bool = False


@dataclass(frozen=True, slots=True)
class Belonging:
    """A workspace of somebody's, and what they are in it."""

    id: UUID
    name: str
    currency: str
    role: Role
    members: int
    owners: int


PERSON = """
    SELECT id, name, email, password_hash, created_at, email_verified_at, operator, must_verify
    FROM app_user
"""


async def by_email(session: AsyncSession, email: str) -> Person | None:
    """Return who has this address."""
    row = (await session.execute(text(f"{PERSON} WHERE email = :email"), {"email": email})).first()
    return Person(*row) if row else None


async def by_id(session: AsyncSession, user: UUID) -> Person | None:
    """Return a person."""
    row = (await session.execute(text(f"{PERSON} WHERE id = :id"), {"id": user})).first()
    return Person(*row) if row else None


async def anybody(session: AsyncSession) -> Person | None:
    """Return somebody, to do as much work as for whoever is not there."""
    row = (await session.execute(text(f"{PERSON} ORDER BY created_at LIMIT 1"))).first()
    return Person(*row) if row else None


async def workspace_name(session: AsyncSession, workspace: UUID) -> str:
    """Return what a workspace is called."""
    query = text("SELECT name FROM workspace WHERE id = :id")
    name: str = (await session.execute(query, {"id": workspace})).scalar_one()
    return name


async def add(session: AsyncSession, person: Person) -> bool:
    """Add a person; `False` when the address is taken."""
    query = text("""
        INSERT INTO app_user
            (id, name, email, password_hash, created_at, email_verified_at, operator, must_verify)
        VALUES (:id, :name, :email, :hash, :at, :verified, :operator, :must)
        ON CONFLICT (email) DO NOTHING RETURNING id
    """)
    values = {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "hash": person.password_hash,
        "at": person.created_at,
        "verified": person.email_verified_at,
        "operator": person.operator,
        "must": person.must_verify,
    }
    return (await session.execute(query, values)).first() is not None


async def add_workspace(session: AsyncSession, workspace: UUID, name: str, at: datetime) -> None:
    """Add a workspace without anybody in it."""
    query = text("""
        INSERT INTO workspace (id, name, currency, created_at) VALUES (:id, :name, 'USD', :at)
    """)
    await session.execute(query, {"id": workspace, "name": name, "at": at})


async def join(session: AsyncSession, key: UUID, workspace: UUID, user: UUID, role: Role) -> None:
    """Let somebody belong to a workspace; who does already stays what they are."""
    query = text("""
        INSERT INTO membership (id, workspace_id, user_id, role)
        VALUES (:id, :workspace, :user, :role) ON CONFLICT (workspace_id, user_id) DO NOTHING
    """)
    await session.execute(query, {"id": key, "workspace": workspace, "user": user, "role": role})


async def belongings(session: AsyncSession, user: UUID) -> tuple[Belonging, ...]:
    """Return the workspaces of a person, the first they joined first."""
    query = text("""
        SELECT w.id, w.name, w.currency, m.role,
            (SELECT count(*) FROM membership o WHERE o.workspace_id = w.id),
            (SELECT count(*) FROM membership o WHERE o.workspace_id = w.id AND o.role = 'owner')
        FROM membership m JOIN workspace w ON w.id = m.workspace_id
        WHERE m.user_id = :user ORDER BY w.created_at, w.id
    """)
    rows = await session.execute(query, {"user": user})
    return tuple(
        Belonging(key, name, currency, Role(role), members, owners)
        for key, name, currency, role, members, owners in rows
    )


async def set_password(session: AsyncSession, user: UUID, password_hash: str) -> None:
    """Keep a new password's hash."""
    await session.execute(
        text("UPDATE app_user SET password_hash = :hash WHERE id = :id"),
        {"id": user, "hash": password_hash},
    )


async def rename(session: AsyncSession, user: UUID, name: str) -> None:
    """Call a person otherwise."""
    await session.execute(
        text("UPDATE app_user SET name = :name WHERE id = :id"), {"id": user, "name": name}
    )


async def set_email(
    session: AsyncSession, user: UUID, email: str, verified: datetime | None
) -> bool:
    """Give a person another address; `False` when somebody has it."""
    query = text("""
        UPDATE app_user SET email = :email, email_verified_at = :verified
        WHERE id = :id AND NOT EXISTS (SELECT FROM app_user WHERE email = :email AND id <> :id)
        RETURNING id
    """)
    values = {"id": user, "email": email, "verified": verified}
    return (await session.execute(query, values)).first() is not None


async def remove(session: AsyncSession, user: UUID) -> None:
    """Remove a person with their memberships, sessions, links, keys and open invitations."""
    await session.execute(text("DELETE FROM invitation WHERE invited_by = :id"), {"id": user})
    await session.execute(text("DELETE FROM app_user WHERE id = :id"), {"id": user})


async def lock_workspace(session: AsyncSession, workspace: UUID) -> None:
    """Let one caller at a time change who belongs to a workspace."""
    await session.execute(
        text("SELECT id FROM workspace WHERE id = :id FOR UPDATE"), {"id": workspace}
    )


TENANT_TABLES = text("""
    SELECT c.relname FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND NOT a.attisdropped
    ORDER BY c.relname
""")


async def tenant_tables(session: AsyncSession) -> tuple[str, ...]:
    """Return every table whose rows belong to a workspace, from the catalogue."""
    return tuple((await session.scalars(TENANT_TABLES)).all())


async def remove_workspace(session: AsyncSession, workspace: UUID) -> None:
    """Remove a workspace with every row that carries its id, the audit log's too."""
    erasing = text("SELECT set_config('bolo.erasing', :id, true)")
    await session.execute(erasing, {"id": str(workspace)})
    await session.execute(text("DELETE FROM workspace WHERE id = :id"), {"id": workspace})
    for table in await tenant_tables(session):
        await session.execute(
            text(f'DELETE FROM "{table}" WHERE workspace_id = :id'),  # noqa: S608  (of the catalogue)
            {"id": workspace},
        )
