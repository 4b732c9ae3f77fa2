"""What shared trees need on lists they never saw: doubles, the lists' own ways, a threshold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.candidates.spaces import Places, Space
from bolo.core.matching.engine import (
    FEWEST_POOLED,
    Trained,
    judge,
    learn_lists,
    look_at,
    train,
)
from bolo.core.matching.features.doubles import MOST, compare_with_doubles, compare_with_own
from bolo.core.matching.judges.calibration import Scale, Scores, f1, likely, promising_threshold
from bolo.core.matching.judges.second import Among
from bolo.core.matching.judges.straight import Line
from bolo.core.matching.judges.trees import Values, grow
from bolo.core.matching.unlabelled.rivalry import rivalry
from bolo.core.matching.unlabelled.selftaught import FEWEST, FEWEST_ROWS, LEAST_CLEAR, selftaught
from bolo.core.matching.unlabelled.selftaught import MOST as ALL
from bolo.core.matching.unlabelled.unseen import (
    ALIKE,
    ENOUGH,
    SHARED,
    Look,
    Scales,
    apply,
    set_right,
    teach,
    threshold_for,
)
from tests.core.matching import made

COUNT = 130


@pytest.fixture(scope="module")
def own() -> Trained:
    """Train once for all tests; each takes its own copy before it judges."""
    return train(*made.tables(COUNT), *made.labelled(COUNT), seed=1)


def test_a_double_of_the_best_is_no_rival() -> None:
    space = Space(
        [["air", "max", "black"]],
        [["air", "max", "black", "nike"], ["air", "max", "black"], ["chair", "blue"]],
    )
    pairs = np.zeros(3, np.int64), np.arange(3)

    found = compare_with_doubles(space, pairs, np.array([0.5, 0.4, 0.1], np.float32), "title")

    assert found["title.doubles_left"].tolist() == [1, 1, 0]
    assert found["title.apart_left"].tolist() == pytest.approx([0.4, 0.3, -0.4])
    assert found["title.doubles_right"].tolist() == [0, 0, 0]
    assert found["title.apart_right"].tolist() == pytest.approx([0.5, 0.4, 0.1])


def test_only_the_likest_rivals_are_looked_at() -> None:
    many = MOST + 3
    space = Space([["lamp"]], [["lamp", str(at)] for at in range(many)])
    pairs = np.zeros(many, np.int64), np.arange(many)
    cosines = np.linspace(0.9, 0.1, many).astype(np.float32)

    found = compare_with_doubles(space, pairs, cosines, "title")

    assert found["title.apart_left"][-1] == pytest.approx(0.1 - 0.9)


def test_no_pairs_have_no_rivals() -> None:
    space = Space([["a"]], [["a"]])
    none = np.zeros(0, np.int64)

    found = compare_with_doubles(space, (none, none), np.zeros(0, np.float32), "title")

    assert all(len(values) == 0 for values in found.values())


def test_a_pair_is_held_against_the_next_of_its_own_list() -> None:
    space = Space([["lamp", "red"], ["lamp", "red"]], [["lamp", "red"], ["chair"]])
    pairs = np.array([0]), np.array([0])

    found = compare_with_own(space, pairs, space.cosine(*pairs), "title")

    assert found["title.own_left"].tolist() == pytest.approx([0], abs=1e-6)
    assert found["title.own_right"].tolist() == pytest.approx([1])


def lists(rows: int, each: int = 5, noise: float = 2.0) -> tuple[Values, Places, Scores]:
    """Make features, left rows and log-odds that see the truth through noise."""
    rng = np.random.default_rng(3)
    left = np.repeat(np.arange(rows), each)
    truth = np.tile(np.arange(each) == 0, rows)
    values = np.where(truth, 2.0, -2.0)[:, None] + rng.normal(size=(len(truth), 6))
    return (
        values.astype(np.float32),
        left,
        np.where(truth, 1.5, -3.0) + noise * rng.normal(size=len(truth)),
    )


def test_lists_teach_what_goes_together_in_them() -> None:
    values, left, scores = lists(400)
    truth = np.arange(len(left)) % 5 == 0

    taught = selftaught(values, left, scores)

    assert taught is not None
    assert f1(taught.scores > 0, truth) > f1(scores > 0, truth) + 0.05
    again = selftaught(values, left, scores)
    assert again is not None
    assert np.array_equal(taught.scores, again.scores)


@pytest.mark.parametrize("rows", [FEWEST // 5 - 1, FEWEST_ROWS - 1])
def test_short_lists_say_too_little(rows: int) -> None:
    values, left, scores = lists(rows, 5 if rows > FEWEST_ROWS else 20)

    assert selftaught(values, left, scores) is None


def test_lists_without_likely_matches_say_too_little() -> None:
    values, left, _ = lists(200)

    assert selftaught(values, left, np.full(len(left), -5.0)) is None


def test_of_very_many_clear_pairs_some_stand_for_all() -> None:
    values, left, scores = lists(ALL // 2 + LEAST_CLEAR, 5, 0.3)
    truth = np.arange(len(left)) % 5 == 0

    taught = selftaught(values, left, np.where(truth, 2.0, -6.0) + 0 * scores)

    assert taught is not None
    assert f1(taught.scores > 0, truth) > 0.95
    assert float(likely(taught.scores[~truth]).mean()) < 0.03


@given(st.lists(st.floats(0.001, 0.999), min_size=1, max_size=60))
def test_no_threshold_promises_more(chances: list[float]) -> None:
    probability = np.array(chances)

    def promise(threshold: float) -> float:
        chosen = probability >= threshold
        return float(2 * probability[chosen].sum() / (chosen.sum() + probability.sum()))

    best = promise(promising_threshold(probability))

    assert all(best >= promise(one) - 1e-9 for one in chances)


def test_shared_trees_decide_by_what_the_pairs_promise(own: Trained) -> None:
    tables = made.tables(COUNT)
    pairs, labels = made.labelled(COUNT)
    shared = replace(own, remembered=(), shared=True, again=(), forest=[])

    judged = judge(shared, *tables, pairs)

    assert len(labels) >= ENOUGH
    assert f1(judged.decided, labels) > 0.9
    assert judged.probability[judged.decided].min() >= promising_threshold(judged.probability)
    assert threshold_for(judged.probability, 0.7) == promising_threshold(judged.probability)
    assert threshold_for(judged.probability[: ENOUGH - 1], 0.7) == 0.7


def test_trained_trees_decide_by_the_threshold_of_their_labels(own: Trained) -> None:
    tables = made.tables(COUNT)
    pairs, _ = made.labelled(COUNT)
    own = replace(own, threshold=0.97, forest=[])

    look = look_at(own, *tables, pairs)
    taught, (probability,) = learn_lists(own, [look])

    assert taught.threshold == 0.97
    assert not taught.trees
    assert np.array_equal(probability, judge(own, *tables, pairs).probability)


def test_two_looks_teach_as_one_does_and_serve_a_third(own: Trained) -> None:
    tables = made.tables(COUNT)
    pairs, labels = made.labelled(COUNT)
    shared = replace(own, remembered=(), shared=True, again=(), forest=[])
    third = pairs[0] % 3
    parts = [(pairs[0][third == at], pairs[1][third == at]) for at in range(3)]

    looks = [look_at(shared, *tables, part) for part in parts]
    taught, found = learn_lists(shared, looks[:2])
    judged = judge(shared, *tables, parts[2], taught)

    assert taught.trees
    assert [len(each) for each in found] == [len(part[0]) for part in parts[:2]]
    assert f1(found[0] >= taught.threshold, labels[third == 0]) > 0.9
    assert f1(judged.decided, labels[third == 2]) > 0.9
    assert judged.decided.tolist() == (judged.probability >= taught.threshold).tolist()


def test_lists_from_one_pool_know_no_rivals() -> None:
    names = [["lamp", str(at)] for at in range(20)]
    others = [["chair", f"x{at}"] for at in range(20)]

    apart, pooled = Space(names, others), Space(names, [*names[:5], *others[5:]])

    assert rivalry((apart.left, apart.right)) > 0
    assert rivalry((pooled.left, pooled.right)) == 0


@pytest.mark.parametrize(
    ("rows", "shared", "by_pooled"),
    [(FEWEST_POOLED, 0.5, True), (FEWEST_POOLED, 0.0, False), (FEWEST_POOLED - 1, 0.5, False)],
)
def test_long_lists_from_one_pool_are_judged_by_the_trees_for_such(
    rows: int, shared: float, *, by_pooled: bool
) -> None:
    same = int(rows * shared)
    names = [["lamp", str(at)] for at in range(rows)]
    others = [*names[:same], *(["chair", f"x{at}"] for at in range(rows - same))]
    space = Space(names, others)
    values = np.arange(200, dtype=np.float32)[:, None]
    rises, falls = (grow(values, labels, 0) for labels in (values[:, 0] > 99, values[:, 0] < 100))
    trained = Trained(
        ("one",),
        (rises,),
        Scale(),
        0.5,
        shared=True,
        pooled=(falls,),
        line=Line(0, ((0, 199, 100, 0.1),)),
        pooled_line=Line(0, ((0, 199, 100, -0.1),)),
        shops_line=Line(1, ((0, 199, 100, 0.1),)),
    )

    among = Among((np.zeros(200, np.int64), np.arange(200)), *np.zeros((2, 200)))
    scores = trained.uncorrected(values, (space.left, space.right), among)

    assert (scores[0] > scores[-1]) == by_pooled
    straight = trained.straight(values, (space.left, space.right))
    assert straight is not None
    assert (straight[0] > straight[-1]) == by_pooled
    by_shops = trained.by_shops(values, (space.left, space.right))
    assert (by_shops is None) == by_pooled, "what learnt from shops knows no pools"
    assert np.array_equal(scores, trained.score(values, (space.left, space.right), among))


def test_what_a_person_corrected_is_not_taught_away(own: Trained) -> None:
    tables = made.tables(COUNT)
    pairs, labels = made.labelled(COUNT)
    shared = replace(own, remembered=(), shared=True, again=(), scale=Scale(), forest=[])
    said = judge(shared, *tables, pairs)
    wrong = grow(said.values, ~said.decided, 0, settings={"rounds": 400})

    corrected = judge(replace(shared, corrected=(wrong,), forest=[]), *tables, pairs)

    gained = corrected.probability - said.probability
    assert gained[~labels].mean() > 0.05
    assert gained[labels].mean() < -0.05


def test_a_line_helps_shared_trees_where_lists_teach_themselves() -> None:
    values, left, scores = lists(400)
    truth = np.arange(len(left)) % 5 == 0
    straight = np.where(truth, 0.0, -6.0)
    right = np.arange(len(left))
    look = Look(values[:, 3:], (left, right), right, scores, 0 * scores, 0.0)

    alone, helped = (
        set_right([each]).scores[0] for each in (look, replace(look, straight=straight))
    )

    assert f1(helped > 0, truth) > f1(alone > 0, truth) + 0.01


def test_short_lists_are_left_to_the_trees_without_a_line() -> None:
    values, left, scores = lists(FEWEST // 5 - 1)
    right = np.arange(len(left))
    look = Look(values, (left, right), right, scores, 0 * scores, 0.0)

    for each in (look, replace(look, straight=-scores)):
        assert np.allclose(set_right([each]).scores[0], scores)


def judged_by_three() -> Look:
    """Return lists that teach themselves, as trees and two lines see them."""
    values, left, scores = lists(400)
    rng = np.random.default_rng(5)
    straight, shops = (scores + rng.normal(size=len(scores)) for _ in range(2))
    right = np.arange(len(left))
    return Look(values[:, 3:], (left, right), right, scores, 0 * scores, 0.0, straight, shops)


def raised(look: Look, straight: float, shops: float) -> Look:
    """Return the look with lines that say so much more of every pair."""
    assert look.straight is not None
    assert look.shops is not None
    return replace(look, straight=look.straight + straight, shops=look.shops + shops)


def test_lines_that_are_off_everywhere_count_as_if_they_were_not() -> None:
    look = judged_by_three()

    first, second = (teach([each], Scales(Scale()), 0.5) for each in (look, raised(look, -4, 7)))

    assert np.allclose(first[1][0], second[1][0], atol=1e-6)
    assert np.subtract(second[0].moves, first[0].moves) == pytest.approx([0, 4, -7, 0], abs=1e-6)


def test_a_line_of_such_lists_helps_where_lists_teach_themselves() -> None:
    look = judged_by_three()
    truth = np.arange(len(look.scores)) % 5 == 0

    alone, helped = (
        set_right([replace(look, shops=line)]).scores[0] for line in (None, 6.0 * truth)
    )

    assert f1(helped > 0, truth) > f1(alone > 0, truth) + 0.01


def test_shared_judges_keep_a_say_beside_what_lists_taught() -> None:
    look = judged_by_three()
    taught, _ = teach([look], Scales(Scale()), 0.5)

    before, after = (apply(taught, each, Scale()) for each in (look, raised(look, 0, 1)))

    gained = np.log(after / (1 - after)) - np.log(before / (1 - before))
    assert np.allclose(gained, SHARED * ALIKE / 4, atol=1e-6)


def test_blocks_are_judged_by_the_moves_that_all_looks_taught() -> None:
    look = judged_by_three()
    first = slice(len(look.scores) // 2)
    assert look.straight is not None
    assert look.shops is not None
    block = Look(look.values[first], (look.pairs[0][first], look.pairs[1][first]),
                 look.asked[first], look.scores[first], look.added[first], 0.0,
                 look.straight[first], look.shops[first])  # fmt: skip
    taught, _ = teach([look], Scales(Scale()), 0.5)

    whole, part = (apply(taught, each, Scale()) for each in (look, block))

    assert len(taught.moves) == 4
    assert np.allclose(whole[first], part)
