"""Queries of notifying: what is armed, and alerts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.decision import Verdict
from bolo.core.money import Money
from bolo.core.offer import named
from bolo.core.telling.alerting import HYSTERESIS, Arming, Standing
from bolo.pipeline.decide.store import EVERYWHERE
from bolo.pipeline.notify.alerts.about import NOTHING, About


@dataclass(frozen=True, slots=True)
class Ringing:
    """An opportunity that may raise an alert."""

    id: UUID
    title: str
    shop: str
    venue: str
    url: str
    image: str | None
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
           listing.title, listing.variant, listing.url, listing.image,
           coalesce((
               SELECT watch.label FROM watch
               WHERE watch.workspace_id = :workspace AND watch.label <> watch.key
                 AND rtrim(watch.key, '/')
                     IN ('https://' || listing.shop, 'http://' || listing.shop)
               ORDER BY watch.created_at LIMIT 1
           ), listing.shop) AS shop,
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
        title=named(row.title, row.variant),
        shop=row.shop,
        venue=row.venue,
        url=row.url,
        image=row.image,
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
    """One fact that is told: to one person (`user_id`), or to all of the workspace.

    `read_at` is of whoever looks at it.

    `worth` orders alerts that come together; `scope` is the search that found it, if one did.
    """

    id: UUID
    fact: str
    kind: str
    title: str
    body: str
    opportunity_id: UUID | None
    created_at: datetime
    read_at: datetime | None = None
    demo: bool = False
    user_id: UUID | None = None
    scope: str = ""
    worth: Decimal | None = None
    about: About = NOTHING
    clicked_at: datetime | None = None


ADD_ALERTS = text("""
    WITH added AS (
    INSERT INTO alert (id, workspace_id, fact, kind, title, body, opportunity_id,
        created_at, demo, user_id, scope, worth, about)
    SELECT id, :workspace, fact, kind, title, body, opportunity, at, demo, person, scope,
        worth, about
    FROM unnest(CAST(:id AS uuid[]), CAST(:fact AS text[]), CAST(:kind AS text[]),
        CAST(:title AS text[]), CAST(:body AS text[]), CAST(:opportunity AS uuid[]),
        CAST(:at AS timestamptz[]), CAST(:demo AS bool[]), CAST(:person AS uuid[]),
        CAST(:scope AS text[]), CAST(:worth AS numeric[]), CAST(:about AS jsonb[]))
        AS new(id, fact, kind, title, body, opportunity, at, demo, person, scope, worth,
               about)
    ON CONFLICT (workspace_id, fact) DO NOTHING
    RETURNING id, user_id
    ), readers AS (
    INSERT INTO alert_reader (workspace_id, user_id, alert_id)
    SELECT :workspace, member.user_id, added.id
    FROM added JOIN membership member ON member.workspace_id = :workspace
        AND (added.user_id IS NULL OR added.user_id = member.user_id)
    )
    SELECT id FROM added
""")


async def add_alerts(session: AsyncSession, workspace: UUID, alerts: Sequence[Alert]) -> list[UUID]:
    """Add alerts; a fact that was told already is not told again. Returns what is new.

    Whoever is in the workspace now is to read them: each for themselves.
    """
    rows = await session.execute(
        ADD_ALERTS,
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
            "person": [alert.user_id for alert in alerts],
            "scope": [alert.scope for alert in alerts],
            "worth": [alert.worth for alert in alerts],
            "about": [orjson.dumps(alert.about.kept()).decode() for alert in alerts],
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
