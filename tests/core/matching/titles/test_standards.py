"""Generations of standards, and languages: when two titles name different ones."""

import pytest

from bolo.core.matching.gates.rules import compare
from bolo.core.matching.titles.standards import read_standards, standards_apart
from bolo.core.product import Description


@pytest.mark.parametrize(
    ("one", "other", "gate"),
    [
        ("My Passport USB 3.0 drive", "My Passport USB 2.0 drive", "USB 3 against 2"),
        ("My Passport USB-3.0 drive", "My Passport usb v2.0 drive", "USB 3 against 2"),
        ("Vengeance DDR4 module", "Vengeance DDR3 module", "DDR 4 against 3"),
        ("Patch cable cat6 red", "Patch cable CAT 5e red", "cat 6 against 5e"),
        (
            "Instant Immersion German",
            "Instant Immersion Spanish",
            "language german against spanish",
        ),
    ],
)
def test_another_generation_or_language_is_another_thing(one: str, other: str, gate: str) -> None:
    assert gate in compare(Description(one), Description(other)).gates


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("My Passport USB 3.0 drive", "My Passport USB 3.1 drive"),
        ("My Passport USB 3.0/2.0 drive", "My Passport USB 2.0 drive"),
        ("My Passport USB 3.0 drive", "My Passport USB drive"),
        ("Radeon GDDR5 card", "Radeon DDR5 card"),
        ("Patch cable category 6", "Patch cable cat6"),
        ("Bialetti Italian French press", "Bialetti French press"),
        ("Scatter 5 book", "Catalogue 6 book"),
    ],
)
def test_what_may_be_the_same_is_no_conflict(one: str, other: str) -> None:
    assert list(standards_apart(read_standards(one), read_standards(other))) == []


def test_an_identifier_outweighs_them() -> None:
    one = Description("My Passport USB 3.0 drive", gtin="4006381333931")
    other = Description("My Passport USB 2.0 drive", gtin="4006381333931")

    assert compare(one, other).gates == ()
