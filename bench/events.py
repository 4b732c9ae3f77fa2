"""How long from publishing an event to its handler, and how many events a second.

    python bench/events.py [--events N]

Starts a PostgreSQL of its own in a temporary folder, and one worker in this process.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.events import Event, PriceMoved
from bolo.platform.database import migrate
from bolo.platform.database.access import Database
from bolo.platform.durable.events.outbox import publish
from bolo.platform.durable.jobs import Jobs
from bolo.platform.postgres.server import Postgres

SINGLE = 60


class Stopwatch:
    """When each id was handled."""

    def __init__(self) -> None:
        self.handled: dict[UUID, float] = {}
        self._more = asyncio.Event()

    async def handle(self, _: AsyncSession, event: Event) -> None:
        """Note the time of every id."""
        now = time.perf_counter()
        self.handled.update(dict.fromkeys(event.ids, now))
        self._more.set()

    async def wait_for(self, ids: list[UUID]) -> None:
        """Wait until all of them were handled."""
        while not self.handled.keys() >= set(ids):
            self._more.clear()
            await self._more.wait()


async def latencies(database: Database, watch: Stopwatch) -> list[float]:
    """Publish events one by one on an idle system; return milliseconds."""
    found = []
    for turn in range(SINGLE):
        listing = uuid4()
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=(listing,)))
        published = time.perf_counter()
        await watch.wait_for([listing])
        found.append((watch.handled[listing] - published) * 1000)
        await asyncio.sleep(0.05 + turn % 7 * 0.01)
    return found


async def rate(database: Database, watch: Stopwatch, events: int, ids_each: int) -> float:
    """Publish many events at once; return events a second until the last was handled."""
    ids = [uuid4() for _ in range(events * ids_each)]
    begun = time.perf_counter()
    for start in range(0, len(ids), ids_each):
        async with database.transaction() as session:
            await publish(session, PriceMoved(ids=tuple(ids[start : start + ids_each])))
    await watch.wait_for(ids)
    return events / (time.perf_counter() - begun)


async def measure(url: str, events: int) -> None:
    """Print the figures."""
    database, watch = Database(url), Stopwatch()
    jobs = Jobs(database, url)
    jobs.subscribe(PriceMoved, "bench.handle", watch.handle)
    await jobs.start()
    await asyncio.sleep(2)
    found = sorted(await latencies(database, watch))
    print(
        f"published to handled, idle: p50 {statistics.median(found):.0f} ms, "
        f"p99 {found[int(len(found) * 0.99)]:.0f} ms ({SINGLE} events)"
    )
    for ids_each in (1, 50):
        each = await rate(database, watch, events, ids_each)
        print(f"{each:.0f} events/s, {each * ids_each:.0f} ids/s ({events} events of {ids_each})")
    began = time.process_time()
    await asyncio.sleep(3)
    print(f"idle: {(time.process_time() - began) / 3:.1%} of a core")
    await jobs.stop()
    await database.close()


def main() -> None:
    """Measure on a database made for it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=600)
    events = options.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        postgres = Postgres(path)
        postgres.start()
        try:
            url = postgres.create_database("bench")
            migrate.upgrade(url)
            asyncio.run(measure(url, events))
        finally:
            postgres.stop()


if __name__ == "__main__":
    main()
