"""What must hold in the database of a product that was killed again and again."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import text

from bolo.platform.database.access import Database

LEFT = {
    "events not told": """
        select count(*) from outbox where position is null
        and created_at < :then
    """,
    "jobs that do not end": """
        select count(*) from dbos.workflow_status where status = 'PENDING'
        and to_timestamp(coalesce(started_at_epoch_ms, created_at) / 1000.0) < :then
    """,
    "jobs that nobody takes up": """
        select count(*) from dbos.workflow_status where status = 'ENQUEUED'
        and to_timestamp(created_at / 1000.0) < :then
    """,
    "jobs given up": "select count(*) from job_trouble where failed_at is not null",
    "readings not observed": """
        select count(*) from reading where read_at < :then
    """,
    "questions that nobody asks": """
        select count(*) from question where active and demo
        and due_at < :then
    """,
    "alerts that were refused": """
        select count(*) from dispatch where state = 'failed'
    """,
    "alerts not delivered": """
        select count(*) from dispatch where state = 'pending'
        and next_try_at < :then
    """,
    "alerts that nobody carries": """
        select count(*) from delivery where dispatch_id is null and untold is null
        and due_at < :then
    """,
    "events that nobody does": """
        select count(*) from subscriber where exists (
            select from outbox where position > subscriber.position
            and created_at < :then
            and (name, kind) in (('observe.readings', 'PageRead'), ('notify.hits', 'SearchHit'),
                ('match.listings', 'ListingSeen'), ('value.linked', 'ListingLinked'),
                ('value.moved', 'PriceMoved'), ('value.gone', 'ListingGone'),
                ('decide.opportunities', 'OpportunityFound'),
                ('notify.verdicts', 'VerdictReached'), ('notify.gone', 'OpportunityGone'))
        )
    """,
}
"""What was there `then` and is still to be done: on a busy machine it takes longer, and then it is
done; what has come since is not looked at."""
WHO = """
    select pid, application_name, state, wait_event, now() - state_change as since,
           pg_blocking_pids(pid) as blocked_by, left(query, 160) as query
    from pg_stat_activity where backend_type = 'client backend' order by pid
"""
"""What every connection is doing, for whoever reads the failure of a test."""
DOUBLED = {
    "alerts of one fact": """
        select count(*) from (
            select 1 from alert group by workspace_id, fact having count(*) > 1
        ) doubled
    """,
    "listings of one offer": """
        select count(*) from (
            select 1 from listing group by marketplace, ref having count(*) > 1
        ) doubled
    """,
    "unchanged prices in a history": """
        select count(*) from (
            select amount, currency, availability,
                   lag((amount, currency, availability)::text)
                       over (partition by listing_id order by at) as before
            from price_change
        ) history
        where (amount, currency, availability)::text = before
    """,
}


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Give a database."""
    database = Database(url, pool_size=2)
    try:
        yield database
    finally:
        await database.close()


async def counts(database: Database, queries: dict[str, str], **told: datetime) -> dict[str, int]:
    """Return what is not as it should be, by name."""
    async with database.transaction() as session:
        found = {
            name: (await session.execute(text(query), told)).scalar_one()
            for name, query in queries.items()
        }
    return {name: number for name, number in found.items() if number}


async def left_over(database: Database, seconds: float) -> dict[str, int]:
    """Return what of all that is there now is still there when so many seconds have passed."""
    deadline = time.monotonic() + seconds
    async with database.transaction() as session:
        then: datetime = (await session.execute(text("select now()"))).scalar_one()
    while (found := await counts(database, LEFT, then=then)) and time.monotonic() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(1)  # nobody would set an event
    return found


async def number(database: Database, query: str) -> int:
    """Return a number."""
    async with database.transaction() as session:
        return int((await session.execute(text(query))).scalar_one())
