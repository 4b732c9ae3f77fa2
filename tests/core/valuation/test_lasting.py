"""How soon things go: nothing from few, offers that still stand count, the like of it lends."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.valuation.lasting import FURTHEST, Followed, Lasting, lasting

HALF, MOST = Decimal("0.5"), Decimal("0.8")
followed = st.lists(st.builds(Followed, st.integers(0, 500), st.booleans()), max_size=9)
rates = st.none() | st.integers(1, 9000).map(lambda n: Decimal(n) / 10_000)


def of(*days: int, standing: tuple[int, ...] = (), usual: Decimal | None = None) -> Lasting:
    found = lasting(
        [*(Followed(d, went=True) for d in days), *(Followed(d, went=False) for d in standing)],
        usual,
    )
    assert found is not None
    return found


def test_two_that_went_say_nothing_of_how_soon() -> None:
    assert lasting([Followed(3, went=True)] * 2 + [Followed(90, went=False)] * 9) is None


def test_half_of_what_all_went_on_the_tenth_day_have_gone_by_then() -> None:
    assert of(*[10] * 50).days(HALF) == 10


def test_how_fast_its_like_goes_is_enough_and_what_stood_makes_it_slower() -> None:
    usual = Decimal("0.1")

    assert of(usual=usual).days(HALF) == 7
    assert of(standing=(30, 30), usual=usual).days(HALF) > 7


def test_what_still_stands_makes_it_slower() -> None:
    assert of(5, 6, 7, standing=(60, 60, 60)).days(HALF) > of(5, 6, 7).days(HALF)


def test_what_stood_for_less_than_a_day_says_nothing() -> None:
    assert of(5, 6, 7, standing=(0, 0)).unsold == of(5, 6, 7).unsold


def test_the_like_of_it_pulls_the_more_the_fewer_went() -> None:
    slow = Decimal("0.001")

    few, many = of(*[10] * 3, usual=slow), of(*[10] * 60, usual=slow)

    assert of(*[10] * 3).at(10) < few.at(10)
    assert many.at(10) < few.at(10)


def test_beyond_what_was_followed_the_usual_rate_goes_on() -> None:
    found = of(1, 1, 1, standing=(20,) * 9, usual=Decimal("0.1"))

    assert found.days(HALF) > 20
    assert found.at(21) == found.at(20) * Decimal("0.9")
    assert found.at(found.days(HALF)) <= HALF < found.at(found.days(HALF) - 1)


def test_a_share_reached_exactly_at_the_end_of_a_day_is_gone_by_that_day() -> None:
    halving = of(usual=HALF)

    assert [halving.days(1 - HALF**day) for day in range(1, 9)] == list(range(1, 9))


def test_the_slowest_is_told_as_ten_years() -> None:
    found = of(1, 1, 1, standing=(400,) * 500, usual=Decimal("0.0001"))

    assert found.days(MOST) == FURTHEST


def test_it_is_drawn_in_few_points_from_all_to_less_than_a_fifth() -> None:
    drawn = of(10, 20, 30, 40, 50).drawn()

    assert drawn[0] == (0, Decimal(1))
    assert len(drawn) <= 25
    assert drawn[-1][1] < Decimal("0.2")


def test_what_goes_at_once_is_drawn_over_a_week() -> None:
    drawn = of(*[0] * 40).drawn()

    assert [day for day, _ in drawn] == list(range(8))


@given(followed, rates)
def test_the_share_unsold_never_rises_and_days_are_in_order(
    some: list[Followed], usual: Decimal | None
) -> None:
    found = lasting(some, usual)

    if found is None:
        assert usual is None
        assert sum(one.went for one in some) < 3
        return
    assert all(0 <= b <= a for a, b in zip(found.unsold, found.unsold[1:], strict=False))
    assert 1 <= found.days(HALF) <= found.days(MOST) <= FURTHEST
    assert found.at(0) == 1


@pytest.mark.parametrize("share", [HALF, MOST])
def test_days_are_the_first_by_which_so_many_have_gone(share: Decimal) -> None:
    found = of(3, 9, 9, 14, 30, standing=(40, 2))

    day = found.days(share)

    assert found.at(day) <= 1 - share < found.at(day - 1)
