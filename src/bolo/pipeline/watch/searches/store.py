"""Queries of saved searches: a workspace's own, and what workers must know of everybody's.

Revisions are given under one lock, so that they are committed in their order: who has seen
one has seen all before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.plans.limits import Held
from bolo.core.searching.criteria import Criteria
from bolo.core.searching.rules.rule import parse
from bolo.core.searching.saved import SavedSearch, SearchState

REMOVED = "removed"
"""A state that nobody is shown: such a search is forgotten after a while."""
_FIELDS = """
    saved_search.id, saved_search.title, saved_search.rule, saved_search.every_minutes,
    saved_search.state, saved_search.held, saved_search.template, saved_search.created_at,
    saved_search.changed_at
"""
LIST = text(f"""
    SELECT {_FIELDS}, hit.hits, hit.last_hit_at
    FROM saved_search
    LEFT JOIN LATERAL (
        SELECT count(*) AS hits, max(found_at) FILTER (WHERE told) AS last_hit_at
        FROM search_hit WHERE search_hit.search_id = saved_search.id
    ) AS hit ON true
    WHERE workspace_id = :workspace AND state = ANY(CAST(:states AS text[]))
      AND (CAST(:id AS uuid) IS NULL OR id = :id)
      AND (CAST(:at AS timestamptz) IS NULL
           OR (created_at, id) < (CAST(:at AS timestamptz), CAST(:after AS uuid)))
    ORDER BY created_at DESC, id DESC LIMIT :limit
""")  # noqa: S608  (made of our own column names)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which searches of a workspace are asked for; `before` is where the last page ended."""

    states: Sequence[str] = (SearchState.ACTIVE, SearchState.PAUSED)
    id: UUID | None = None
    before: tuple[datetime, UUID] | None = None
    limit: int = 100


async def searches(session: AsyncSession, workspace: UUID, asked: Asked) -> list[SavedSearch]:
    """Return searches of a workspace, the newest first."""
    rows = await session.execute(
        LIST,
        {
            "workspace": workspace,
            "states": list(asked.states),
            "id": asked.id,
            "at": asked.before[0] if asked.before else None,
            "after": asked.before[1] if asked.before else None,
            "limit": asked.limit,
        },
    )
    return [_search(row) for row in rows]


def _search(row: Row[Any]) -> SavedSearch:
    return SavedSearch(
        id=row.id,
        title=row.title,
        rule=row.rule,
        criteria=parse(row.rule),
        every_minutes=row.every_minutes,
        state=SearchState(row.state),
        template=row.template,
        created_at=row.created_at,
        changed_at=row.changed_at,
        hits=row.hits,
        last_hit_at=row.last_hit_at,
        held=Held(row.held) if row.held else None,
    )


@dataclass(frozen=True, slots=True)
class NewSearch:
    """A search to be written."""

    id: UUID
    workspace: UUID
    title: str
    rule: str
    every_minutes: int
    state: SearchState
    template: str | None
    at: datetime
    held: Held | None = None


async def _in_order(session: AsyncSession) -> None:
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('bolo saved searches'))"))


async def add(session: AsyncSession, search: NewSearch) -> None:
    """Write a new search; nobody hears of it before it is revealed."""
    await session.execute(
        text("""
            INSERT INTO saved_search (id, workspace_id, title, rule, every_minutes, state, template,
                revision, created_at, changed_at)
            VALUES (:id, :workspace, :title, :rule, :every, :state, :template,
                nextval('saved_search_revision'), :at, :at)
        """),
        _values(search),
    )


async def change(session: AsyncSession, search: NewSearch) -> None:
    """Write a search as it is from now on; when it was made stays, and it must be revealed."""
    await session.execute(
        text("""
            UPDATE saved_search SET title = :title, rule = :rule, every_minutes = :every,
                state = :state, held = :held, template = :template, changed_at = :at,
                revision = nextval('saved_search_revision')
            WHERE id = :id AND workspace_id = :workspace
        """),
        _values(search),
    )


async def reveal(session: AsyncSession, searches: Sequence[UUID]) -> None:
    """Have workers hear of what was written; the last thing in a transaction, for all wait on it.

    What is locked after it, and waited for by another who waits here, would never be had.
    """
    await _in_order(session)
    await session.execute(
        text("""
            UPDATE saved_search SET revision = nextval('saved_search_revision')
            WHERE id = ANY(CAST(:ids AS uuid[]))
        """),
        {"ids": list(searches)},
    )


def _values(search: NewSearch) -> dict[str, object]:
    return {
        "id": search.id,
        "workspace": search.workspace,
        "title": search.title,
        "rule": search.rule,
        "every": search.every_minutes,
        "state": search.state,
        "template": search.template,
        "at": search.at,
        "held": search.held,
    }


async def remove(session: AsyncSession, workspace: UUID, search: UUID, at: datetime) -> None:
    """Take a search out of everything; it is forgotten a while later."""
    await _in_order(session)
    await session.execute(
        text("""
            UPDATE saved_search SET state = :state, changed_at = :at,
                revision = nextval('saved_search_revision')
            WHERE id = :id AND workspace_id = :workspace
        """),
        {"state": REMOVED, "at": at, "id": search, "workspace": workspace},
    )


async def forget_removed(session: AsyncSession, before: datetime) -> None:
    """Forget searches that were removed a while ago; every worker has heard of it since."""
    await session.execute(
        text("DELETE FROM saved_search WHERE state = :state AND changed_at < :before"),
        {"state": REMOVED, "before": before},
    )


@dataclass(frozen=True, slots=True)
class Revised:
    """A search as workers need it; `rule` is `None` when it catches nothing any more."""

    id: UUID
    rule: str | None
    revision: int


async def revised(session: AsyncSession, after: int) -> list[Revised]:
    """Return what changed after a revision, in order; from the start only what is active."""
    rows = await session.execute(
        text("""
            SELECT id, CASE WHEN state = 'active' THEN rule END AS rule, revision
            FROM saved_search
            WHERE revision > :after AND (:after > 0 OR state = 'active') ORDER BY revision
        """),
        {"after": after},
    )
    return [Revised(*row) for row in rows]


async def weighing(session: AsyncSession, workspace: UUID) -> list[tuple[UUID, str]]:
    """Return active searches of a workspace, with their rules, that ask for a margin."""
    rows = await session.execute(
        text("""
            SELECT id, rule FROM saved_search
            WHERE workspace_id = :workspace AND state = 'active' AND rule LIKE '%margin%'
            ORDER BY id
        """),
        {"workspace": workspace},
    )
    return [(row[0], row[1]) for row in rows]


async def active(session: AsyncSession) -> list[tuple[UUID, UUID, Criteria, int]]:
    """Return every active search: workspace, id, criteria, minutes."""
    rows = await session.execute(
        text("""
            SELECT workspace_id, id, rule, every_minutes FROM saved_search
            WHERE state = 'active' ORDER BY id
        """)
    )
    return [(row[0], row[1], parse(row[2]), row[3]) for row in rows]


async def workspaces(session: AsyncSession) -> list[UUID]:
    """Return the workspaces that look for something, or would if their plan let them."""
    rows = await session.execute(
        text("""
            SELECT workspace_id FROM saved_search WHERE state = 'active' OR held IS NOT NULL
            UNION
            SELECT workspace_id FROM watch
            WHERE kind = 'search' AND search_id IS NULL AND removed_at IS NULL AND NOT demo
            ORDER BY 1
        """)
    )
    return list(rows.scalars())


async def asked_already(session: AsyncSession) -> dict[UUID, set[tuple[str, str]]]:
    """Return by search what is asked for it: words, and the marketplace that is asked."""
    rows = await session.execute(
        text("""
            SELECT watch.search_id, watch.key, question.marketplace
            FROM watch
            JOIN watch_question ON watch_question.watch_id = watch.id
            JOIN question ON question.id = watch_question.question_id
            WHERE watch.search_id IS NOT NULL AND question.marketplace IS NOT NULL
        """)
    )
    found: dict[UUID, set[tuple[str, str]]] = {}
    for search, words, marketplace in rows:
        found.setdefault(search, set()).add((words, marketplace))
    return found


async def questions_of(session: AsyncSession, search: UUID) -> list[UUID]:
    """Return the shared questions behind a search."""
    rows = await session.execute(
        text("""
            SELECT DISTINCT question_id FROM watch_question
            JOIN watch ON watch.id = watch_question.watch_id
            WHERE watch.search_id = :search
        """),
        {"search": search},
    )
    return list(rows.scalars())


async def drop_watches(session: AsyncSession, search: UUID) -> None:
    """Forget the watches that ask for a search."""
    await session.execute(text("DELETE FROM watch WHERE search_id = :search"), {"search": search})
