"""Open opportunities that are worth buying, as an allocation weighs them.

How long money is tied up is what the verdict was reached with; what was judged before risks were
weighed counts its risk as shortfall and 60 days.
"""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.allocation.plan import Candidate
from bolo.core.money import Money
from bolo.core.offer import named

DAYS = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """What a candidate is called, and where it is bought and sold."""

    title: str
    url: str
    venue: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one currency, with how to show each by its id."""

    currency: str
    candidates: tuple[Candidate, ...]
    shown: dict[str, Shown]
    elsewhere: int
    """Open ones appraised in another currency: the settings have changed since."""


QUERY = text("""
    SELECT opportunity.id, opportunity.listing_id, opportunity.venue, opportunity.currency,
           opportunity.cost, opportunity.profit, verdict.risk, verdict.weighed,
           listing.title, listing.variant, listing.url, listing.shop, product.category
    FROM opportunity
    JOIN verdict ON verdict.opportunity_id = opportunity.id
    JOIN listing ON listing.id = opportunity.listing_id
    JOIN product ON product.id = opportunity.product_id
    WHERE opportunity.workspace_id = :workspace AND opportunity.gone_at IS NULL
      AND verdict.verdict = 'buy'
    ORDER BY opportunity.id
""")


async def worth_buying(session: AsyncSession, workspace: UUID, currency: str) -> Choice:
    """Return what could be bought now; gates and limits of the policy hold for all of it."""
    rows = list(await session.execute(QUERY, {"workspace": workspace}))
    mine = [row for row in rows if row.currency == currency]
    candidates = []
    for row in mine:
        weighed = row.weighed or {}
        candidates.append(
            Candidate(
                id=str(row.id),
                cost=Money(row.cost, currency),
                profit=Money(row.profit - row.risk, currency),
                days=int(weighed.get("days", DAYS)),
                shortfall=Money(Decimal(weighed.get("shortfall", row.risk)), currency),
                category=row.category,
                seller=row.shop,
                listing=str(row.listing_id),
            )
        )
    shown = {str(row.id): Shown(named(row.title, row.variant), row.url, row.venue) for row in mine}
    return Choice(currency, tuple(candidates), shown, len(rows) - len(mine))
