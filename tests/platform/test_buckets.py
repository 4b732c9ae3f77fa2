"""Token buckets: exact, whether of one process or shared by many."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.marketplace import Budget
from bolo.platform.buckets import Buckets, MemoryBuckets, PostgresBuckets
from bolo.platform.database.access import Database

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ONCE_A_SECOND = Budget(per_minute=60, burst=3)
KEY = "any:shop.example"
NOTHING = timedelta(0)
SECOND = timedelta(seconds=1)


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["memory", "postgres"])
def buckets(request: pytest.FixtureRequest, time: Time) -> Buckets:
    if request.param == "memory":
        return MemoryBuckets(time)
    database: Database = request.getfixturevalue("database")
    return PostgresBuckets(database, time)


async def test_a_burst_is_given_at_once_and_then_one_at_a_time(
    buckets: Buckets, time: Time
) -> None:
    burst = [await buckets.take(KEY, ONCE_A_SECOND) for _ in range(3)]
    wait = await buckets.take(KEY, ONCE_A_SECOND)
    time.now += wait

    after = [await buckets.take(KEY, ONCE_A_SECOND) for _ in range(2)]

    assert burst == [NOTHING] * 3
    assert wait == SECOND
    assert after == [NOTHING, SECOND]


async def test_a_refusal_takes_nothing_and_names_what_is_missing(
    buckets: Buckets, time: Time
) -> None:
    await buckets.take(KEY, ONCE_A_SECOND, 3)
    time.now += timedelta(milliseconds=750)

    waits = [await buckets.take(KEY, ONCE_A_SECOND) for _ in range(2)]

    assert waits == [timedelta(milliseconds=250)] * 2


async def test_a_bucket_never_holds_more_than_its_burst(buckets: Buckets, time: Time) -> None:
    await buckets.take(KEY, ONCE_A_SECOND, 3)
    time.now += timedelta(days=1)

    taken = await buckets.take(KEY, ONCE_A_SECOND, 3)

    assert taken == NOTHING
    assert await buckets.take(KEY, ONCE_A_SECOND) == SECOND


async def test_keys_do_not_share(buckets: Buckets) -> None:
    await buckets.take(KEY, ONCE_A_SECOND, 3)

    assert await buckets.take("any:other.example", ONCE_A_SECOND, 3) == NOTHING


async def test_as_many_as_there_are_can_be_taken_together(buckets: Buckets, time: Time) -> None:
    first = await buckets.take_many(KEY, ONCE_A_SECOND, 2)
    second = await buckets.take_many(KEY, ONCE_A_SECOND, 2)
    third = await buckets.take_many(KEY, ONCE_A_SECOND, 2)
    time.now += timedelta(seconds=1.5)

    assert [first, second, third] == [2, 1, 0]
    assert await buckets.take_many(KEY, ONCE_A_SECOND, 9) == 1


async def test_a_blocked_bucket_gives_nothing_until_its_end(buckets: Buckets, time: Time) -> None:
    await buckets.take(KEY, ONCE_A_SECOND)

    await buckets.block(KEY, NOON + timedelta(minutes=5))
    await buckets.block(KEY, NOON + timedelta(minutes=1))

    assert await buckets.take(KEY, ONCE_A_SECOND) == timedelta(minutes=5)
    assert await buckets.take_many(KEY, ONCE_A_SECOND, 1) == 0
    time.now += timedelta(minutes=5)
    assert await buckets.take(KEY, ONCE_A_SECOND) == NOTHING


async def test_a_bucket_can_be_blocked_before_it_was_ever_used(buckets: Buckets) -> None:
    await buckets.block(KEY, NOON + timedelta(seconds=5))

    assert await buckets.take(KEY, ONCE_A_SECOND) == timedelta(seconds=5)


async def test_a_crawl_delay_slows_the_budget_down(buckets: Buckets) -> None:
    spacing = timedelta(seconds=10)

    waits = [await buckets.take(KEY, ONCE_A_SECOND, spacing=spacing) for _ in range(2)]

    assert waits == [NOTHING, spacing]


async def test_a_crawl_delay_never_speeds_the_budget_up(buckets: Buckets) -> None:
    spacing = timedelta(milliseconds=10)

    waits = [await buckets.take(KEY, ONCE_A_SECOND, spacing=spacing) for _ in range(4)]

    assert waits[-1] == SECOND


async def test_a_clock_that_goes_back_a_little_gives_nothing_away(
    buckets: Buckets, time: Time
) -> None:
    await buckets.take(KEY, ONCE_A_SECOND, 3)
    time.now -= timedelta(seconds=30)
    await buckets.take(KEY, ONCE_A_SECOND)
    time.now += timedelta(seconds=30)

    assert await buckets.take(KEY, ONCE_A_SECOND) == SECOND


@pytest.mark.parametrize(("budget", "n"), [(ONCE_A_SECOND, 4), (ONCE_A_SECOND, 0), (Budget(0), 1)])
async def test_what_can_never_be_given_is_an_error(
    buckets: Buckets, budget: Budget, n: int
) -> None:
    with pytest.raises(ValueError, match="never"):
        await buckets.take(KEY, budget, n)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(1, 600), st.integers(1, 9))
def test_no_pattern_of_asking_gets_more_than_the_budget(
    pauses: list[float], per_minute: int, burst: int
) -> None:
    time = Time()
    buckets, budget = MemoryBuckets(time), Budget(per_minute, burst)

    async def run() -> int:
        granted = 0
        for pause in pauses:
            granted += await buckets.take(KEY, budget) == NOTHING
            time.now += timedelta(seconds=pause)
        return granted

    granted = asyncio.run(run())

    assert granted <= burst + sum(pauses) * per_minute / 60 + 1e-6


async def test_many_workers_together_get_exactly_the_budget(database: Database, time: Time) -> None:
    workers = [PostgresBuckets(database, time) for _ in range(4)]
    budget = Budget(per_minute=60, burst=7)

    waits = await asyncio.gather(*(workers[n % 4].take(KEY, budget) for n in range(24)))

    assert waits.count(NOTHING) == 7


async def test_without_a_clock_the_time_is_that_of_the_database(database: Database) -> None:
    buckets = PostgresBuckets(database)
    slow = Budget(per_minute=1, burst=1)

    assert await buckets.take(KEY, slow) == NOTHING
    assert timedelta(seconds=50) < await buckets.take(KEY, slow) <= timedelta(minutes=1)


async def test_a_clock_that_is_set_back_leaves_nobody_waiting_for_it(
    buckets: Buckets, time: Time
) -> None:
    time.now += timedelta(days=1)
    for _ in range(3):
        await buckets.take(KEY, ONCE_A_SECOND)
    time.now -= timedelta(days=1)

    empty = await buckets.take(KEY, ONCE_A_SECOND)
    time.now += SECOND
    after = [await buckets.take(KEY, ONCE_A_SECOND) for _ in range(2)]

    assert empty == SECOND
    assert after == [NOTHING, SECOND]


async def test_what_was_blocked_is_so_for_as_long_when_the_clock_is_set_back(
    buckets: Buckets, time: Time
) -> None:
    time.now += timedelta(hours=1)
    await buckets.take(KEY, ONCE_A_SECOND)
    await buckets.block(KEY, time.now + timedelta(seconds=90))
    time.now -= timedelta(hours=1)

    still = await buckets.take(KEY, ONCE_A_SECOND)
    time.now += timedelta(seconds=90)
    after = await buckets.take(KEY, ONCE_A_SECOND)

    assert still == timedelta(seconds=90)
    assert after == NOTHING
