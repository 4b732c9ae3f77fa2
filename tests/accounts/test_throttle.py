"""How many requests a minute somebody may make."""

from datetime import timedelta
from uuid import uuid4

from bolo.accounts import throttle
from bolo.accounts.caller import Caller
from bolo.accounts.throttle import Room, Throttle
from tests.pipeline.street import Hand


def caller() -> Caller:
    return Caller(uuid4(), uuid4(), "Ada", None, "Hers", "EUR", key=uuid4())


def allowing(clock: Hand, most: int | None) -> Throttle:
    async def limit(_: Caller) -> int | None:
        return most

    return Throttle(clock, limit)


async def test_the_last_request_of_a_minute_is_served_and_the_next_told_to_wait() -> None:
    clock, who = Hand(), caller()
    limited = allowing(clock, 2)

    first, second, third = [await limited.take(who) for _ in range(3)]
    clock.now += timedelta(seconds=59.5)
    late = await limited.take(who)
    clock.now += timedelta(seconds=0.5)
    anew = await limited.take(who)

    assert first == (Room(2, 1, 60), None)
    assert second == (Room(2, 0, 60), None)
    assert (third[0], late[0]) == (Room(2, 0, 60), Room(2, 0, 1))
    assert third[1] is not None
    assert third[1].retry_after == timedelta(seconds=60)
    assert late[1] is not None
    assert late[1].retry_after == timedelta(seconds=1)
    assert anew == (Room(2, 1, 60), None)


async def test_each_key_has_its_own_and_no_limit_is_none() -> None:
    clock, one, other = Hand(), caller(), caller()
    limited, free = allowing(clock, 1), allowing(clock, None)

    mine, again, theirs = [await limited.take(who) for who in (one, one, other)]

    assert (mine[1], theirs[1]) == (None, None)
    assert again[1] is not None
    assert await free.take(one) == (None, None)
    assert (await limited.allowed(one), await free.allowed(one)) == (1, None)


async def test_what_is_over_is_forgotten_before_there_is_too_much_of_it() -> None:
    clock = Hand()
    limited = allowing(clock, 1)
    for _ in range(throttle.MOST_KEPT):
        await limited.take(caller())
    clock.now += throttle.WINDOW

    await limited.take(caller())

    assert len(limited._windows) == 1  # noqa: SLF001  (it is about memory)


async def test_a_clock_that_is_set_back_makes_no_minute_longer() -> None:
    clock, who = Hand(), caller()
    limited = allowing(clock, 1)
    clock.now += timedelta(hours=1)
    await limited.take(who)
    clock.now -= timedelta(hours=1)

    after = await limited.take(who)

    assert after == (Room(1, 0, 60), None)
