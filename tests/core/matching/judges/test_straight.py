"""The weighted sum beside the trees that ship."""

from dataclasses import replace

import numpy as np
import pytest

from bolo.core.matching.engine import Trained
from bolo.core.matching.judges.calibration import Labels, Scale, Scores, likely
from bolo.core.matching.judges.straight import Line, fit_line, moved_to
from bolo.core.matching.judges.trees import Values
from bolo.core.matching.stored import from_bytes, to_bytes

RNG = np.random.default_rng(0)
ASKED = np.column_stack([RNG.normal(size=(400, 2)), np.full(400, np.nan)]).astype(np.float32)
SAME = 2 * ASKED[:, 0] - ASKED[:, 1] > 0
EACH = np.full(400, 5.0)


@pytest.fixture(scope="module")
def line() -> Line:
    return fit_line(ASKED, SAME, EACH)


def test_a_sum_is_learnt_and_goes_on_where_no_pair_was_seen(line: Line) -> None:
    def told(rows: Values) -> Labels:
        return line.score(rows) > 0

    between = RNG.uniform(-1, 1, (200, 3)).astype(np.float32)

    assert (told(ASKED) == SAME).mean() > 0.97
    assert (told(between) == (2 * between[:, 0] > between[:, 1])).mean() > 0.95


def test_what_is_not_measured_adds_nothing_and_what_is_far_off_no_more(line: Line) -> None:
    def score(*row: float) -> Scores:
        return line.score(np.array([row], np.float32))

    usual = line.terms[0][2]
    assert score(np.nan, 0.5, 0) == pytest.approx(score(usual, 0.5, 0))
    assert score(50, 0.5, 0) == score(5_000, 0.5, 0)
    assert score(1, 0.5, np.nan) == score(1, 0.5, 7), "nobody measured the third"


def test_pairs_count_as_they_are_weighed() -> None:
    contrary = np.append(SAME, ~SAME)
    values = np.concatenate([ASKED, ASKED])

    first, second = (
        fit_line(values, contrary, np.append(EACH * one, EACH * other))
        for one, other in ((1.0, 0.1), (0.1, 1.0))
    )

    assert ((first.score(ASKED) > 0) == SAME).mean() > 0.95
    assert ((second.score(ASKED) > 0) == SAME).mean() < 0.05


@pytest.mark.parametrize("off", [-6.0, 0.0, 9.0])
def test_a_line_that_is_off_everywhere_is_moved_to_expect_what_the_trees_do(off: float) -> None:
    trees = 3 * np.where(SAME, 1.0, -1.0) + RNG.normal(size=len(SAME))
    straight = 3 * np.where(SAME, 1.0, -1.0) + RNG.normal(size=len(SAME))

    moved = moved_to(straight + off, likely(trees).sum())

    assert likely(moved).sum() == pytest.approx(likely(trees).sum())
    assert np.ptp(moved - straight) < 1e-9


def test_it_is_stored_with_the_trees(line: Line) -> None:
    alone = Trained(("one", "two", "three"), (), Scale(), 0.5, shared=True)
    beside = replace(alone, line=line, pooled_line=Line(0.5, line.terms[:1]))
    more = replace(beside, shops_line=Line(0.25, line.terms[1:]))

    assert from_bytes(to_bytes(alone)) == alone
    assert from_bytes(to_bytes(more)) == more
    assert from_bytes(to_bytes(beside)) == beside
