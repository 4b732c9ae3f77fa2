"""Promised against realised: what was said of worths, days and profits, and what came of it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.valuation.promises import Outcome

MOST = 50_000
"""The newest so many outcomes are looked at."""
SETTLED = text("""
    SELECT kind, outcome, made_at, settled_at, realised, low80, low50, high50, high80,
           days_p50, days_p80, realised_days, product.demo
    FROM prediction JOIN product ON product.id = prediction.product_id
    WHERE workspace_id = :workspace AND settled_at IS NOT NULL
    ORDER BY settled_at DESC LIMIT :most
""")
LABELS = text("""
    SELECT probability, answer = 'same' AS same FROM match_label
    WHERE workspace_id = :workspace AND answer <> 'unsure'
    ORDER BY answered_at DESC LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class Settled:
    """A promise that came due: of which kind of evidence, by which kind of outcome."""

    kind: str
    by: str
    outcome: Outcome
    demo: bool = False


async def settled(session: AsyncSession, workspace: UUID) -> list[Settled]:
    """Return the promises that have come due, the newest first."""
    rows = await session.execute(SETTLED, {"workspace": workspace, "most": MOST})
    return [Settled(row.kind, row.outcome, _outcome(row), row.demo) for row in rows]


def _outcome(row: Row[tuple[object, ...]]) -> Outcome:
    days = {"50": row.days_p50, "80": row.days_p80}
    return Outcome(
        (row.settled_at - row.made_at).days,
        {
            "50": row.low50 <= row.realised <= row.high50,
            "80": row.low80 <= row.realised <= row.high80,
        },
        row.realised_days,
        {level: promised for level, promised in days.items() if promised is not None},
    )


async def labels(session: AsyncSession, workspace: UUID) -> list[tuple[Decimal, bool]]:
    """Return how likely a match was said to be, and whether a person called it the same."""
    rows = await session.execute(LABELS, {"workspace": workspace, "most": MOST})
    return [(row.probability, row.same) for row in rows]


async def waiting(session: AsyncSession, workspace: UUID) -> int:
    """Return how many promises have not come due."""
    rows = await session.execute(
        text("""
            SELECT count(*) FROM prediction
            WHERE workspace_id = :workspace AND settled_at IS NULL
        """),
        {"workspace": workspace},
    )
    return int(rows.scalar_one())


async def profits(
    session: AsyncSession, workspace: UUID, currency: str
) -> list[tuple[Decimal, Decimal]]:
    """Return (promised, realised) profits of own sales that say what they had cost."""
    rows = await session.execute(
        text("""
            SELECT promised, price - coalesce(fees, 0) - coalesce(vat, 0) - cost AS realised
            FROM sale WHERE workspace_id = :workspace AND currency = :currency
              AND promised IS NOT NULL AND cost IS NOT NULL
            ORDER BY sold_at DESC LIMIT :most
        """),
        {"workspace": workspace, "currency": currency, "most": MOST},
    )
    return [(row.promised, row.realised) for row in rows]
