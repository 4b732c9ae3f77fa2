"""Sparse spaces, ranks, rivals, what labels say, and one-to-one assignment."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.core.matching.candidates.assignment import assign
from bolo.core.matching.candidates.spaces import Space, grams, nearest_other
from bolo.core.matching.features.habits import plain_pairs, price_level
from bolo.core.matching.features.labels import NAMES, from_labels, know
from bolo.core.matching.features.loose import titles, unmatched
from bolo.core.matching.features.ranks import mutual, standing
from bolo.core.matching.unlabelled.rivalry import among_rivals, rivalry

NONE = np.zeros(0, np.int64)


def test_rare_words_weigh_more() -> None:
    space = Space([["lamp", "xk200"], ["lamp", "blue"]], [["lamp", "xk200"], ["lamp"], []])
    left, right = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 2])

    cosines = space.cosine(left, right)
    overlap = space.common(left, right)

    assert cosines[0] == pytest.approx(1)
    assert cosines[0] > cosines[1] > 0
    assert cosines[3] == 0
    assert overlap.rarest[0] > overlap.rarest[1]
    assert overlap.missed_left.tolist()[0] == 0
    assert overlap.count.tolist() == [2, 1, 1, 0]


def test_no_pairs_have_nothing_in_common() -> None:
    space = Space([["a"]], [["b"]])

    assert len(space.cosine(NONE, NONE)) == 0
    assert len(space.common(NONE, NONE).shared) == 0


def test_a_row_is_not_its_own_double() -> None:
    space = Space([["a", "b"], ["a", "b"], ["z"]], [["q"]])

    found = nearest_other(space.left, np.array([0, 2]))

    assert found.tolist() == pytest.approx([1, 0])


def test_grams_have_blanks_at_both_ends() -> None:
    assert grams("ab", 3) == [" ab", "ab "]


def test_a_pair_stands_among_its_rivals() -> None:
    stands = standing(np.array([7, 3, 7, 7]), np.array([0.2, 0.5, 0.9, 0.4]))

    assert stands.place.tolist() == [2, 0, 0, 1]
    assert stands.lead.tolist() == pytest.approx([-0.7, 0.5, 0.5, -0.5])
    assert len(standing(NONE, np.zeros(0)).place) == 0


def test_equals_are_nobodys_best() -> None:
    left, right = np.array([0, 0, 1]), np.array([0, 1, 2])

    assert mutual(left, right, np.array([0.5, 0.5, 0.1])).tolist() == [False, False, True]


def test_without_plain_pairs_there_are_no_habits() -> None:
    left, right = np.array([0, 0]), np.array([0, 1])

    sure = plain_pairs((left, right), np.array([0.5, 0.5], np.float32))

    assert len(sure[0]) == 0
    assert price_level((np.ones(1), np.ones(2)), sure) == 0


def test_the_level_of_prices_is_learnt() -> None:
    prices = np.full(30, 10.0), np.full(30, 20.0)
    sure = np.arange(30), np.arange(30)

    assert price_level(prices, sure) == pytest.approx(np.log(0.5))


def test_a_rival_takes_from_a_pair() -> None:
    pairs = np.array([0, 0, 1]), np.array([0, 1, 2])
    scores = np.array([2.0, 2.0, 2.0])

    found = among_rivals(scores, pairs, 1)

    assert found[0] == found[1] < found[2] == pytest.approx(2)
    assert np.allclose(among_rivals(scores, pairs, 0), scores)


def test_lists_full_of_doubles_have_no_rivals() -> None:
    doubles = Space([["a", "b"], ["a", "b"]], [["a", "b"], ["a", "b"]])
    single = Space([["a"], ["b"]], [["c"], ["d"]])

    assert rivalry((doubles.left, doubles.right)) == 0
    assert rivalry((single.left, single.right)) > 0


def test_a_pair_never_sees_its_own_label() -> None:
    space = Space([["a"], ["b"], ["c"]], [["a"], ["b"], ["a", "c"]])
    pairs = np.array([0, 0, 1, 2]), np.array([0, 2, 0, 2])
    known = know(pairs, np.array([True, False, True, True]))

    told = from_labels(known, pairs, (space.left, space.right))

    row = dict(zip(NAMES, told[0].tolist(), strict=True))
    assert (row["known.left_same"], row["known.right_same"]) == (0, 1)
    assert (row["known.left_other"], row["known.right_other"]) == (1, 0)
    assert np.isnan(row["known.right_like_same"])
    assert row["known.right_like_other"] > 0


def test_what_the_fellows_of_a_row_are_counts() -> None:
    space = Space([["a"], ["b"]], [["a"], ["b"]])
    known = know((np.array([0, 1, 1]), np.array([0, 0, 1])), np.array([True, True, True]))

    told = from_labels(known, (np.array([0]), np.array([1])), (space.left, space.right))

    assert told[0][NAMES.index("known.around_same")] == 1


def test_no_labels_say_nothing() -> None:
    space = Space([["a"]], [["a"]])
    nothing = know((NONE, NONE), np.zeros(0, np.bool_))

    told = from_labels(nothing, (np.array([0]), np.array([0])), (space.left, space.right))

    assert np.nansum(told) == 0


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("webshop", "web shop", 0),
        ("production", "prod", 0.1),
        ("cartrige", "cartridge", 0.1),
        ("1234", "1235", 1),
        ("ab", "abc", 1),
        ("lamp", "speakers", 1),
        ("abc", "xyz", 1),
        ("camera", "kettle", 1),
    ],
)
def test_words_that_are_nearly_there_count(one: str, other: str, left: float) -> None:
    words = one.split(), other.split()
    mine, theirs = titles(words)

    missed = unmatched(mine, theirs, dict.fromkeys(words[0] + words[1], 1.0))

    assert missed[0] == pytest.approx(left, abs=0.05)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)), max_size=40))
def test_nothing_is_linked_twice(rows: list[tuple[int, int, float]]) -> None:
    pairs = np.array([a for a, _, _ in rows], np.int64), np.array([b for _, b, _ in rows], np.int64)
    probability = np.array([p for _, _, p in rows], np.float64)

    kept = assign(pairs, probability)
    many = assign(pairs, probability, once=False)

    assert len(set(pairs[0][kept].tolist())) == len(set(pairs[1][kept].tolist())) == len(kept)
    assert len(many) == len(set(pairs[0].tolist()))
    assert many.tolist() == sorted(many.tolist())
    surest = {a: max(p for b, _, p in rows if b == a) for a, _, _ in rows}
    assert [probability[at] for at in many] == [surest[pairs[0][at]] for at in many]


def test_the_surer_pair_is_kept() -> None:
    assert assign((np.array([0, 1]), np.array([5, 5])), np.array([0.6, 0.9])).tolist() == [1]
