"""Slow, huge and poisoned answers end early."""

import asyncio
import gzip
from datetime import timedelta

import pytest
from aiohttp import web

from bolo.core.errors import Rejected, Unavailable
from bolo.core.marketplace import Request
from bolo.platform.http.decoding import Limits
from tests.platform.http.street import Says, Street, World, whole

SOON = timedelta(milliseconds=50)
OFTEN = 5  # as many failures in a row as a host may have: a machine may stall


async def test_an_answer_that_drips_is_given_up(world: World, street: Street) -> None:
    async def drip(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"x")
            await asyncio.sleep(0.01)
        return response

    url = street.at("/p", drip)
    async with world.inside(total_timeout=SOON, attempts=1) as fetch:
        with pytest.raises(Unavailable, match="did not answer in time"):
            await fetch(Request(url), whole)


async def test_an_answer_that_never_comes_is_given_up_and_asked_again(
    world: World, street: Street
) -> None:
    async def hang(_request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.sleep(1)
        return web.Response()

    url = street.at("/p", hang, Says(b"at last"))
    async with world.inside(total_timeout=4 * SOON, attempts=OFTEN) as fetch:
        answer = await fetch(Request(url), whole)

    assert answer.body == b"at last"


async def test_a_huge_page_is_given_up(world: World, street: Street) -> None:
    url = street.at("/p", Says(b"x" * 200_000))
    async with world.inside(limits=Limits(most_bytes=100_000)) as fetch:
        with pytest.raises(Rejected, match=r"larger than 0\.1 MB"):
            await fetch(Request(url), whole)


async def test_a_bomb_is_given_up(world: World, street: Street) -> None:
    wire = gzip.compress(b"\0" * 9_000_000)
    url = street.at("/p", Says(wire, headers={"Content-Encoding": "gzip"}))
    async with world.inside() as fetch:
        with pytest.raises(Rejected, match="decompression bomb"):
            await fetch(Request(url), whole)


@pytest.mark.parametrize("coding", ["gzip", "br"])
async def test_a_broken_encoding_is_told(world: World, street: Street, coding: str) -> None:
    url = street.at("/p", Says(b"plain", headers={"Content-Encoding": coding}))
    async with world.inside(attempts=1) as fetch:
        with pytest.raises(Unavailable, match="sent a broken answer"):
            await fetch(Request(url), whole)


async def test_a_page_that_is_cut_short_is_not_a_page(world: World, street: Street) -> None:
    async def cut(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"only this")
        assert request.transport is not None
        request.transport.close()
        return response

    url = street.at("/p", cut, Says(b"whole"))
    async with world.inside() as fetch:
        answer = await fetch(Request(url), whole)

    assert answer.body == b"whole"
