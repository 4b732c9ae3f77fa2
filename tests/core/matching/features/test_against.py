"""Conflicts of two rows, counted by kind."""

import numpy as np
import pytest

from bolo.core.matching.features.against import NAMES, compare_against
from bolo.core.matching.rows.table import read_table

Row = dict[str, str]


def counted(one: Row, other: Row) -> dict[str, float]:
    """Return what is counted at all, by kind."""
    left, right = (read_table([{"id": "1", **row}]) for row in (one, other))
    at = np.zeros(1, np.int64)
    told = compare_against(left, right, (at, at))
    assert tuple(told) == NAMES
    return {
        name.removeprefix("against."): float(value[0]) for name, value in told.items() if value[0]
    }


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Makita DHP482 drill", "Makita DHP484 drill", "model"),
        ("Acme espresso machine", "Case for Acme espresso machine", "accessory"),
        ("Acme batteries pack of 4", "Acme batteries pack of 8", "pack"),
        ("Acme desk lamp red", "Acme desk lamp blue", "colour"),
        ("Acme memory card 16 GB", "Acme memory card 32 GB", "measure"),
        ("Acme cable USB 2.0", "Acme cable USB 3.0", "rest"),
    ],
)
def test_a_conflict_counts_by_its_kind(one: str, other: str, kind: str) -> None:
    assert counted({"name": one}, {"name": other}) == {"all": 1, kind: 1}


def test_another_maker_counts_as_one() -> None:
    told = counted({"name": "Desk lamp", "brand": "Acme"}, {"name": "Desk lamp", "brand": "Egret"})

    assert told == {"all": 1, "brand": 1}


def test_several_conflicts_all_count() -> None:
    told = counted({"name": "Acme drive 16 GB red"}, {"name": "Acme drive 32 GB blue"})

    assert told == {"all": 2, "measure": 1, "colour": 1}


def test_titles_that_agree_have_nothing_against_them() -> None:
    assert counted({"name": "Acme desk lamp red"}, {"name": "Acme desk lamp, red"}) == {}
