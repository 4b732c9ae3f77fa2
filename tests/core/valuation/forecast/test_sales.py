"""Columns of sales: joined, ordered, grouped and coded."""

import numpy as np

from bolo.core.valuation.forecast.sales import Codes, groups
from tests.core.valuation.forecast.market import rows


def test_rows_are_put_in_order_of_time_and_equals_keep_theirs() -> None:
    given = rows([3, 1, 3, 2], [0.1, 0.2, 0.3, 0.4])

    ordered = given.in_order()

    assert ordered.day.tolist() == [1, 2, 3, 3]
    assert ordered.log_price.tolist() == [0.2, 0.4, 0.1, 0.3]


def test_joined_rows_follow_each_other() -> None:
    both = rows([1], [0.1]).joined(rows([5, 6], [0.5, 0.6]))

    assert len(both) == 3
    assert both.day.tolist() == [1, 5, 6]


def test_groups_hold_the_places_of_each_code_in_their_order() -> None:
    found = groups(np.array([4, 2, 4, 4, 2]))

    assert [group.tolist() for group in found] == [[1, 4], [0, 2, 3]]
    assert groups(np.array([], dtype=np.int64)) == []


def test_a_text_keeps_its_first_number() -> None:
    codes = Codes()

    numbers = [codes.one(text) for text in ("red", "blue", "red")]

    assert numbers == [0, 1, 0]
