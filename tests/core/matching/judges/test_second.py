"""The second look: what the first trees say of a pair's rivals."""

import numpy as np

from bolo.core.matching.judges.calibration import f1, likely
from bolo.core.matching.judges.second import ABSENT, FEWEST, SHOWN, Among, learn_again, look_again
from bolo.core.matching.judges.trees import Forest, Values


def test_a_pair_is_seen_beside_its_rivals() -> None:
    pairs = np.array([0, 0, 0, 1]), np.array([0, 1, 2, 1])
    scores = np.array([2.0, 1.0, -3.0, 4.0])

    told = shown(look_again(scores, Among(pairs, scores / 2, -scores)))

    assert told["left.best"].tolist() == [1, 2, 2, ABSENT]
    assert told["left.next"].tolist() == [-3, -3, 1, ABSENT]
    assert told["left.place"].tolist() == [0, 1, 2, 0]
    assert told["left.count"].tolist() == [3, 3, 3, 1]
    assert told["right.best"].tolist() == [ABSENT, 4, ABSENT, 1]
    assert told["left.lead"].tolist() == [1, -1, -5, 4 - ABSENT]
    assert told["left.free"].tolist() == [1 - 4, 2 - ABSENT, 2 - ABSENT, 0]
    assert told["words"].tolist() == [1, 0.5, -1.5, 2]
    assert told["runs"].tolist() == [-2, -1, 3, -4]
    assert told["right.free"].tolist() == [0, 4 - ABSENT, 0, 1 - 2]


def test_the_order_of_pairs_changes_nothing() -> None:
    dice = np.random.default_rng(1)
    pairs, scores = (dice.integers(0, 9, 60), dice.integers(0, 9, 60)), dice.normal(size=60)
    mixed = dice.permutation(60)

    there = look_again(scores, Among(pairs, scores, scores))
    other = Among((pairs[0][mixed], pairs[1][mixed]), scores[mixed], scores[mixed])
    back = look_again(scores[mixed], other)

    assert np.array_equal(there[mixed], back)


def test_of_two_likely_pairs_of_one_row_the_likelier_is_learnt_to_be_right() -> None:
    dice = np.random.default_rng(2)
    rows = np.repeat(np.arange(400), 2)
    scores = dice.normal(size=800)
    labels = np.zeros(800, np.bool_)
    labels[np.arange(400) * 2 + (scores[1::2] > scores[::2])] = True
    among = Among((rows, np.arange(800)), *np.zeros((2, 800)))
    values = look_again(scores, among)

    second = learn_again(values, labels, 0)

    assert f1(scores > 0, labels) < 0.8
    assert f1(second.unseen > 0, labels) > 0.97
    assert f1(Forest(second.trees).score(values) > 0, labels) > 0.97


def test_a_second_look_that_tells_no_more_than_the_first_is_not_kept() -> None:
    dice = np.random.default_rng(3)
    scores = dice.normal(size=1000) * 3
    labels = dice.random(1000) < likely(scores)
    among = Among((np.arange(1000), np.arange(1000)), *np.zeros((2, 1000)))
    values = look_again(scores, among)

    second = learn_again(values, labels, 0)

    assert not second.trees
    assert np.array_equal(second.unseen, values[:, 0])


def test_few_labels_are_looked_at_once() -> None:
    values = np.arange(FEWEST - 1, dtype=np.float32)[:, None]

    second = learn_again(values, values[:, 0] > 100, 0)

    assert not second.trees
    assert second.unseen.tolist() == values[:, 0].tolist()


def shown(values: Values) -> dict[str, Values]:
    return {name: values[:, at] for at, name in enumerate(SHOWN)}
