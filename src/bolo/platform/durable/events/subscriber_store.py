"""Queries of who follows the outbox: how far each subscriber has come.

A subscriber's place moves in the transaction of what it did, so each event has its effects once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.platform.database.access import Database
from bolo.platform.durable.events.store import PRUNED_AT_ONCE, Told

ENROL = text("""
    insert into subscriber (name, position)
    select name, coalesce((select max(position) from outbox), 0)
    from unnest(cast(:names as text[])) as new(name)
    on conflict do nothing
""")
BEHIND = """
    select name from unnest(cast(:names as text[]), cast(:kinds as text[])) as one(name, kind)
    join subscriber using (name)
    where exists (
        select from outbox where outbox.kind = one.kind and outbox.position > subscriber.position
    )
"""
BEGIN = """
    with mine as (
        select * from subscriber where name = :name for update skip locked
    ), next as (
        select id, kind, ids, workspace_id, position from outbox
        where kind = :kind and position > (select position from mine)
        order by position limit :most
    ), noted as (
        update subscriber set begun_by = :executor,
            begun = mine.begun + case when mine.begun_by = :executor then 0 else 1 end,
            careful = case when mine.begun > 0 and mine.begun_by <> :executor
                then greatest(mine.careful, (select max(position) from next))
                else mine.careful end
        from mine where subscriber.name = mine.name and exists (select from next)
        returning subscriber.begun, subscriber.careful
    )
    select next.*, mine.position as stood_at, noted.begun,
           set_config('synchronous_commit', 'off', true)
    from next, mine, noted
    where mine.position >= noted.careful or next.position = (select min(position) from next)
    order by next.position
"""
ADVANCE = text("""
    update subscriber set position = :to, begun = 0, begun_by = null
    where name = :name and position = :at
""")
FORGIVE = text("update subscriber set begun = 0, begun_by = null where name = :name")
PRUNE = text("""
    delete from outbox where position in (
        select position from outbox where position is not null order by position limit :most
    )
    and position < (select max(position) from outbox)
    and created_at < now() - cast(:age as interval)
    and not exists (
        select from unnest(cast(:names as text[]), cast(:kinds as text[])) as one(name, kind)
        join subscriber using (name)
        where one.kind = outbox.kind and subscriber.position < outbox.position
    )
""")


@dataclass(frozen=True, slots=True)
class Round:
    """Events that a subscriber does next, `stood_at` is its place before them.

    `begun` counts the processes that began them, ours among them; the others died.
    """

    events: tuple[Told, ...]
    stood_at: int
    begun: int


async def enrol(session: AsyncSession, names: Sequence[str]) -> None:
    """Let those who were not subscribers yet begin with the next event."""
    await session.execute(ENROL, {"names": sorted(names)})


async def behind(database: Database, kinds: Mapping[str, str]) -> list[str]:
    """Return the subscribers that have something to do; `kinds` says by name what each follows."""
    values = {"names": list(kinds), "kinds": list(kinds.values())}
    return [row["name"] for row in await database.do(BEHIND, values)]


async def begin(database: Database, name: str, kind: str, executor: str, most: int) -> Round | None:
    """Return what is next, noted as begun; `None` when there is nothing or another is at it.

    The note may be lost with the database, but not with us: its commit does not wait for the disk.
    After a crash, what was begun is done one event at a time, so that one that kills is found.
    """
    values = {"name": name, "kind": kind, "executor": executor, "most": most}
    rows = await database.do(BEGIN, values)
    if not rows:
        return None
    events = (
        Told(
            row["id"],
            row["kind"],
            tuple(UUID(int=one.int) for one in row["ids"]),
            row["workspace_id"],
            row["position"],
        )
        for row in rows
    )
    return Round(tuple(events), rows[0]["stood_at"], rows[0]["begun"])


async def advance(session: AsyncSession, name: str, at: int, to: int) -> bool:
    """Move a subscriber's place with the caller's transaction; `False` when another has done so."""
    moved = await session.execute(ADVANCE, {"name": name, "at": at, "to": to})
    return cast("CursorResult[Any]", moved).rowcount == 1


async def forgive(session: AsyncSession, name: str) -> None:
    """Note that a round failed in an orderly way: nobody died of it."""
    await session.execute(FORGIVE, {"name": name})


async def prune(session: AsyncSession, older_than: timedelta, kinds: Mapping[str, str]) -> int:
    """Delete events of some age that nobody waits for, but the last one, which is remembered."""
    values = {
        "most": PRUNED_AT_ONCE,
        "age": older_than,
        "names": list(kinds),
        "kinds": list(kinds.values()),
    }
    return cast("CursorResult[Any]", await session.execute(PRUNE, values)).rowcount
