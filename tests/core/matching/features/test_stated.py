"""What pairs state, respect by respect."""

import numpy as np

from bolo.core.matching.features.stated import NAMES, compare_stated
from bolo.core.matching.rows.table import Table, read_table

NOBODY = np.zeros(0, np.int64), np.zeros(0, np.int64)


def table(*titles: str) -> Table:
    return read_table([{"id": str(at), "title": title} for at, title in enumerate(titles)])


def test_a_pair_is_told_what_both_say_and_what_one_alone_says() -> None:
    left = table("Fernau Visio black 44 mm", "Fernau Visio")
    right = table("Fernau Visio red Deluxe Edition")

    found = compare_stated(left, right, (np.array([0, 1]), np.array([0, 0])))

    assert set(found) == set(NAMES)
    assert [found[f"stated.colour_{how}"][0] for how in ("both", "left", "right")] == [0, 1, 1]
    assert [found[f"stated.edition_{how}"][1] for how in ("both", "left", "right")] == [0, 0, 1]
    assert np.isnan(found["stated.platform_both"]).all()


def test_pairs_that_say_nothing_have_no_features() -> None:
    found = compare_stated(table("x"), table("y"), NOBODY)

    assert all(len(values) == 0 for values in found.values())
