"""Pages read a second: reading alone, fetching alone, and both in one process, beside Scrapy.

Run: `python -m bench.reading [--pages N] [--scrapy PYTHON]`. Pages are made in memory and
served gzipped over loopback by a second process; nothing leaves the machine.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from multiprocessing import get_context
from multiprocessing.connection import Connection

import aiohttp
from aiohttp import web
from isal import isal_zlib

from bench.pages import Made, pages
from bolo.core.reading.page import PageReading, read_page

Fetch = Callable[[Sequence[str], Callable[[str, bytes], None]], Awaitable[None]]
"""Fetches every address and hands each answer (address, body) on; exchangeable."""
_AT_ONCE = 32
_DISTINCT = 400
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
begin = time.perf_counter()
process.crawl(Spider); process.start()
print(Spider.read / (time.perf_counter() - begin))
"""


def serve(distinct: int, out: Connection) -> None:
    """Serve `distinct` pages at their paths, gzipped once; tell the port through `out`."""
    bodies = {made.path: _gzipped(made.body) for made in pages(distinct)}

    async def answer(request: web.Request) -> web.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}
        return web.Response(body=bodies[request.path], headers=headers)

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        out.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def _gzipped(body: bytes) -> bytes:
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(body) + packer.flush()


async def fetch_bare(addresses: Sequence[str], take: Callable[[str, bytes], None]) -> None:
    """Fetch with aiohttp as it comes, gzip by isal: what the machine allows at most."""
    aiohttp.set_zlib_backend(isal_zlib)
    pending = iter(addresses)
    async with aiohttp.ClientSession() as session:

        async def work() -> None:
            for address in pending:
                async with session.get(address) as answer:
                    take(address, await answer.read())

        await asyncio.gather(*(work() for _ in range(_AT_ONCE)))


def is_right(made: Made, reading: PageReading) -> bool:
    """Say whether exactly this price and currency were read."""
    price = reading.products[0].price if reading.products else None
    return price is not None and (price.amount, price.currency) == (made.amount, made.currency)


def read_alone(made: Sequence[Made], count: int) -> tuple[float, Decimal]:
    """Return pages a second and the share of right prices, without any network."""
    right = 0
    begin = time.perf_counter()
    for number in range(count):
        one = made[number % len(made)]
        right += is_right(one, read_page(one.body, f"https://shop.example{one.path}", "utf-8"))
    return count / (time.perf_counter() - begin), Decimal(right) / count


def fetched(
    fetch: Fetch, origin: str, made: Sequence[Made], count: int, *, read: bool
) -> tuple[float, Decimal]:
    """Return pages a second through `fetch`, read as they arrive when `read`."""
    by_address = {origin + one.path: one for one in made}
    addresses = [origin + made[number % len(made)].path for number in range(count)]
    right = 0

    def take(address: str, body: bytes) -> None:
        nonlocal right
        if read:
            right += is_right(by_address[address], read_page(body, address, "utf-8"))

    begin = time.perf_counter()
    asyncio.run(_awaited(fetch, addresses, take))
    return count / (time.perf_counter() - begin), Decimal(right) / count


async def _awaited(
    fetch: Fetch, addresses: Sequence[str], take: Callable[[str, bytes], None]
) -> None:
    await fetch(addresses, take)


def scrapy(python: str, origin: str, made: Sequence[Made], count: int) -> float | None:
    """Return Scrapy's pages a second on the same pages, `None` when it is not installed."""
    listing = "\n".join(origin + made[n % len(made)].path + f"?n={n}" for n in range(count))
    done = subprocess.run(  # noqa: S603 - the interpreter that the caller named
        [python, "-c", SPIDER, "/dev/stdin"],
        input=listing,
        capture_output=True,
        text=True,
        check=False,
    )
    return float(done.stdout) if done.returncode == 0 else None


def measure(count: int, python: str, fetch: Fetch = fetch_bare) -> dict[str, str]:
    """Run everything once and return the figures as they are printed."""
    made = list(pages(min(count, _DISTINCT)))
    here, there = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=serve, args=(len(made), there), daemon=True)
    server.start()
    try:
        origin = f"http://127.0.0.1:{here.recv()}"
        alone, right = read_alone(made, count)
        bare, _ = fetched(fetch, origin, made, count, read=False)
        both, right_both = fetched(fetch, origin, made, count, read=True)
        other = scrapy(python, origin, made, min(count, 1_000))
    finally:
        server.terminate()
        server.join()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(len(one.body) for one in made) / len(made)
    beside = "not installed, skipped"
    if other is not None:
        beside = f"{other:.0f} pages/s; ours is {both / other:.1f} times that"
    return {
        "pages": f"{count}, {size / 1000:.0f} kB on average",
        "read alone": f"{alone:.0f} pages/s, {right:.1%} right",
        "fetch alone": f"{bare:.0f} pages/s",
        "fetch and read": f"{both:.0f} pages/s in one process, {right_both:.1%} right",
        "peak RSS": f"{peak:.0f} MB, the pages included",
        "Scrapy": beside,
    }


def main() -> None:
    """Print the figures, as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--scrapy", default=sys.executable, help="a Python that has Scrapy")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    figures = measure(chosen.pages, chosen.scrapy)
    if chosen.json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:>15}  {figure}")


if __name__ == "__main__":
    main()
