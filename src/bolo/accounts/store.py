"""Queries of people, workspaces and the ways in.

Finding out who calls comes before any workspace is known, so these run with
system rights; everything afterwards is scoped to the caller's workspace.
"""

from datetime import datetime, timedelta
from uuid import UUID

from asyncpg import Record
from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.accounts.caller import ApiKey, Caller, Role
from bolo.accounts.tables import (
    ApiKeyRow,
    IdempotencyRow,
    MembershipRow,
    SessionRow,
    SigninLinkRow,
    UserRow,
    WorkspaceRow,
)

FIRST_USE_LOCK = 0x626F6C6F
"""Advisory lock key: "bolo" in ASCII."""
NOTE_USE_EVERY = timedelta(minutes=1)


async def owner(session: AsyncSession) -> Caller | None:
    """Return who runs this installation, `None` before the first start."""
    query = (
        select(UserRow, WorkspaceRow, MembershipRow.role)
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .join(WorkspaceRow, WorkspaceRow.id == MembershipRow.workspace_id)
        .where(UserRow.operator, MembershipRow.role == Role.OWNER)
        .order_by(UserRow.created_at, WorkspaceRow.created_at)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return _caller(*row) if row else None


async def owner_has_password(session: AsyncSession) -> bool:
    """Tell whether the first owner could sign in without a one-time link."""
    query = select(UserRow.password_hash).where(UserRow.operator).order_by(UserRow.created_at)
    return (await session.execute(query.limit(1))).scalar_one_or_none() is not None


async def add_owner(session: AsyncSession, caller: Caller, membership: UUID, at: datetime) -> None:
    """Add the first person with a workspace of their own."""
    session.add(
        WorkspaceRow(
            id=caller.workspace, name=caller.workspace_name, currency=caller.currency, created_at=at
        )
    )
    session.add(
        UserRow(
            id=caller.user,
            name=caller.name,
            email=None,
            password_hash=None,
            created_at=at,
            operator=True,
        )
    )
    await session.flush()
    session.add(
        MembershipRow(
            id=membership, workspace_id=caller.workspace, user_id=caller.user, role=Role.OWNER
        )
    )
    await session.flush()


async def currency_of(session: AsyncSession, workspace: UUID) -> str:
    """Return the currency in which a workspace reckons."""
    query = select(WorkspaceRow.currency).where(WorkspaceRow.id == workspace)
    return (await session.execute(query)).scalar_one()


async def add_api_key(
    session: AsyncSession, caller: Caller, key: ApiKey, token_hash: bytes
) -> None:
    """Keep the hash of a new key."""
    session.add(
        ApiKeyRow(
            id=key.id,
            workspace_id=caller.workspace,
            user_id=caller.user,
            name=key.name,
            prefix=key.prefix,
            scopes=list(key.scopes),
            token_hash=token_hash,
            created_at=key.created_at,
        )
    )
    await session.flush()


async def lock_names(session: AsyncSession, workspace: UUID) -> None:
    """Let one caller at a time name a key of the workspace."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('bolo key ' || :workspace, 0))"),
        {"workspace": str(workspace)},
    )


async def forget_expired(session: AsyncSession, at: datetime) -> None:
    """Forget sessions, one-time links and answered writes that are of no use any more."""
    await session.execute(delete(SessionRow).where(SessionRow.expires_at <= at))
    await session.execute(delete(SigninLinkRow).where(SigninLinkRow.expires_at <= at))
    await session.execute(delete(IdempotencyRow).where(IdempotencyRow.expires_at <= at))


async def api_keys(session: AsyncSession, workspace: UUID) -> tuple[ApiKey, ...]:
    """Return the keys of a workspace, the newest first."""
    query = (
        select(ApiKeyRow)
        .where(ApiKeyRow.workspace_id == workspace)
        .order_by(ApiKeyRow.created_at.desc())
    )
    return tuple(
        ApiKey(
            row.id,
            row.user_id,
            row.name,
            row.prefix,
            tuple(row.scopes),
            row.created_at,
            row.last_used_at,
            row.revoked_at,
        )
        for row in (await session.scalars(query)).all()
    )


async def revoke_api_key(session: AsyncSession, workspace: UUID, name: str, at: datetime) -> bool:
    """Revoke the keys of that name; `False` when there is none in force."""
    query = (
        update(ApiKeyRow)
        .where(
            ApiKeyRow.workspace_id == workspace,
            ApiKeyRow.name == name,
            ApiKeyRow.revoked_at.is_(None),
        )
        .values(revoked_at=at)
        .returning(ApiKeyRow.id)
    )
    return bool((await session.execute(query)).all())


KEY_HOLDER = """
    SELECT api_key.id, api_key.last_used_at, api_key.user_id, api_key.workspace_id,
           app_user.name, app_user.email, workspace.name AS workspace_name,
           workspace.currency, membership.role, api_key.scopes
    FROM api_key
    JOIN app_user ON app_user.id = api_key.user_id
    JOIN workspace ON workspace.id = api_key.workspace_id
    JOIN membership ON membership.user_id = api_key.user_id
         AND membership.workspace_id = api_key.workspace_id
    WHERE api_key.token_hash = :hash AND api_key.revoked_at IS NULL
"""
"""Whose a key is, in one question: every request of a program begins with it."""


def key_holder(row: Record) -> Caller:
    """Read a row of `KEY_HOLDER`."""
    return Caller(
        user=row["user_id"],
        workspace=row["workspace_id"],
        name=row["name"],
        email=row["email"],
        workspace_name=row["workspace_name"],
        currency=row["currency"],
        role=Role(row["role"]),
        scopes=frozenset(row["scopes"]),
        key=row["id"],
    )


async def note_use(session: AsyncSession, key: UUID, at: datetime) -> None:
    """Note that a key was used."""
    await session.execute(update(ApiKeyRow).where(ApiKeyRow.id == key).values(last_used_at=at))


async def revoke_key(session: AsyncSession, key: UUID, user: UUID | None, at: datetime) -> bool:
    """Revoke a key of the workspace, of one user or of anybody; `False` when none is in force."""
    query = (
        update(ApiKeyRow)
        .where(ApiKeyRow.id == key, ApiKeyRow.revoked_at.is_(None))
        .values(revoked_at=at)
        .returning(ApiKeyRow.id)
    )
    if user is not None:
        query = query.where(ApiKeyRow.user_id == user)
    return bool((await session.execute(query)).all())


async def at_home(session: AsyncSession, email: str) -> Caller | None:
    """Return whoever has an address, in the first of their workspaces."""
    query = (
        select(UserRow, WorkspaceRow, MembershipRow.role)
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .join(WorkspaceRow, WorkspaceRow.id == MembershipRow.workspace_id)
        .where(UserRow.email == email)
        .order_by(WorkspaceRow.created_at)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return _caller(*row) if row else None


async def add_signin_link(
    session: AsyncSession, caller: Caller, token_hash: bytes, until: datetime
) -> None:
    """Keep the hash of a one-time link."""
    session.add(
        SigninLinkRow(
            token_hash=token_hash,
            workspace_id=caller.workspace,
            user_id=caller.user,
            expires_at=until,
        )
    )
    await session.flush()


async def use_signin_link(session: AsyncSession, token_hash: bytes, at: datetime) -> Caller | None:
    """Use up a one-time link; `None` when it is unknown, used or expired."""
    query = (
        update(SigninLinkRow)
        .where(
            SigninLinkRow.token_hash == token_hash,
            SigninLinkRow.used_at.is_(None),
            SigninLinkRow.expires_at > at,
        )
        .values(used_at=at)
        .returning(SigninLinkRow.user_id, SigninLinkRow.workspace_id)
    )
    row = (await session.execute(query)).one_or_none()
    return await _member(session, row[0], row[1]) if row else None


async def _member(session: AsyncSession, user: UUID, workspace: UUID) -> Caller | None:
    query = (
        select(UserRow, WorkspaceRow, MembershipRow.role)
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .join(WorkspaceRow, WorkspaceRow.id == MembershipRow.workspace_id)
        .where(UserRow.id == user, WorkspaceRow.id == workspace)
    )
    row = (await session.execute(query)).one_or_none()
    return _caller(*row) if row else None


def _caller(user: UserRow, workspace: WorkspaceRow, role: str) -> Caller:
    return Caller(
        user=user.id,
        workspace=workspace.id,
        name=user.name,
        email=user.email,
        workspace_name=workspace.name,
        currency=workspace.currency,
        role=Role(role),
    )
