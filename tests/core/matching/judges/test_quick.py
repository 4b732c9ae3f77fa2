"""The quick judge: what it measures, what it learns, and when it leaves a row to the slow one."""

from dataclasses import replace

import numpy as np
import pytest

from bolo.core.matching.candidates.catalogue import Catalogue
from bolo.core.matching.judges.quick import (
    APART,
    FEWEST,
    learn_quickly,
    log_odds,
    measure_quickly,
    sums_of,
)
from tests.core.matching import made

ROWS = 600


def lesson(noise: float = 0.1) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Two candidates of each row, all free; the slow judge looks at the first feature, nearly."""
    rng = np.random.default_rng(3)
    values = rng.uniform(-4, 4, (2 * ROWS, 4)).astype(np.float32)
    said = (values[:, 0] + rng.normal(0, noise, 2 * ROWS)).astype(np.float64)
    return values, np.repeat(np.arange(ROWS), 2), said, np.ones(2 * ROWS, np.bool_)


def test_what_is_the_same_misses_nothing() -> None:
    names = [str(row["title"]) for row in made.rows(50)[0]]
    catalogue = Catalogue(names)
    found = catalogue.nearest(names, 3)
    prices = np.full(50, 10.0), np.full(50, 20.0)

    values = measure_quickly(catalogue, found, prices)

    first = np.unique(found.asked, return_index=True)[1]
    assert len(values) == len(found.asked)
    assert values[first, 0] == pytest.approx(1, abs=1e-5)
    assert np.allclose(values[first, 8:14], 0, atol=1e-3)
    assert np.isfinite(values).all()
    assert np.unique(values[:, -5]).tolist() == pytest.approx([np.log(0.5)])


def test_what_is_summed_before_measures_the_same() -> None:
    names = [str(row["title"]) for row in made.rows(50)[0]]
    catalogue = Catalogue(names)
    found = catalogue.nearest([name[2:] for name in names], 3)
    prices = np.full(50, 10.0), np.full(50, 20.0)

    values = measure_quickly(catalogue, found, prices)
    again = measure_quickly(catalogue, found, prices, sums_of(catalogue))

    assert np.array_equal(values, again)


def test_no_candidates_have_no_features() -> None:
    catalogue = Catalogue(["lamp"])

    values = measure_quickly(catalogue, catalogue.nearest([], 3), (np.zeros(0), np.ones(1)))

    assert len(values) == 0


def test_clear_rows_are_decided_as_the_slow_judge_does() -> None:
    values, asked, said, free = lesson()

    quick = learn_quickly(values, asked, said, free, 1.0)

    assert quick is not None
    assert quick.low < 1 < quick.high
    assert quick.agreed >= 1 - APART
    assert quick.clear > 0.5
    foretold = quick.foretell(values)
    clear = ~quick.unclear(foretold.reshape(-1, 2).max(1))
    assert clear.sum() > ROWS / 2
    told, slowly = (each.reshape(-1, 2).max(1) >= 1 for each in (foretold, said))
    wrong = (told != slowly)[clear]
    assert wrong.sum() <= 2 * APART * slowly.sum()


def test_what_is_forbidden_makes_no_row_unclear() -> None:
    values, asked, said, free = lesson(noise=0.5)
    forbidden = np.abs(values[:, 0] - 1) > 1

    all_free = learn_quickly(values, asked, said, free, 1.0)
    quick = learn_quickly(values, asked, said, free & forbidden, 1.0)

    assert quick is not None
    assert all_free is not None
    assert quick.clear > all_free.clear


def test_where_best_and_others_lie_apart_nothing_is_unclear() -> None:
    values, asked, _, free = lesson()
    values[:, 0] = np.where(values[:, 0] > 0, 4, -4)

    quick = learn_quickly(values, asked, values[:, 0].astype(np.float64), free, 1.0)

    assert quick is not None
    assert quick.low == quick.high
    assert quick.clear == quick.agreed == 1


def test_without_another_row_every_link_is_clear() -> None:
    values, asked, said, free = lesson()

    quick = learn_quickly(values, asked, said, free, -100)

    assert quick is not None
    assert quick.low == quick.high


def test_the_same_rows_teach_the_same() -> None:
    assert learn_quickly(*lesson(), 1.0) == learn_quickly(*lesson(), 1.0)


def test_what_was_foretold_once_is_foretold_again() -> None:
    values, asked, said, free = lesson()
    quick = learn_quickly(values, asked, said, free, 1.0)
    assert quick is not None

    first, second = quick.foretell(values), quick.foretell(values)

    assert first.tolist() == second.tolist()
    assert len(quick.forest) == 1


def test_what_reaches_the_line_is_foretold_as_all_are() -> None:
    values, asked, said, free = lesson(noise=0.5)
    quick = learn_quickly(values, asked, said, free, 1.0)
    assert quick is not None
    foretold = quick.foretell(values)

    near, reached = quick.foretell_near(values)

    assert 0 < len(near) < len(values)
    assert near.tolist() == np.flatnonzero(foretold >= quick.low).tolist()
    assert reached.tolist() == foretold[near].tolist()


def test_what_cannot_reach_the_line_is_not_near() -> None:
    values, asked, said, free = lesson()
    quick = learn_quickly(values, asked, said, free, 1.0)
    assert quick is not None

    near, reached = replace(quick, low=100.0).foretell_near(values)

    assert len(near) == len(reached) == 0


@pytest.mark.parametrize("rows", [1, FEWEST // 2])
def test_too_few_rows_teach_nothing(rows: int) -> None:
    values, asked, said, free = (each[: 2 * rows] for each in lesson())

    assert learn_quickly(values, asked, said, free, 0.0) is None


def test_too_few_links_teach_nothing() -> None:
    assert learn_quickly(*lesson(), 100.0) is None


def test_a_judge_that_nobody_could_foretell_teaches_nothing() -> None:
    assert learn_quickly(*lesson(noise=50), 0.0) is None


def test_log_odds_are_drawn_in() -> None:
    assert log_odds(np.array([0.0, 0.5, 1.0])).tolist() == [-8, 0, 8]
