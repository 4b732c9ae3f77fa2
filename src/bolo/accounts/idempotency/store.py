"""Queries of writes that are named by a key, so that none is done twice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Write:
    """One write as it is asked for; the fingerprint tells it from any other with its key."""

    workspace: UUID
    method: str
    path: str
    key: str
    fingerprint: bytes

    def named(self) -> dict[str, object]:
        """Return what names it, as values of a query."""
        return {
            "workspace": self.workspace,
            "method": self.method,
            "path": self.path,
            "key": self.key,
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a write; no status while it is being done. `body` is sealed."""

    fingerprint: bytes
    status: int | None
    content_type: str | None
    body: bytes | None


THIS = "workspace_id = :workspace AND key = :key AND method = :method AND path = :path"
OURS = f"{THIS} AND lease = :lease AND status IS NULL"
TAKE = text("""
    INSERT INTO idempotency AS known
        (workspace_id, key, method, path, fingerprint, lease, leased_until, expires_at)
    VALUES (:workspace, :key, :method, :path, :fingerprint, :lease, :until, :expires)
    ON CONFLICT (workspace_id, key, method, path) DO UPDATE SET
        fingerprint = excluded.fingerprint, lease = excluded.lease,
        leased_until = excluded.leased_until, expires_at = excluded.expires_at,
        status = NULL, content_type = NULL, body = NULL
    WHERE known.expires_at <= :now OR (
        known.status IS NULL AND known.leased_until <= :now
        AND known.fingerprint = excluded.fingerprint)
    RETURNING key
""")


async def take(
    session: AsyncSession,
    write: Write,
    lease: UUID,
    now: datetime,
    until: datetime,
    expires: datetime,
) -> bool:
    """Return whether the write is ours to do: new, expired, or left behind by who was at it."""
    values = {
        **write.named(),
        "fingerprint": write.fingerprint,
        "lease": lease,
        "now": now,
        "until": until,
        "expires": expires,
    }
    return (await session.execute(TAKE, values)).first() is not None


async def find(session: AsyncSession, write: Write) -> Kept | None:
    """Return what is known of a write."""
    rows = await session.execute(
        text(f"SELECT fingerprint, status, content_type, body FROM idempotency WHERE {THIS}"),  # noqa: S608  (our own words)
        write.named(),
    )
    row = rows.first()
    return None if row is None else Kept(*row)


async def shorten(session: AsyncSession, write: Write, until: datetime) -> None:
    """Let no lease last beyond `until`: the clock was set back since it was given.

    Who is at it renews it in time; who was killed does not, and would have held it for hours.
    """
    await session.execute(
        text(f"""
            UPDATE idempotency SET leased_until = :until
            WHERE {THIS} AND status IS NULL AND leased_until > :until
        """),  # noqa: S608  (our own words)
        {**write.named(), "until": until},
    )


async def renew(session: AsyncSession, write: Write, lease: UUID, until: datetime) -> None:
    """Say that we are still at it."""
    await session.execute(
        text(f"UPDATE idempotency SET leased_until = :until WHERE {OURS}"),  # noqa: S608  (our own words)
        {**write.named(), "lease": lease, "until": until},
    )


async def keep(
    session: AsyncSession,
    write: Write,
    lease: UUID,
    status: int,
    content_type: str | None,
    body: bytes | None,
) -> None:
    """Keep the answer, unless somebody else has taken the write over meanwhile."""
    await session.execute(
        text(f"""
            UPDATE idempotency SET status = :status, content_type = :type, body = :body
            WHERE {OURS}
        """),  # noqa: S608  (our own words)
        {**write.named(), "lease": lease, "status": status, "type": content_type, "body": body},
    )


async def release(session: AsyncSession, write: Write, lease: UUID) -> None:
    """Forget a write that came to nothing."""
    await session.execute(
        text(f"DELETE FROM idempotency WHERE {OURS}"),  # noqa: S608  (our own words)
        {**write.named(), "lease": lease},
    )
