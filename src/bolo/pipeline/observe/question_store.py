"""Queries of price questions: what is asked, and what was chosen for a shop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.money import Money
from bolo.core.offer import Stated
from bolo.pipeline.observe.weigh import Key


@dataclass(frozen=True, slots=True)
class Question:
    """It asks which of the options is the price of a listing."""

    id: UUID
    listing: UUID
    key: Key
    host: str
    options: tuple[Stated, ...]
    chosen: int | None


async def put(
    session: AsyncSession,
    asked: Sequence[tuple[UUID, UUID, str, tuple[Stated, ...]]],
    at: datetime,
) -> None:
    """Ask (id, listing, host, options); the same options again are the same question."""
    ordered = sorted(asked, key=lambda one: one[1])
    await session.execute(
        text("""
            INSERT INTO price_question (id, listing_id, host, options, asked_at)
            SELECT id, listing, host, CAST(options AS jsonb), :at
            FROM unnest(CAST(:id AS uuid[]), CAST(:listing AS uuid[]), CAST(:host AS text[]),
                CAST(:options AS text[])) AS new(id, listing, host, options)
            ON CONFLICT (listing_id) DO UPDATE SET options = excluded.options,
                asked_at = excluded.asked_at, chosen = NULL, answered_at = NULL,
                answered_by = NULL
            WHERE price_question.options <> excluded.options
        """),
        {
            "id": [one[0] for one in ordered],
            "listing": [one[1] for one in ordered],
            "host": [one[2] for one in ordered],
            "options": [_packed(one[3]) for one in ordered],
            "at": at,
        },
    )


def _packed(options: Iterable[Stated]) -> str:
    plain = [
        {
            "amount": f"{one.price.amount:f}",
            "currency": one.price.currency,
            "source": one.source,
            "where": one.where,
        }
        for one in options
    ]
    return orjson.dumps(plain).decode()


def options_of(plain: Iterable[dict[str, Any]]) -> tuple[Stated, ...]:
    """Read options as they are kept."""
    return tuple(
        Stated(Money(Decimal(one["amount"]), one["currency"]), one["source"], one["where"])
        for one in plain
    )


async def drop_open(session: AsyncSession, listings: Iterable[UUID]) -> None:
    """Ask no longer about listings whose price is known; what was answered stays."""
    await session.execute(
        text("""
            DELETE FROM price_question
            WHERE listing_id = ANY(CAST(:ids AS uuid[])) AND answered_at IS NULL
        """),
        {"ids": sorted(listings)},
    )


async def question(session: AsyncSession, which: UUID) -> Question | None:
    """Return a question, which only we answer from now on."""
    row = (
        await session.execute(
            text("""
                SELECT price_question.id, listing_id, marketplace, ref, host, options, chosen
                FROM price_question JOIN listing ON listing.id = listing_id
                WHERE price_question.id = :id FOR NO KEY UPDATE OF price_question
            """),
            {"id": which},
        )
    ).one_or_none()
    if row is None:
        return None
    options = options_of(row.options)
    return Question(
        row.id, row.listing_id, (row.marketplace, row.ref), row.host, options, row.chosen
    )


async def answered(
    session: AsyncSession, which: UUID, chosen: int | None, user: UUID, at: datetime
) -> None:
    """Write down an answer."""
    await session.execute(
        text("""
            UPDATE price_question SET chosen = :chosen, answered_at = :at,
                answered_by = (SELECT id FROM app_user WHERE id = :user)
            WHERE id = :id
        """),
        {"id": which, "chosen": chosen, "at": at, "user": user},
    )


async def ask_again(session: AsyncSession, host: str, at: datetime) -> None:
    """Have the pages of a shop read again whose prices nobody knows."""
    await session.execute(
        text("""
            UPDATE question SET due_at = :at, attention = true
            WHERE active AND id IN (
                SELECT sighting.question_id FROM price_question
                JOIN sighting ON sighting.listing_id = price_question.listing_id
                WHERE price_question.host = :host)
        """),
        {"host": host, "at": at},
    )
