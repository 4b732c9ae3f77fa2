"""Queries of the models that learnt from people's answers, and of the answers to learn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.product import Description

SAID = ("title", "brand", "gtin", "mpn", "variant", "condition", "category")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A pair that people answered, as it was described to them."""

    left: Description
    right: Description
    same: bool


async def judging(session: AsyncSession) -> int | None:
    """Return the version of the model that judges; `None` for the one that ships."""
    rows = await session.execute(
        text("SELECT version, grown FROM match_model ORDER BY version DESC LIMIT 1")
    )
    newest = rows.one_or_none()
    return newest.version if newest is not None and newest.grown else None


async def content(session: AsyncSession) -> bytes | None:
    """Return the newest model; `None` when it is the one that ships."""
    rows = await session.execute(
        text(
            "SELECT CASE WHEN grown THEN content END FROM match_model ORDER BY version DESC LIMIT 1"
        )
    )
    found: bytes | None = rows.scalar_one_or_none()
    return found


async def lessons(session: AsyncSession) -> list[Lesson]:
    """Return every pair that people answered, once; where they disagree, it is different."""
    rows = await session.execute(LESSONS)
    return [Lesson(_said(row.left_said), _said(row.right_said), row.same) for row in rows]


LESSONS = text("""
    SELECT DISTINCT ON (least(listing_id, other_id), greatest(listing_id, other_id))
           left_said, right_said, answer = 'same' AS same
    FROM match_label WHERE answer IN ('same', 'different')
    ORDER BY least(listing_id, other_id), greatest(listing_id, other_id),
             answer = 'same', answered_at DESC, id
""")


def _said(said: Mapping[str, str]) -> Description:
    return Description(**{name: said[name] for name in SAID if name in said})


async def save(
    session: AsyncSession, labels: int, content: bytes | None, at: datetime
) -> int | None:
    """Write down what was learnt, as the newest model; return its version, `None` if nothing."""
    rows = await session.execute(
        text("""
            INSERT INTO match_model (version, labels, trained_at, content, grown)
            SELECT coalesce(max(version), 0) + 1, :labels, :at, :content, :grown FROM match_model
            RETURNING version
        """),
        {"labels": labels, "at": at, "content": content or b"", "grown": content is not None},
    )
    version: int = rows.scalar_one()
    return version if content is not None else None


async def judged_by_others(session: AsyncSession, name: str) -> list[UUID]:
    """Return the listings on sale that another model judged, so that this one may say otherwise.

    Their match rests on their text, or a person is asked whether they are something after all.
    """
    rows = await session.execute(
        text("""
            SELECT link.listing_id FROM link JOIN listing ON listing.id = link.listing_id
            WHERE listing.gone_at IS NULL
              AND (link.method = 'text' AND link.model IS DISTINCT FROM :name
                   OR link.method = 'own' AND EXISTS (
                        SELECT 1 FROM review WHERE review.listing_id = link.listing_id
                          AND review.workspace_id IS NULL AND review.why = 'unsure'
                          AND review.model IS DISTINCT FROM :name))
            ORDER BY link.listing_id
        """),
        {"name": name},
    )
    return list(rows.scalars())
