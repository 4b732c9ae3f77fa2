"""robots.txt is asked for once, and obeyed (RFC 9309)."""

import asyncio

import pytest
from yarl import URL

from bolo.core.errors import Blocked, Unavailable
from bolo.core.marketplace import Request
from bolo.platform.http.answers import Busy
from bolo.platform.http.robots import Robots
from tests.platform.http.street import AnyShop, PublicPages, Says, Street, Time, World, whole

ROBOTS = "/robots.txt"
PRIVATE = Says(b"User-agent: *\nDisallow: /private\n")


async def test_a_page_that_robots_txt_forbids_is_not_asked_for(
    world: World, street: Street
) -> None:
    street.at(ROBOTS, PRIVATE)
    street.at("/public", Says())
    async with world.outside(street, PublicPages) as fetch:
        await fetch(Request("http://shop.example/public"), whole)
        with pytest.raises(Blocked) as blocked:
            await fetch(Request("http://shop.example/private/1"), whole)

    assert blocked.value.by == "robots.txt"
    assert [each.path for each in street.asked] == [ROBOTS, "/public"]


async def test_rules_for_bolo_go_before_rules_for_all(world: World, street: Street) -> None:
    street.at(ROBOTS, Says(b"User-agent: *\nAllow: /\n\nUser-agent: BOLO\nDisallow: /"))
    async with world.outside(street, PublicPages) as fetch:
        with pytest.raises(Blocked, match=r"robots\.txt"):
            await fetch(Request("http://shop.example/"), whole)


async def test_an_official_api_needs_no_robots_txt(world: World, street: Street) -> None:
    street.at(ROBOTS, Says(b"User-agent: *\nDisallow: /"))
    street.at("/api", Says())
    async with world.outside(street, AnyShop) as fetch:
        await fetch(Request("http://shop.example/api"), whole)

    assert [each.path for each in street.asked] == ["/api"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429])
async def test_without_a_robots_txt_all_is_allowed(
    world: World, street: Street, status: int
) -> None:
    street.at(ROBOTS, Says(b"no", status))
    street.at("/", Says())
    async with world.outside(street, PublicPages) as fetch:
        answer = await fetch(Request("http://shop.example/"), whole)

    assert answer.body == Says().body


async def test_a_robots_txt_that_fails_forbids_all_until_it_can_be_read(
    world: World, street: Street
) -> None:
    street.at(ROBOTS, *[Says(b"", 500)] * 2, Says(b"User-agent: *\nAllow: /"))
    street.at("/", Says())
    async with world.outside(street, PublicPages) as fetch:
        for minutes in (1, 5):
            with pytest.raises(Blocked, match=r"robots\.txt") as blocked:
                await fetch(Request("http://shop.example/"), whole)
            assert blocked.value.retry_after is not None
            world.time.pass_(minutes=minutes)
        with pytest.raises(Blocked):
            await fetch(Request("http://shop.example/"), whole)
        world.time.pass_(minutes=5)
        await fetch(Request("http://shop.example/"), whole)


async def test_rules_that_were_known_outlive_a_failure(time: Time) -> None:
    robots, url = Robots(time), URL("http://shop.example/private")
    texts: list[bytes | None] = [PRIVATE.body, None, None]

    async def get(_url: URL) -> bytes:
        text = texts.pop(0)
        if text is None:
            raise Busy("500")
        return text

    await robots.rules(url, get)
    time.pass_(hours=25)
    rules = await robots.rules(url, get)

    assert not rules.forbids_all
    with pytest.raises(Blocked):
        rules.check(url, time())


async def test_a_host_that_cannot_be_reached_is_unavailable_not_forbidden(time: Time) -> None:
    robots = Robots(time)

    async def get(_url: URL) -> bytes:
        raise Unavailable("it is down")

    with pytest.raises(Unavailable, match="it is down"):
        await robots.rules(URL("http://shop.example/"), get)


async def test_rules_are_asked_for_once_a_day_and_origin_however_many_wait(time: Time) -> None:
    robots = Robots(time)
    asked: list[str] = []

    async def get(url: URL) -> bytes:
        asked.append(str(url))
        await asyncio.sleep(0)
        return b""

    urls = [URL(f"http://{host}.example/{page}") for host in "ab" for page in range(5)]
    await asyncio.gather(*(robots.rules(url, get) for url in urls))
    time.pass_(hours=23)
    await robots.rules(urls[0], get)
    time.pass_(hours=2)
    await robots.rules(urls[0], get)

    assert sorted(asked) == [f"http://{host}.example/robots.txt" for host in "aab"]


@pytest.mark.parametrize("first", [PRIVATE.body, None])
async def test_a_clock_that_is_set_back_lets_no_rules_last_longer(
    time: Time, first: bytes | None
) -> None:
    robots, url = Robots(time), URL("http://shop.example/private")
    texts = [first, b""]

    async def get(_url: URL) -> bytes:
        text = texts.pop(0)
        if text is None:
            raise Busy("503")
        return text

    with pytest.raises(Blocked):
        (await robots.rules(url, get)).check(url, time())
    time.pass_(days=-30)
    (await robots.rules(url, get)).check(url, time())

    assert texts == []


async def test_rules_of_too_many_origins_are_forgotten(time: Time) -> None:
    robots = Robots(time)
    asked: list[URL] = []

    async def get(url: URL) -> bytes:
        asked.append(url)
        return b""

    for number in range(4_097):
        await robots.rules(URL(f"http://h{number}.example/"), get)
    await robots.rules(URL("http://h0.example/"), get)

    assert len(asked) == 4_098


async def test_only_the_first_500_kib_are_read(world: World, street: Street) -> None:
    filler = b"# " + b"x" * 510 + b"\n"
    late = b"User-agent: *\n" + filler * 1_100 + b"Disallow: /\n"
    street.at(ROBOTS, Says(late))
    street.at("/", Says())
    async with world.outside(street, PublicPages) as fetch:
        await fetch(Request("http://shop.example/"), whole)

    assert len(late) > 500 * 1024


async def test_robots_txt_may_be_elsewhere(world: World, street: Street) -> None:
    to = {"Location": "http://www.shop.example/robots.txt"}
    street.at("shop.example/robots.txt", Says(b"", 301, to))
    street.at("www.shop.example/robots.txt", PRIVATE)
    async with world.outside(street, PublicPages) as fetch:
        with pytest.raises(Blocked):
            await fetch(Request("http://shop.example/private"), whole)


async def test_a_crawl_delay_spaces_the_questions(world: World, street: Street) -> None:
    street.at(ROBOTS, Says(b"User-agent: *\nCrawl-delay: 7\n"))
    street.at("/", Says())
    async with world.outside(street, PublicPages) as fetch:
        for _ in range(3):
            await fetch(Request("http://shop.example/"), whole)

    assert world.time.slept == [7, 7]


async def test_a_redirect_is_asked_about_at_its_own_host(world: World, street: Street) -> None:
    street.at("shop.example/", Says(b"", 302, {"Location": "http://www.shop.example/private"}))
    street.at("www.shop.example/robots.txt", PRIVATE)
    async with world.outside(street, PublicPages) as fetch:
        with pytest.raises(Blocked, match=r"robots\.txt"):
            await fetch(Request("http://shop.example/"), whole)


@pytest.mark.parametrize("obeyed", [True, False])
async def test_hosts_inside_are_asked_too_unless_told_otherwise(
    world: World, street: Street, obeyed: bool
) -> None:
    street.at(ROBOTS, Says(b"User-agent: *\nAllow: /\n"))
    url = street.at("/", Says())
    async with world.inside(PublicPages, robots_for_private=obeyed) as fetch:
        await fetch(Request(url), whole)

    assert (ROBOTS in [each.path for each in street.asked]) is obeyed
