"""Part numbers with something added."""

import numpy as np
import pytest

from bolo.core.matching.features.affixes import NAMES, compare_affixes, longest_run
from bolo.core.matching.features.groups import SHARED, Group
from bolo.core.matching.features.measure import measure
from bolo.core.matching.rows.table import read_table
from tests.core.matching.made import tables


def compared(one: dict[str, str], other: dict[str, str]) -> dict[str, float]:
    left, right = read_table([{"id": "1", **one}]), read_table([{"id": "1", **other}])
    at = np.zeros(1, np.int64)
    return {name: float(told[0]) for name, told in compare_affixes(left, right, (at, at)).items()}


@pytest.mark.parametrize(
    ("code", "text", "run"),
    [
        ("82163", "newavery82163tabs", (0, 5)),
        ("ver97255", "mouse97255red", (3, 5)),
        ("ab12", "12ab", (0, 2)),
        ("x1", "pen", (0, 0)),
        ("x1", "", (0, 0)),
    ],
)
def test_the_longest_run_of_a_part_number_is_found_in_a_text(
    code: str, text: str, run: tuple[int, int]
) -> None:
    assert longest_run(code, text) == run


def test_a_part_number_behind_a_shops_own_letters_is_there_whole() -> None:
    told = compared(
        {"name": "Tab dividers", "mpn": "82163"}, {"name": "New Avery dividers - AVE82163"}
    )

    assert told["affix.shared"] == 5
    assert told["affix.share_left"] == 1
    assert (told["affix.only_left"], told["affix.only_right"]) == (0, 0)
    assert (told["affix.digits_over_right"], told["affix.letters_over_right"]) == (0, 3)


def test_leading_zeros_are_no_difference() -> None:
    told = compared({"name": "Notebook", "mpn": "AB6622"}, {"name": "Notebook", "mpn": "MEA06622"})

    assert told["affix.shared"] == 4


def test_another_number_of_the_same_make_leaves_digits_over() -> None:
    told = compared({"name": "Labels", "mpn": "82163"}, {"name": "Labels", "mpn": "82168"})

    assert told["affix.shared"] == 0
    assert told["affix.only_left"] == told["affix.only_right"] == 1
    assert told["affix.length_left"] == 4
    assert told["affix.digits_over_left"] == 1


def test_the_longest_part_number_of_a_title_stands_for_one_that_is_not_stated() -> None:
    told = compared({"name": "Case for X30, LP34977"}, {"name": "Case", "mpn": "34977"})

    assert (told["affix.length_left"], told["affix.letters_over_left"]) == (5, 2)


def test_who_states_no_part_number_tells_nothing_of_one() -> None:
    told = compared({"name": "Pen"}, {"name": "Pen", "mpn": "82163"})

    assert set(told) == set(NAMES)
    assert np.isnan(told["affix.only_left"])
    assert np.isnan(told["affix.share_left"])
    assert told["affix.share_right"] == 0


def test_for_trees_that_know_nothing_of_it_all_else_is_measured_as_before() -> None:
    left, right = tables(12)
    rows = np.arange(12)
    with_them, without = (
        measure(left, right, (rows, rows), 0, each) for each in (SHARED, Group(0))
    )
    assert set(with_them.names) - set(without.names) == set(NAMES)
    kept = [with_them.names.index(name) for name in without.names]
    np.testing.assert_array_equal(with_them.values[:, kept], without.values)
