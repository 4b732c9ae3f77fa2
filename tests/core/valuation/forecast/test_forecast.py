"""The forecast as a whole: right, honest about its errors, and blind to what is still to come."""

from dataclasses import replace

import numpy as np
import pytest

from bolo.core.valuation.forecast.forecast import OTHERS, Answers, Forest, forecast, train
from bolo.core.valuation.forecast.sales import Rows
from bolo.core.valuation.forecast.trees import Learned, learn_misses, learn_moves
from tests.core.valuation.forecast.market import START, market, rows

SALES = market()
LATE = SALES.take(SALES.day >= START + 100)
COLUMNS = ("point", "low80", "low50", "high50", "high80", "days_p50")


def asked(sales: Rows) -> Rows:
    return replace(sales, log_price=np.full(len(sales), np.nan))


def same(one: Answers, other: Answers) -> None:
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


@pytest.fixture(scope="module")
def answers() -> Answers:
    return forecast(SALES, asked(LATE), 7)


def test_the_estimate_is_nearer_than_the_last_price(answers: Answers) -> None:
    off = np.abs(answers.point - LATE.log_price)

    assert np.median(off) < 0.05
    assert np.isfinite(answers.point).all()


def test_eight_of_ten_prices_fall_into_the_interval(answers: Answers) -> None:
    inside = (answers.low80 <= LATE.log_price) & (LATE.log_price <= answers.high80)

    assert 0.7 < inside.mean() < 0.92


def test_the_intervals_enclose_each_other_and_the_estimate(answers: Answers) -> None:
    assert (answers.low80 <= answers.low50).all()
    assert (answers.low50 <= answers.point).all()
    assert (answers.point <= answers.high50).all()
    assert (answers.high50 <= answers.high80).all()
    assert (answers.days_p50 > 0).all()


@pytest.mark.parametrize("horizon", [1, 7])
def test_nothing_later_than_the_cut_changes_an_answer(horizon: int) -> None:
    when = START + 105
    question = asked(LATE.take(LATE.day == when))
    later = SALES.day > when - horizon
    prices = replace(SALES, log_price=np.where(later, SALES.log_price * 3 - 4, SALES.log_price))
    dropped = SALES.take(~later)
    swollen = SALES.joined(rows(np.full(500, when - horizon + 1), 9.0, item=0, variant=0))

    honest = forecast(SALES, question, horizon)

    assert len(question) > 5
    for tampered in (prices, dropped, swollen):
        same(honest, forecast(tampered, question, horizon))


def test_what_is_known_of_later_cuts_changes_no_earlier_answer() -> None:
    early = asked(LATE.take(LATE.day == START + 101))
    both = asked(LATE.take((LATE.day == START + 101) | (LATE.day == START + 110)))
    late = SALES.day > START + 100
    tampered = replace(SALES, log_price=np.where(late, SALES.log_price + 1, SALES.log_price))

    honest, deceived = forecast(SALES, both, 1), forecast(tampered, both, 1)

    for name in COLUMNS:
        one, other = getattr(honest, name)[: len(early)], getattr(deceived, name)[: len(early)]
        np.testing.assert_array_equal(one, other)


def test_what_never_sold_has_no_answer() -> None:
    unknown = replace(asked(LATE.take(np.array([0]))), item=np.array([99]))

    told = forecast(SALES, unknown, 7)

    assert all(np.isnan(getattr(told, name)).all() for name in COLUMNS)


def test_without_a_sale_by_the_cut_or_without_a_question_there_is_no_answer() -> None:
    early = replace(asked(LATE.take(np.array([0]))), day=np.array([START]))

    assert np.isnan(forecast(SALES, early, 1).point).all()
    assert len(forecast(SALES, early.take(np.array([], dtype=int)), 1).point) == 0


def test_beyond_some_thousands_only_the_items_asked_for_are_looked_at() -> None:
    question = asked(LATE.take(LATE.day == START + 110))
    crowd = replace(SALES, item=SALES.item + OTHERS, log_price=SALES.log_price + 1)

    same(forecast(SALES, question, 1), forecast(SALES.joined(crowd), question, 1))


def test_a_handful_of_sales_gives_an_answer_with_a_wide_interval() -> None:
    few = rows([10, 12, 14], np.log([100.0, 104.0, 98.0]))
    question = rows([20], np.nan)

    told = forecast(few, question, 1)

    assert np.exp(told.point[0]) == pytest.approx(100, rel=0.04)
    assert told.high80[0] - told.low80[0] > 0.05


def test_the_longer_nothing_sold_the_wider_the_interval_though_fresher_rows_are_asked_beside() -> (
    None
):
    idle = np.array([30, 400])  # a learning is made for every second week between
    question = rows(int(SALES.day[-1]) + idle, np.nan, item=0, variant=3, place=8.5)

    answers = forecast(SALES, question, 7)

    month, year = answers.high80 - answers.low80
    assert year > 2 * month


def test_a_forest_says_what_learning_anew_would_say() -> None:
    known = SALES.take(SALES.day <= START + 100)
    question = asked(LATE.take(LATE.day == START + 107))

    forest = train(known, 7)

    assert (7, max(day for _, day in forest.moves)) in forest.misses
    same(forecast(known, question, 7, forest), forecast(known, question, 7))


def test_a_thin_history_is_answered_by_the_trees_that_were_given() -> None:
    forest = train(SALES, 7)
    known = SALES.take((SALES.day > START + 30) & (SALES.day <= START + 90))
    moved = {key: learn_moves(*lesson()) for key in forest.moves if key[1] <= START + 60}
    question = asked(SALES.take(SALES.day == START + 97))

    own = forecast(known, question, 7)
    given = forecast(known, question, 7, Forest(moved, forest.misses))

    assert moved
    assert not np.array_equal(own.point, given.point)


def lesson() -> tuple[
    np.ndarray[tuple[int, int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]
]:
    chance = np.random.default_rng(3)
    features = chance.normal(size=(400, 32))
    return features, 0.5 + 0.1 * features[:, 0]


def test_too_few_sales_teach_nothing_and_nothing_says_zero() -> None:
    features, moves = lesson()

    assert learn_moves(features[:50], moves[:50]) == Learned()
    assert learn_misses(features[:50], moves[:50]) == Learned()
    assert Learned().says(features).tolist() == [0.0] * 400
    assert learn_moves(features, moves).says(features[:0]).tolist() == []


def test_misses_are_learned_as_logarithms_of_their_size() -> None:
    features, moves = lesson()

    sizes = np.exp(learn_misses(features, moves).says(features))

    assert np.median(sizes) == pytest.approx(0.5, rel=0.1)
