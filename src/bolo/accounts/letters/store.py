"""Queries of letters and of the proofs in them; system rights, for they come before a workspace."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as it is kept until it is sent."""

    id: UUID
    user: UUID | None
    kind: str
    recipient: str
    sealed: bytes | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What a token proves: that its bearer reads the mail of `email`."""

    user: UUID
    purpose: str
    email: str
    until: datetime


async def add(session: AsyncSession, letter: Kept) -> None:
    """Keep a letter to be sent."""
    query = text("""
        INSERT INTO letter (id, user_id, kind, recipient, sealed, created_at)
        VALUES (:id, :user, :kind, :recipient, :sealed, :at)
    """)
    values = {
        "id": letter.id,
        "user": letter.user,
        "kind": letter.kind,
        "recipient": letter.recipient,
        "sealed": letter.sealed,
        "at": letter.created_at,
    }
    await session.execute(query, values)


async def waiting(session: AsyncSession, letter: UUID) -> Kept | None:
    """Return a letter that is still to be sent."""
    query = text("""
        SELECT id, user_id, kind, recipient, sealed, created_at FROM letter
        WHERE id = :id AND sent_at IS NULL AND failed IS NULL
    """)
    row = (await session.execute(query, {"id": letter})).first()
    return Kept(*row) if row else None


async def sent(session: AsyncSession, letter: UUID, at: datetime) -> None:
    """Note that a letter was sent, and forget what it said."""
    query = text("UPDATE letter SET sent_at = :at, sealed = NULL WHERE id = :id")
    await session.execute(query, {"id": letter, "at": at})


async def failed(session: AsyncSession, letter: UUID, why: str) -> None:
    """Note that a letter will never arrive, and forget what it said."""
    query = text("UPDATE letter SET failed = :why, sealed = NULL WHERE id = :id")
    await session.execute(query, {"id": letter, "why": why[:500]})


async def add_proof(session: AsyncSession, token: bytes, proof: Proof) -> None:
    """Keep the hash of a token; earlier ones for the same purpose are of no use any more."""
    await session.execute(
        text("DELETE FROM proof WHERE user_id = :user AND purpose = :purpose"),
        {"user": proof.user, "purpose": proof.purpose},
    )
    query = text("""
        INSERT INTO proof (token_hash, user_id, purpose, email, expires_at)
        VALUES (:token, :user, :purpose, :email, :until)
    """)
    values = {
        "token": token,
        "user": proof.user,
        "purpose": proof.purpose,
        "email": proof.email,
        "until": proof.until,
    }
    await session.execute(query, values)


async def use_proof(session: AsyncSession, token: bytes, purposes: list[str]) -> Proof | None:
    """Use up a token for one of the purposes."""
    query = text("""
        DELETE FROM proof WHERE token_hash = :token AND purpose = ANY(:purposes)
        RETURNING user_id, purpose, email, expires_at
    """)
    row = (await session.execute(query, {"token": token, "purposes": purposes})).first()
    return Proof(*row) if row else None


async def verified(session: AsyncSession, user: UUID, at: datetime) -> None:
    """Note that a person has shown to read the mail of their address."""
    query = text("""
        UPDATE app_user SET email_verified_at = :at, must_verify = false WHERE id = :id
    """)
    await session.execute(query, {"id": user, "at": at})
