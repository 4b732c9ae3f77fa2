"""Queries of judgements: the newest of each opportunity, in a ring, with what they rest on.

Documents that many judgements share (limits, assumed risks) are kept once by their hash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.basis.documents import Basis, hash_of

KEPT = 20
"""So many judgements of an opportunity are kept; then the oldest gives its place."""
TOUCHED = timedelta(hours=1)
"""A shared document is marked as used once in that time."""
IDLE = timedelta(days=1)
"""A shared document that no judgement names any more goes after that time."""


@dataclass(frozen=True, slots=True)
class NewJudgement:
    """A judgement to be written."""

    opportunity: UUID
    workspace: UUID
    basis: Basis
    answer: dict[str, Any]


async def save(session: AsyncSession, new: Sequence[NewJudgement], now: datetime) -> None:
    """Write judgements, all of one workspace; one that rests on the same as the last adds nothing.

    The caller holds the opportunities.
    """
    ordered = sorted(new, key=lambda one: one.opportunity)
    shared = {document for one in ordered for document in (one.basis.limits, one.basis.risks)}
    hashes = [one.basis.hashes for one in ordered]
    await _save_shared(session, ordered[0].workspace, sorted(shared), now)
    await session.execute(
        _SAVE,
        {
            "now": now,
            "kept": KEPT,
            "workspace": ordered[0].workspace,
            "id": [one.opportunity for one in ordered],
            "hash": [hash_of(one) for one in hashes],
            "hashes": [orjson.dumps(one).decode() for one in hashes],
            "deal": [one.basis.deal for one in ordered],
            "versions": [one.basis.versions for one in ordered],
            "answer": [orjson.dumps(one.answer).decode() for one in ordered],
        },
    )


_SAVE = text("""
    INSERT INTO judgement (opportunity_id, slot, workspace_id, number, decided_at, hash, hashes,
        deal, versions, answer)
    SELECT new.id, coalesce(last.number, 0) % :kept, :workspace, coalesce(last.number, 0) + 1,
        :now, new.hash, CAST(new.hashes AS jsonb), new.deal, new.versions,
        CAST(new.answer AS jsonb)
    FROM unnest(CAST(:id AS uuid[]), CAST(:hash AS text[]), CAST(:hashes AS text[]),
        CAST(:deal AS text[]), CAST(:versions AS text[]), CAST(:answer AS text[]))
        AS new(id, hash, hashes, deal, versions, answer)
    LEFT JOIN LATERAL (
        SELECT number, hash FROM judgement WHERE opportunity_id = new.id
        ORDER BY number DESC LIMIT 1) AS last ON true
    WHERE last.hash IS DISTINCT FROM new.hash
    ON CONFLICT (opportunity_id, slot) DO UPDATE SET number = excluded.number,
        decided_at = excluded.decided_at, hash = excluded.hash, hashes = excluded.hashes,
        deal = excluded.deal, versions = excluded.versions, answer = excluded.answer
""")


async def _save_shared(
    session: AsyncSession, workspace: UUID, documents: Sequence[str], now: datetime
) -> None:
    await session.execute(
        text("""
            INSERT INTO basis (workspace_id, hash, document, used_at)
            SELECT :workspace, encode(sha256(convert_to(document, 'UTF8')), 'hex'), document, :now
            FROM unnest(CAST(:documents AS text[])) AS document
            ON CONFLICT (workspace_id, hash) DO UPDATE SET used_at = excluded.used_at
            WHERE basis.used_at < excluded.used_at - CAST(:touched AS interval)
        """),
        {"workspace": workspace, "documents": documents, "now": now, "touched": TOUCHED},
    )


async def forget_idle(session: AsyncSession, workspace: UUID, now: datetime) -> None:
    """Delete shared documents of a workspace that no judgement names any more."""
    await session.execute(
        text("""
            DELETE FROM basis WHERE workspace_id = :workspace AND used_at < :before
              AND hash NOT IN (
                SELECT name.value FROM judgement, jsonb_each_text(judgement.hashes) AS name
                WHERE judgement.workspace_id = :workspace)
        """),
        {"workspace": workspace, "before": now - IDLE},
    )
