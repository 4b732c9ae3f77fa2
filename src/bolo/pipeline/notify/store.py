"""Queries of notifying: what is armed, alerts, endpoints and deliveries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.alerting import HYSTERESIS, Arming, Standing
from bolo.core.decision import Verdict
from bolo.core.money import Money
from bolo.pipeline.decide.store import EVERYWHERE


@dataclass(frozen=True, slots=True)
class Ringing:
    """An opportunity that may raise an alert."""

    id: UUID
    title: str
    shop: str
    venue: str
    url: str
    price: Money
    cost: Money
    profit: Money
    roi: Decimal
    probability: Decimal
    demo: bool
    arming: Arming
    standing: Standing


RINGING = text("""
    SELECT opportunity.*, verdict.verdict, product.category,
           listing.title, listing.shop, listing.url,
           coalesce(arming.armed, true) AS armed, coalesce(arming.episode, 0) AS episode
    FROM opportunity
    JOIN listing ON listing.id = opportunity.listing_id
    JOIN product ON product.id = opportunity.product_id
    LEFT JOIN verdict ON verdict.opportunity_id = opportunity.id
    LEFT JOIN arming ON arming.opportunity_id = opportunity.id
    WHERE opportunity.id = ANY(CAST(:ids AS uuid[]))
      AND opportunity.workspace_id = :workspace
    ORDER BY opportunity.id FOR NO KEY UPDATE OF opportunity
""")


async def ringing(
    session: AsyncSession, workspace: UUID, ids: Iterable[UUID], min_profit: Mapping[str, Decimal]
) -> list[Ringing]:
    """Return opportunities with their verdict and arming, locked, in order of id.

    `min_profit` by category, `EVERYWHERE` among them.
    """
    rows = await session.execute(RINGING, {"ids": sorted(ids), "workspace": workspace})
    return [
        _ringing(row, min_profit.get(row.category or EVERYWHERE, min_profit[EVERYWHERE]))
        for row in rows
    ]


def _ringing(row: Row[Any], min_profit: Decimal) -> Ringing:
    return Ringing(
        id=row.id,
        title=row.title,
        shop=row.shop,
        venue=row.venue,
        url=row.url,
        price=Money(row.price, row.currency),
        cost=Money(row.cost, row.currency),
        profit=Money(row.profit, row.currency),
        roi=row.roi,
        probability=row.probability,
        demo=row.demo,
        arming=Arming(row.armed, row.episode),
        standing=Standing(
            Verdict(row.verdict) if row.verdict and row.gone_at is None else None,
            Money(row.profit, row.currency),
            Money(min_profit, row.currency),
        ),
    )


async def save_armings(
    session: AsyncSession, workspace: UUID, armings: Mapping[UUID, Arming]
) -> None:
    """Write which opportunities may ring again."""
    ids = sorted(armings)
    await session.execute(
        text("""
            INSERT INTO arming (opportunity_id, workspace_id, armed, episode)
            SELECT id, :workspace, armed, episode
            FROM unnest(CAST(:ids AS uuid[]), CAST(:armed AS bool[]), CAST(:episodes AS int[]))
                 AS new(id, armed, episode)
            ON CONFLICT (opportunity_id) DO UPDATE SET armed = excluded.armed,
                episode = excluded.episode
        """),
        {
            "workspace": workspace,
            "ids": ids,
            "armed": [armings[one].armed for one in ids],
            "episodes": [armings[one].episode for one in ids],
        },
    )


@dataclass(frozen=True, slots=True)
class Alert:
    """One fact that somebody is told."""

    id: UUID
    fact: str
    kind: str
    title: str
    body: str
    opportunity_id: UUID | None
    created_at: datetime
    read_at: datetime | None = None
    demo: bool = False


async def add_alerts(session: AsyncSession, workspace: UUID, alerts: Sequence[Alert]) -> list[UUID]:
    """Add alerts; a fact that was told already is not told again. Returns what is new."""
    rows = await session.execute(
        text("""
            INSERT INTO alert (id, workspace_id, fact, kind, title, body, opportunity_id,
                created_at, demo)
            SELECT id, :workspace, fact, kind, title, body, opportunity, at, demo
            FROM unnest(CAST(:id AS uuid[]), CAST(:fact AS text[]), CAST(:kind AS text[]),
                CAST(:title AS text[]), CAST(:body AS text[]), CAST(:opportunity AS uuid[]),
                CAST(:at AS timestamptz[]), CAST(:demo AS bool[]))
                AS new(id, fact, kind, title, body, opportunity, at, demo)
            ON CONFLICT (workspace_id, fact) DO NOTHING
            RETURNING id
        """),
        {
            "workspace": workspace,
            "id": [alert.id for alert in alerts],
            "fact": [alert.fact for alert in alerts],
            "kind": [alert.kind for alert in alerts],
            "title": [alert.title for alert in alerts],
            "body": [alert.body for alert in alerts],
            "opportunity": [alert.opportunity_id for alert in alerts],
            "at": [alert.created_at for alert in alerts],
            "demo": [alert.demo for alert in alerts],
        },
    )
    return list(rows.scalars())


async def hysteresis(session: AsyncSession, workspace: UUID) -> Decimal:
    """Return how far below the minimum a profit must fall before it may ring again."""
    query = text("SELECT hysteresis FROM alerting WHERE workspace_id = :workspace")
    found = (await session.execute(query, {"workspace": workspace})).scalar_one_or_none()
    return HYSTERESIS if found is None else found


async def save_hysteresis(session: AsyncSession, workspace: UUID, value: Decimal) -> None:
    """Write how far below the minimum a profit must fall before it may ring again."""
    await session.execute(
        text("""
            INSERT INTO alerting (workspace_id, hysteresis) VALUES (:workspace, :value)
            ON CONFLICT (workspace_id) DO UPDATE SET hysteresis = excluded.hysteresis
        """),
        {"workspace": workspace, "value": value},
    )


async def alerts(
    session: AsyncSession,
    workspace: UUID,
    *,
    unread: bool,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Alert]:
    """Return alerts, the newest first; only unread ones when asked so."""
    rows = await session.execute(
        text("""
            SELECT id, fact, kind, title, body, opportunity_id, created_at, read_at, demo
            FROM alert
            WHERE workspace_id = :workspace AND (NOT :unread OR read_at IS NULL)
              AND (CAST(:at AS timestamptz) IS NULL
                   OR (created_at, id) < (CAST(:at AS timestamptz), CAST(:id AS uuid)))
            ORDER BY created_at DESC, id DESC LIMIT :limit
        """),
        {
            "workspace": workspace,
            "unread": unread,
            "at": before[0] if before else None,
            "id": before[1] if before else None,
            "limit": limit,
        },
    )
    return [Alert(*row) for row in rows]


async def mark_read(
    session: AsyncSession, workspace: UUID, at: datetime, alert: UUID | None
) -> int:
    """Mark one alert, or all with `None`, as read; return how many there were."""
    rows = await session.execute(
        text("""
            UPDATE alert SET read_at = coalesce(read_at, :at)
            WHERE workspace_id = :workspace AND (CAST(:alert AS uuid) IS NULL OR id = :alert)
            RETURNING id
        """),
        {"workspace": workspace, "at": at, "alert": alert},
    )
    return len(rows.all())


async def unread(session: AsyncSession, workspace: UUID) -> int:
    """Return how many alerts nobody has read."""
    query = text("SELECT count(*) FROM alert WHERE workspace_id = :workspace AND read_at IS NULL")
    return int((await session.execute(query, {"workspace": workspace})).scalar_one())
