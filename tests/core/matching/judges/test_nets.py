"""Nets beside the trees: what they learn, what they make of gaps, and when there are none."""

from dataclasses import replace

import numpy as np

from bolo.core.matching.judges.calibration import Scores
from bolo.core.matching.judges.nets import FEWEST, grind, learn_beside
from bolo.core.matching.judges.trees import Values


def around_a_corner(many: int) -> tuple[Values, Scores]:
    """Return points that are alike where both figures have one sign, and scores that say little."""
    rng = np.random.default_rng(0)
    values = rng.normal(size=(many, 2)).astype(np.float32)
    return values, rng.normal(size=many)


def silent(values: Values) -> Scores:
    """Return words that say nothing."""
    return np.zeros(len(values))


def test_nets_learn_what_two_features_say_together() -> None:
    values, scores = around_a_corner(1_000)
    labels = values[:, 0] * values[:, 1] > 0

    _, mean = learn_beside(values, labels, scores, silent(values), 0)

    assert ((mean > 0) == labels).mean() > 0.8


def test_pairs_that_were_not_learnt_from_are_judged_by_the_same_mean() -> None:
    values, scores = around_a_corner(1_000)
    labels = values[:, 0] * values[:, 1] > 0
    nets, _ = learn_beside(values, labels, scores, silent(values), 0)

    assert nets is not None
    told = nets.beside(np.zeros(2), np.array([[1, 1], [1, -1]], np.float32), np.zeros(2))

    assert told[0] > 1
    assert told[1] < -1


def test_what_words_say_counts_where_trees_and_nets_are_of_one_mind() -> None:
    values, scores = around_a_corner(1_000)
    labels = np.random.default_rng(1).random(1_000) < 0.5
    words = np.where(labels, 2.0, -2.0)
    nets, mean = learn_beside(values, labels, scores, words, 0)
    assert nets is not None
    shown = np.zeros((2, 2), np.float32)

    told = nets.beside(np.zeros(2), shown, np.array([2.0, -2.0]))
    before = replace(nets, of_words=None).beside(np.zeros(2), shown, np.array([2.0, -2.0]))

    assert mean[labels].min() > mean[~labels].max()
    assert told[0] > told[1]
    assert before[0] == before[1]


def test_few_labels_are_judged_by_trees_alone() -> None:
    values, scores = around_a_corner(FEWEST - 1)

    nets, mean = learn_beside(values, values[:, 0] > 0, scores, silent(values), 0)

    assert nets is None
    assert mean is scores


def test_what_is_missing_counts_as_usual_and_is_seen_to_be_missing() -> None:
    values = np.array([[1, 5, np.nan], [3, 5, 2], [np.nan, 5, 4]], np.float32)

    shown = grind(values).shown(values)

    assert shown[:, :3].tolist() == [[-1, 0, 0], [1, 0, -1], [0, 0, 1]]
    assert shown[:, 3:].tolist() == [[0, 1], [0, 0], [1, 0]]


def test_a_value_far_from_all_others_is_no_farther_off_than_four_of_their_spreads() -> None:
    lens = grind(np.array([[0], [2]], np.float32))

    assert lens.shown(np.array([[1_000], [-1_000]], np.float32)).tolist() == [[4], [-4]]
