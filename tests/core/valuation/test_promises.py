"""Promised against realised: what is counted, and what nothing is concluded from."""

from decimal import Decimal

from bolo.core.valuation.promises import (
    Outcome,
    bias,
    coverage,
    expected_error,
    punctuality,
    reliability,
)


def test_probabilities_are_held_against_what_came_true() -> None:
    told = [(Decimal("0.95"), True), (Decimal(1), True), (Decimal("0.25"), False)]

    bins = reliability(told)

    assert [(one.begin, one.count, one.came_true) for one in bins] == [
        (Decimal("0.2"), 1, Decimal(0)),
        (Decimal("0.9"), 2, Decimal(1)),
    ]
    assert expected_error(bins) == Decimal("0.1000")


def test_without_answers_there_is_no_error_to_tell() -> None:
    assert expected_error(reliability([])) is None


def test_intervals_are_counted_by_how_far_ahead_they_looked() -> None:
    near = Outcome(1, {"50": True, "80": True})
    far = Outcome(900, {"50": False, "80": True})

    held = coverage([near, far])

    assert [(one.level, one.horizon, one.realised) for one in held] == [
        ("50", 1, Decimal(1)),
        ("50", 365, Decimal(0)),
        ("80", 1, Decimal(1)),
        ("80", 365, Decimal(1)),
    ]


def test_days_count_only_where_both_are_known() -> None:
    sold = Outcome(5, {}, 5, {"50": 4, "80": 9})
    unknown = Outcome(5, {}, None, {"50": 4})
    never_promised = Outcome(5, {}, 5, None)

    held = punctuality([sold, unknown, never_promised])

    assert [(one.level, one.realised, one.count) for one in held] == [
        ("50", Decimal(0), 1),
        ("80", Decimal(1), 1),
    ]


def test_a_bias_is_a_share_of_what_was_promised() -> None:
    assert bias([(Decimal(10), Decimal(12))]) == Decimal("0.2000")
    assert bias([]) is None
