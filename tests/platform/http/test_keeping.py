"""What is kept saves questions, and is never used where it must not be."""

import gzip
from datetime import timedelta

import pytest

from bolo.core.errors import Blocked, Unavailable
from bolo.core.marketplace import Request
from bolo.platform.buckets import PostgresBuckets
from bolo.platform.database.access import Database
from bolo.platform.http.cache import MemoryCache
from bolo.platform.http.freshness import Entry
from bolo.platform.http.store import PostgresCache
from tests.platform.http.street import Says, Shy, Street, Time, World, whole

SHOP = "http://shop.example/p"


async def test_a_fresh_answer_is_used_without_asking(world: World, street: Street) -> None:
    street.at("/p", Says(b"one", headers={"Cache-Control": "max-age=60"}), Says(b"two"))
    async with world.outside(street) as fetch:
        first = await fetch(Request(SHOP), whole)
        second = await fetch(Request(SHOP), whole)
        world.time.pass_(seconds=61)
        third = await fetch(Request(SHOP), whole)

    assert [first.body, second.body, third.body] == [b"one", b"one", b"two"]
    assert [first.unchanged, second.unchanged, third.unchanged] == [False, True, False]


@pytest.mark.parametrize(
    ("name", "value", "condition"),
    [
        ("ETag", '"7"', "If-None-Match"),
        ("Last-Modified", "Mon, 02 Mar 2026 12:00:00 GMT", "If-Modified-Since"),
    ],
)
async def test_a_stale_answer_is_asked_about_and_confirmed(
    world: World, street: Street, name: str, value: str, condition: str
) -> None:
    body = gzip.compress(b"the page")
    street.at(
        "/p",
        Says(body, headers={name: value, "Content-Encoding": "gzip"}),
        Says(b"", 304, {"X-New": "1", "Cache-Control": "max-age=60"}),
    )
    async with world.outside(street, heuristic_freshness=timedelta(0)) as fetch:
        await fetch(Request(SHOP), whole)
        second = await fetch(Request(SHOP), whole)
        third = await fetch(Request(SHOP), whole)

    assert second.body == third.body == b"the page"
    assert second.unchanged
    assert second.headers["x-new"] == "1"
    assert street.asked[1].headers[condition] == value
    assert len(street.asked) == 2


async def test_a_changed_page_replaces_what_was_kept(world: World, street: Street) -> None:
    street.at("/p", Says(b"one", headers={"ETag": '"1"'}), Says(b"two", headers={"ETag": '"2"'}))
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP), whole)
        second = await fetch(Request(SHOP), whole)
        await fetch(Request(SHOP), whole)

    assert (second.body, second.unchanged) == (b"two", False)
    assert street.asked[2].headers["If-None-Match"] == '"2"'


async def test_a_page_that_may_no_longer_be_kept_is_forgotten(world: World, street: Street) -> None:
    private = Says(b"two", headers={"Cache-Control": "no-store"})
    street.at("/p", Says(b"one", headers={"ETag": '"1"'}), private)
    async with world.outside(street) as fetch:
        for _ in range(3):
            await fetch(Request(SHOP), whole)

    assert "If-None-Match" in street.asked[1].headers
    assert "If-None-Match" not in street.asked[2].headers


async def test_what_is_asked_for_in_another_language_or_by_another_is_asked_anew(
    world: World, street: Street
) -> None:
    street.at("/p", Says(headers={"Cache-Control": "max-age=60", "Vary": "Accept-Language"}))
    async with world.outside(street) as fetch:
        for headers in (
            {},
            {"Accept-Language": "de"},
            {"Authorization": "a"},
            {"Authorization": "b"},
        ):
            answer = await fetch(Request(SHOP, headers=headers), whole)
            assert not answer.unchanged

    assert len(street.asked) == 4


async def test_a_question_may_go_past_what_is_kept(world: World, street: Street) -> None:
    street.at("/p", Says(headers={"Cache-Control": "max-age=60", "ETag": '"1"'}))
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP), whole)
        await fetch(Request(SHOP, headers={"Cache-Control": "no-cache"}), whole)
        await fetch(Request(SHOP, headers={"Cache-Control": "no-store"}), whole)

    assert [each.headers.get("If-None-Match") for each in street.asked] == [None, '"1"', None]


async def test_a_stale_answer_stands_in_for_a_host_that_is_down(
    world: World, street: Street
) -> None:
    stated = {"Cache-Control": "max-age=1, stale-if-error=600"}
    street.at("/p", Says(b"one", headers=stated), Says(b"", 500))
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP), whole)
        world.time.pass_(minutes=5)
        second = await fetch(Request(SHOP), whole)
        world.time.pass_(minutes=6)
        with pytest.raises(Unavailable):
            await fetch(Request(SHOP), whole)

    assert (second.body, second.unchanged) == (b"one", True)
    assert ("stale", "any") in world.counted


async def test_nothing_stands_in_for_a_host_that_wants_us_away(
    world: World, street: Street
) -> None:
    stated = {"Cache-Control": "max-age=1, stale-if-error=600"}
    street.at("/p", Says(b"one", headers=stated), Says(b"", 403))
    async with world.outside(street) as fetch:
        await fetch(Request(SHOP), whole)
        world.time.pass_(minutes=5)
        with pytest.raises(Blocked):
            await fetch(Request(SHOP), whole)


async def test_what_is_inside_is_kept_in_memory_only(world: World, street: Street) -> None:
    class Untouchable(MemoryCache):
        async def get(self, key: bytes) -> None:
            raise AssertionError(key)

    world.cache = Untouchable()
    url = street.at("/p", Says(headers={"ETag": '"1"'}), Says(b"", 304))
    async with world.inside() as fetch:
        await fetch(Request(url), whole)
        second = await fetch(Request(url), whole)

    assert second.unchanged


async def test_a_post_is_never_kept(world: World, street: Street, time: Time) -> None:
    street.at("/p", Says(headers={"Cache-Control": "max-age=60"}))
    async with world.outside(street) as fetch:
        for _ in range(2):
            await fetch(Request(SHOP, method="post", body=b"{}"), whole)

    assert [each.method for each in street.asked] == ["POST", "POST"]
    assert street.asked[0].body == b"{}"
    assert time.slept == []


async def test_no_secret_is_kept(world: World, street: Street) -> None:
    kept: list[Entry] = []

    class Open(MemoryCache):
        async def put(self, key: bytes, entry: Entry) -> None:
            kept.append(entry)
            await super().put(key, entry)

    world.cache = Open()
    street.at("/p", Says(headers={"ETag": '"1"', "Set-Cookie": "session=s3cret"}))
    async with world.outside(street) as fetch:
        answer = await fetch(
            Request("http://me:s3cret@shop.example/p", params={"api_key": "s3cret"}), whole
        )

    assert answer.headers["set-cookie"] == "session=s3cret"
    assert "s3cret" not in repr(kept)


async def test_workers_share_what_is_kept_and_the_budget(
    world: World, street: Street, database: Database
) -> None:
    world.cache = PostgresCache(database, world.time)
    world.buckets = PostgresBuckets(database, world.time)
    street.at("/p", Says(b"kept", headers={"ETag": '"1"'}), Says(b"", 304))
    for _ in range(4):
        async with world.outside(street, Shy) as fetch:
            answer = await fetch(Request(SHOP), whole)

    assert (answer.body, answer.unchanged) == (b"kept", True)
    assert [each.headers.get("If-None-Match") for each in street.asked] == [None, *['"1"'] * 3]
    assert world.time.slept == [1, 1]
