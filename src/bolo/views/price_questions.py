"""Price questions as a person sees them: a page, and the prices that it states."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.offer import Stated
from bolo.pipeline.observe.question_store import options_of
from bolo.views.watched import watched

SHOWN = f"""
    SELECT price_question.*, listing.shop, listing.marketplace, listing.url, listing.title,
           listing.image
    FROM price_question JOIN listing ON listing.id = price_question.listing_id
    WHERE {watched("listing.id")}
"""  # noqa: S608  (made of our own column names)


@dataclass(frozen=True, slots=True)
class PriceQuestion:
    """Which of these is the price? `chosen` is a place among the options."""

    id: UUID
    listing: UUID
    shop: str
    marketplace: str
    url: str
    title: str
    image: str | None
    asked_at: datetime
    options: tuple[Stated, ...]
    chosen: int | None
    answered_at: datetime | None


async def questions(
    session: AsyncSession, workspace: UUID, *, done: bool, limit: int
) -> list[PriceQuestion]:
    """Return what is asked about what a workspace watches, the newest first."""
    which = "NOT NULL" if done else "NULL"
    rows = await session.execute(
        text(f"{SHOWN} AND answered_at IS {which} ORDER BY asked_at DESC, id DESC LIMIT :limit"),
        {"workspace": workspace, "limit": limit},
    )
    return [_question(row) for row in rows.mappings()]


async def question(session: AsyncSession, workspace: UUID, which: UUID) -> PriceQuestion | None:
    """Return one question, `None` when the workspace has none such."""
    rows = await session.execute(
        text(f"{SHOWN} AND price_question.id = :id"), {"workspace": workspace, "id": which}
    )
    row = rows.mappings().one_or_none()
    return None if row is None else _question(row)


def _question(row: RowMapping) -> PriceQuestion:
    plain: list[dict[str, Any]] = row["options"]
    return PriceQuestion(
        row["id"],
        row["listing_id"],
        row["shop"],
        row["marketplace"],
        row["url"],
        row["title"],
        row["image"],
        row["asked_at"],
        options_of(plain),
        row["chosen"],
        row["answered_at"],
    )
