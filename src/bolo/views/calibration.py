"""Promised against realised: what was said of worths, days and profits, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.fx import Rates, rate_of
from bolo.core.money import Money
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
class Promised:
    """An own sale of which a profit had been promised; `realised` is `None` where not all is said.

    All of it is in the currency of the sale.
    """

    promised: Decimal
    realised: Decimal | None
    currency: str
    day: date
    costless: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """(promised, realised) profits in one currency, and how many were converted or left out."""

    points: list[tuple[Decimal, Decimal]]
    converted: int
    no_cost: int
    no_fees: int
    no_rate: int


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


async def promised(session: AsyncSession, workspace: UUID) -> list[Promised]:
    """Return the own sales of which a profit had been promised, the newest first."""
    rows = await session.execute(
        text("""
            SELECT promised, price - fees - coalesce(vat, 0) - cost AS realised, currency,
                   CAST(sold_at AT TIME ZONE 'UTC' AS date) AS day,
                   cost IS NULL AS costless
            FROM sale WHERE workspace_id = :workspace AND promised IS NOT NULL
            ORDER BY sold_at DESC LIMIT :most
        """),
        {"workspace": workspace, "most": MOST},
    )
    return [Promised(*row) for row in rows]


def compared(sales: Sequence[Promised], currency: str, tables: Sequence[Rates]) -> Compared:
    """Hold profits that were made against those promised, in one currency.

    Both are converted by the rates of the day of the sale; of a day without any, and of sales that
    do not say all that they took, nothing is claimed: they are counted.
    """
    into: dict[tuple[str, date], Decimal | None] = {}
    points, counted = list[tuple[Decimal, Decimal]](), Counter[str]()
    for sale in sales:
        if sale.realised is None:
            counted["no_cost" if sale.costless else "no_fees"] += 1
            continue
        key = sale.currency, sale.day
        if key not in into:
            into[key] = rate_of(tables, sale.currency, currency, sale.day)
        rate = into[key]
        if rate is None:
            counted["no_rate"] += 1
            continue
        counted["converted"] += sale.currency != currency
        points.append(
            (_worth(sale.promised, rate, currency), _worth(sale.realised, rate, currency))
        )
    left_out = (counted[name] for name in ("no_cost", "no_fees", "no_rate"))
    return Compared(points, counted["converted"], *left_out)


def _worth(amount: Decimal, rate: Decimal, currency: str) -> Decimal:
    return amount if rate == 1 else Money(amount * rate, currency).rounded().amount
