"""A shop on loopback in a process of its own, so quick that it is not what is measured.

It answers at any path: product pages made by `bench.frame.pages` (gzipped once, before the
clock runs), and `/collections/N/products.json` as Shopify does, whose prices move or not.
"""

import asyncio
import gzip
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final, cast

import uvloop
from isal import igzip

from bench.frame.pages import pages

VARIANTS: Final = 50
_EACH: Final = 5
"""Variants of one product; a collection has ten such products."""
_NOT_THERE: Final = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_LISTING: Final = "/products.json"


@dataclass(frozen=True, slots=True)
class Stock:
    """What is served beside the collections: so many product pages."""

    pages: int


class Shop:
    """Knows every reply; `moving` says whether the prices of collections go up and down."""

    def __init__(self, stock: Stock) -> None:
        self.moving = False
        self._asked: dict[str, int] = {}
        made = [(one.path, igzip.compress(one.body, 1)) for one in pages(stock.pages)]
        self._pages = {path: _reply(body, "text/html; charset=utf-8") for path, body in made}

    def answer(self, target: str) -> bytes:
        """Return the whole reply to one question."""
        path = target.partition("?")[0]
        if (page := self._pages.get(path)) is not None:
            return page
        if path.endswith(_LISTING):
            return self._collection(path)
        if path.endswith("/cart.js"):
            return _reply(gzip.compress(b'{"currency":"EUR","items":[]}'), "application/json")
        return _NOT_THERE

    def _collection(self, path: str) -> bytes:
        """Return ten products of five variants; when moving, five prices change each time."""
        turn = self._asked.get(path, 0) + self.moving
        self._asked[path] = turn
        shop = int(path.split("/")[2])
        products = [_product(shop * 100 + number, turn) for number in range(VARIANTS // _EACH)]
        body = json.dumps({"products": products}).encode()
        return _reply(igzip.compress(body, 1), "application/json")


def _product(number: int, turn: int) -> dict[str, Any]:
    return {
        "id": number,
        "title": f"Arvenor Desk Lamp {number}",
        "handle": f"arvenor-desk-lamp-{number}",
        "vendor": "Arvenor",
        "product_type": "Lamps",
        "images": [{"src": f"https://images.example/{number}.jpg"}],
        "variants": [
            {
                "id": number * 100 + one,
                "option1": f"Colour {one}",
                "sku": f"AD-{number}-{one}",
                "available": True,
                "price": f"{40 + number % 50 + (turn % 7 if one == turn % 2 * 3 else 0)}.90",
            }
            for one in range(_EACH)
        ],
    }


def _reply(body: bytes, kind: str) -> bytes:
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Encoding: gzip\r\n"
        "Server: bench\r\nDate: Fri, 02 Jan 2026 10:00:00 GMT\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Talk(asyncio.Protocol):
    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer; questions are small enough to come in one piece."""
        target = data.split(b" ", 2)[1].decode()
        self._transport.write(self._shop.answer(target))


def _serve(stock: Stock, told: Connection) -> None:
    """Serve until told to stop; `moving` and `still` say what prices do."""

    async def run() -> None:
        shop = Shop(stock)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Talk(shop), "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        while (word := await loop.run_in_executor(None, told.recv)) != "stop":
            shop.moving = word == "moving"
            told.send(word)
        server.close()

    uvloop.run(run())


@dataclass(frozen=True, slots=True)
class Loopback:
    """A shop that is being served."""

    origin: str
    told: Connection

    def say(self, word: str) -> None:
        """Have prices be `moving` or `still` from now on."""
        self.told.send(word)
        self.told.recv()


@contextmanager
def served(stock: Stock) -> Iterator[Loopback]:
    """Serve `stock` for as long as the block lasts."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    server = spawn.Process(target=_serve, args=(stock, there), daemon=True)
    server.start()
    there.close()
    try:
        yield Loopback(f"http://127.0.0.1:{here.recv()}", here)
    finally:
        here.send("stop")
        server.join(10)
        if server.is_alive():
            server.kill()
