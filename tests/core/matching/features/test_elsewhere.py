"""Part numbers that stand in other candidates of a row."""

from itertools import product

import numpy as np

from bolo.core.matching.features.elsewhere import NAMES, compare_elsewhere
from bolo.core.matching.rows.table import read_table

Row = dict[str, str]


def compared(left: list[Row], right: list[Row]) -> list[dict[str, float]]:
    """Compare every left row with every right one, the first left row first."""
    lists = [
        read_table([{"id": str(at), **row} for at, row in enumerate(side)])
        for side in (left, right)
    ]
    places = np.array(list(product(range(len(left)), range(len(right)))), np.int64)
    told = compare_elsewhere(lists[0], lists[1], (places[:, 0], places[:, 1]))
    return [{name: float(told[name][at]) for name in NAMES} for at in range(len(places))]


def test_a_number_that_stands_in_another_candidate_only_speaks_against_this_one() -> None:
    this, other = compared(
        [{"name": "Desk lamp", "mpn": "AB1234"}],
        [{"name": "Desk lamp"}, {"name": "Desk lamp AB1234"}],
    )

    assert (this["elsewhere.only_left"], other["elsewhere.only_left"]) == (1, 0)
    assert this["elsewhere.text_of_left_among_left"] == 1
    assert other["elsewhere.text_of_left_among_left"] == 0
    assert (this["elsewhere.place_left"], other["elsewhere.place_left"]) == (1, 0)
    assert other["elsewhere.lead_left"] == 1


def test_a_number_that_a_shop_made_up_stands_nowhere_and_says_nothing() -> None:
    both = compared(
        [{"name": "Desk lamp", "mpn": "AB1234"}],
        [{"name": "Desk lamp"}, {"name": "Desk lamp white"}],
    )

    assert all(told["elsewhere.only_left"] == 0 for told in both)
    assert all(told["elsewhere.lead_left"] == 0 for told in both)


def test_a_number_of_the_right_row_is_looked_for_in_its_own_candidates() -> None:
    this, other = compared(
        [{"name": "Desk lamp"}, {"name": "Desk lamp AB1234"}],
        [{"name": "Desk lamp", "mpn": "AB1234"}],
    )

    assert (this["elsewhere.only_right"], other["elsewhere.only_right"]) == (1, 0)
    assert this["elsewhere.text_of_right_among_right"] == 1
    assert this["elsewhere.only_left"] == 0


def test_a_core_is_found_where_the_whole_number_is_not() -> None:
    this, _ = compared(
        [{"name": "Desk lamp", "mpn": "EX-ZS10BK"}],
        [{"name": "Desk lamp"}, {"name": "Desk lamp EX-ZS10 silver"}],
    )

    assert this["elsewhere.text_of_left_among_left"] == 0
    assert this["elsewhere.core_of_left_among_left"] == 1


def test_a_number_too_short_to_tell_is_not_looked_for() -> None:
    both = compared(
        [{"name": "Desk lamp", "mpn": "123"}],
        [{"name": "Desk lamp"}, {"name": "Desk lamp 123"}],
    )

    counted = [value for told in both for name, value in told.items() if ".place_" not in name]
    assert not any(counted)
