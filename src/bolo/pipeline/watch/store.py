"""Queries of watches: what a workspace wants, and the shared questions that answer it.

A watch is its workspace's own; the questions behind it are shared, so their pace
and whether they are asked at all follow from all the watches that want them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.plans.limits import Held
from bolo.core.watching.words import AskKind, Health, HealthState, Watch

LIST = text("""
    SELECT watch.id, watch.label, watch.kind, watch.key, watch.every_seconds,
           watch.paused_at, watch.created_at, watch.demo, watch.followed,
           array_remove(array_agg(DISTINCT question.marketplace), NULL) AS marketplaces,
           min(question.interval_seconds) AS interval_seconds,
           max(question.asked_at) AS asked_at,
           min(question.due_at) AS due_at,
           coalesce(sum(question.offers), 0) + coalesce(sum(child.offers), 0) AS offers,
           coalesce(sum(child.count), 0) AS children,
           max(question.failures) AS failures,
           max(question.reason) AS reason,
           (array_agg(source.state ORDER BY source.failures DESC))[1] AS source_state,
           (array_agg(source.reason ORDER BY source.failures DESC))[1] AS source_reason,
           max(source.next_try_at) AS next_try_at,
           bool_or(question.answered_at IS NOT NULL) AS answered
    FROM watch
    JOIN watch_question ON watch_question.watch_id = watch.id
    JOIN question ON question.id = watch_question.question_id
    JOIN source ON source.id = question.source_id
    LEFT JOIN LATERAL (
        SELECT sum(offers) AS offers, count(*) AS count
        FROM question AS page WHERE page.parent_id = question.id
    ) AS child ON true
    WHERE watch.workspace_id = :workspace AND watch.search_id IS NULL
      AND (CAST(:id AS uuid) IS NULL OR watch.id = :id)
    GROUP BY watch.id
    ORDER BY watch.created_at DESC, watch.id
""")


async def watches(
    session: AsyncSession, workspace: UUID, watch: UUID | None = None
) -> tuple[Watch, ...]:
    """Return the watches of a workspace, the newest first; one of them when named."""
    rows = await session.execute(LIST, {"workspace": workspace, "id": watch})
    return tuple(
        Watch(
            id=row.id,
            label=row.label,
            kind=row.kind,
            key=row.key,
            marketplaces=tuple(sorted(row.marketplaces)),
            every_seconds=row.every_seconds or row.interval_seconds,
            fixed=row.every_seconds is not None,
            paused=row.paused_at is not None,
            created_at=row.created_at,
            last_asked_at=row.asked_at,
            next_ask_at=None if row.paused_at else row.due_at,
            offers=int(row.offers),
            health=_health(row),
            demo=row.demo,
            followed=row.followed,
        )
        for row in rows
    )


def _health(row: Row[Any]) -> Health:
    if not row.failures and not row.reason:
        fresh = not row.answered and row.source_state in {HealthState.NEW, HealthState.OK}
        return Health(HealthState.NEW if fresh else HealthState.OK)
    state = HealthState(row.source_state)
    if state in {HealthState.NEW, HealthState.OK}:
        state = HealthState.FAILING
    return Health(state, row.reason or row.source_reason, row.failures, row.next_try_at)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that a watch needs; it may exist already."""

    id: UUID
    kind: AskKind
    key: str
    host: str
    marketplace: str | None
    least_seconds: int
    most_seconds: int
    first_seconds: int


async def add_question(
    session: AsyncSession, question: NewQuestion, now: datetime, *, demo: bool
) -> UUID:
    """Return the shared question of that key, added and due at once when it was not known.

    A known one is not locked here: locks are taken in order of id, by `settle`.
    """
    add = text("""
        INSERT INTO question (id, source_id, kind, key, marketplace, active, least_seconds,
                              most_seconds, interval_seconds, due_at, demo)
        SELECT :id, source.id, :kind, :key, :marketplace, true, :least, :most, :first, :now, :demo
        FROM source WHERE source.host = :host
        ON CONFLICT (source_id, kind, key) DO NOTHING
    """)
    find = text("""
        SELECT question.id FROM question JOIN source ON source.id = question.source_id
        WHERE source.host = :host AND question.kind = :kind AND question.key = :key
    """)
    await session.execute(
        add,
        {
            "id": question.id,
            "kind": question.kind,
            "key": question.key,
            "marketplace": question.marketplace,
            "least": question.least_seconds,
            "most": question.most_seconds,
            "first": question.first_seconds,
            "now": now,
            "host": question.host,
            "demo": demo,
        },
    )
    row = await session.execute(
        find, {"host": question.host, "kind": question.kind, "key": question.key}
    )
    found: UUID = row.scalar_one()
    return found


@dataclass(frozen=True, slots=True)
class NewWatch:
    """A watch to be added."""

    id: UUID
    workspace: UUID
    label: str
    kind: AskKind
    key: str
    every_seconds: int | None
    created_at: datetime
    demo: bool
    search: UUID | None = None


async def add_watch(session: AsyncSession, watch: NewWatch, questions: Sequence[UUID]) -> bool:
    """Add a watch over questions; `False` when the workspace has one of that key already.

    One of that key that was removed is forgotten for it.
    """
    await session.execute(
        text("""
            DELETE FROM watch WHERE workspace_id = :workspace AND kind = :kind AND key = :key
              AND removed_at IS NOT NULL AND search_id IS NULL
        """),
        {"workspace": watch.workspace, "kind": watch.kind, "key": watch.key},
    )
    added = await session.execute(
        text("""
            INSERT INTO watch (id, workspace_id, label, kind, key, every_seconds, created_at, demo,
                search_id)
            VALUES (:id, :workspace, :label, :kind, :key, :every, :at, :demo, :search)
            ON CONFLICT (workspace_id, kind, key, search_id) DO NOTHING RETURNING id
        """),
        {
            "id": watch.id,
            "workspace": watch.workspace,
            "label": watch.label,
            "kind": watch.kind,
            "key": watch.key,
            "every": watch.every_seconds,
            "at": watch.created_at,
            "demo": watch.demo,
            "search": watch.search,
        },
    )
    if added.first() is None:
        return False
    await _tie(session, watch.workspace, watch.id, questions)
    return True


async def _tie(
    session: AsyncSession, workspace: UUID, watch: UUID, questions: Sequence[UUID]
) -> None:
    """Have questions answer a watch."""
    await session.execute(
        text("""
            INSERT INTO watch_question (watch_id, question_id, workspace_id)
            SELECT :watch, id, :workspace FROM unnest(CAST(:questions AS uuid[])) AS new(id)
        """),
        {"watch": watch, "workspace": workspace, "questions": list(questions)},
    )


async def questions_of(session: AsyncSession, workspace: UUID, watch: UUID) -> tuple[UUID, ...]:
    """Return the questions behind a watch; empty when there is no such watch here."""
    query = text("""
        SELECT question_id FROM watch_question
        WHERE watch_id = :watch AND workspace_id = :workspace
        ORDER BY question_id
    """)
    rows = await session.execute(query, {"watch": watch, "workspace": workspace})
    return tuple(rows.scalars())


async def set_paused(
    session: AsyncSession,
    workspace: UUID,
    watch: UUID,
    at: datetime | None,
    held: Held | None = None,
) -> None:
    """Pause a watch, or let it go on with `at=None`; `held` by a limit of the plan."""
    await session.execute(
        text("""
            UPDATE watch SET paused_at = :at, held = :held
            WHERE id = :watch AND workspace_id = :workspace
        """),
        {"at": at, "held": held, "watch": watch, "workspace": workspace},
    )


async def adopt(session: AsyncSession, watch: NewWatch) -> UUID | None:
    """Make a person's own what was made for a follow; `None` when there is no such watch."""
    rows = await session.execute(
        text("""
            UPDATE watch SET followed = false, label = :label, every_seconds = :every
            WHERE workspace_id = :workspace AND kind = :kind AND key = :key
              AND search_id IS NULL AND followed RETURNING id
        """),
        {
            "workspace": watch.workspace,
            "kind": watch.kind,
            "key": watch.key,
            "label": watch.label,
            "every": watch.every_seconds,
        },
    )
    return rows.scalar_one_or_none()


async def own(session: AsyncSession, workspace: UUID, watch: UUID, *, followed: bool) -> None:
    """Note whether a watch was made for what is followed, or is a person's own."""
    await session.execute(
        text("""
            UPDATE watch SET followed = :followed
            WHERE id = :watch AND workspace_id = :workspace
        """),
        {"followed": followed, "watch": watch, "workspace": workspace},
    )


async def change_watch(
    session: AsyncSession, workspace: UUID, watch: UUID, label: str, every_seconds: int | None
) -> None:
    """Change how a watch is called and how often it asks; with `None` that is learned."""
    await session.execute(
        text("""
            UPDATE watch SET label = :label, every_seconds = :every
            WHERE id = :watch AND workspace_id = :workspace
        """),
        {"label": label, "every": every_seconds, "watch": watch, "workspace": workspace},
    )


async def remove_watch(session: AsyncSession, workspace: UUID, watch: UUID, at: datetime) -> None:
    """Take a watch out of everything; what names it stays for a while, to bring it back."""
    values = {"watch": watch, "workspace": workspace}
    await session.execute(
        text("UPDATE watch SET removed_at = :at WHERE id = :watch AND workspace_id = :workspace"),
        {**values, "at": at},
    )
    await session.execute(
        text("DELETE FROM watch_question WHERE watch_id = :watch AND workspace_id = :workspace"),
        values,
    )


@dataclass(frozen=True, slots=True)
class Removed:
    """A watch that can still be brought back."""

    key: str
    every_seconds: int | None
    demo: bool


async def removed_watch(session: AsyncSession, workspace: UUID, watch: UUID) -> Removed | None:
    """Return a removed watch, locked; `None` when there is none."""
    rows = await session.execute(
        text("""
            SELECT key, every_seconds, demo FROM watch
            WHERE id = :watch AND workspace_id = :workspace AND removed_at IS NOT NULL FOR UPDATE
        """),
        {"watch": watch, "workspace": workspace},
    )
    row = rows.first()
    return None if row is None else Removed(*row)


async def restore_watch(
    session: AsyncSession, workspace: UUID, watch: UUID, questions: Sequence[UUID]
) -> None:
    """Bring a removed watch back as it was, over its questions."""
    await session.execute(
        text("UPDATE watch SET removed_at = NULL WHERE id = :watch AND workspace_id = :workspace"),
        {"watch": watch, "workspace": workspace},
    )
    await _tie(session, workspace, watch, questions)


async def forget_removed(session: AsyncSession, before: datetime) -> None:
    """Forget watches that were removed a while ago."""
    await session.execute(text("DELETE FROM watch WHERE removed_at < :before"), {"before": before})


async def settle(
    session: AsyncSession, questions: Sequence[UUID], bounds: tuple[int, int], now: datetime
) -> None:
    """Make questions and their child pages follow the watches that want them now.

    Wanted by none: no longer asked. Wanted by several: as often as the most eager.
    A child page is wanted by its parent's watches and by its own.
    `bounds` are least and most seconds where nobody named an interval.
    """
    ids = sorted(questions)
    locked = (await session.execute(LOCK_FAMILIES, {"questions": ids})).scalars()
    await session.execute(
        SETTLE,
        {"questions": list(locked), "least": bounds[0], "most": bounds[1], "now": now},
    )


LOCK_FAMILIES = text("""
    SELECT id FROM question
    WHERE id = ANY(CAST(:questions AS uuid[])) OR parent_id = ANY(CAST(:questions AS uuid[]))
    ORDER BY id FOR NO KEY UPDATE
""")
SETTLE = text("""
    WITH asked AS (
        SELECT id, parent_id FROM question WHERE id = ANY(CAST(:questions AS uuid[]))
    ), wanting AS (
        SELECT asked.id, watch_question.watch_id
        FROM asked JOIN watch_question ON watch_question.question_id = asked.id
        UNION
        SELECT asked.id, watch_question.watch_id
        FROM asked JOIN watch_question ON watch_question.question_id = asked.parent_id
    ), wanted AS (
        SELECT asked.id,
               count(watch.id) > 0 AS active,
               min(coalesce(watch.every_seconds, :least)) FILTER (WHERE watch.id IS NOT NULL)
                   AS least,
               min(coalesce(watch.every_seconds, :most)) FILTER (WHERE watch.id IS NOT NULL)
                   AS most
        FROM asked
        LEFT JOIN wanting ON wanting.id = asked.id
        LEFT JOIN watch ON watch.id = wanting.watch_id AND watch.paused_at IS NULL
        GROUP BY asked.id
    )
    UPDATE question SET
        active = wanted.active,
        least_seconds = coalesce(wanted.least, question.least_seconds),
        most_seconds = coalesce(wanted.most, question.most_seconds),
        interval_seconds = coalesce(
            greatest(wanted.least, least(wanted.most, question.interval_seconds)),
            question.interval_seconds
        ),
        due_at = CASE
            WHEN wanted.active AND NOT question.active THEN CAST(:now AS timestamptz)
            WHEN NOT wanted.active THEN question.due_at
            ELSE least(
                question.due_at,
                CAST(:now AS timestamptz) + make_interval(secs => wanted.most)
            )
        END
    FROM wanted
    WHERE question.id = wanted.id
""")
