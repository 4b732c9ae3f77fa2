"""Some conflicts overrule the trees, others are left to them."""

import numpy as np
import pytest

from bolo.core.matching.caps import MOST, cap_of, capped, caps_of
from bolo.core.matching.engine import Judged
from bolo.core.matching.gates.rules import compare
from bolo.core.matching.rows.table import read_table
from bolo.core.product import Description
from tests.core.matching.traps import traps

FEWEST_CAPPED = 0.85
"""Share of the traps; the rest are other models, sizes and colours, left to the trees."""


def cap(one: str, other: str) -> str | None:
    return cap_of(one, other, compare(Description(one), Description(other)).gates)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Canon EOS R6 camera", "strap for Canon EOS R6 camera", "accessory"),
        ("Canon EOS R6 camera", "CANON EOS R6 CAMERA 2-pack", "pack of"),
        ("-", "strap for Canon EOS R6 camera", "no name"),
        ("HP 901XL ink black CC654AN", "hp cc654an 901xl remanufactured", "remanufactured"),
        ("Elden Ring PS5", "soundtrack Elden Ring PS5", "add-on"),
        ("Elden Ring PS5", "Elden Ring PS5 bundle with accessories", "bundle"),
        ("Elden Ring PS5", "empty box of my game Elden Ring, played once, PS5", "box only"),
        ("Makita DHP482 drill", "Makita drill DHP482, old, for parts not working", "parts"),
        (
            "Apple iPhone 13 128GB",
            "NEW Apple iPhone 13 Pro 128GB free shipping",
            "pro",
        ),
        ("Makita cordless drill 18V", "Makita cordless drill 12V", " V against 1"),
        ("Sony headphones black", "Sony headphones silver", "colour"),
        ("Seiko SKX007 automatic", "Seiko SKX009 automatic", "model number"),
        ("Elden Ring Nintendo Switch", "Elden Ring Nintendo Switch 2-pack", "pack"),
    ],
)
def test_what_is_sold_around_a_thing_is_not_the_thing(
    one: str, other: str, said: str, turned: bool
) -> None:
    found = cap(other, one) if turned else cap(one, other)

    assert found is not None
    assert said in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tivo wireless adapter ag0100", "tivo ag0100 wireless usb network"),
        ("Canon EOS R6 camera", "kit: a strap and much more, all new for Canon EOS R6 camera"),
        ("Seiko SKX007 automatic", "Seiko SKX009 automatic watch"),
        ("Seiko SKX007 automatic", "Seiko SKXB09K automatic"),
        ("Keen Presidio black no", "Keen Presidio black se"),
        ("black", "silver"),
        ("Canon EOS R6 camera", "Canon EOS R6 camera"),
    ],
)
def test_what_shops_may_say_of_one_thing_is_left_to_the_trees(one: str, other: str) -> None:
    assert cap(one, other) is None


def test_most_traps_are_stopped_whatever_the_trees_say() -> None:
    found = [cap(one, other) is not None for _, one, other in traps()]

    assert np.mean(found) > FEWEST_CAPPED


def test_a_pair_so_stopped_has_one_half_at_most_and_no_match() -> None:
    names = ["Canon EOS R6 camera", "strap for Canon EOS R6 camera", "Canon EOS R6 camera"]
    tables = (
        read_table([{"id": str(at), "name": names[0]} for at in range(3)]),
        read_table([{"id": str(at), "name": name} for at, name in enumerate(names)]),
    )
    each = np.arange(3)
    certain = Judged(
        np.array([0.9, 0.9, 0.2]), np.array([True, True, False]), (), np.zeros((3, 0), np.float32)
    )

    judged = capped(certain, caps_of(tables, (each, each)))

    assert judged.probability.tolist() == [0.9, MOST, 0.2]
    assert judged.decided.tolist() == [True, False, False]
