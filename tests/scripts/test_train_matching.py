"""How the model that ships is trained: what its trees are shown."""

import numpy as np
import pytest

from bolo.core.matching.features.measure import measure
from bolo.core.matching.rows.table import read_table
from scripts.train_matching import POOL_COUNTS, WEIGHT, Lesson, of_shops, without_codes
from tests.core.matching import made


def test_a_list_without_part_numbers_keeps_all_else() -> None:
    row = {
        "id": "B00A1",
        "title": "Fernau FN-145 camera, 24 mp",
        "brand": "fernau",
        "modelno": "FN145",
        "text": "black FN145B",
        "price": "199.00",
    }
    only = {**dict.fromkeys(row, ""), "id": "2", "title": "FN145"}

    plain = without_codes(read_table([row, only]))

    assert plain.rows[0] == {
        "id": "B00A1",
        "title": "Fernau camera, 24 mp",
        "brand": "fernau",
        "text": "black",
        "price": "199.00",
    }
    assert plain.names[1] == "FN145"


def test_trees_for_lists_of_one_pool_learn_mostly_from_such() -> None:
    pairs, labels = made.labelled(30)
    measured = measure(*made.tables(30), pairs)
    values = measured.values[measured.asked]
    shops, pool = (Lesson("one", measured, labels, values, alone) for alone in (None, values))

    def counts(lesson: Lesson, *, pooled: bool) -> float:
        views = len(lesson.views(pooled=pooled))
        return float(np.sum(lesson.weights_for(pooled=pooled)) * views)

    assert len(pool.views(pooled=True)) == 3
    assert counts(shops, pooled=True) == pytest.approx(2 * WEIGHT)
    assert counts(pool, pooled=True) == pytest.approx(2 * WEIGHT * POOL_COUNTS)
    assert counts(pool, pooled=False) == pytest.approx(2 * WEIGHT)


def test_two_shops_have_a_line_of_their_own_where_other_sets_are_of_one_pool() -> None:
    pairs, labels = made.labelled(30)
    measured = measure(*made.tables(30), pairs)
    values = measured.values[measured.asked]
    shops, pool = (Lesson("one", measured, labels, values, alone) for alone in (None, values))

    assert of_shops([shops, pool]) == [shops]
    assert not of_shops([shops, shops]), "all judges learn from these alone"
