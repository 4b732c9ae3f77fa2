"""How many pages a second one process fetches over loopback: ours, bare aiohttp, httpx.

`python bench/fetching.py [PAGES]`. The pages are 60-150 KB, sent gzipped by a second
process. Ours does all it does for a real host but the budget: loopback has none.
"""

import asyncio
import gzip
import importlib
import multiprocessing
import random
import sys
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from typing import cast

import aiohttp
import uvloop

from bolo.core.marketplace import Access, Answer, Budget, Marketplace, Policy, Request
from bolo.platform.buckets import MemoryBuckets
from bolo.platform.clock import system_clock
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.config import FetchConfig
from bolo.platform.http.fetcher import Fetcher

AT_ONCE = 32
DISTINCT = 60
WORDS = "lamp chair table price stock review brand colour delivery blue oak steel".split()

Get = Callable[[str], Awaitable[int]]


def pages() -> list[bytes]:
    """Return whole gzipped replies, headers included."""
    chance = random.Random(1)  # noqa: S311  the same pages at every run
    replies = []
    for number in range(DISTINCT):
        size = chance.randrange(60_000, 150_000)
        lines: list[str] = []
        while sum(map(len, lines[-1:])) + 70 * len(lines) < size:
            words = " ".join(chance.choices(WORDS, k=7))
            lines.append(f'<p id="{chance.randrange(10**9)}" class="row">{words}</p>')
        body = gzip.compress(f"<html>{number}{''.join(lines)}</html>".encode(), 6)
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            "Content-Encoding: gzip\r\nServer: bench\r\nDate: Fri, 02 Jan 2026 10:00:00 GMT\r\n"
            f'ETag: "{number}"\r\nContent-Length: {len(body)}\r\n\r\n'
        )
        replies.append(head.encode() + body)
    return replies


class Shop(asyncio.Protocol):
    """Answers every question with the next page, robots.txt with 404."""

    replies: list[bytes]
    served = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer; questions are small enough to come in one piece."""
        if b" /robots.txt" in data[:40]:
            self._transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        Shop.served += 1
        self._transport.write(self.replies[Shop.served % DISTINCT])


def serve(told: Connection) -> None:
    """Serve until told to stop."""

    async def run() -> None:
        Shop.replies = pages()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Shop, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await loop.run_in_executor(None, told.recv)
        server.close()

    uvloop.run(run())


class AnyPage(Marketplace):
    """The marketplace that the bench asks for."""

    slug = "bench"
    title = "Bench"
    policy = Policy(Access.PUBLIC_PAGE, "none")
    budget = Budget(60)


async def rate(get: Get, origin: str, count: int) -> float:
    """Return pages a second with `AT_ONCE` questions under way."""
    numbers = iter(range(count))

    async def ask() -> None:
        for number in numbers:
            size = await get(f"{origin}/product/{number}")
            if size < 50_000:
                raise RuntimeError("a page came incomplete")

    await get(f"{origin}/warm")
    started = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - started)


async def ours(origin: str, count: int) -> float:
    """Measure our fetch."""
    config = FetchConfig("bolo-bench/1", allow_private_addresses=True)
    buckets, cache = MemoryBuckets(system_clock), MemoryCache()

    def size(answer: Answer) -> int:
        return len(answer.body)

    async with Fetcher(config, buckets, cache, lambda *_: None) as fetcher:
        fetch = fetcher.for_marketplace(AnyPage)
        return await rate(lambda url: fetch(Request(url), size), origin, count)


async def bare_aiohttp(origin: str, count: int) -> float:
    """Measure aiohttp as it comes."""
    async with aiohttp.ClientSession() as session:

        async def get(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        return await rate(get, origin, count)


async def httpx(origin: str, count: int) -> float | None:
    """Measure httpx, when it is installed."""
    try:
        library = importlib.import_module("httpx")
    except ImportError:
        return None
    async with library.AsyncClient() as client:

        async def get(url: str) -> int:
            return len((await client.get(url)).content)

        return await rate(get, origin, count)


def main() -> None:
    """Measure all and print pages a second, and the ratio to ours."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,))
    server.start()
    try:
        origin = f"http://127.0.0.1:{here.recv()}"
        first = uvloop.run(ours(origin, count))
        print(f"{'bolo fetch':<14}{first:>8.0f} pages/s")
        for name, measure, part in (("bare aiohttp", bare_aiohttp, 1), ("httpx", httpx, 4)):
            found = uvloop.run(measure(origin, count // part))
            if found is None:
                print(f"{name:<14}   not installed")
            else:
                print(f"{name:<14}{found:>8.0f} pages/s   ours is {first / found:.2f} times that")
    finally:
        here.send("stop")
        server.join()


if __name__ == "__main__":
    main()
