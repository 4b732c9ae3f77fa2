"""A worker to be killed: `python -m tests.platform.crash.worker DATABASE_URL`.

Each event's handler writes a row keyed by the event's id and counts it, in one transaction.
"""

import asyncio
import signal
import sys
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, PriceMoved
from bolo.platform.database.access import Database
from bolo.platform.durable.events.relay import Pace
from bolo.platform.durable.events.rounds import Rounds
from bolo.platform.durable.jobs import Habits, Jobs
from bolo.platform.durable.journal import Tuning

HABITS = Habits(
    tuning=Tuning(concurrency=8),
    pace=Pace(batch=20),
    rounds=Rounds(events=10),
    beat=timedelta(milliseconds=300),
    silent=timedelta(seconds=2),
    election=timedelta(milliseconds=200),
    patience=timedelta(seconds=2),
)
EFFECT = text("insert into effect (id) select unnest(cast(:ids as uuid[]))")
COUNT = text("update counter set number = number + :more")


def jobs_of(database: Database) -> Jobs:
    """Return the jobs of this worker."""
    jobs = Jobs(database, database.url, HABITS)

    async def handle(session: AsyncSession, event: Event) -> None:
        ids = [str(key) for key in event.ids]
        await asyncio.sleep(0.05)
        await session.execute(EFFECT, {"ids": ids})
        await asyncio.sleep(0.01)
        await session.execute(COUNT, {"more": len(ids)})

    jobs.subscribe(PriceMoved, "crash.handle", handle)
    return jobs


async def main(url: str) -> None:
    """Work until told to end."""
    database, ended = Database(url), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    jobs = jobs_of(database)
    await jobs.start()
    await ended.wait()
    await jobs.stop()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
