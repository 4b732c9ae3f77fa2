"""What bolo must carry, all figures by one command.

    python -m bench.carry [--parts hour,alerts,live,edit,memory,lists,searching] [--minutes 0.5]

Each part works in a PostgreSQL and processes of its own, one after the other, and says its goal.
`hour` is the rate of 100,000 listings and 50,000 alerts in an hour, for `--minutes`, with the API
asked meanwhile; then as many at once as come in a few seconds, to see how fast it goes.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

from bench import alerts, edits, live
from bench.alerts import Feed, Receiver, show
from bench.frame.service import Service, key_of, latencies, service
from bench.stock import stock
from bolo.wiring import build

HOUR = 3600
LISTINGS, ALERTS = 100_000, 50_000
BURST = 1_000
ASKED_EVERY = 0.05
"""Seconds between two requests to the API."""
PATHS = ("listings?limit=50", "alerts?limit=50", "searches", "opportunities?limit=50")
SEARCHES, RECORDED, STOCKED = 10_000, 1_000_000, 100_000
QUICKLY_FILLED = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Of a PostgreSQL whose own pace is not what is measured."""
WORKED = 400
"""Things that a service is shown before its memory is looked at."""
GOALS = {
    "hour": "100,000 listings and 50,000 alerts in an hour, none lost or doubled; API p95 < 100 ms",
    "alerts": "observation to webhook p99 < 1 s at 50 alerts a second",
    "live": "1,000 clients at 10 events a second each: p99 < 1 s, nothing lost",
    "edit": "10,000 searches: adding or editing one takes effect < 1 s later",
    "memory": "10,000 searches and 1,000,000 listings: at most 1 GB outside PostgreSQL",
    "lists": "50 rows of 1,000,000: p95 < 20 ms in the server, 800 requests a second",
    "searching": "10,000 searches: 25,000 listings a second",
}


@dataclass(slots=True)
class Asking:
    """Asks the API again and again, one request at a time."""

    key: str
    origin: str
    took: list[float] = field(default_factory=list[float])
    failed: int = 0

    async def go_on(self) -> None:
        """Ask until cancelled."""
        headers = {"authorization": f"Bearer {self.key}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            while True:
                for path in PATHS:
                    begun = time.perf_counter()
                    async with session.get(f"{self.origin}/api/v1/{path}") as answer:
                        await answer.read()
                        self.failed += answer.status != 200
                    self.took.append(time.perf_counter() - begun)
                    await asyncio.sleep(ASKED_EVERY)


async def hour(bolo: Service, minutes: float) -> dict[str, str]:
    """Show listings at the rate of the hour, then at once, and ask the API all the time."""
    receiver = Receiver()
    await receiver.start()
    services = build(bolo.settings(), bolo.url, role="bench")
    source = await alerts.prepare(services, receiver.url)
    await services.db.close()
    bolo.start("worker")
    bolo.start("api", "--port", str(bolo.port))
    bolo.answers()
    every, rate = LISTINGS // ALERTS, LISTINGS / HOUR
    await show(bolo, receiver, source, Feed(0, 20, 5))
    asking = Asking(await key_of(bolo.settings(), bolo.url), bolo.origin)
    going = asyncio.create_task(asking.go_on())
    count = int(minutes * 60 * rate)
    steady = await show(bolo, receiver, source, Feed(1_000_000, count, rate, every))
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    burst = await show(bolo, receiver, source, Feed(2_000_000, BURST, 1e6, every))
    await receiver.stop()
    return {
        **steady.figures(every),
        "API meanwhile": f"{latencies(asking.took)} ({len(asking.took)} requests,"
        f" {asking.failed} failed)",
        "all at once": f"{BURST / burst.lasted:.0f} listings and"
        f" {len(burst.latencies) / burst.lasted:.0f} alerts a second",
    }


async def memory(bolo: Service) -> dict[str, str]:
    """Fill it, let everything work once, and look."""
    key = await key_of(bolo.settings(), bolo.url)
    begun = time.perf_counter()
    await asyncio.to_thread(stock, bolo.url, SEARCHES, RECORDED)
    filled = time.perf_counter() - begun
    receiver = Receiver()
    await receiver.start()
    services = build(bolo.settings(), bolo.url, role="bench")
    source = await alerts.prepare(services, receiver.url)
    await services.db.close()
    bolo.start("up", "--no-browser", "--port", str(bolo.port))
    await asyncio.to_thread(bolo.answers)
    await show(bolo, receiver, source, Feed(0, 20, 5))  # the first of all loads what it needs
    asking = Asking(key, bolo.origin)
    going = asyncio.create_task(asking.go_on())
    shown = await show(bolo, receiver, source, Feed(1_000_000, WORKED, 20))
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    await receiver.stop()
    return {
        "filled": f"in {filled:.0f} s",
        "the whole service": memory_of(bolo.memory()),
        "alerts meanwhile": latencies(shown.latencies),
        "API meanwhile": latencies(asking.took),
    }


def memory_of(found: Mapping[str, float]) -> str:
    """Say what processes hold, all together and each."""
    each = ", ".join(f"{name} {mb:.0f}" for name, mb in found.items())
    return f"{sum(found.values()):.0f} MB ({each})"


async def edit_part(bolo: Service) -> dict[str, str]:
    """Add and edit searches while things come in."""
    return await edits.measure(bolo, 40, (SEARCHES, STOCKED))


async def alerts_part(bolo: Service) -> dict[str, str]:
    """Alerts at 50 a second."""
    return await alerts.measure(bolo, 50, 20)


async def live_part(bolo: Service) -> dict[str, str]:
    """Follow the live feed."""
    return await live.measure(bolo, 1_000, 10, 10)


def beside(module: str, *words: str) -> None:
    """Run a bench that prints its own figures, in a process of its own."""
    subprocess.run((sys.executable, "-m", module, *words), check=True)  # noqa: S603  (ours)


def part(name: str, minutes: float) -> None:
    """Do one part and print its figures."""
    print(f"{name}: {GOALS[name]}", flush=True)
    if name in ("lists", "searching"):
        beside(f"bench.{name}")
        return
    work: dict[str, Callable[[Service], object]] = {
        "hour": lambda bolo: asyncio.run(hour(bolo, minutes)),
        "alerts": lambda bolo: asyncio.run(alerts_part(bolo)),
        "live": lambda bolo: asyncio.run(live_part(bolo)),
        "edit": lambda bolo: asyncio.run(edit_part(bolo)),
        "memory": lambda bolo: asyncio.run(memory(bolo)),
    }
    with service(QUICKLY_FILLED if name in ("edit", "memory") else None) as bolo:
        figures = work[name](bolo)
    assert isinstance(figures, dict)  # noqa: S101  (each of them gives one)
    for what, figure in figures.items():
        print(f"{what:>24}  {figure}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of all parts, or of some."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default=",".join(GOALS))
    parser.add_argument("--minutes", type=float, default=0.5)
    chosen = parser.parse_args(arguments)
    for name in chosen.parts.split(","):
        part(name, chosen.minutes)


if __name__ == "__main__":
    main()
