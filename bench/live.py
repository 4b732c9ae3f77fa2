"""1,000 clients of the live feed at 10 events a second each, out of one API process.

    python -m bench.live [--clients 1000] [--rate 10] [--seconds 10]

PostgreSQL, a worker (its relay numbers the events) and the API are processes of their own, and
this one holds the clients. The clock runs from the commit of an event to its arrival at each
client. In the middle a tenth of the clients are cut off and come back with their last position.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
import asyncpg
import orjson

from bench.frame.service import Service, key_of, latencies, service, took
from bolo.platform.database.dsn import asyncpg_url
from bolo.platform.ids import new_id

LONGEST = 60.0
AT_ONCE = 50
"""Clients that connect at the same time."""
PUBLISH = "INSERT INTO outbox (id, kind, ids) VALUES ($1::uuid, 'AlertRaised', ARRAY[$1::uuid])"


@dataclass(slots=True)
class Client:
    """One open dashboard: what arrived, in order, with the time."""

    seen: list[tuple[int, str, float]] = field(default_factory=list[tuple[int, str, float]])
    position: int = 0
    resumed: bool = True
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, session: aiohttp.ClientSession, url: str) -> None:
        """Take what comes until cut off; begin where it stopped."""
        after = f"?after={self.position}" if self.position else ""
        async with session.ws_connect(url + after, compress=0) as feed:
            hello = orjson.loads((await feed.receive(timeout=LONGEST)).data)
            self.resumed = self.resumed and hello["resumed"]
            self.position = self.position or hello["hello"]
            self.ready.set()
            async for message in feed:
                now = time.perf_counter()
                told = orjson.loads(message.data)
                if "hello" in told:
                    self.resumed = False
                else:
                    self.position = told["position"]
                    self.seen.append((told["position"], told["ids"][0], now))


@dataclass(slots=True)
class Crowd:
    """All clients of one API."""

    url: str
    session: aiohttp.ClientSession
    clients: list[Client]
    tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    async def come(self, some: Sequence[Client]) -> None:
        """Connect, a few at a time."""
        for start in range(0, len(some), AT_ONCE):
            group = some[start : start + AT_ONCE]
            for one in group:
                one.ready.clear()
                self.tasks.append(asyncio.create_task(one.follow(self.session, self.url)))
            async with asyncio.timeout(LONGEST):
                await asyncio.gather(*(one.ready.wait() for one in group))

    async def leave(self) -> None:
        """Cut every connection."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks.clear()


async def publish(url: str, count: int, rate: float) -> dict[str, float]:
    """Publish events at a steady rate; return when each was committed."""
    connection = await asyncpg.connect(asyncpg_url(url))
    at: dict[str, float] = {}
    begun = time.perf_counter()
    for number in range(count):
        one = new_id()
        await connection.execute(PUBLISH, one)
        at[str(one)] = time.perf_counter()
        await asyncio.sleep(max(0.0, begun + (number + 1) / rate - time.perf_counter()))
    await connection.close()
    return at


async def cut_some(crowd: Crowd, some: int, after: float) -> None:
    """Cut clients off in the middle, and let them come back a second later."""
    await asyncio.sleep(after)
    gone, crowd.tasks = crowd.tasks[:some], crowd.tasks[some:]
    for task in gone:
        task.cancel()
    await asyncio.gather(*gone, return_exceptions=True)
    await asyncio.sleep(1.0)
    await crowd.come(crowd.clients[:some])


async def arrived(crowd: Crowd, count: int) -> None:
    """Wait until everybody was told everything, or it takes too long."""
    deadline = time.perf_counter() + LONGEST
    while time.perf_counter() < deadline and any(len(one.seen) < count for one in crowd.clients):  # noqa: ASYNC110
        await asyncio.sleep(0.1)


async def measure(bolo: Service, clients: int, rate: float, seconds: float) -> dict[str, str]:
    """Run it and return the figures."""
    key = await key_of(bolo.settings(), bolo.url)
    bolo.start("worker")
    bolo.start("api", "--port", str(bolo.port))
    bolo.answers()
    count, cut = int(rate * seconds), clients // 10
    headers = {"authorization": f"Bearer {key}"}
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(headers=headers, connector=connector) as session:
        url = f"{bolo.origin.replace('http', 'ws')}/api/v1/live"
        crowd = Crowd(url, session, [Client() for _ in range(clients)])
        await crowd.come(crowd.clients)
        before = bolo.spent()
        published, _ = await asyncio.gather(
            publish(bolo.url, count, rate), cut_some(crowd, cut, seconds / 2)
        )
        await arrived(crowd, count)
        after, memory = bolo.spent(), bolo.memory()
        await crowd.leave()
    return figures(crowd.clients, published, cut) | {
        "processor time": f"{took(after, before, count * clients)} a message",
        "memory of the API": f"{memory['api']:.0f} MB",
    }


def figures(clients: Sequence[Client], published: dict[str, float], cut: int) -> dict[str, str]:
    """Say what arrived; latencies of those who were there all the time."""
    steady = [now - published[one] for client in clients[cut:] for _, one, now in client.seen]
    lost = sum(len(published) - len({one for _, one, _ in client.seen}) for client in clients)
    doubled = sum(len(client.seen) - len({one for _, one, _ in client.seen}) for client in clients)
    return {
        "messages": f"{sum(len(one.seen) for one in clients)}, {lost} lost, {doubled} doubled",
        "cut off and back": f"{cut}, {sum(one.resumed for one in clients[:cut])} resumed",
        "commit to client": latencies(steady),
    }


def main(arguments: Sequence[str] | None = None) -> dict[str, str]:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=10)
    chosen = parser.parse_args(arguments)
    with service() as bolo:
        found = asyncio.run(measure(bolo, chosen.clients, chosen.rate, chosen.seconds))
    for name, figure in found.items():
        print(f"{name:>24}  {figure}")
    return found


if __name__ == "__main__":
    main()
