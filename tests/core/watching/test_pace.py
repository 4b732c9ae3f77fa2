"""Pace and patience: how often to ask, how long to stay away."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.watching.pace import FIRST, LEAST, MOST, Pace, next_interval, stay_away

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_without_a_wish_the_pace_moves_within_our_bounds() -> None:
    assert Pace.of(None) == Pace(LEAST, MOST, FIRST)
    assert Pace.of(HOUR) == Pace(HOUR, HOUR, HOUR)


@pytest.mark.parametrize(("changed", "minutes"), [(True, 30), (False, 75)])
def test_what_changes_is_asked_more_often(changed: bool, minutes: int) -> None:
    after = next_interval(HOUR, changed=changed, least=LEAST, most=MOST)

    assert after == timedelta(minutes=minutes)


@given(
    now=st.timedeltas(timedelta(seconds=1), timedelta(days=30)),
    changes=st.lists(st.booleans(), max_size=40),
)
def test_the_interval_never_leaves_its_bounds(now: timedelta, changes: list[bool]) -> None:
    for changed in changes:
        now = next_interval(now, changed=changed, least=LEAST, most=MOST)

        assert LEAST <= now <= MOST


@pytest.mark.parametrize(
    ("failures", "blocked", "wait"),
    [
        (0, False, timedelta(seconds=10)),
        (1, False, timedelta(seconds=10)),
        (3, False, timedelta(seconds=40)),
        (1, True, timedelta(minutes=10)),
        (4, True, timedelta(minutes=80)),
        (10_000, False, timedelta(seconds=40_960)),
        (10_000, True, DAY),
    ],
)
def test_failures_double_the_wait_up_to_a_day(
    failures: int, blocked: bool, wait: timedelta
) -> None:
    assert stay_away(failures, blocked=blocked) == wait
