"""A walk in steps: it buys and sells as one walk, and earlier steps stand."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bolo.core.replay.book import Book
from bolo.core.replay.fills import Pessimism
from bolo.core.replay.history import DAY, History, Thing, moment
from bolo.core.replay.resuming import (
    days_of,
    keep_point,
    keep_trade,
    restore_point,
    restore_trade,
    resume,
)
from bolo.core.replay.rules.rule import Protections
from bolo.core.replay.trade import Trade
from bolo.core.replay.walk import Walk
from tests.core.replay.street import BARGAIN, RULES, Row, TenPercent, day, told

ROWS = st.lists(
    st.tuples(
        st.floats(0, 60).map(lambda at: round(at, 2)),
        st.tuples(st.sampled_from("xyz"), st.sampled_from("abcde")).map("/".join),
        st.one_of(st.just(""), st.integers(5, 90).map(str)),
    ),
    max_size=50,
)
GUARDED = replace(RULES, fills=Pessimism(), protections=Protections(category_losses=1))
END = moment(day(400))


def walked(history: History, book: Book, until: int) -> Book:
    Walk(history, GUARDED, TenPercent(), [book], until=until).run()
    return book


def taken_up(book: Book, things: Sequence[Thing], since: int) -> Book:
    """Keep a book as JSON would, and take it up again."""
    known = {thing.id: thing for thing in things}
    trades = [restore_trade(keep_trade(one), known, "USD") for one in book.trades]
    curve = [restore_point(keep_point(one), "USD") for one in days_of(book.curve)]
    again = Book("", GUARDED, TenPercent())
    resume(again, trades, curve, since)
    return again


@settings(max_examples=40, deadline=None)
@given(ROWS, st.floats(1, 59))
def test_a_walk_in_two_steps_does_what_one_walk_does(rows: list[Row], cut: float) -> None:
    history, between = told(rows), moment(day(round(cut, 3)))
    whole = walked(history, Book("", GUARDED, TenPercent()), END)
    first = walked(
        history.between(None, day(round(cut, 3))), Book("", GUARDED, TenPercent()), between
    )

    second = walked(history, taken_up(first, history.things, between), END)

    assert second.trades == whole.trades
    assert second.cash == whole.cash
    if len(history.between(None, day(round(cut, 3)))):  # else there were no days to mark yet
        assert days_of(second.curve) == days_of(whole.curve)
        assert (second.guard.until, second.guard.peak) == (whole.guard.until, whole.guard.peak)


def test_what_was_done_stands_when_a_listing_is_no_longer_known() -> None:
    history = told(BARGAIN)
    first = walked(history, Book("", GUARDED, TenPercent()), moment(day(9)))

    second = walked(History(), taken_up(first, [], moment(day(9))), END)
    third = walked(history, taken_up(first, [], moment(day(9))), END)

    assert [one.thing.product for one in second.trades] == [-1] * len(first.trades)
    assert [one.price for one in third.trades] == [one.price for one in first.trades]
    assert all(one.sold for one in third.trades)


def test_an_onlooker_neither_buys_nor_marks() -> None:
    book = Book("", GUARDED, TenPercent(), since=END)

    walked(told(BARGAIN), book, END)

    assert (book.trades, book.curve) == ([], [])
    assert all(one.at % DAY == 0 for one in days_of(book.curve))


def test_a_loss_of_an_earlier_step_rests_its_category_in_the_next_and_a_gain_does_not() -> None:
    done = walked(told(BARGAIN), Book("", GUARDED, TenPercent()), END)
    trade, sold = next((one, one.sold) for one in done.trades if one.sold)
    loss = replace(trade, sold=replace(sold, proceeds=trade.cost * 0))
    gain = replace(trade, sold=replace(sold, proceeds=trade.cost * 2))

    stops = [stopped(gain), stopped(loss)]

    assert stops == [[], ["cooldown", "category_stop"]]


def stopped(trade: Trade) -> list[str]:
    """Return which protections set in when a walk is taken up with this trade behind it."""
    book = Book("", GUARDED, TenPercent())
    resume(book, [trade], [], END)
    return [stop.kind for stop in book.guard.stops]
