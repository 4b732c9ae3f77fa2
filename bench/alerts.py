"""How long from an observation to the webhook that tells of it, at a steady rate.

    python -m bench.alerts [--rate 50] [--seconds 20]

PostgreSQL and a worker as processes of their own, and in this one a receiver on loopback. Each
stored reading shows one new listing that a saved search catches; the clock runs from its commit
to the request at the receiver.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

import asyncpg
import orjson
from aiohttp import web
from sqlalchemy import text

from bench.frame.service import Service, latencies, service, took
from bolo.core.money import Money
from bolo.core.offer import Availability, Offer
from bolo.core.searching.rules.rule import parse
from bolo.pipeline.watch.asking.packing import pack
from bolo.pipeline.watch.searches.searching import Wanted
from bolo.platform.database.dsn import asyncpg_url
from bolo.platform.ids import new_id
from bolo.wiring import Services, build

SHOP = "things.example"
LONGEST = 120.0
"""Seconds after which the bench gives up waiting."""
TOGETHER = 0.02
"""Seconds of which the readings are stored together, as a worker stores them."""
WORDS = "mug bowl plate lamp chair clock knife kettle radio camera guitar watch tent".split()
SOURCE = "INSERT INTO source (id, host) VALUES (:id, :host)"
STORE = """
    WITH asked AS (
        INSERT INTO question (id, source_id, kind, key, least_seconds, most_seconds,
            interval_seconds, due_at)
        SELECT id, $1, 'address', key, 86400, 86400, 86400, now() + interval '1 day'
        FROM unnest($2::uuid[], $3::text[]) AS new(id, key)
        ON CONFLICT DO NOTHING RETURNING id
    ), told AS (
        INSERT INTO outbox (id, kind, ids)
        SELECT $4::uuid, 'PageRead', $5::uuid[] WHERE EXISTS (SELECT FROM asked)
    )
    INSERT INTO reading (id, question_id, read_at, complete, payload)
    SELECT new.id, question, clock_timestamp(), false, payload
    FROM unnest($5::uuid[], $2::uuid[], $6::bytea[]) AS new(id, question, payload)
    JOIN asked ON asked.id = question
"""
"""Stores readings; doing it again with the same ids does nothing."""


@dataclass(slots=True)
class Receiver:
    """Notes when each listing was told, and how often."""

    url: str = ""
    at: dict[str, float] = field(default_factory=dict[str, float])
    requests: int = 0
    more: asyncio.Event = field(default_factory=asyncio.Event)
    runner: web.AppRunner | None = None

    async def take(self, request: web.Request) -> web.Response:
        """Take a webhook."""
        now = time.perf_counter()
        told = orjson.loads(await request.read())
        self.requests += 1
        self.at.setdefault(told["data"]["links"][0]["url"], now)
        self.more.set()
        return web.Response(status=204)

    async def start(self) -> None:
        """Listen on a port of its own."""
        app = web.Application()
        app.router.add_post("/hook", self.take)
        self.runner = web.AppRunner(app, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}/hook"

    async def stop(self) -> None:
        """Listen no more."""
        if self.runner is not None:
            await self.runner.cleanup()

    async def told(self, count: int) -> None:
        """Wait until so many listings were told, or nothing more comes."""
        async with asyncio.timeout(LONGEST):
            while len(self.at) < count:
                self.more.clear()
                await self.more.wait()

    def begin(self) -> None:
        """Forget what was told so far."""
        self.at.clear()
        self.requests = 0


def offer(number: int, kind: str = "kestrel") -> Offer:
    """Return one new thing; what is told apart is its number and what it is."""
    what = f"{WORDS[number % 13]} {WORDS[number // 13 % 13]}"
    return Offer(
        marketplace="shopify",
        shop=SHOP,
        ref=f"{SHOP}/{kind}/{number}",
        url=f"https://{SHOP}/products/{kind}-{number}",
        title=f"{kind.title()} {what} KX{number}",
        price=Money(Decimal(20 + number % 80), "USD"),
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
    """Things to show: `count` of them from `first` on, `rate` a second, one of `every` caught."""

    first: int
    count: int
    rate: float
    every: int = 1

    def offer(self, number: int) -> Offer:
        """Return the thing with a number."""
        return offer(self.first + number, "plover" if number % self.every else "kestrel")


async def feed(url: str, source: UUID, what: Feed) -> dict[str, float]:
    """Store readings of a page each at a steady rate; return when each caught one was committed."""
    connection = await asyncpg.connect(asyncpg_url(url))
    stored: dict[str, float] = {}
    begun, number = time.perf_counter(), 0
    while number < what.count:
        due = min(what.count, int((time.perf_counter() - begun) * what.rate) + 1)
        offers = [what.offer(one) for one in range(number, due)]
        if offers:
            questions, readings = ([new_id() for _ in offers] for _ in range(2))
            keys, payloads = [one.url for one in offers], [pack((one,))[0] for one in offers]
            values = (source, questions, keys, new_id(), readings, payloads)
            await connection.execute(STORE, *values)
            now = time.perf_counter()
            stored |= {one.url: now for one in offers if "kestrel" in one.url}
        number = due
        await asyncio.sleep(TOGETHER)
    await connection.close()
    return stored


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of a feed: seconds from each commit to its webhook, and what it took."""

    latencies: list[float]
    requests: int
    count: int
    lasted: float
    before: dict[str, float]
    after: dict[str, float]

    def figures(self, every: int = 1) -> dict[str, str]:
        """Say it; one of `every` listings was caught."""
        alerts, told = len(self.latencies), self.latencies
        return {
            "alerts": f"{alerts}, {self.requests - alerts} doubled,"
            f" {-(-self.count // every) - alerts} lost",
            "rate": f"{alerts / self.lasted:.1f} alerts and {self.count / self.lasted:.1f}"
            f" listings a second over {self.lasted:.1f} s",
            "observation to webhook": latencies(told),
            "processor time": f"{took(self.after, self.before, self.count)} a listing",
        }


async def show(bolo: Service, receiver: Receiver, source: UUID, what: Feed) -> Shown:
    """Feed and wait until all that was caught was told."""
    receiver.begin()
    before, begun = bolo.spent(), time.perf_counter()
    stored = await feed(bolo.url, source, what)
    await receiver.told(len(stored))
    lasted = time.perf_counter() - begun
    found = [receiver.at[where] - at for where, at in stored.items()]
    return Shown(found, receiver.requests, what.count, lasted, before, bolo.spent())


async def measure(bolo: Service, rate: float, seconds: float) -> dict[str, str]:
    """Run it and return the figures."""
    receiver = Receiver()
    await receiver.start()
    services = build(bolo.settings(), bolo.url, role="bench")
    source = await prepare(services, receiver.url)
    await services.db.close()
    bolo.start("worker")
    await show(bolo, receiver, source, Feed(0, 20, 5))  # the first of all loads what it needs
    shown = await show(bolo, receiver, source, Feed(1_000_000, max(1, int(rate * seconds)), rate))
    await receiver.stop()
    return shown.figures()


def main(arguments: Sequence[str] | None = None) -> dict[str, str]:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    chosen = parser.parse_args(arguments)
    with service() as bolo:
        figures = asyncio.run(measure(bolo, chosen.rate, chosen.seconds))
    for name, figure in figures.items():
        print(f"{name:>24}  {figure}")
    return figures


if __name__ == "__main__":
    main()
