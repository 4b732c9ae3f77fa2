"""The channel's schedule, and errors that carry what is needed to act."""

from datetime import timedelta

from bolo.core.channel import RETRIES
from bolo.core.errors import Blocked, BudgetSpent, Unavailable
from bolo.core.events import KINDS, Event


def test_the_waits_between_attempts_grow_up_to_a_day() -> None:
    assert sorted(RETRIES) == list(RETRIES)
    assert RETRIES[0] == timedelta(seconds=5)
    assert RETRIES[-1] == timedelta(days=1)


def test_a_block_says_by_whom_and_until_when() -> None:
    error = Blocked("captcha", retry_after=timedelta(hours=1))

    assert error.by == str(error) == "captcha"
    assert error.retry_after == timedelta(hours=1)
    assert BudgetSpent("soon").retry_after is None
    assert isinstance(error, Unavailable)


def test_every_event_is_found_by_its_kind() -> None:
    assert {event.kind: event for event in Event.__subclasses__()} == KINDS
    assert all(event.kind == event.__name__ for event in KINDS.values())
