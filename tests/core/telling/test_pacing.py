"""When a person is told: nothing lost, nothing in the night, the most valuable first."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.telling.pacing import (
    ALONE,
    MOST,
    SHORTLY,
    Lately,
    Pace,
    Telling,
    Waiting,
    day_began,
    is_quiet,
    opening,
    plan,
)

NOW = datetime(2026, 11, 21, 19, 17, 30, tzinfo=UTC)
ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"]
times = st.times()
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (bounds of moments that have a zone)
tellings = st.builds(
    Telling,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    pace=st.sampled_from(Pace),
    digest_at=times,
    quiet=st.none() | st.tuples(times, times),
    at_most=st.none() | st.integers(1, 5),
    min_worth=st.none() | st.integers(0, 50).map(Decimal),
    muted_until=st.none() | moments,
)


def waits(number: int, worth: int | None, telling: Telling = Telling()) -> Waiting:  # noqa: B008  (a value)
    return Waiting(UUID(int=number), NOW, None if worth is None else Decimal(worth), telling)


@st.composite
def queues(draw: st.DrawFn) -> list[Waiting]:
    shared = draw(st.lists(tellings, min_size=1, max_size=3))
    now = draw(moments)
    return [
        Waiting(
            UUID(int=number),
            now - draw(st.timedeltas(timedelta(), timedelta(days=3))),
            draw(st.none() | st.integers(-5, 100).map(Decimal)),
            draw(st.sampled_from(shared)),
        )
        for number in range(draw(st.integers(0, 60)))
    ]


latelies = st.builds(Lately, st.integers(0, 6), st.integers(0, 6), st.none() | moments)


@given(waiting=queues(), lately=latelies, now=moments)
def test_nothing_is_lost_and_nothing_is_told_twice(
    waiting: list[Waiting], lately: Lately, now: datetime
) -> None:
    made = plan(waiting, lately, now)

    parts = [*made.send, *made.hold, *made.untold]
    assert len(parts) == len(set(parts))
    assert set(parts) <= {one.id for one in waiting}
    assert len(made.send) <= MOST
    assert all(at > now for at in made.hold.values())
    left = {one.id for one in waiting} - set(parts)
    assert not left or made.send  # what is in no part waits for the next round


@given(waiting=queues(), lately=latelies, now=moments)
def test_nobody_is_told_in_the_night_or_while_muted_or_beyond_the_days_most(
    waiting: list[Waiting], lately: Lately, now: datetime
) -> None:
    made = plan(waiting, lately, now)

    for one in waiting:
        if one.id not in made.send:
            continue
        rule = one.telling
        assert rule.quiet is None or not is_quiet(rule.quiet, now.astimezone(rule.zone).time())
        assert rule.muted_until is None or now >= rule.muted_until
        assert rule.at_most is None or lately.today < rule.at_most
        assert None in (rule.min_worth, one.worth) or one.worth >= rule.min_worth  # type: ignore[operator]  # neither is None


@given(worths=st.lists(st.none() | st.integers(0, 99), max_size=60))
def test_the_most_valuable_goes_first(worths: list[int | None]) -> None:
    waiting = [waits(number, worth) for number, worth in enumerate(worths)]

    sent: list[UUID] = []
    lately = Lately()
    while left := [one for one in waiting if one.id not in sent]:
        made = plan(left, lately, NOW)
        if not made.send:
            break
        sent += made.send
        one = len(made.send) == 1
        lately = Lately(lately.today + 1, lately.alone + one, lately.folded if one else NOW)

    values = [-1 if worths[each.int] is None else worths[each.int] for each in sent]
    assert values == sorted(values, key=lambda worth: -(worth or 0))
    assert len(sent) == min(len(worths), max(ALONE + MOST, 0)) or len(worths) <= ALONE + 1


def test_one_alert_is_told_at_once_and_by_itself() -> None:
    assert plan([waits(1, None)], Lately(), NOW).send == (UUID(int=1),)


def test_beyond_a_few_a_minute_what_comes_is_folded_and_once_a_minute() -> None:
    many = [waits(number, number) for number in range(4)]

    alone = plan(many, Lately(alone=ALONE - 1), NOW)
    folded = plan(many, Lately(alone=ALONE), NOW)
    held = plan(many, Lately(alone=ALONE, folded=NOW - timedelta(seconds=20)), NOW)

    assert alone.send == (UUID(int=3),)
    assert folded.send == tuple(UUID(int=number) for number in (3, 2, 1, 0))
    assert held.send == ()
    assert set(held.hold.values()) == {NOW - timedelta(seconds=20) + SHORTLY}


def test_instant_goes_before_digest_and_takes_it_along_when_folded() -> None:
    daily = Telling(pace=Pace.DAILY, digest_at=time(19))
    old = replace(waits(1, 99, daily), since=NOW - timedelta(days=1))
    waiting = [old, waits(2, 1)]

    assert plan(waiting, Lately(), NOW).send == (UUID(int=2),)
    assert plan(waiting, Lately(alone=ALONE), NOW).send == (UUID(int=2), UUID(int=1))
    assert plan([old], Lately(alone=ALONE, folded=NOW), NOW).send == (UUID(int=1),)


def test_a_digest_is_one_message_also_right_after_another() -> None:
    hourly = Telling(pace=Pace.HOURLY)
    waiting = [replace(waits(n, n, hourly), since=NOW - timedelta(hours=2)) for n in range(3)]

    assert len(plan(waiting, Lately(alone=9, folded=NOW), NOW).send) == 3


@pytest.mark.parametrize(
    ("telling", "since", "opens"),
    [
        (Telling(), NOW, NOW),
        (Telling(pace=Pace.HOURLY), NOW, NOW.replace(hour=20, minute=0, second=0)),
        (
            Telling(ZoneInfo("Asia/Kathmandu"), Pace.HOURLY),
            NOW,
            NOW.replace(hour=20, minute=15, second=0),
        ),
        (Telling(pace=Pace.DAILY), NOW, datetime(2026, 11, 22, 8, tzinfo=UTC)),
        (
            Telling(pace=Pace.DAILY, digest_at=time(20)),
            NOW,
            datetime(2026, 11, 21, 20, tzinfo=UTC),
        ),
        (Telling(quiet=(time(19), time(20))), NOW, NOW.replace(hour=20, minute=0, second=0)),
        (Telling(quiet=(time(19), time(7))), NOW, datetime(2026, 11, 22, 7, tzinfo=UTC)),
        (Telling(quiet=(time(9), time(9))), NOW, NOW),
        (
            Telling(pace=Pace.DAILY, digest_at=time(5), quiet=(time(22), time(7))),
            NOW,
            datetime(2026, 11, 22, 7, tzinfo=UTC),
        ),
    ],
)
def test_an_alert_opens_when_the_choice_says(
    telling: Telling, since: datetime, opens: datetime
) -> None:
    assert opening(telling, since, 0, NOW) == opens


def test_beyond_the_days_most_it_opens_at_midnight_where_the_person_is() -> None:
    berlin = Telling(ZoneInfo("Europe/Berlin"), at_most=3)

    assert opening(berlin, NOW, 2, NOW) == NOW
    assert opening(berlin, NOW, 3, NOW) == datetime(2026, 11, 21, 23, tzinfo=UTC)
    assert day_began(berlin.zone, NOW) == datetime(2026, 11, 20, 23, tzinfo=UTC)


@pytest.mark.parametrize("night", [datetime(2026, 3, 28, 23), datetime(2026, 10, 24, 23)])  # noqa: DTZ001  (given a zone below)
def test_a_night_in_which_the_clocks_change_ends_too(night: datetime) -> None:
    zone = ZoneInfo("Europe/Berlin")
    telling = Telling(zone, quiet=(time(22), time(2, 30)))

    opens = opening(telling, night.replace(tzinfo=zone), 0, night.replace(tzinfo=zone))

    assert timedelta() < opens - night.replace(tzinfo=zone).astimezone(UTC) <= timedelta(hours=5)
    assert not is_quiet((time(22), time(2, 30)), opens.astimezone(zone).time())


def test_why_something_is_not_told_is_said() -> None:
    muted = waits(1, 9, Telling(muted_until=NOW + timedelta(hours=1)))
    cheap = waits(2, 9, Telling(min_worth=Decimal(10)))
    unstated = waits(3, None, Telling(min_worth=Decimal(10)))

    made = plan([muted, cheap, unstated], Lately(), NOW)

    assert made.untold[UUID(int=1)] == "muted"
    assert "least" in made.untold[UUID(int=2)]
    assert made.send == (UUID(int=3),)
