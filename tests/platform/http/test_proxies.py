"""A proxy from the settings is used, and the guard still stands before it."""

import asyncio
import socket

import pytest
from aiohttp import web

from bolo.core.errors import Misconfigured, Rejected, Unavailable
from bolo.core.marketplace import Request
from tests.platform.http.street import AnyShop, Names, Says, Shy, Street, World, whole


async def test_a_marketplace_may_have_a_proxy_of_its_own(world: World, street: Street) -> None:
    street.at("shop.example/", Says(b"through the proxy"))
    async with world.fetcher(proxies={"any": street.origin}, attempts=1) as fetcher:
        answer = await fetcher.for_marketplace(AnyShop)(Request("http://shop.example/"), whole)
        world.names.known["shop.example"] = [[]]
        world.time.pass_(hours=1)
        with pytest.raises(Unavailable, match="DNS"):
            await fetcher.for_marketplace(Shy)(Request("http://shop.example/"), whole)

    assert answer.body == b"through the proxy"


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://inner.example/"])
async def test_a_proxy_is_no_way_inside(world: World, street: Street, url: str) -> None:
    world.names = Names(inner_example=[["10.0.0.1"]])
    async with world.outside(street) as fetch:
        with pytest.raises(Rejected, match="private"):
            await fetch(Request(url), whole)

    assert street.asked == []


async def test_a_public_literal_goes_through_the_proxy(world: World, street: Street) -> None:
    street.at("1.1.1.1/", Says(b"one"))
    async with world.outside(street) as fetch:
        answer = await fetch(Request("http://1.1.1.1/"), whole)

    assert answer.body == b"one"


async def test_a_name_that_only_the_proxy_knows_is_asked_for(world: World, street: Street) -> None:
    world.names = Names(shop_example=[[]])
    street.at("shop.example/", Says(b"known there"))
    async with world.outside(street) as fetch:
        answer = await fetch(Request("http://shop.example/"), whole)

    assert answer.body == b"known there"


async def test_a_proxy_that_is_away_is_told_without_its_address(world: World) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        proxy = f"http://me:secret@127.0.0.1:{closed.getsockname()[1]}"
        async with world.fetcher(proxy=proxy, attempts=1) as fetcher:
            fetch = fetcher.for_marketplace(AnyShop)

            with pytest.raises(Unavailable, match="the proxy cannot be reached") as raised:
                await fetch(Request("http://shop.example/"), whole)

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [(407, Misconfigured, "BOLO_PROXY"), (502, Unavailable, "the proxy refuses")],
)
async def test_a_tunnel_that_is_refused_says_why(
    world: World, street: Street, status: int, error: type[Exception], words: str
) -> None:
    async def refuse(_request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(0)
        return web.Response(status=status)

    street.at("/", refuse)
    street.at("shop.example:443", refuse)
    street.at("", refuse)
    async with world.outside(street, attempts=1) as fetch:
        with pytest.raises(error, match=words):
            await fetch(Request("https://shop.example/"), whole)


async def test_an_allowed_origin_is_asked_without_the_proxy(world: World, street: Street) -> None:
    url = street.at("/", Says(b"direct"))
    allowed = frozenset({street.origin})
    async with world.fetcher(proxy="http://127.0.0.1:9", allowed_origins=allowed) as fetcher:
        answer = await fetcher.for_marketplace(AnyShop)(Request(url), whole)

    assert answer.body == b"direct"
