"""Queries of deciding: policies, what is to be judged, and verdicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.basis.writing import levy_read
from bolo.core.decision import Appraisal, Decision, Policy, RoiDefinition
from bolo.core.money import Money
from bolo.core.risk.weigh import LABELS, Risk

EVERYWHERE = ""
"""The category of the policy that holds where no other does."""
DEFAULT_MIN_PROFIT = Decimal(5)
DEFAULT_MAX_INVESTMENT = Decimal(1000)


def default_policy(currency: str) -> Policy:
    """Return the policy of a workspace that has chosen none."""
    return Policy(
        min_profit=Money(DEFAULT_MIN_PROFIT, currency),
        max_investment=Money(DEFAULT_MAX_INVESTMENT, currency),
    )


async def policies(session: AsyncSession, workspace: UUID, currency: str) -> dict[str, Policy]:
    """Return a workspace's policies by category, always with one for `EVERYWHERE`."""
    rows = await session.execute(
        text("SELECT * FROM policy WHERE workspace_id = :workspace"), {"workspace": workspace}
    )
    found = {
        row.category: Policy(
            min_profit=Money(row.min_profit, currency),
            max_investment=Money(row.max_investment, currency),
            min_margin=row.min_margin,
            wanted_roi=row.wanted_roi,
            max_days=row.max_days,
            min_probability=row.min_probability,
            roi_definition=RoiDefinition(row.roi_definition),
        )
        for row in rows
    }
    return {EVERYWHERE: default_policy(currency), **found}


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """A policy to be written for one category."""

    id: UUID
    category: str
    policy: Policy


async def save_policies(
    session: AsyncSession, workspace: UUID, policies: Sequence[NewPolicy]
) -> None:
    """Replace a workspace's policies."""
    await session.execute(
        text("DELETE FROM policy WHERE workspace_id = :workspace"), {"workspace": workspace}
    )
    await session.execute(
        text("""
            INSERT INTO policy (id, workspace_id, category, min_profit, max_investment,
                min_margin, wanted_roi, max_days, min_probability, roi_definition)
            VALUES (:id, :workspace, :category, :min_profit, :max_investment,
                :min_margin, :wanted_roi, :max_days, :min_probability, :roi_definition)
        """),
        [
            {
                "id": new.id,
                "workspace": workspace,
                "category": new.category,
                "min_profit": new.policy.min_profit.amount,
                "max_investment": new.policy.max_investment.amount,
                "min_margin": new.policy.min_margin,
                "wanted_roi": new.policy.wanted_roi,
                "max_days": new.policy.max_days,
                "min_probability": new.policy.min_probability,
                "roi_definition": new.policy.roi_definition,
            }
            for new in policies
        ],
    )


@dataclass(frozen=True, slots=True)
class ToJudge:
    """An open opportunity, as it is judged."""

    id: UUID
    workspace: UUID
    category: str | None
    currency: str
    venue: str
    listing: dict[str, Any]
    """What it is called and where it is offered, as it was last seen."""
    evidence: dict[str, Any]
    appraisal: Appraisal
    slow_days: int | None = None
    """Within so many days four fifths of such things are sold."""


async def to_judge(session: AsyncSession, workspace: UUID, ids: Iterable[UUID]) -> list[ToJudge]:
    """Return the open ones of those opportunities, in order of id."""
    rows = await session.execute(
        text("""
            SELECT opportunity.*, product.category, listing.title, listing.url,
                   listing.marketplace, listing.shop, listing.condition
            FROM opportunity
            JOIN product ON product.id = opportunity.product_id
            JOIN listing ON listing.id = opportunity.listing_id
            WHERE opportunity.id = ANY(CAST(:ids AS uuid[])) AND opportunity.gone_at IS NULL
              AND opportunity.workspace_id = :workspace
            ORDER BY opportunity.id FOR NO KEY UPDATE OF opportunity
        """),
        {"ids": sorted(ids), "workspace": workspace},
    )
    return [_to_judge(row) for row in rows]


def _to_judge(row: Row[Any]) -> ToJudge:
    return ToJudge(
        row.id,
        row.workspace_id,
        row.category,
        row.currency,
        row.venue,
        {
            "id": str(row.listing_id),
            "product": str(row.product_id),
            "title": row.title,
            "url": row.url,
            "marketplace": row.marketplace,
            "shop": row.shop,
            "condition": row.condition,
        },
        row.evidence,
        Appraisal(
            price=Money(row.price, row.currency),
            cost=Money(row.cost, row.currency),
            exit_price=Money(row.exit_price, row.currency),
            proceeds=Money(row.proceeds, row.currency),
            probability=row.probability,
            asks=row.asks,
            reads=row.reads,
            days_to_sell=row.days_p50,
            in_stock=row.in_stock,
            confirmed_fees=row.confirmed_fees,
            match_gates=tuple(row.match_gates),
            doubts=tuple(row.doubts),
            levy=levy_read(row.evidence.get("levy")),
        ),
        row.days_p80,
    )


@dataclass(frozen=True, slots=True)
class NewVerdict:
    """A verdict to be written."""

    opportunity: UUID
    workspace: UUID
    risk: Risk
    decision: Decision


async def save_verdicts(
    session: AsyncSession, verdicts: Sequence[NewVerdict], now: datetime
) -> None:
    """Write verdicts; the newest stands."""
    ordered = sorted(verdicts, key=lambda verdict: verdict.opportunity)
    await session.execute(
        text("""
            INSERT INTO verdict (opportunity_id, workspace_id, verdict, reasons, risk, weighed,
                max_cost, decided_at)
            SELECT id, workspace, verdict, CAST(reasons AS jsonb), risk, CAST(weighed AS jsonb),
                max_cost, :now
            FROM unnest(CAST(:id AS uuid[]), CAST(:workspace AS uuid[]), CAST(:verdict AS text[]),
                CAST(:reasons AS text[]), CAST(:risk AS numeric[]), CAST(:weighed AS text[]),
                CAST(:max_cost AS numeric[]))
                AS new(id, workspace, verdict, reasons, risk, weighed, max_cost)
            ON CONFLICT (opportunity_id) DO UPDATE SET verdict = excluded.verdict,
                reasons = excluded.reasons, risk = excluded.risk, weighed = excluded.weighed,
                max_cost = excluded.max_cost, decided_at = excluded.decided_at
        """),
        {
            "now": now,
            "id": [verdict.opportunity for verdict in ordered],
            "workspace": [verdict.workspace for verdict in ordered],
            "verdict": [verdict.decision.verdict for verdict in ordered],
            "reasons": [_reasons(verdict.decision) for verdict in ordered],
            "risk": [verdict.risk.total.amount for verdict in ordered],
            "weighed": [_weighed(verdict.risk) for verdict in ordered],
            "max_cost": [
                verdict.decision.max_cost.amount if verdict.decision.max_cost else None
                for verdict in ordered
            ],
        },
    )


def _reasons(decision: Decision) -> str:
    return orjson.dumps(
        [{"code": r.code, "kind": r.kind, "text": r.text} for r in decision.reasons]
    ).decode()


def _weighed(risk: Risk) -> str:
    """Write a risk as it is kept: amounts and shares as text, in the opportunity's currency."""
    return orjson.dumps(
        {
            "days": risk.days,
            "score": str(risk.score),
            "chance_of_loss": str(risk.chance_of_loss),
            "shortfall": str(risk.shortfall.amount),
            "parts": [
                {
                    "name": part.hazard,
                    "label": LABELS[part.hazard],
                    "chance": str(part.chance),
                    "loss": str(part.loss.amount),
                    "expected": str(part.expected.amount),
                    "score": str(part.score),
                    "basis": part.basis,
                }
                for part in risk.parts
            ],
        }
    ).decode()


async def open_opportunities(session: AsyncSession, workspace: UUID) -> list[UUID]:
    """Return the open opportunities of a workspace, in order of id."""
    rows = await session.execute(
        text("""
            SELECT id FROM opportunity WHERE workspace_id = :workspace AND gone_at IS NULL
            ORDER BY id
        """),
        {"workspace": workspace},
    )
    return list(rows.scalars())
