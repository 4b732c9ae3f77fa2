"""Pages read a second: reading alone, fetching alone, and both in one process, beside Scrapy.

    python bench/reading.py [--pages N] [--scrapy]

Fetched through the real `Fetcher` with its walls, read by the `webpage` connector. A second
process serves the pages gzipped over loopback. `--scrapy` installs Scrapy into a throwaway
environment, which needs a package index.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # when it is run as a file

from bench.frame.loopback import Stock, served
from bench.frame.memory import peak_mb
from bench.frame.pages import Made, pages
from bolo.core.marketplace import Address, Answer, Request
from bolo.core.reading.document import walls
from bolo.core.reading.page import read_page
from bolo.marketplaces.webpage import Webpage
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.clock import system_clock
from bolo.platform.garbage import collect_less_often
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.config import FetchConfig
from bolo.platform.http.fetcher import Fetcher

AT_ONCE: Final = 32
BURST: Final = AT_ONCE // 2
"""Asked as the asker of a worker does: when so much room is free, it is filled at once."""
DISTINCT: Final = 400
"""So many pages are made; more are served by repeating them, which keeps memory flat."""

SPIDER = """
import json, scrapy, sys, time
from scrapy.crawler import CrawlerProcess
class Spider(scrapy.Spider):
    name = "bench"
    start_urls = [a.strip() for a in open(sys.argv[1])]
    read = 0
    def parse(self, response):
        for text in response.css('script[type="application/ld+json"]::text').getall():
            json.loads(text)
        response.css("h1::text").get(); response.css(".price::text").get()
        Spider.read += 1
process = CrawlerProcess({"LOG_ENABLED": False, "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32, "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False, "AUTOTHROTTLE_ENABLED": False})
wall, cpu = time.perf_counter(), time.process_time()
process.crawl(Spider); process.start()
print(Spider.read / (time.perf_counter() - wall), Spider.read / (time.process_time() - cpu))
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many pages a second by the clock on the wall, and by the processor time we took."""

    wall: float
    cpu: float
    right: Decimal = Decimal(1)

    def __str__(self) -> str:
        return f"{self.wall:.0f} pages/s ({self.cpu:.0f} for each second of processor)"


class Stopwatch:
    """Counts both kinds of seconds from its making on."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def rate(self, count: int, right: int) -> Rate:
        """Return the rate of `count` pages, of which `right` had the right price."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        return Rate(count / wall, count / cpu, Decimal(right) / count)


def read_alone(made: Sequence[Made], count: int) -> Rate:
    """Read without any network."""
    right, watch = 0, Stopwatch()
    for number in range(count):
        one = made[number % len(made)]
        reading = read_page(one.body, f"https://shop.example{one.path}", "utf-8")
        price = reading.products[0].price if reading.products else None
        right += price is not None and (price.amount, price.currency) == (one.amount, one.currency)
    return watch.rate(count, right)


Take = Callable[[Fetcher, str], Coroutine[Any, Any, bool]]
"""Takes one page from an address; tells whether all was right with it."""


async def fetched(take: Callable[[Made], Take], origin: str, made: list[Made], count: int) -> Rate:
    """Take `count` pages through a `Fetcher` as the worker has it."""
    config = FetchConfig("bolo-bench/1", allow_private_addresses=True, robots_for_private=False)
    coming = (made[number % len(made)] for number in range(count))
    running: set[asyncio.Task[bool]] = set()
    room, right = asyncio.Event(), 0

    def ended(task: asyncio.Task[bool]) -> None:
        nonlocal right
        running.discard(task)
        right += task.result()
        if AT_ONCE - len(running) >= BURST:
            room.set()

    async with Fetcher(config, MemoryBuckets(system_clock), MemoryCache(), walls.wall) as fetcher:
        watch = Stopwatch()
        while burst := list(islice(coming, AT_ONCE - len(running))):
            for one in burst:
                task = asyncio.create_task(take(one)(fetcher, origin + one.path))
                running.add(task)
                task.add_done_callback(ended)
            await room.wait()
            room.clear()
        await asyncio.gather(*running)
        return watch.rate(count, right)


def only_fetch(made: Made) -> Take:
    """Fetch and look at nothing but the size."""

    def whole(answer: Answer) -> bool:
        return len(answer.body) == len(made.body)

    async def take(fetcher: Fetcher, url: str) -> bool:
        return await fetcher.for_marketplace(Webpage)(Request(url), whole)

    return take


def fetch_and_read(made: Made) -> Take:
    """Read through the connector, and compare price and currency."""

    async def take(fetcher: Fetcher, url: str) -> bool:
        page = await Webpage().read(Address(url), None, fetcher.for_marketplace(Webpage))
        price = page.offers[0].price if page.offers else None
        return price is not None and (price.amount, price.currency) == (made.amount, made.currency)

    return take


def scrapy(origin: str, made: Sequence[Made], count: int) -> Rate | None:
    """Return Scrapy's rate on the same pages; `None` when it cannot be installed."""
    listing = "\n".join(origin + made[n % len(made)].path + f"?n={n}" for n in range(count))
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = f"{folder}/bin/python"
        for command in ([python, "-m", "pip", "install", "-q", "scrapy"], [python, "-c", SPIDER]):
            told = [*command, "/dev/stdin"] if command[1] == "-c" else command
            done = subprocess.run(  # noqa: S603  our own commands
                told, input=listing, capture_output=True, text=True, check=False, timeout=300
            )
            if done.returncode:
                return None
        wall, cpu = map(float, done.stdout.split())
        return Rate(wall, cpu)


def measure(count: int, *, beside_scrapy: bool) -> dict[str, str]:
    """Run everything once and return the figures as they are printed."""
    distinct = min(count, DISTINCT)
    made = list(pages(distinct))
    collect_less_often()
    with served(Stock(distinct)) as shop:
        alone = read_alone(made, count)
        bare = uvloop.run(fetched(only_fetch, shop.origin, made, count))
        both = uvloop.run(fetched(fetch_and_read, shop.origin, made, count))
        other = scrapy(shop.origin, made, min(count, 2_000)) if beside_scrapy else None
    size = sum(len(one.body) for one in made) / len(made)
    beside = "could not be installed, skipped" if beside_scrapy else "skipped; ask by --scrapy"
    if other is not None:
        beside = (
            f"{other}; ours is {both.wall / other.wall:.1f} times that by the wall,"
            f" {both.cpu / other.cpu:.1f} times by the processor, and reads more"
        )
    return {
        "pages": f"{count} of {size / 1000:.0f} kB on average, {distinct} of them distinct",
        "read alone": f"{alone}, {alone.right:.1%} right",
        "fetch alone": f"{bare}",
        "fetch and read": f"{both} in one process, {both.right:.1%} right",
        "peak RSS": f"{peak_mb():.0f} MB, the pages in memory included",
        "Scrapy": beside,
    }


def main() -> None:
    """Print the figures, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--scrapy", action="store_true", help="measure Scrapy too")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    figures = measure(chosen.pages, beside_scrapy=chosen.scrapy)
    if chosen.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:>15}  {figure}")


if __name__ == "__main__":
    main()
