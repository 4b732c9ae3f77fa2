"""The street over HTTP: opened, marked, continued after a restart, ended with its parent."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

import aiohttp
import pytest

from bolo.core.errors import NotFound
from bolo.core.marketplace import Address, Answer, ReadsPage, Request
from bolo.core.offer import Offer
from bolo.demo import DemoStreet
from bolo.demo.__main__ import main, moment, options, run
from bolo.demo.book import PATH, book
from bolo.demo.moment import STEP
from bolo.demo.traps import TrapKind
from bolo.marketplaces.shopify import Shopify
from bolo.marketplaces.woocommerce import WooCommerce
from bolo.platform.ports import free_ports

T = TypeVar("T")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
NOON = EPOCH + STEP * 450


@pytest.fixture
async def street() -> AsyncIterator[DemoStreet]:
    """Open a street at noon."""
    async with DemoStreet(epoch=EPOCH, now=lambda: NOON) as street:
        yield street


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """Be somebody who asks."""
    async with aiohttp.ClientSession() as session:
        yield session


class Fetching:
    """A `Fetch` without budgets, for loopback."""

    def __init__(self, client: aiohttp.ClientSession) -> None:
        self.client = client

    async def __call__(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Ask, and read the answer."""
        query = f"?{urlencode(request.params)}" if request.params else ""
        async with self.client.get(request.url + query, headers=dict(request.headers)) as reply:
            if reply.status == 404:
                raise NotFound(request.url)
            headers: Mapping[str, str] = {k.lower(): v for k, v in reply.headers.items()}
            return read(Answer(await reply.read(), str(reply.url), headers, reply.charset))


async def offers(reader: ReadsPage, url: str, fetch: Fetching) -> list[Offer]:
    """Read a whole shop with one of our connectors."""
    found: list[Offer] = []
    after: str | None = None
    while True:
        page = await reader.read(Address(url), after, fetch)
        found += page.offers
        after = page.after
        if after is None:
            return found


async def test_three_shops_are_open_and_say_that_they_are_a_demo(
    street: DemoStreet, client: aiohttp.ClientSession
) -> None:
    assert [shop.kind for shop in street.shops] == ["shopify", "woocommerce", "plain"]
    assert all(shop.title.endswith("(demo)") for shop in street.shops)
    for shop in street.shops:
        async with client.get(shop.url) as reply:
            assert reply.status == 200
            assert reply.headers["X-Bolo-Demo"] == "1"


@pytest.mark.parametrize(
    ("place", "reader", "currency"), [(0, Shopify(), "USD"), (1, WooCommerce(), "GBP")]
)
async def test_our_connectors_read_the_shop_and_every_trap_has_the_ref_it_is_said_to_have(
    street: DemoStreet, client: aiohttp.ClientSession, place: int, reader: ReadsPage, currency: str
) -> None:
    shop = street.shops[place]

    found = await offers(reader, shop.url, Fetching(client))

    refs = {offer.ref: offer for offer in found}
    assert len(refs) == len(found) > 270
    planted = {trap.ref: trap for trap in street.traps if trap.shop.value == shop.kind}
    assert set(planted) <= set(refs)
    assert {offer.price.currency for offer in found if offer.price} <= {currency, "SEK"}
    free = {offer.ref for offer in found if offer.price and offer.price.amount == 0}
    assert free == {ref for ref, trap in planted.items() if trap.kind is TrapKind.ZERO_PRICE}
    assert all(refs[ref].url.startswith(trap.url) for ref, trap in planted.items() if ref)


async def test_what_has_not_changed_is_not_sent_again(
    street: DemoStreet, client: aiohttp.ClientSession
) -> None:
    url = f"{street.shops[2].url}/sitemap.xml"
    async with client.get(url) as first:
        tag = first.headers["ETag"]

    async with client.get(url, headers={"If-None-Match": tag}) as second:
        assert second.status == 304
        assert await second.read() == b""


async def test_a_street_that_is_started_again_goes_on_where_it_would_have_been(
    client: aiohttp.ClientSession,
) -> None:
    times = [EPOCH]
    path = "/products.json?limit=250"

    async def prices(street: DemoStreet) -> list[list[str]]:
        async with client.get(street.shops[0].url + path) as reply:
            found = (await reply.json())["products"]
            return [[variant["price"] for variant in one["variants"]] for one in found]

    first, second, third = free_ports(3)
    ports = first, second, third
    async with DemoStreet(ports=ports, epoch=EPOCH, now=lambda: times[-1]) as street:
        assert street.ports == ports
        early = await prices(street)
        times.append(NOON)
        late = await prices(street)
    assert street.shops == ()
    assert street.traps == ()
    async with DemoStreet(ports=ports, epoch=EPOCH, now=lambda: NOON) as again:
        assert again.ports == ports
        assert await prices(again) == late != early


async def test_when_a_port_is_taken_no_shop_opens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        street = DemoStreet(ports=(0, 0, taken), epoch=EPOCH, now=lambda: NOON)

        with pytest.raises(OSError, match="in use"):
            await street.start()

        assert street.shops == ()


async def open_street(*arguments: str) -> tuple[asyncio.subprocess.Process, dict[str, Any]]:
    """Start the street as a process; return it and the line it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bolo.demo", *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    return process, json.loads(await asyncio.wait_for(process.stdout.readline(), 300))


async def test_as_a_process_it_says_when_it_is_ready_and_ends_when_told(
    client: aiohttp.ClientSession,
) -> None:
    process, ready = await open_street("--epoch", "2026-01-01T00:00:00+00:00")
    try:
        assert ready["ready"] is True
        assert ready["epoch"] == EPOCH.isoformat()
        async with client.get(ready["shops"][1]["url"]) as reply:
            assert reply.status == 200
        process.send_signal(signal.SIGTERM)

        assert await asyncio.wait_for(process.wait(), 300) == 0
    finally:
        with suppress(ProcessLookupError):
            process.kill()


async def test_it_ends_by_itself_when_its_parent_dies() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-m', 'bolo.demo'],"
        " stdout=subprocess.PIPE); print(p.pid, flush=True); p.stdout.readline();"
        " print('ready', flush=True); input()",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    await asyncio.wait_for(parent.stdout.readline(), 300)

    parent.kill()
    await parent.wait()

    async with asyncio.timeout(300):
        while alive(child):  # noqa: ASYNC110 - another's child tells nobody when it ends
            await asyncio.sleep(0.1)


def alive(pid: int) -> bool:
    """Say whether a process that is not our child runs still."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with suppress(OSError), open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - a kernel file
        return stat.read().rpartition(")")[2].split()[0] != "Z"
    return True


async def test_it_does_not_outlive_a_parent_that_has_gone_before_it_was_ready(
    capsys: pytest.CaptureFixture[str],
) -> None:
    gone = -1

    await run(options([]), gone)

    assert len(json.loads(capsys.readouterr().out)["shops"]) == 3


def test_a_port_in_use_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code = main(["--ports", "0", "0", port])

    assert code == 2
    assert capsys.readouterr().err.startswith("The demo street cannot open:")


def test_an_epoch_without_a_zone_is_utc() -> None:
    assert moment("2026-01-01T00:00:00") == EPOCH
    assert options(["--ports", "1", "2", "3"]).ports == [1, 2, 3]


async def test_the_book_of_the_seller_is_handed_out_marked_as_the_demo(
    street: DemoStreet, client: aiohttp.ClientSession
) -> None:
    async with client.get(street.shops[0].url + PATH) as reply:
        told = await reply.read()

    assert reply.headers["X-Bolo-Demo"] == "1"
    assert reply.content_type == "text/csv"
    assert told == book(EPOCH)
