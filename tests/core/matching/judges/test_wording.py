"""What labels say of single words."""

import numpy as np
import pytest

from bolo.core.matching.candidates.spaces import AT_ONCE
from bolo.core.matching.judges.wording import mean_of, spoken
from bolo.core.matching.rows.table import Table, read_table

COUNT = 80


def listed(names: list[str]) -> Table:
    return read_table([{"id": str(at), "title": name} for at, name in enumerate(names)])


def lists(kind: str) -> tuple[Table, Table]:
    """Make things of two shops; every second has a word more on the right."""
    left = [f"{kind} {at}" for at in range(COUNT)]
    return listed(left), listed([f"{name} upgrade" if at % 2 else name for at, name in
                                 enumerate(left)])  # fmt: skip


def coded(series: str) -> tuple[Table, Table]:
    """Make lamps of two shops; every second is another make's by the end of its part number."""
    left = [f"lamp {series}{at}" for at in range(COUNT)]
    return listed(left), listed([f"{name}{'bulk' if at % 2 else ''}" for at, name in
                                 enumerate(left)])  # fmt: skip


def test_a_word_that_only_one_side_has_parts_what_is_alike_in_all_else() -> None:
    pairs = np.arange(COUNT), np.arange(COUNT)
    labels = np.arange(COUNT) % 2 == 0

    learnt = spoken(*lists("album"))[0].learn(pairs, labels)
    scores = spoken(*lists("studio"))[0].score(learnt, pairs)

    assert ((scores > 0) == labels).all()


def test_what_tells_things_apart_may_be_a_part_of_their_part_numbers() -> None:
    pairs = np.arange(COUNT), np.arange(COUNT)
    labels = np.arange(COUNT) % 2 == 0

    _, learnt_from = spoken(*coded("xk"))
    learnt = learnt_from.learn(pairs, labels)
    scores = spoken(*coded("pt"))[1].score(learnt, pairs)

    assert ((scores > 0) == labels).all()


def test_a_word_on_both_sides_is_not_one_that_only_one_has() -> None:
    pairs = np.arange(COUNT), np.arange(COUNT)
    learnt = spoken(*lists("album"))[0].learn(pairs, np.arange(COUNT) % 2 == 0)
    both = listed(["studio upgrade"] * 2)

    scores = spoken(both, listed(["studio", "studio upgrade"]))[0].score(
        learnt, (np.arange(2), np.arange(2))
    )

    assert scores[1] > scores[0] - 1e-9
    assert scores[1] > 0


def test_the_mean_of_what_was_learnt_scores_as_the_mean_of_scores() -> None:
    dice = np.random.default_rng(3)
    pairs = dice.integers(0, COUNT, 200), dice.integers(0, COUNT, 200)
    words, _ = spoken(*lists("album"))

    learnt = [words.learn(pairs, dice.random(200) < chance) for chance in (0.2, 0.5, 0.7)]
    mean = words.score(mean_of(learnt), pairs)

    apart = np.mean([words.score(one, pairs) for one in learnt], axis=0)
    assert mean == pytest.approx(apart, abs=0.01)


def test_words_that_were_not_learnt_say_nothing() -> None:
    one = np.zeros(1, np.int64)

    scores = spoken(listed(["chair"]), listed(["lamp"]))[0].score(
        (("", -1.5, 0.0, 0.0), ("upgrade", -2.0, -1.0, 0.5)), (one, one)
    )

    assert scores.tolist() == [-1.5]


def test_lists_without_any_word_say_nothing() -> None:
    one = np.zeros(1, np.int64)

    scores = [
        kind.score((("", -1.5, 0.0, 0.0), ("upgrade", -2.0, -1.0, 0.5)), (one, one)).tolist()
        for kind in spoken(listed(["★"]), listed(["★"]))
    ]

    assert scores == [[-1.5], [-1.5]]


def test_more_pairs_than_are_compared_at_once_are_scored_as_each_alone() -> None:
    words, _ = spoken(listed(["chair", "desk upgrade"]), listed(["chair upgrade"]))
    rows = np.arange(AT_ONCE + 3) % 2
    learnt = (("", -1.5, 0.0, 0.0), ("upgrade", -2.0, -1.0, 0.5))

    scores = words.score(learnt, (rows, np.zeros(len(rows), np.int64)))

    assert scores[:2].tolist() == [-2.5, -1.0]
    assert np.array_equal(scores, np.resize(scores[:2], len(rows)))
