"""How long from an observation to the webhook that tells of it, at a steady rate.

    python -m bench.alerts [--rate 50] [--seconds 20]

A PostgreSQL of its own, and in this process a whole worker, a saved search and a receiver on
loopback. Each stored reading shows one new listing that the search catches; the clock runs
from its commit to the request at the receiver, which shares the processor.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import orjson
from aiohttp import web
from sqlalchemy import text

from bolo.core.events import PageRead
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.core.searching.rule import parse
from bolo.pipeline.watch import store as inbox
from bolo.pipeline.watch.packing import pack
from bolo.pipeline.watch.searching import Wanted
from bolo.pipeline.watch.store import NewReading
from bolo.platform import migrate
from bolo.platform.clock import system_clock
from bolo.platform.ids import new_id
from bolo.platform.outbox import publish
from bolo.platform.postgres import Postgres
from bolo.platform.settings import Settings
from bolo.wiring import Services, build
from bolo.worker import work

SHOP = "shop.example"
LONGEST = 120.0
"""Seconds after which the bench gives up waiting."""
SOURCE = "INSERT INTO source (id, host) VALUES (:id, :host)"
QUESTION = """
    INSERT INTO question (id, source_id, kind, key, least_seconds, most_seconds, interval_seconds,
        due_at)
    VALUES (:id, :source, 'address', :key, 86400, 86400, 86400, now() + interval '1 day')
"""


@dataclass(slots=True)
class Receiver:
    """Notes when each listing was told."""

    url: str = ""
    at: dict[str, float] = field(default_factory=dict[str, float])
    requests: int = 0
    more: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """Take a webhook."""
        now = time.perf_counter()
        told = orjson.loads(await request.read())
        self.requests += 1
        self.at.setdefault(told["data"]["links"][0]["url"], now)
        self.more.set()
        return web.Response(status=204)


def offer(number: int) -> Offer:
    """Return one new thing."""
    return Offer(
        marketplace="shopify",
        shop=SHOP,
        ref=f"{SHOP}/{number}",
        url=f"https://{SHOP}/products/kestrel-{number}",
        title=f"Kestrel mug number {number}",
        price=Money(Decimal("20.00"), "USD"),
        availability=Availability.IN_STOCK,
    )


async def prepare(services: Services, url: str) -> UUID:
    """Save a search, add the webhook and a source; return the source."""
    await services.accounts.ensure_owner()
    async with services.db.transaction() as session:
        workspace = (await session.execute(text("SELECT id FROM workspace"))).scalar_one()
        source = new_id()
        await session.execute(text(SOURCE), {"id": source, "host": SHOP})
    await services.saving.add(workspace, Wanted(parse("kestrel"), title="Kestrels"))
    await services.channels.add(workspace, None, "webhook", {"url": url})
    return source


@dataclass(frozen=True, slots=True)
class Feed:
    """Things to show: `count` of them from `first` on, `rate` a second."""

    first: int
    count: int
    rate: float


async def feed(services: Services, source: UUID, what: Feed) -> dict[str, float]:
    """Store readings of a page each at a steady rate; return when each was committed."""
    stored: dict[str, float] = {}
    begun = time.perf_counter()
    for number in range(what.count):
        one = offer(what.first + number)
        payload, _ = pack((one,))
        question = new_id()
        reading = NewReading(new_id(), question, system_clock(), False, payload)
        async with services.db.transaction() as session:
            asked = {"id": question, "source": source, "key": one.url}
            await session.execute(text(QUESTION), asked)
            await inbox.add_readings(session, [reading])
            await publish(session, PageRead((reading.id,)))
        stored[one.url] = time.perf_counter()
        await asyncio.sleep(max(0.0, begun + (number + 1) / what.rate - time.perf_counter()))
    return stored


def at_share(found: Sequence[float], share: float) -> float:
    """Return the latency below which a share of them lies."""
    return found[min(len(found) - 1, int(len(found) * share))]


async def told(receiver: Receiver, count: int) -> None:
    """Wait until everything was told."""
    async with asyncio.timeout(LONGEST):
        while len(receiver.at) < count:
            receiver.more.clear()
            await receiver.more.wait()


async def measure(settings: Settings, url: str, rate: float, seconds: float) -> dict[str, str]:
    """Run it and return the figures."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    services = build(settings, url, role="bench")
    source = await prepare(services, receiver.url)
    stop = asyncio.Event()
    worker = asyncio.create_task(work(settings, url, stop, supervised=False))
    await feed(services, source, Feed(0, 5, 5))  # the first of everything loads what it needs
    await told(receiver, 5)
    receiver.at.clear()
    receiver.requests = 0
    count = max(1, int(rate * seconds))
    spent, begun = time.process_time(), time.perf_counter()
    stored = await feed(services, source, Feed(1_000_000, count, rate))
    await told(receiver, count)
    lasted, cpu = time.perf_counter() - begun, time.process_time() - spent
    stop.set()
    await worker
    await services.db.close()
    await runner.cleanup()
    found = sorted((receiver.at[where] - at) * 1000 for where, at in stored.items())
    return {
        "alerts": f"{count}, {receiver.requests - count} doubled, {count - len(found)} lost",
        "rate": f"{count / lasted:.1f} a second over {lasted:.1f} s",
        "observation to webhook": f"p50 {at_share(found, 0.5):.0f} ms, "
        f"p95 {at_share(found, 0.95):.0f} ms, p99 {at_share(found, 0.99):.0f} ms, "
        f"longest {found[-1]:.0f} ms",
        "processor time": f"{cpu / count * 1000:.1f} ms an alert, feeder and receiver included",
    }


def main(arguments: Sequence[str] | None = None) -> dict[str, str]:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        postgres = Postgres(path)
        postgres.start()
        try:
            url = postgres.create_database("bench")
            migrate.upgrade(url)
            settings = Settings(data=path, allow_private_addresses=True, log_level="error")
            figures = asyncio.run(measure(settings, url, chosen.rate, chosen.seconds))
        finally:
            postgres.stop()
    for name, figure in figures.items():
        print(f"{name:>24}  {figure}")
    return figures


if __name__ == "__main__":
    main()
