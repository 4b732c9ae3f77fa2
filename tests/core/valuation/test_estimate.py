"""What a thing will bring by all evidence of it, how long it takes, what a day of money brings."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.condition import Condition
from bolo.core.money import Money
from bolo.core.valuation.capital import survival
from bolo.core.valuation.estimate import Estimate, Insufficient, Pool, estimate, stretch_for
from bolo.core.valuation.evidence import Kind, Sighting

SALE = Sighting(Kind.SOLD, Money.of(100, "EUR"))
ASK = Sighting(Kind.ASK, Money.of(100, "EUR"))
POOL = Pool(Money.of(50, "EUR"), Decimal("0.3"))


def of(*sightings: Sighting, pool: Pool | None = None, stretch: str = "1") -> Estimate:
    found = estimate(sightings, Condition.NEW, pool, stretch=Decimal(stretch))
    assert isinstance(found, Estimate)
    return found


def width(one: Estimate) -> Decimal:
    return one.high80.amount / one.low80.amount


def test_a_sale_says_what_the_next_one_brings() -> None:
    found = of(SALE)

    assert found.point == Money.of("100.00", "EUR")
    assert found.low80 < found.low50 < found.point < found.high50 < found.high80
    assert found.weights == {Kind.SOLD: 1}


def test_an_ask_is_no_sale() -> None:
    found = of(ASK)

    assert found.point == Money.of("82.00", "EUR")
    assert width(found) > width(of(SALE))


def test_a_hundred_asks_do_not_become_a_sale() -> None:
    found = of(SALE, *[replace(ASK, price=Money.of(300, "EUR"))] * 100)

    assert found.weights[Kind.SOLD] > Decimal("0.5")
    assert found.point < Money.of(160, "EUR")


@pytest.mark.parametrize(
    "weaker",
    [
        replace(SALE, age=200),
        replace(SALE, probability=Decimal("0.5")),
        replace(SALE, distance=Decimal("0.2")),
        replace(SALE, condition=Condition.USED, price=Money.of("58.50", "EUR")),
        replace(SALE, kind=Kind.VANISHED, price=Money.of("105.26", "EUR")),
    ],
    ids=["old", "unsure", "distant", "another condition", "vanished"],
)
def test_weaker_evidence_of_the_same_worth_is_less_sure(weaker: Sighting) -> None:
    found = of(weaker)

    assert found.point.amount == pytest.approx(Decimal(100), abs=Decimal("0.01"))
    assert width(found) > width(of(SALE))


def test_used_brings_less_than_new() -> None:
    found = estimate([SALE], Condition.USED)

    assert isinstance(found, Estimate)
    assert found.point == Money.of("58.50", "EUR")


def test_one_absurd_sale_hardly_moves_the_rest() -> None:
    found = of(*[SALE] * 4, replace(SALE, price=Money.of(5000, "EUR")))

    assert found.point < Money.of(130, "EUR")


def test_thin_evidence_leans_on_the_like_of_it_and_much_evidence_does_not() -> None:
    thin = of(replace(SALE, kind=Kind.LIST), pool=POOL)
    thick = of(*[SALE] * 5, pool=POOL)

    assert thin.point < Money.of(65, "EUR")
    assert thin.pooled > Decimal("0.5")
    assert thick.point > Money.of(95, "EUR")
    assert sum(thick.weights.values()) + thick.pooled == pytest.approx(Decimal(1))


def test_without_evidence_there_is_no_figure_whatever_the_like_of_it_brings() -> None:
    nothing = estimate([], Condition.NEW, POOL)
    unsure = estimate([replace(SALE, probability=Decimal("0.01"))], Condition.NEW)
    free = estimate([replace(SALE, price=Money.zero("EUR"))], Condition.NEW)

    assert isinstance(nothing, Insufficient)
    assert "Nobody has sold" in nothing.reasons[0]
    assert unsure == free
    assert isinstance(unsure, Insufficient)


def test_intervals_are_stretched_by_what_earlier_ones_missed() -> None:
    missed = [Decimal(number) / 50 for number in range(-100, 100)]

    stretch = stretch_for(missed)

    assert stretch == pytest.approx(Decimal("1.6"), abs=Decimal("0.02"))
    assert width(of(SALE, stretch=str(stretch))) > width(of(SALE))
    assert stretch_for(missed[:10]) == 1


@given(
    st.lists(
        st.builds(
            Sighting,
            kind=st.sampled_from(list(Kind)),
            price=st.decimals(1, 10_000, places=2).map(lambda amount: Money(amount, "EUR")),
            age=st.integers(0, 3000),
            condition=st.sampled_from(list(Condition)),
            probability=st.decimals("0.05", 1, places=2),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_order_of_evidence_does_not_matter_and_the_bounds_stay_in_order(
    sightings: list[Sighting],
) -> None:
    found, turned = of(*sightings), of(*reversed(sightings))

    assert found.point.amount == pytest.approx(turned.point.amount, abs=Decimal("0.01"))
    assert found.low80 <= found.low50 <= found.point <= found.high50 <= found.high80


def test_a_survival_curve_falls_and_its_median_is_where_half_are_sold() -> None:
    curve = survival(10, Decimal(30), Decimal("0.1"))

    half = curve.days(Decimal("0.5"))

    assert curve.unsold(Decimal(0)) == 1
    assert curve.unsold(half) == pytest.approx(Decimal("0.5"))
    assert Decimal(1) < half < Decimal(4)
    assert survival(0, Decimal(30), Decimal("0.1")).days(Decimal("0.5")) > 50
