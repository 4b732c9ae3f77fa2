"""Promises in hindsight: what of a past is known, what settles it, and that the future is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from bolo.core.condition import Condition
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.pipeline.value.promises.hindsight import Past, look_back
from bolo.pipeline.value.store import DEFAULTS
from bolo.pipeline.value.venues import Venues
from bolo.pipeline.value.weighing import Weigher
from bolo.pipeline.value.worth_store import OwnSale

NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)
PRODUCT = UUID(int=7)
VENUE = "ebay-us"


def sold(days_ago: float, price: int, listed: int | None = 5, venue: str = VENUE) -> OwnSale:
    at = NOW - timedelta(days=days_ago)
    listed_at = None if listed is None else at - timedelta(days=listed)
    return OwnSale(venue, Condition.NEW, Money.of(price, "USD"), at, listed_at)


def told(sales: Sequence[OwnSale]) -> list[Past]:
    venues = Venues(Rates(NOW.date(), {"USD": Decimal("1.1")}))
    weigher = Weigher(UUID(int=1), DEFAULTS, venues, NOW, uuid4, {})
    return look_back(weigher, PRODUCT, sales)


def figures_of(past: Past) -> tuple[object, ...]:
    worth = past.worth
    return past.made_at, worth.point, worth.low80, worth.high80, worth.days_p50


def test_each_week_between_two_sales_is_promised_and_held_against_the_next_one() -> None:
    found = told([sold(30, 100), sold(10, 110)])

    assert [(NOW - one.made_at).days for one in found] == [30, 23, 16]
    assert {one.settled_at for one in found} == {NOW - timedelta(days=10)}
    assert {one.realised for one in found} == {Decimal(110)}
    assert {one.realised_days for one in found} == {5}
    assert all(one.worth.point is not None for one in found)


def test_one_sale_alone_promises_nothing_that_came_due() -> None:
    assert told([]) == told([sold(30, 100)]) == []


def test_a_sale_elsewhere_settles_nothing() -> None:
    assert told([sold(30, 100), sold(10, 110, venue="vinted")]) == []


def test_what_lies_further_back_than_promises_are_kept_is_left_out() -> None:
    found = told([sold(900, 100), sold(3, 110)])

    assert {(NOW - one.made_at).days <= 400 for one in found} == {True}
    assert len(found) == 57


def test_days_are_promised_once_three_have_sold() -> None:
    few = told([sold(60, 100), sold(50, 100), sold(20, 100)])
    enough = told([sold(60, 100), sold(59, 100), sold(58, 100), sold(20, 100)])

    assert {one.worth.days_p50 for one in few} == {None}
    assert enough[-1].worth.days_p50 is not None


def test_without_a_listing_day_no_days_came_of_it() -> None:
    found = told([sold(30, 100, None), sold(29, 110, None)])

    assert [one.realised_days for one in found] == [None]


@given(
    later=st.lists(st.tuples(st.floats(0, 19), st.integers(1, 10_000)), min_size=1, max_size=5),
    price=st.integers(50, 200),
)
def test_no_promise_knows_what_was_sold_after_it(
    later: list[tuple[float, int]], price: int
) -> None:
    until = [sold(60, 100), sold(45, price), sold(40, 105), sold(20, 100)]
    at = NOW - timedelta(days=20)

    before = {one.made_at: figures_of(one) for one in told(until) if one.made_at < at}
    after = {
        one.made_at: figures_of(one)
        for one in told([*until, *(sold(day, cost, 1) for day, cost in later)])
        if one.made_at < at
    }

    assert before == after


def test_what_was_listed_and_unsold_then_counts_as_unsold() -> None:
    quick = [sold(60, 100, 1), sold(59, 100, 1), sold(58, 100, 1)]
    slow = sold(1, 100, 50)
    same = replace(slow, listed_at=slow.sold_at)

    standing = told([*quick, slow])
    unknown = told([*quick, same])

    last = [found[-1].worth.days_p80 for found in (standing, unknown)]
    assert None not in last
    assert standing[-1].worth.survival != unknown[-1].worth.survival
