"""Long lists: what is clear is decided quickly, the rest slowly, by one process or by two."""

import csv
from pathlib import Path

import numpy as np
import pytest

from bolo.cli.matching.judging.desk import Desk, Plan, judge_all
from bolo.cli.matching.judging.judgements import Likely, Texts
from bolo.cli.matching.judging.workers import Workers
from bolo.cli.matching.lists.packed import Packed
from bolo.cli.matching.trained import trained_from
from tests.core.matching import made

ROWS = 500
LONG, SHORT = Plan(sample=300, long=ROWS), Plan(sample=300, long=ROWS + 1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("lists")
    for name, rows in zip("ab", made.rows(ROWS), strict=True):
        with (folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return Desk(trained_from(None), (Packed(folder / "a"), Packed(folder / "b")))


def judged(desk: Desk, plan: Plan, count: int) -> tuple[Likely, list[int]]:
    steps: list[int] = []
    with Workers(desk.work, count) as workers:
        return judge_all(desk, workers, steps.append, plan), steps


def right(told: Likely) -> int:
    return int((told.pairs[0] == told.pairs[1]).sum())


def test_a_long_list_is_judged_nearly_as_a_short_one_is(desk: Desk) -> None:
    slow, steps = judged(desk, SHORT, 1)
    quick, also = judged(desk, LONG, 1)

    assert sum(steps) == sum(also) == ROWS
    assert slow.quick is None
    assert slow.slowly == ROWS
    assert quick.quick is not None
    assert quick.slowly < ROWS
    assert right(quick) >= 0.95 * right(slow)
    assert len(quick.pairs[0]) <= 1.05 * len(slow.pairs[0])
    assert "title" in quick.reasons[0] or "part number" in quick.reasons[0]


def test_two_processes_say_what_one_says(desk: Desk) -> None:
    one, _ = judged(desk, LONG, 1)
    two, _ = judged(desk, LONG, 2)

    assert len(one.pairs[0]) == len(two.pairs[0]) > 0
    assert all(np.array_equal(a, b) for a, b in zip(one.pairs, two.pairs, strict=True))
    assert np.array_equal(one.probability, two.probability)
    count = len(one.pairs[0])
    assert [one.reasons[n] for n in range(count)] == [two.reasons[n] for n in range(count)]


def test_a_sample_that_teaches_nothing_leaves_all_to_the_slow_judge(desk: Desk) -> None:
    told, steps = judged(desk, Plan(sample=20, long=100), 1)

    assert told.quick is None
    assert told.slowly == sum(steps) == ROWS


def test_rows_without_candidates_are_done_too(tmp_path: Path) -> None:
    for name, title in (("a", "zzzz qqqq"), ("b", "acme lamp")):
        (tmp_path / name).write_text("id,title\n" + "".join(f"{n},{title}\n" for n in range(30)))
    desk = Desk(trained_from(None), (Packed(tmp_path / "a"), Packed(tmp_path / "b")))

    told, steps = judged(desk, Plan(sample=10, long=20), 1)

    assert len(told.pairs[0]) == 0
    assert sum(steps) == 30


def test_texts_are_taken_over_in_another_order() -> None:
    texts, others = Texts(), Texts()
    texts.extend(["first", ""])
    others.extend(["größe", "second", "none asks for", "third"])

    texts.add(others, np.array([3, 0, 1]))
    texts.add(Texts(), np.zeros(0, np.int64))
    texts.extend(["last"])

    assert [texts[at] for at in range(6)] == ["first", "", "third", "größe", "second", "last"]


def test_in_small_blocks_or_large_ones_pairs_are_judged_alike(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, _ = judged(desk, LONG, 1)

    monkeypatch.setattr("bolo.cli.matching.judging.quick.BLOCK", 7)
    in_small, steps = judged(desk, LONG, 1)

    assert sum(steps) == ROWS
    assert all(np.array_equal(a, b) for a, b in zip(in_small.pairs, at_once.pairs, strict=True))
    assert np.array_equal(in_small.probability, at_once.probability)
    count = len(at_once.pairs[0])
    assert [in_small.reasons[n] for n in range(count)] == [at_once.reasons[n] for n in range(count)]
