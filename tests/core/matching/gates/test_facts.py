"""Tiers, colours, generations and makers: when words say something else where they stand."""

import pytest

from bolo.core.matching.gates.rules import compare
from bolo.core.product import Description


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fernau Kubo drive 500GB", "Fernau Kubo ultra portable drive 500GB"),
        ("Fernau Kubo 145 camera black", "Fernau Kubo 145 camera, red eye correction"),
        ("Fernau Cubase SE3 edition", "Fernau Cubase SE 3.0 edition"),
        ("Fernau Titan Pro roller", "Fernau Titanpro roller"),
        ("Fernau FN145 ultra miniature camera", "Fernau FN145 ultra mini camera"),
        ("4th generation Fernau FN4460 processor", "Fernau FN4460 processor"),
        ("Core i7-6850K 4.0 GHz", "Core i7-6850K 3.60GHz"),
        ("Fernau sorter 6-tier jumbo", "Fernau sorter six-tier jumbo, 9 high"),
        ("Fernau sorter six-tier jumbo, 9 high", "Fernau sorter 6-tier jumbo"),
        ("Fernau Publisher 3.5.2", "Fernau Publisher 3.52"),
        ("Fernau galaxy of games 5000", "Fernau galaxy of games 5000 pack"),
        ("Fernau labels white", "Fernau labels white 200 per box"),
    ],
)
def test_words_that_say_something_else_are_no_conflict(one: str, other: str) -> None:
    assert not [
        gate
        for gate in compare(Description(one), Description(other)).gates
        if not gate.startswith("pack of 1 against pack of 200")
    ]


@pytest.mark.parametrize(
    ("one", "other", "gate"),
    [
        ("Fernau Kubo phone", "Fernau Kubo ultra phone", "model none against ultra"),
        ("Fernau Kubo phone red", "Fernau Kubo phone black", "colour red against black"),
        ("Fernau eau de parfum", "Fernau eau de parfum tester", "edition none against tester"),
        ("Fernau Publisher v3.5", "Fernau Publisher v4", "model 3.5 against 4"),
        (
            "Fernau tales hardcover",
            "Fernau tales Taschenbuch",
            "format hardcover against paperback",
        ),
        ("Fernau FN145 3.0 GHz", "Fernau FN145 3.2 GHz", "3000 MHz against 3200 MHz"),
    ],
)
def test_what_tells_stays_a_conflict(one: str, other: str, gate: str) -> None:
    assert gate in compare(Description(one), Description(other)).gates


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("TP Link", "TP-Link", True),
        ("Power Mat", "Powermat", True),
        ("Jordan", "Nike", True),
        ("PlayStation", "Sony", True),
        ("Xerox", "Tektronix", True),
        ("Jordan", "Adidas", False),
        ("Sabrent", "Kinamax", False),
    ],
)
def test_a_maker_may_be_written_otherwise_or_by_its_line(one: str, other: str, same: bool) -> None:
    gates = compare(Description("Quirlo dark", one), Description("Quirlo dark", other)).gates

    assert (gates == ()) is same
