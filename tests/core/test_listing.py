"""What may be believed: one ordinary reading, then one surprise at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.listing import LIMITS, Belief, Pending, Quote, Surprise, believe, surprise
from bolo.core.money import Money
from bolo.core.offer import Availability

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)
USUAL = Quote(Money.of(100, "EUR"), Availability.IN_STOCK, AT)
SEEN = replace(USUAL, at=LATER)
SLIPPED = replace(SEEN, price=Money.of(1, "EUR"))
UNSURE = LIMITS.least_confidence - Decimal("0.01")
AGAIN = LATER + LIMITS.apart

SURPRISES = [
    (replace(SEEN, price=Money.of(0, "EUR")), Surprise.ZERO_PRICE),
    (replace(SEEN, price=Money.of(-5, "EUR")), Surprise.ZERO_PRICE),
    (replace(SEEN, price=Money.of(100, "USD")), Surprise.NEW_CURRENCY),
    (replace(SEEN, price=Money.of(10_000, "EUR")), Surprise.JUMP),
    (SLIPPED, Surprise.JUMP),
    (replace(SEEN, price=Money.of("34.99", "EUR")), Surprise.JUMP),
    (replace(SEEN, price=Money.of("300.01", "EUR")), Surprise.JUMP),
    (replace(SEEN, price=Money.of(90, "EUR"), confidence=UNSURE), Surprise.UNSURE_READING),
    (replace(SEEN, price=None), Surprise.NO_PRICE),
]


def test_a_first_sure_price_is_believed() -> None:
    belief = believe(None, None, USUAL)

    assert belief == Belief(USUAL, moved=True)


@pytest.mark.parametrize("amount", ["35", "99.99", "300"])
def test_a_usual_change_is_believed_at_once(amount: str) -> None:
    seen = replace(SEEN, price=Money.of(amount, "EUR"))

    assert believe(USUAL, None, seen) == Belief(seen, moved=True)


def test_the_same_again_moves_nothing_and_keeps_its_date() -> None:
    assert believe(USUAL, None, SEEN) == Belief(USUAL, moved=False)


@pytest.mark.parametrize(("seen", "why"), SURPRISES)
def test_a_surprise_is_put_aside_until_a_second_reading_agrees(seen: Quote, why: Surprise) -> None:
    first = believe(USUAL, None, seen)
    second = believe(first.quote, first.pending, replace(seen, at=AGAIN))

    assert first == Belief(USUAL, moved=False, pending=Pending(seen, why))
    assert second == Belief(replace(seen, at=AGAIN), moved=True)


@pytest.mark.parametrize(("seen", "why"), SURPRISES)
def test_what_was_believed_after_two_readings_surprises_no_longer(
    seen: Quote, why: Surprise
) -> None:
    believed = replace(seen, at=AGAIN)
    third = replace(seen, at=AGAIN + LIMITS.apart)

    assert why
    assert believe(believed, None, third) == Belief(believed, moved=False)


def test_a_tie_is_not_confirmed_by_reading_the_same_page_again() -> None:
    tied = replace(SEEN, price=Money.of(90, "EUR"), tied=True)
    first = believe(USUAL, None, tied)

    again = believe(USUAL, first.pending, replace(tied, at=AGAIN))

    assert first.pending == Pending(tied, Surprise.TIE)
    assert again == Belief(USUAL, moved=False, pending=first.pending)


def test_a_tie_ends_with_a_reading_that_is_none() -> None:
    tied = replace(SEEN, price=Money.of(90, "EUR"), tied=True)
    sure = replace(tied, tied=False, at=AGAIN)

    belief = believe(USUAL, Pending(tied, Surprise.TIE), sure)

    assert belief == Belief(sure, moved=True)


def test_a_tie_that_leads_with_the_believed_price_surprises_nobody() -> None:
    assert surprise(USUAL, replace(SEEN, tied=True)) is None


def test_a_second_reading_too_soon_is_not_independent() -> None:
    pending = Pending(SLIPPED, Surprise.JUMP)
    soon = replace(SLIPPED, at=LATER + LIMITS.apart - timedelta(microseconds=1))

    assert believe(USUAL, pending, soon) == Belief(USUAL, moved=False, pending=pending)


def test_a_third_other_surprise_takes_the_place_of_the_second() -> None:
    pending = Pending(SLIPPED, Surprise.JUMP)
    other = replace(SLIPPED, price=Money.of(2, "EUR"), at=AGAIN)

    belief = believe(USUAL, pending, other)

    assert belief == Belief(USUAL, moved=False, pending=Pending(other, Surprise.JUMP))


def test_the_usual_price_clears_what_was_put_aside() -> None:
    belief = believe(USUAL, Pending(SLIPPED, Surprise.JUMP), replace(SEEN, at=AGAIN))

    assert belief == Belief(USUAL, moved=False, pending=None)


def test_out_of_stock_is_believed_at_the_usual_price_while_a_surprise_waits() -> None:
    sold_out = replace(SLIPPED, availability=Availability.OUT_OF_STOCK)

    first = believe(USUAL, None, sold_out)
    soon = believe(first.quote, first.pending, replace(sold_out, at=LATER + timedelta(seconds=1)))

    assert first.moved
    assert first.quote == Quote(USUAL.price, Availability.OUT_OF_STOCK, LATER)
    assert first.pending == Pending(sold_out, Surprise.JUMP)
    assert soon == Belief(first.quote, moved=False, pending=first.pending)


def test_back_in_stock_is_not_believed_from_a_surprising_reading() -> None:
    gone = replace(USUAL, availability=Availability.OUT_OF_STOCK)

    assert believe(gone, None, SLIPPED).quote == gone


def test_a_first_surprise_out_of_stock_believes_nothing() -> None:
    zero = Quote(Money.of(0, "EUR"), Availability.OUT_OF_STOCK, AT)

    assert believe(None, None, zero) == Belief(None, False, Pending(zero, Surprise.ZERO_PRICE))


def test_availability_alone_moves_the_history() -> None:
    sold_out = replace(SEEN, availability=Availability.OUT_OF_STOCK)

    assert believe(USUAL, None, sold_out) == Belief(sold_out, moved=True)


def test_zero_is_believed_where_free_is_meant_but_less_than_zero_never() -> None:
    free = replace(SEEN, price=Money.of(0, "EUR"))

    assert surprise(None, free, free=True) is None
    assert surprise(USUAL, free, free=True) is None
    assert surprise(None, replace(free, price=Money.of(-1, "EUR")), free=True)


def test_a_price_after_free_needs_a_second_reading() -> None:
    free = replace(USUAL, price=Money.of(0, "EUR"))

    assert surprise(free, SEEN) is Surprise.JUMP


def test_no_price_is_believed_where_none_was_and_a_price_after_it_is_a_surprise() -> None:
    none = replace(USUAL, price=None)

    assert believe(None, None, none) == Belief(none, moved=True)
    assert believe(none, None, replace(none, at=LATER)) == Belief(none, moved=False)
    assert surprise(none, SEEN) is Surprise.PRICE_RETURNED


def test_a_reading_that_comes_late_changes_nothing() -> None:
    pending = Pending(SLIPPED, Surprise.JUMP)
    late = replace(USUAL, price=Money.of(70, "EUR"), at=AT - timedelta(seconds=1))

    assert believe(USUAL, pending, late) == Belief(USUAL, moved=False, pending=pending)


amounts = st.decimals(min_value=1, max_value=100_000, places=2)
readings = st.one_of(
    st.none(),
    st.builds(Money, st.one_of(amounts, st.just(Decimal(0))), st.sampled_from(["EUR", "USD"])),
)


@given(price=amounts, factor=st.sampled_from(["0", "0.01", "100", "0.34", "3.01"]))
def test_a_single_slip_is_never_believed(price: Decimal, factor: str) -> None:
    usual = replace(USUAL, price=Money(price, "EUR"))
    slip = replace(SEEN, price=Money(price * Decimal(factor), "EUR"))

    belief = believe(usual, None, slip)

    assert belief.quote == usual
    assert not belief.moved


@given(prices=st.lists(readings, min_size=1, max_size=12), gap=st.integers(0, 12))
def test_no_surprise_ever_gets_in_on_a_single_reading(prices: list[Money | None], gap: int) -> None:
    believed, pending, before = USUAL, None, USUAL
    for number, price in enumerate(prices, 1):
        seen = Quote(price, Availability.IN_STOCK, AT + timedelta(seconds=gap * number))
        odd = surprise(believed, seen)
        belief = believe(believed, pending, seen)

        assert belief.quote is not None
        if odd and belief.moved:
            assert pending is not None
            assert pending.quote.price == price
            assert seen.at - pending.quote.at >= LIMITS.apart
        believed, pending, before = belief.quote, belief.pending, seen
    assert before.at >= AT
