"""Identifiers sort by time, whatever the clock does."""

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from bolo.platform.clock import system_clock
from bolo.platform.ids import make_ids, new_id


@given(st.lists(st.integers(0, 2**60), min_size=1, max_size=50))
def test_each_is_greater_than_the_one_before_whatever_the_clock_does(ticks: list[int]) -> None:
    clock = iter(ticks)
    make = make_ids(lambda: next(clock), lambda n: b"\xff" * n)

    made = [make() for _ in ticks]

    assert made == sorted(set(made))
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_it_carries_the_millisecond_of_its_making() -> None:
    made = make_ids(lambda: 1_700_000_000_123_456_789)()

    assert made.int >> 80 == 1_700_000_000_123


def test_two_processes_do_not_make_the_same() -> None:
    def clock() -> int:
        return 1

    assert make_ids(clock)() != make_ids(clock)()
    assert new_id() < new_id()


def test_the_clock_is_aware_and_in_utc() -> None:
    assert system_clock().tzinfo is UTC
