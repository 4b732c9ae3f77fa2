"""Every reply becomes an answer or an error that says who must act."""

from collections.abc import Mapping

import pytest
from aiohttp import web
from pydantic import BaseModel, TypeAdapter
from yarl import URL

from bolo.core.errors import Blocked, BoloError, LayoutChanged, NotFound, Rejected, Unavailable
from bolo.core.marketplace import Answer, Request
from bolo.platform.http.answers import charset_of, shown
from tests.platform.http.street import AnyShop, Says, Street, World, whole

SHOP = "http://shop.example/p"


class Thing(BaseModel):
    """What a connector expects."""

    price: int


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (404, NotFound, "does not exist"),
        (410, NotFound, "does not exist"),
        (401, Blocked, "login wall"),
        (402, Blocked, "payment wall"),
        (403, Blocked, "403"),
        (407, Blocked, "proxy"),
        (429, Blocked, "rate limit"),
        (451, Blocked, "law"),
        (400, Rejected, "refused the question"),
        (422, Rejected, "422"),
        (500, Unavailable, "answered 500"),
        (503, Unavailable, "answered 503"),
        (304, Unavailable, "304"),
    ],
)
async def test_a_status_becomes_the_error_of_who_must_act(
    world: World, street: Street, status: int, error: type[BoloError], words: str
) -> None:
    street.at("/p", Says(b"" if status == 304 else b"no", status))
    async with world.outside(street, attempts=1) as fetch:
        with pytest.raises(error, match=words) as raised:
            await fetch(Request(SHOP), whole)

    assert type(raised.value) is error or error is Unavailable
    assert world.counted == [(type(raised.value).__name__.lower(), "any")]


async def test_a_captcha_is_named_and_never_read(world: World, street: Street) -> None:
    def wall(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
        assert headers["content-type"] == "text/html"
        return "a captcha" if status == 200 and b"captcha" in body else None

    def read(_: Answer) -> None:
        raise AssertionError("a wall was read as data")

    world.wall = wall
    street.at("/p", Says(b"<form id=captcha>", headers={"Content-Type": "text/html"}))
    async with world.outside(street) as fetch:
        with pytest.raises(Blocked) as blocked:
            await fetch(Request(SHOP), read)

    assert blocked.value.by == "a captcha"
    assert world.observed == []


@pytest.mark.parametrize("body", [b"", b" \r\n\t"])
async def test_an_empty_page_is_a_block(world: World, street: Street, body: bytes) -> None:
    street.at("/p", Says(body))
    async with world.outside(street) as fetch:
        with pytest.raises(Blocked, match="empty page"):
            await fetch(Request(SHOP), whole)


async def test_a_head_has_no_body_and_is_no_empty_page(world: World, street: Street) -> None:
    street.at("/p", Says(headers={"X-Shop": "1"}))
    async with world.outside(street) as fetch:
        answer = await fetch(Request(SHOP, method="HEAD"), whole)

    assert (answer.body, answer.headers["x-shop"]) == (b"", "1")


def _lookup(answer: Answer) -> str:
    return dict(answer.headers)["x-missing"]


@pytest.mark.parametrize(
    "read",
    [
        lambda answer: int(answer.body),
        lambda answer: TypeAdapter(Thing).validate_json(answer.body),
        _lookup,
    ],
    ids=["value", "pydantic", "lookup"],
)
async def test_an_answer_that_cannot_be_read_has_changed_its_layout(
    world: World, street: Street, read: object
) -> None:
    street.at("/p", Says(b'{"price": "much"}'))
    async with world.outside(street) as fetch:
        assert callable(read)
        with pytest.raises(LayoutChanged, match=r"http://shop\.example/p has a shape"):
            await fetch(Request(SHOP), read)

    assert world.counted == [("answered", "any"), ("layoutchanged", "any")]


async def test_an_error_of_the_reader_is_its_own(world: World, street: Street) -> None:
    def read(_: Answer) -> None:
        raise NotFound("not a shop")

    street.at("/p", Says())
    async with world.outside(street) as fetch:
        with pytest.raises(NotFound, match="not a shop"):
            await fetch(Request(SHOP), read)


async def test_an_answer_tells_where_it_came_from_and_what_came_along(
    world: World, street: Street
) -> None:
    headers = {"Content-Type": 'text/html; Charset="ISO-8859-1"', "X-Shop": "1"}
    street.at("/p", Says(b"caf\xe9", headers=headers))
    async with world.outside(street) as fetch:
        answer = await fetch(Request(f"{SHOP}?a=1#part", params={"b": "2 3"}), whole)

    assert answer.url == f"{SHOP}?a=1&b=2+3"
    assert (answer.body, answer.charset) == (b"caf\xe9", "iso-8859-1")
    assert answer.headers["x-shop"] == "1"
    assert answer.unchanged is False


async def test_a_header_that_comes_twice_is_one(world: World, street: Street) -> None:
    async def twice(_request: web.BaseRequest) -> web.StreamResponse:
        response = web.Response(body=b"page")
        response.headers.add("Cache-Control", "max-age=5")
        response.headers.add("Cache-Control", "private")
        return response

    street.at("/p", twice)
    async with world.outside(street) as fetch:
        answer = await fetch(Request(SHOP), whole)

    assert answer.headers["cache-control"] == "max-age=5, private"


async def test_long_headers_are_read(world: World, street: Street) -> None:
    street.at("/p", Says(headers={"Content-Security-Policy": "x" * 30_000}))
    async with world.outside(street) as fetch:
        answer = await fetch(Request(SHOP), whole)

    assert len(answer.headers["content-security-policy"]) == 30_000


async def test_bolo_says_who_is_asking(world: World, street: Street) -> None:
    street.at("/p", Says())
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP, headers={"X-Own": "1"}), whole)

    asked = street.asked[0].headers
    assert asked["User-Agent"] == "bolo-test/1 (+https://bolo.example)"
    assert asked["X-Own"] == "1"
    assert asked["Accept-Encoding"] == "gzip, deflate, zstd"


async def test_every_answer_that_passed_can_be_recorded(world: World, street: Street) -> None:
    street.at("/p", Says())
    request = Request(SHOP)
    async with world.outside(street) as fetch:
        answer = await fetch(request, whole)

    assert world.observed == [(request, answer)]


async def test_a_fetcher_works_only_while_it_is_open(world: World) -> None:
    fetch = world.fetcher(allow_private_addresses=True).for_marketplace(AnyShop)

    with pytest.raises(RuntimeError, match="async with"):
        await fetch(Request("http://127.0.0.1:9/"), whole)


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html", None),
        ("text/html; charset=UTF-8", "utf-8"),
        ("text/html;charset='windows-1252'; x=y", "windows-1252"),
        ("text/html; charset=", None),
        ("", None),
    ],
)
def test_the_charset_is_what_the_header_states(content_type: str, charset: str | None) -> None:
    assert charset_of(content_type) == charset


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://me:pass@shop.example/a#b", "http://shop.example/a"),
        ("http://shop.example/a?id=7&api_key=s3cret", "http://shop.example/a?id=7&api_key=…"),
        ("http://shop.example/a?Token=s3cret", "http://shop.example/a?Token=…"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, text: str) -> None:
    assert shown(URL(url)) == text
