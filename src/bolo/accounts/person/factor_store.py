"""Queries of second factors; system rights, for they are asked for before a workspace is known."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor: offered until `since`, from then on asked for."""

    sealed: bytes | None
    since: datetime | None
    codes: int


async def find(session: AsyncSession, user: UUID) -> Factor:
    """Return what a person has."""
    query = text("""
        SELECT totp_secret, totp_since,
            (SELECT count(*) FROM recovery_code WHERE user_id = app_user.id)
        FROM app_user WHERE id = :id
    """)
    row = (await session.execute(query, {"id": user})).first()
    return Factor(*row) if row else Factor(None, None, 0)


async def offer(session: AsyncSession, user: UUID, sealed: bytes) -> bool:
    """Keep a secret that is not asked for yet; `False` when one is in force."""
    query = text("""
        UPDATE app_user SET totp_secret = :sealed, totp_step = 0
        WHERE id = :id AND totp_since IS NULL RETURNING id
    """)
    return (await session.execute(query, {"id": user, "sealed": sealed})).first() is not None


async def use_step(session: AsyncSession, user: UUID, step: int) -> bool:
    """Use up the code of a half minute; `False` when that or a later one was used."""
    query = text("""
        UPDATE app_user SET totp_step = :step WHERE id = :id AND totp_step < :step RETURNING id
    """)
    return (await session.execute(query, {"id": user, "step": step})).first() is not None


async def begin(session: AsyncSession, user: UUID, at: datetime) -> None:
    """Ask for the second factor from now on."""
    query = text("UPDATE app_user SET totp_since = coalesce(totp_since, :at) WHERE id = :id")
    await session.execute(query, {"id": user, "at": at})


async def end(session: AsyncSession, user: UUID) -> None:
    """Ask for it no more, and forget it."""
    query = text("""
        UPDATE app_user SET totp_secret = NULL, totp_since = NULL, totp_step = 0 WHERE id = :id
    """)
    await session.execute(query, {"id": user})
    await session.execute(text("DELETE FROM recovery_code WHERE user_id = :id"), {"id": user})


async def put_codes(session: AsyncSession, user: UUID, hashes: list[bytes]) -> None:
    """Keep the hashes of new recovery codes in the place of the old."""
    await session.execute(text("DELETE FROM recovery_code WHERE user_id = :id"), {"id": user})
    rows = [{"id": user, "hash": one} for one in hashes]
    query = text("INSERT INTO recovery_code (user_id, code_hash) VALUES (:id, :hash)")
    await session.execute(query, rows)


async def use_code(session: AsyncSession, user: UUID, code: bytes) -> bool:
    """Use up a recovery code."""
    query = text("""
        DELETE FROM recovery_code WHERE user_id = :id AND code_hash = :code RETURNING user_id
    """)
    return (await session.execute(query, {"id": user, "code": code})).first() is not None
