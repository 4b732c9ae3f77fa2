"""When a followed course of prices is told: each state once, until it has been left."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.following.cheapest import cheapest, clipped
from bolo.core.following.follows import Condition, When, share
from bolo.core.following.judging import Limit, Point, fired
from bolo.core.money import Money

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
MUG, CUP = UUID(int=1), UUID(int=2)
BELOW = Limit(Condition(When.BELOW, Money.of(100, "EUR")), Decimal("0.05"), Decimal(100))
LOW = Limit(Condition(When.LOW), Decimal("0.05"))
STOCK = Limit(Condition(When.STOCK), Decimal(0))
NEW = Limit(Condition(When.NEW), Decimal(0))
UNUSUAL = Limit(Condition(When.UNUSUAL), Decimal(0))
DROP = Limit(share("10%/30d", When.DROP), Decimal(0))
RISE = Limit(share("25%/7", When.RISE), Decimal(0))


def course(*asked: object, every: timedelta = timedelta(days=1)) -> list[Point]:
    """Return what was asked day by day; `None` while it was not for sale."""
    prices = [None if one is None else Decimal(str(one)) for one in asked]
    return [Point(BEGIN + every * day, price, MUG) for day, price in enumerate(prices)]


def days(limit: Limit, points: Sequence[Point]) -> list[int]:
    """Return the days on which it is told."""
    return [(one.at - BEGIN).days for one in fired(limit, points)]


@pytest.mark.parametrize(
    ("limit", "asked", "told"),
    [
        (BELOW, (120, 99, 98, 101, 99), [1]),
        (BELOW, (120, 99, 105, 99), [1, 3]),
        (BELOW, (100, 100.01), []),
        (BELOW, (90,), [0]),
        (BELOW, (120, None, 99, None, 99), [2]),
        (LOW, (100,), []),
        (LOW, (100, 100, 120), []),
        (LOW, (100, 90, 89, 85, 95, 85), [1, 3]),
        (LOW, (100, None, 80), [2]),
        (DROP, (100, 90), [1]),
        (DROP, (100, 90.01), []),
        (DROP, (100, 89, 88, 80), [1, 3]),
        (DROP, (100, 95, 97, 92, 90), [4]),
        (DROP, (100, None, 89), [2]),
        (DROP, (0, 0), []),
        (RISE, (100, 124, 125), [2]),
        (RISE, (100, 130, 120, 149, 150), [1, 4]),
        (RISE, (0, 5), [1]),
        (STOCK, (50, 40), []),
        (STOCK, (None, 40), [1]),
        (STOCK, (50, None, None, 50), [3]),
        (NEW, (50, 40), [0]),
        (NEW, (None, 40), [0]),
        (NEW, (), []),
    ],
)
def test_each_state_is_told_once_until_it_was_left(
    limit: Limit, asked: tuple[object, ...], told: list[int]
) -> None:
    assert days(limit, course(*asked)) == told


def test_a_fall_counts_within_its_days_only() -> None:
    slow = [
        replace(one, at=BEGIN + timedelta(days=20 * day))
        for day, one in enumerate(course(100, 95, 91, 87))
    ]
    stood = [*course(100), replace(course(90)[0], at=BEGIN + timedelta(days=300))]

    assert days(DROP, slow) == []
    assert days(DROP, stood) == [300]


def test_what_it_cost_before_it_was_long_sold_out_is_no_price_of_these_days() -> None:
    for days_out, told in ((29, [1 + 29]), (30, [])):
        first, gone, back = course(100, None, 80)

        points = [first, gone, replace(back, at=gone.at + timedelta(days=days_out))]

        assert days(DROP, points) == told


def test_stock_that_flaps_is_told_once_and_again_after_an_hour_without() -> None:
    minutes = course(50, None, 50, None, 50, every=timedelta(minutes=10))
    hours = course(50, None, 50, None, 50, every=timedelta(hours=1))

    assert [one.at for one in fired(STOCK, minutes)] == [minutes[2].at]
    assert [one.at for one in fired(STOCK, hours)] == [hours[2].at, hours[4].at]


def test_what_is_told_says_the_price_before_and_the_lowest() -> None:
    [low] = fired(LOW, course(100, 80))
    [drop] = fired(DROP, course(70, 100, 80))
    [back] = fired(STOCK, course(70, None, 80))
    [below] = fired(BELOW, course(130, 99))

    assert [low.price, low.before, low.low] == [80, 100, 80]
    assert [drop.price, drop.before, drop.low] == [80, 100, 70]
    assert [back.before, back.low] == [70, 70]
    assert [below.before, below.listing] == [130, MUG]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((100, 101, 99, 100, 102, 100, 101, 99, 60), [8]),
        ((100, 101, 99, 100, 102, 100, 101, 99, 140, 138, 100, 60), [8, 11]),
        ((100, 101, 99, 100, 102, 100, 101, 99, 85), []),
        ((100, 60), []),
        ((100, 60, 100, 140, 50, 100, 160, 90, 60, 130), []),
    ],
)
def test_a_price_is_unusual_far_from_what_stood_longest(
    asked: tuple[object, ...], told: list[int]
) -> None:
    assert days(UNUSUAL, course(*asked)) == told


def test_an_unusual_price_is_told_beside_what_is_usual() -> None:
    [odd] = fired(UNUSUAL, course(*[100] * 9, 60))

    assert [odd.price, odd.before] == [60, 100]


def test_below_a_price_without_a_rate_tells_nothing() -> None:
    assert fired(replace(BELOW, price=None), course(1)) == []


PRICES = st.lists(st.one_of(st.none(), st.integers(50, 150)), max_size=60)
LIMITS = st.sampled_from([BELOW, LOW, DROP, RISE, STOCK, NEW, UNUSUAL])


@given(PRICES, LIMITS)
def test_what_was_told_stays_told_when_more_is_recorded(
    asked: list[int | None], limit: Limit
) -> None:
    whole = course(*asked)

    assert fired(limit, whole[:-1]) == [
        one for one in fired(limit, whole) if one.at < BEGIN + timedelta(days=len(asked) - 1)
    ]


@given(st.lists(st.integers(9_600, 10_400), max_size=60))
def test_prices_that_dance_around_a_limit_are_told_once_at_most(asked: list[int]) -> None:
    points = course(*(Decimal(one) / 100 for one in asked))

    assert len(fired(BELOW, points)) <= 1
    assert len(fired(LOW, points)) <= 2
    assert fired(DROP, points) == fired(RISE, points) == []


@given(PRICES)
def test_falls_and_rises_are_told_as_a_plain_look_finds_them(asked: list[int | None]) -> None:
    points = course(*asked)
    told: list[int] = []
    since = 0
    for day, point in enumerate(points):
        if point.price is None:
            continue
        sold = [n for n in range(since, day) if points[n].price is not None]
        stood = [n for n in sold if n + 1 > day - 30]
        high = max((points[n].price or Decimal(0) for n in stood), default=point.price)
        if point.price <= high * Decimal("0.9"):
            told.append(day)
            since = day

    assert days(DROP, points) == told


def test_the_cheapest_of_several_is_one_course() -> None:
    mug = course(100, 90, None, 95)
    cup = [replace(one, listing=CUP) for one in course(None, 92, 92, 96, 80)]

    merged = cheapest([(None, mug), (None, cup)])

    assert [one.price for one in merged] == [100, 90, 92, 95, 80]
    assert [one.listing for one in merged] == [MUG, MUG, CUP, MUG, CUP]


def test_an_offer_counts_since_it_came() -> None:
    mug, cup = course(100), [replace(one, listing=CUP) for one in course(50, 60)]
    came = BEGIN + timedelta(days=7)

    merged = cheapest([(None, mug), (came, cup)])

    assert merged == [mug[0], Point(came, Decimal(60), CUP)]
    assert clipped(BEGIN - timedelta(days=1), mug) == mug
    assert cheapest([]) == []


def test_when_the_last_offer_goes_nothing_is_asked() -> None:
    assert [one.price for one in cheapest([(None, course(5, None, None))])] == [5, None]
