"""No trap is taken for the thing it looks like."""

from collections import Counter
from decimal import Decimal

import pytest

from bolo.core.matching.gates.rules import compare
from bolo.core.product import Description
from tests.core.matching.traps import traps

FEWEST, CATEGORIES = 500, 10


def test_there_are_enough_traps_in_every_category() -> None:
    found = Counter(category for category, _, _ in traps())

    assert len(set(traps())) == found.total() >= FEWEST
    assert len(found) == CATEGORIES
    assert min(found.values()) >= FEWEST // CATEGORIES


@pytest.mark.parametrize("turned", [False, True])
def test_no_accessory_pack_or_size_is_taken_for_the_thing(turned: bool) -> None:
    pairs = [(two, one) if turned else (one, two) for _, one, two in traps()]

    taken = [
        (one, two)
        for one, two in pairs
        if not (likeness := compare(Description(one), Description(two))).gates
        and likeness.probability > Decimal("0.5")
    ]

    assert taken == []
