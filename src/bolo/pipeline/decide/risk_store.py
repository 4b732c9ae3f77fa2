"""Queries of what a workspace assumes of risks: only its own figures are kept.

So a figure that it left alone follows bolo's default when that changes.
"""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.risk.assumptions import DEFAULT, FIGURES, Assumptions, with_figures


async def assumptions(session: AsyncSession, workspace: UUID) -> Assumptions:
    """Return what a workspace assumes, the defaults where it has set nothing."""
    kept: Mapping[str, str] | None = (
        await session.execute(
            text("SELECT figures FROM risk_setting WHERE workspace_id = :workspace"),
            {"workspace": workspace},
        )
    ).scalar_one_or_none()
    if not kept:
        return DEFAULT
    return with_figures({name: Decimal(kept[name]) for name in FIGURES if name in kept})


async def save_assumptions(session: AsyncSession, workspace: UUID, assumed: Assumptions) -> None:
    """Write what a workspace assumes otherwise than the defaults."""
    own = {
        name: str(getattr(assumed, name))
        for name in FIGURES
        if getattr(assumed, name) != getattr(DEFAULT, name)
    }
    await session.execute(
        text("""
            INSERT INTO risk_setting (workspace_id, figures)
            VALUES (:workspace, CAST(:figures AS jsonb))
            ON CONFLICT (workspace_id) DO UPDATE SET figures = excluded.figures
        """),
        {"workspace": workspace, "figures": orjson.dumps(own).decode()},
    )
