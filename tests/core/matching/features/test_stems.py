"""Part numbers without their colours."""

import math

import numpy as np
import pytest

from bolo.core.matching.features.stems import compare_stems, stem_of
from bolo.core.matching.rows.table import read_table

LAMP = {"name": "Desk lamp"}


def compared(one: dict[str, str], other: dict[str, str]) -> dict[str, float]:
    left, right = read_table([{"id": "1", **one}]), read_table([{"id": "1", **other}])
    at = np.zeros(1, np.int64)
    return {name: float(told[0]) for name, told in compare_stems(left, right, (at, at)).items()}


@pytest.mark.parametrize(
    ("code", "text", "colours", "maybe"),
    [
        ("P500 Black", "p500", {"black"}, set[str]()),
        ("PF-4GBSV-EF / PNK", "pf4gbsvef", {"pink"}, set[str]()),
        ("M552PINK", "m552", {"pink"}, set[str]()),
        ("EX-ZS10BK", "exzs10bk", set[str](), {"black"}),
        ("GP1-ATEN", "gp1aten", set[str](), set[str]()),
        ("5.2102001E+07", "52102001", set[str](), set[str]()),
        ("X1RED", "x1red", set[str](), set[str]()),
        ("BK", "bk", set[str](), set[str]()),
        ("Black", "", {"black"}, set[str]()),
        ("", "", set[str](), set[str]()),
    ],
)
def test_a_part_number_is_read_without_its_colour(
    code: str, text: str, colours: set[str], maybe: set[str]
) -> None:
    stem = stem_of(code)

    assert (stem.text, set(stem.colours), set(stem.maybe)) == (text, colours, maybe)


def test_the_core_has_no_letters_behind_its_last_digit() -> None:
    assert stem_of("EX-ZS10BK").core == "exzs10"
    assert stem_of("HD527B3").core == "hd527b3"
    assert stem_of("GS108E100NAS").core == "gs108e100"
    assert stem_of("SWITCH").core == "switch"


def test_a_colour_in_one_part_number_does_not_part_it_from_the_other() -> None:
    told = compared({**LAMP, "mpn": "EX-ZS10BK"}, {**LAMP, "mpn": "EX-ZS10 black"})

    assert told["stem.same"] == 0
    assert (told["stem.core_same"], told["stem.within"]) == (1, 1)
    assert told["stem.start"] == 1
    assert (told["stem.left_in_right"], told["stem.core_left_in_right"]) == (0, 6)
    assert (told["stem.right_in_left"], told["stem.core_right_in_left"]) == (6, 6)
    assert (told["stem.colour_both"], told["stem.colour_left"], told["stem.colour_right"]) == (
        1,
        0,
        0,
    )


def test_colours_of_an_ending_and_of_a_title_are_held_against_each_other() -> None:
    told = compared({**LAMP, "mpn": "AB12BK"}, {"name": "Desk lamp white", "mpn": "AB12"})

    assert told["stem.core_same"] == 1
    assert (told["stem.colour_both"], told["stem.colour_left"], told["stem.colour_right"]) == (
        0,
        1,
        1,
    )
    assert told["stem.colour_said"] == 0


def test_what_is_said_goes_before_what_an_ending_may_mean() -> None:
    told = compared({"name": "Desk lamp red", "mpn": "AB12BK"}, {"name": "Desk lamp rouge"})

    assert (told["stem.colour_both"], told["stem.colour_left"]) == (1, 0)
    assert told["stem.colour_said"] == 1


def test_two_colours_that_are_said_contradict() -> None:
    told = compared({"name": "Desk lamp red"}, {"name": "Desk lamp", "mpn": "AB12 blue"})

    assert told["stem.colour_said"] == -1


def test_nothing_is_told_of_what_neither_side_says() -> None:
    told = compared({**LAMP, "mpn": ""}, LAMP)

    assert all(math.isnan(value) for value in told.values())
