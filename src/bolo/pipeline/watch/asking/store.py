"""Queries of the asking side: leases, what was answered, and how sources fare.

Everything here is for many rows at once; rows are sorted by key so that two
workers never wait for each other in a circle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.reading.vote import Choice
from bolo.core.watching.pace import SOON
from bolo.core.watching.words import AskKind, Question

LEASE = text("""
    WITH due AS (
        SELECT question.id, (SELECT ARRAY[price_choice.source, price_choice.place]
            FROM price_choice WHERE price_choice.host = source.host) AS choice
        FROM question JOIN source ON source.id = question.source_id
        WHERE question.active AND question.due_at <= :now
          AND (question.leased_until IS NULL OR question.leased_until <= :now)
          AND (source.next_try_at IS NULL OR source.next_try_at <= :now)
        ORDER BY question.due_at
        LIMIT :count
        FOR UPDATE OF question SKIP LOCKED
    )
    UPDATE question SET leased_until = :until
    FROM due, source
    WHERE question.id = due.id AND source.id = question.source_id
    RETURNING question.id, question.kind, question.key, question.marketplace, source.host,
              question.parent_id IS NOT NULL AS is_child, question.interval_seconds,
              question.least_seconds, question.most_seconds, question.failures,
              question.digest, question.body_digest, question.attention, question.demo, due.choice
""")


async def lease(
    session: AsyncSession, count: int, now: datetime, life: timedelta
) -> list[Question]:
    """Take up to `count` due questions for ourselves until `now + life`."""
    rows = await session.execute(LEASE, {"now": now, "until": now + life, "count": count})
    return [
        Question(
            **{
                **row._mapping,  # noqa: SLF001  (SQLAlchemy's public name)
                "kind": AskKind(row.kind),
                "choice": Choice(*row.choice) if row.choice else None,
            }
        )
        for row in rows
    ]


async def renew(session: AsyncSession, ids: Sequence[UUID], until: datetime) -> None:
    """Go on holding questions; one that was answered meanwhile is not held again."""
    await _lock(session, ids)
    await session.execute(
        text("""
            UPDATE question SET leased_until = :until
            WHERE id = ANY(CAST(:ids AS uuid[])) AND leased_until IS NOT NULL
        """),
        {"ids": sorted(ids), "until": until},
    )


async def give_back(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """End leases without an answer, so that another worker can ask at once."""
    await _lock(session, ids)
    await session.execute(
        text("UPDATE question SET leased_until = NULL WHERE id = ANY(CAST(:ids AS uuid[]))"),
        {"ids": sorted(ids)},
    )


async def _lock(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """Lock questions in order of id, as everybody does who locks several."""
    await session.execute(
        text("""
            SELECT id FROM question WHERE id = ANY(CAST(:ids AS uuid[]))
            ORDER BY id FOR NO KEY UPDATE
        """),
        {"ids": sorted(ids)},
    )


@dataclass(frozen=True, slots=True)
class QuestionState:
    """What a question looks like after it was asked."""

    id: UUID
    marketplace: str | None
    interval_seconds: int
    due_at: datetime
    asked_at: datetime
    answered: bool
    changed: bool
    digest: bytes | None
    body_digest: bytes | None
    failures: int
    reason: str | None
    offers: int | None


async def save_states(session: AsyncSession, states: Sequence[QuestionState]) -> None:
    """Write what became of questions; one that got attention meanwhile is asked again soon."""
    ordered = sorted(states, key=lambda state: state.id)
    await _lock(session, [state.id for state in ordered])
    columns: dict[str, list[Any]] = {
        name: [getattr(state, name) for state in ordered]
        for name in QuestionState.__dataclass_fields__
    }
    await session.execute(SAVE_STATES, {**columns, "soon": SOON})


SAVE_STATES = text("""
    UPDATE question SET
        marketplace = coalesce(new.marketplace, question.marketplace),
        interval_seconds = new.interval_seconds,
        due_at = CASE WHEN question.attention AND new.answered
                      THEN least(new.due_at, new.asked_at + CAST(:soon AS interval))
                      ELSE new.due_at END,
        leased_until = NULL,
        asked_at = new.asked_at,
        answered_at = CASE WHEN new.answered THEN new.asked_at ELSE question.answered_at END,
        changed_at = CASE WHEN new.changed THEN new.asked_at ELSE question.changed_at END,
        digest = coalesce(new.digest, question.digest),
        body_digest = coalesce(new.body_digest, question.body_digest),
        failures = new.failures,
        reason = new.reason,
        offers = coalesce(new.offers, question.offers)
    FROM unnest(
        CAST(:id AS uuid[]), CAST(:marketplace AS text[]), CAST(:interval_seconds AS int[]),
        CAST(:due_at AS timestamptz[]), CAST(:asked_at AS timestamptz[]),
        CAST(:answered AS bool[]), CAST(:changed AS bool[]), CAST(:digest AS bytea[]),
        CAST(:body_digest AS bytea[]), CAST(:failures AS int[]), CAST(:reason AS text[]),
        CAST(:offers AS int[])
    ) AS new(id, marketplace, interval_seconds, due_at, asked_at, answered, changed, digest,
             body_digest, failures, reason, offers)
    WHERE question.id = new.id
""")


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source fared in this batch; `ok_at` when it answered."""

    host: str
    marketplace: str | None
    state: str
    reason: str | None
    next_try_at: datetime | None
    ok_at: datetime | None


async def save_sources(session: AsyncSession, states: Sequence[SourceState]) -> None:
    """Write how sources fare; failures count up until the next good answer."""
    ordered = sorted(states, key=lambda state: state.host)
    await session.execute(
        text("SELECT id FROM source WHERE host = ANY(:hosts) ORDER BY host FOR NO KEY UPDATE"),
        {"hosts": [state.host for state in ordered]},
    )
    columns: dict[str, list[Any]] = {
        name: [getattr(state, name) for state in ordered]
        for name in SourceState.__dataclass_fields__
    }
    await session.execute(SAVE_SOURCES, columns)


SAVE_SOURCES = text("""
    UPDATE source SET
        marketplace = coalesce(new.marketplace, source.marketplace),
        state = new.state,
        reason = new.reason,
        failures = CASE WHEN new.ok_at IS NULL THEN source.failures + 1 ELSE 0 END,
        next_try_at = new.next_try_at,
        last_ok_at = coalesce(new.ok_at, source.last_ok_at)
    FROM unnest(
        CAST(:host AS text[]), CAST(:marketplace AS text[]), CAST(:state AS text[]),
        CAST(:reason AS text[]), CAST(:next_try_at AS timestamptz[]), CAST(:ok_at AS timestamptz[])
    ) AS new(host, marketplace, state, reason, next_try_at, ok_at)
    WHERE source.host = new.host
""")


@dataclass(frozen=True, slots=True)
class NewReading:
    """A reading for observe."""

    id: UUID
    question_id: UUID
    read_at: datetime
    complete: bool
    payload: bytes


async def add_readings(session: AsyncSession, readings: Sequence[NewReading]) -> None:
    """Put readings into the inbox of observe."""
    columns: dict[str, list[Any]] = {
        name: [getattr(reading, name) for reading in readings]
        for name in NewReading.__dataclass_fields__
    }
    await session.execute(
        text("""
            INSERT INTO reading (id, question_id, read_at, complete, payload)
            SELECT * FROM unnest(CAST(:id AS uuid[]), CAST(:question_id AS uuid[]),
                CAST(:read_at AS timestamptz[]), CAST(:complete AS bool[]),
                CAST(:payload AS bytea[])) AS new(id, question_id, read_at, complete, payload)
            WHERE EXISTS (SELECT 1 FROM question WHERE question.id = new.question_id)
        """),
        columns,
    )


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of one answer, packed."""

    at: datetime
    question_id: UUID
    part: int
    url: str
    size: int
    body: bytes


async def add_raw_pages(session: AsyncSession, pages: Sequence[RawPage]) -> None:
    """Keep raw answers."""
    columns: dict[str, list[Any]] = {
        name: [getattr(page, name) for page in pages] for name in RawPage.__dataclass_fields__
    }
    await session.execute(
        text("""
            INSERT INTO raw_page (at, question_id, part, url, size, body)
            SELECT * FROM unnest(CAST(:at AS timestamptz[]), CAST(:question_id AS uuid[]),
                CAST(:part AS int[]), CAST(:url AS text[]), CAST(:size AS bigint[]),
                CAST(:body AS bytea[]))
            ON CONFLICT DO NOTHING
        """),
        columns,
    )


ADD_CHILDREN = text("""
    INSERT INTO question (id, source_id, parent_id, kind, key, marketplace, active,
                          least_seconds, most_seconds, interval_seconds, due_at, demo)
    SELECT new.id, source.id, parent.id, 'address', new.key,
           CASE WHEN source.host = own.host THEN parent.marketplace END,
           parent.active, parent.least_seconds, parent.most_seconds,
           parent.interval_seconds,
           CAST(:now AS timestamptz) + make_interval(
               secs => least(parent.interval_seconds, 60) * (new.n - 1) / new.count),
           parent.demo
    FROM (
        SELECT id, key, host, row_number() OVER (ORDER BY key) AS n,
               CAST(count(*) OVER () AS double precision) AS count
        FROM unnest(CAST(:ids AS uuid[]), CAST(:keys AS text[]), CAST(:hosts AS text[]))
             AS given(id, key, host)
        WHERE NOT EXISTS (
            SELECT 1 FROM question AS old JOIN source AS place ON place.id = old.source_id
            WHERE place.host = given.host AND old.kind = 'address' AND old.key = given.key)
    ) AS new
    JOIN source ON source.host = new.host
    JOIN question AS parent ON parent.id = :parent
    JOIN source AS own ON own.id = parent.source_id
    ORDER BY new.key
    ON CONFLICT (source_id, kind, key) DO NOTHING
""")


async def add_children(
    session: AsyncSession,
    parent: UUID,
    keys: Sequence[str],
    hosts: Sequence[str],
    ids: Sequence[UUID],
    now: datetime,
) -> None:
    """Ask further addresses too, as often as their parent; known ones stay as they are.

    The first round is spread over the parent's interval, a minute at most.
    """
    await session.execute(
        ADD_CHILDREN,
        {
            "ids": list(ids),
            "keys": list(keys),
            "hosts": list(hosts),
            "parent": parent,
            "now": now,
        },
    )


async def ensure_sources(
    session: AsyncSession, ids: Sequence[UUID], hosts: Sequence[str], *, demo: bool
) -> None:
    """Add the sources that are not known yet."""
    await session.execute(
        text("""
            INSERT INTO source (id, host, demo)
            SELECT id, host, :demo
            FROM unnest(CAST(:ids AS uuid[]), CAST(:hosts AS text[])) AS new(id, host)
            ORDER BY host
            ON CONFLICT (host) DO NOTHING
        """),
        {"ids": list(ids), "hosts": list(hosts), "demo": demo},
    )


@dataclass(frozen=True, slots=True)
class Observed:
    """What observe keeps of a question.

    `at` is the moment of its newest reading; `vanished_at` since when most of it seems to be
    gone; `attention` that it is wanted again soon even when nothing changes.
    """

    id: UUID
    demo: bool
    at: datetime | None
    vanished_at: datetime | None
    attention: bool = False


async def lock_observed(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, Observed]:
    """Return questions whose readings only we observe until the transaction ends.

    The lock is beside the rows, so that the asker never waits for it.
    """
    ordered = {"ids": sorted(set(ids))}
    await session.execute(
        text("""
            SELECT pg_advisory_xact_lock(hashtextextended('bolo observe', 0) # hashed.key)
            FROM (SELECT DISTINCT hashtextextended(CAST(id AS text), 0) AS key
                  FROM unnest(CAST(:ids AS uuid[])) AS asked(id) ORDER BY 1) AS hashed
        """),
        ordered,
    )
    rows = await session.execute(
        text("""
            SELECT id, demo, observed_at, vanished_at, attention FROM question
            WHERE id = ANY(CAST(:ids AS uuid[]))
        """),
        ordered,
    )
    return {row.id: Observed(*row) for row in rows}


async def save_observed(
    session: AsyncSession, observed: Sequence[Observed], soon: datetime
) -> None:
    """Write what was observed; what wants attention is asked again by `soon`."""
    ordered = sorted(observed, key=lambda one: one.id)
    await _lock(session, [one.id for one in ordered])
    await session.execute(
        text("""
            UPDATE question SET observed_at = new.at, vanished_at = new.vanished_at,
                attention = new.attention,
                due_at = CASE WHEN new.attention THEN least(due_at, :soon) ELSE due_at END
            FROM unnest(CAST(:id AS uuid[]), CAST(:at AS timestamptz[]),
                CAST(:vanished_at AS timestamptz[]), CAST(:attention AS bool[]))
                AS new(id, at, vanished_at, attention)
            WHERE question.id = new.id
        """),
        {
            "soon": soon,
            **{
                name: [getattr(one, name) for one in ordered]
                for name in ("id", "at", "vanished_at", "attention")
            },
        },
    )


async def take_readings(session: AsyncSession, ids: Sequence[UUID]) -> list[NewReading]:
    """Take readings out of the inbox, the oldest first; gone ones are simply not there."""
    rows = await session.execute(
        text("""
            DELETE FROM reading WHERE id = ANY(CAST(:ids AS uuid[]))
            RETURNING id, question_id, read_at, complete, payload
        """),
        {"ids": sorted(ids)},
    )
    return sorted(
        (NewReading(r.id, r.question_id, r.read_at, r.complete, bytes(r.payload)) for r in rows),
        key=lambda reading: (reading.read_at, reading.id),
    )
