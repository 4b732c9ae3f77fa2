"""Ringing: one opportunity that is armed, then how its standing goes on."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bolo.core.decision import Verdict
from bolo.core.money import Money
from bolo.core.telling.alerting import HYSTERESIS, Arming, Standing, ring

WANTED = Money.of(20, "EUR")
ARMED = Arming()
RUNG = Arming(armed=False, episode=1)


def standing(verdict: Verdict | None, profit: str, wanted: Money = WANTED) -> Standing:
    return Standing(verdict, Money.of(profit, "EUR"), wanted)


def test_a_buy_rings_once() -> None:
    first, rings = ring(ARMED, standing(Verdict.BUY, "25"))
    again = ring(first, standing(Verdict.BUY, "30"))

    assert (first, rings) == (RUNG, True)
    assert again == (RUNG, False)


def test_what_is_not_worth_buying_does_not_ring() -> None:
    assert ring(ARMED, standing(Verdict.SKIP, "5")) == (ARMED, False)


def test_a_profit_that_dances_around_the_minimum_stays_silent() -> None:
    assert ring(RUNG, standing(Verdict.NEGOTIATE, "16")) == (RUNG, False)
    assert ring(RUNG, standing(Verdict.BUY, "20")) == (RUNG, False)


def test_clearly_below_the_minimum_it_is_armed_again() -> None:
    armed, rings = ring(RUNG, standing(Verdict.SKIP, "15.99"))

    assert (armed, rings) == (Arming(armed=True, episode=1), False)
    assert ring(armed, standing(Verdict.BUY, "21")) == (Arming(armed=False, episode=2), True)


def test_what_has_gone_is_armed_again() -> None:
    assert ring(RUNG, standing(None, "25")) == (Arming(armed=True, episode=1), False)


def test_a_minimum_below_zero_has_its_slack_below_it() -> None:
    wanted = Money.of(-10, "EUR")

    assert ring(RUNG, standing(Verdict.SKIP, "-12", wanted)) == (RUNG, False)
    assert ring(RUNG, standing(Verdict.SKIP, "-12.01", wanted))[0].armed


standings = st.builds(
    Standing,
    st.one_of(st.none(), st.sampled_from(Verdict)),
    st.builds(Money, st.decimals(-50, 50, places=2), st.just("EUR")),
    st.just(WANTED),
)


@given(course=st.lists(standings, max_size=30))
def test_it_never_rings_twice_without_being_over_in_between(course: list[Standing]) -> None:
    arming, over = ARMED, True
    for one in course:
        arming, rings = ring(arming, one)
        if rings:
            assert over
            assert one.verdict is Verdict.BUY
            over = False
        elif one.verdict is None or one.profit.amount < WANTED.amount * (1 - HYSTERESIS):
            over = True


@given(course=st.lists(standings, max_size=30), slack=st.decimals(0, 1, places=2))
def test_episodes_count_the_rings(course: list[Standing], slack: Decimal) -> None:
    arming, rung = ARMED, 0
    for one in course:
        arming, rings = ring(arming, one, slack)
        rung += rings

    assert arming.episode == rung
