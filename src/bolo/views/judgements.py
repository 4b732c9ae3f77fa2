"""Judgements as they are kept, and judged again from what they rested on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.basis.documents import Basis, verify
from bolo.core.basis.replaying import Difference, replay
from bolo.core.errors import NotFound

NONE_KEPT = (
    "no judgement of such an opportunity is kept here: either there is no such opportunity, "
    "or it was last judged by a bolo that kept none"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict as it was reached: its answer, and what it rested on; the newest number is last."""

    opportunity: UUID
    number: int
    decided_at: datetime
    title: str
    answer: dict[str, Any]
    hash: str
    hashes: dict[str, str]
    basis: Basis

    @property
    def versions(self) -> dict[str, str]:
        """The bolo and the code that judged; `{}` when that cannot be read any more."""
        try:
            return dict(orjson.loads(self.basis.versions))
        except (ValueError, TypeError):
            return {}


@dataclass(frozen=True, slots=True)
class Replayed:
    """A judgement made again: what came out otherwise, and by which code."""

    judgement: Judgement
    differences: tuple[Difference, ...]
    code: Mapping[str, str]

    @property
    def same(self) -> bool:
        """True when every figure and reason is the same."""
        return not self.differences

    @property
    def other_code(self) -> bool:
        """True when another code judges now."""
        return self.judgement.versions != dict(self.code)

    @property
    def text(self) -> str:
        """Say it in plain English."""
        verdict = self.judgement.answer["verdict"]
        then, now = _version(self.judgement.versions), _version(self.code)
        by = f"{then} judged then, {now} judges now" if self.other_code else f"judged by {now}"
        if self.same:
            return f"The same answer from the stored evidence: {verdict}; {by}."
        count = len(self.differences)
        figures = "figure comes" if count == 1 else "figures come"
        return f"It was {verdict}; now {count} {figures} out otherwise; {by}."


def _version(code: Mapping[str, str]) -> str:
    return f"bolo {code.get('bolo', '?')} (code {code.get('code', '?')})"


SELECT = """
    SELECT judgement.opportunity_id, judgement.number, judgement.decided_at, judgement.hash,
           judgement.hashes, judgement.deal, judgement.versions, judgement.answer, listing.title,
           coalesce(limits.document, '') AS limits, coalesce(risks.document, '') AS risks
    FROM judgement
    JOIN opportunity ON opportunity.id = judgement.opportunity_id
    JOIN listing ON listing.id = opportunity.listing_id
    LEFT JOIN basis AS limits ON limits.workspace_id = judgement.workspace_id
         AND limits.hash = judgement.hashes ->> 'limits'
    LEFT JOIN basis AS risks ON risks.workspace_id = judgement.workspace_id
         AND risks.hash = judgement.hashes ->> 'risks'
    WHERE judgement.workspace_id = :workspace
"""
NEWEST = """
    AND NOT EXISTS (SELECT 1 FROM judgement AS later
        WHERE later.opportunity_id = judgement.opportunity_id AND later.number > judgement.number)
"""


async def judgements(
    session: AsyncSession, workspace: UUID, opportunity: UUID | None = None, limit: int = 50
) -> list[Judgement]:
    """Return the newest of each opportunity, or all that are kept of one; the newest first."""
    which = NEWEST if opportunity is None else "AND judgement.opportunity_id = :opportunity"
    order = "ORDER BY judgement.decided_at DESC, judgement.number DESC, 1 LIMIT :limit"
    found = await session.execute(
        text(f"{SELECT} {which} {order}"),
        {"workspace": workspace, "limit": limit}
        | ({} if opportunity is None else {"opportunity": opportunity}),
    )
    return [_judgement(row) for row in found.mappings()]


async def is_there(session: AsyncSession, workspace: UUID, opportunity: UUID) -> bool:
    """Tell whether a workspace has such an opportunity, judged by any bolo."""
    query = text("""
        SELECT EXISTS (SELECT FROM opportunity WHERE id = :id AND workspace_id = :workspace)
    """)
    values = {"id": opportunity, "workspace": workspace}
    return bool((await session.execute(query, values)).scalar_one())


async def judgement(
    session: AsyncSession, workspace: UUID, opportunity: UUID, number: int | None = None
) -> Judgement | None:
    """Return the newest judgement of an opportunity, or that of a number."""
    found = await session.execute(
        text(f"""
            {SELECT} AND judgement.opportunity_id = :opportunity
              AND (CAST(:number AS int) IS NULL OR judgement.number = :number)
            ORDER BY judgement.number DESC LIMIT 1
        """),
        {"workspace": workspace, "opportunity": opportunity, "number": number},
    )
    row = found.mappings().one_or_none()
    return None if row is None else _judgement(row)


async def none_kept(
    session: AsyncSession, workspace: UUID, opportunity: UUID, number: int | None
) -> str:
    """Say why there is no such judgement: which numbers are kept, if there are any."""
    found = [one.number for one in await judgements(session, workspace, opportunity)]
    if number is None or not found:
        return NONE_KEPT
    numbers = ", ".join(map(str, sorted(found)))
    return f"no judgement {number} of this opportunity is kept here, but: {numbers}"


async def replayed(
    session: AsyncSession,
    workspace: UUID,
    opportunity: UUID,
    code: Mapping[str, str],
    number: int | None = None,
) -> Replayed:
    """Judge again by the stored evidence alone; `Conflict` when that was changed since."""
    kept = await judgement(session, workspace, opportunity, number)
    if kept is None:
        raise NotFound(await none_kept(session, workspace, opportunity, number))
    verify(kept.basis, kept.hashes, kept.hash)
    return Replayed(kept, replay(kept.basis, kept.answer), code)


def _judgement(row: RowMapping) -> Judgement:
    return Judgement(
        row["opportunity_id"],
        row["number"],
        row["decided_at"],
        row["title"],
        row["answer"],
        row["hash"],
        row["hashes"],
        Basis(row["deal"], row["limits"], row["risks"], row["versions"]),
    )
