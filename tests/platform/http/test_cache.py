"""Both caches keep what they are given, and forget the oldest first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bolo.platform.database.access import Database
from bolo.platform.http.cache import MOST_ENTRY, Cache, MemoryCache
from bolo.platform.http.decoding import Limits, decode
from bolo.platform.http.freshness import Entry
from bolo.platform.http.store import PostgresCache
from tests.platform.http.street import NOON, Time

ENTRY = Entry("http://shop.example/", {"etag": '"1"'}, b"page" * 10, "gzip", NOON, NOON)
ONE, TWO, THREE = b"1" * 32, b"2" * 32, b"3" * 32


@pytest.fixture(params=["memory", "postgres"])
def cache(request: pytest.FixtureRequest, time: Time) -> Cache:
    if request.param == "memory":
        return MemoryCache(most_bytes=100)
    database: Database = request.getfixturevalue("database")
    return PostgresCache(database, time, most_bytes=100)


async def test_what_was_put_is_got(cache: Cache) -> None:
    await cache.put(ONE, ENTRY)

    assert await cache.get(ONE) == ENTRY
    assert await cache.get(TWO) is None


async def test_the_newer_takes_the_place_of_the_older(cache: Cache) -> None:
    newer = replace(ENTRY, wire=b"new", answered_at=NOON + timedelta(hours=1))

    await cache.put(ONE, ENTRY)
    await cache.put(ONE, newer)

    assert await cache.get(ONE) == newer


async def test_what_was_dropped_is_gone(cache: Cache) -> None:
    await cache.put(ONE, ENTRY)

    await cache.drop(ONE)
    await cache.drop(TWO)

    assert await cache.get(ONE) is None


async def test_a_huge_answer_is_not_kept_and_takes_the_older_along(cache: Cache) -> None:
    await cache.put(ONE, ENTRY)

    await cache.put(ONE, replace(ENTRY, wire=b"x" * (MOST_ENTRY + 1)))

    assert await cache.get(ONE) is None


async def test_memory_forgets_the_longest_unused() -> None:
    cache = MemoryCache(most_bytes=100)
    await cache.put(ONE, ENTRY)
    await cache.put(TWO, ENTRY)
    await cache.get(ONE)

    await cache.put(THREE, ENTRY)

    assert await cache.get(TWO) is None
    assert await cache.get(ONE) == ENTRY


async def test_a_plain_body_is_stored_compressed(database: Database, time: Time) -> None:
    cache = PostgresCache(database, time)

    await cache.put(ONE, replace(ENTRY, wire=b"page" * 1000, coding=""))

    kept = await cache.get(ONE)
    assert kept is not None
    assert len(kept.wire) < 100
    assert decode(kept.wire, kept.coding, Limits()) == b"page" * 1000


async def test_a_sweep_forgets_the_oldest_past_the_size(database: Database, time: Time) -> None:
    cache = PostgresCache(database, time, most_bytes=100)
    for number, key in enumerate((ONE, TWO, THREE)):
        await cache.put(key, replace(ENTRY, answered_at=NOON + timedelta(minutes=number)))

    await cache.sweep()

    assert await cache.get(ONE) is None
    assert await cache.get(TWO) is not None
    assert await cache.get(THREE) is not None


async def test_a_sweep_forgets_what_is_too_old(database: Database, time: Time) -> None:
    cache = PostgresCache(database, time)
    await cache.put(ONE, ENTRY)
    time.pass_(days=8)

    await cache.sweep()

    assert await cache.get(ONE) is None


async def test_many_puts_sweep_by_themselves(database: Database, time: Time) -> None:
    cache = PostgresCache(database, time, most_bytes=0)

    for _ in range(256):
        await cache.put(ONE, ENTRY)

    assert await cache.get(ONE) is None
