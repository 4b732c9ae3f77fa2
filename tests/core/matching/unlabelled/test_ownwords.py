"""What the words of two lists say of their pairs, learnt from what judges make of these."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bolo.core.matching.candidates.spaces import Space
from bolo.core.matching.judges.calibration import (
    Labels,
    Scale,
    Scores,
    f1,
    fit_alike,
    likely,
)
from bolo.core.matching.unlabelled.ownwords import Learnt, Lesson, Pairs, Said, mean_of
from bolo.core.matching.unlabelled.selftaught import selftaught
from bolo.core.matching.unlabelled.unseen import Look, Scales, apply, set_right, teach
from tests.core.matching.unlabelled.test_unseen import lists

TITLES = ("lamp red", "lamp blue", "chair red", "chair blue")
BOXED = 6
"""Of ten titles of the right list, so many have a word that says nothing."""


def said(left: Sequence[str], right: Sequence[str]) -> Said:
    """Return the words of two lists."""
    space = Space([each.split() for each in left], [each.split() for each in right])
    return Said(space.vocabulary, space.left.sets, space.right.sets)


def everyone(left: int, right: int) -> Pairs:
    """Return all pairs."""
    return np.repeat(np.arange(left), right), np.tile(np.arange(right), left)


def lesson() -> tuple[Said, Pairs, Scores]:
    """Return lists in which "used" parts things and "boxed" does not, and what is likely."""
    left = [f"{title} {n}" for title in TITLES for n in range(5)]
    right = [f"{title} boxed" if at % 2 else f"{title} used" for at, title in enumerate(left)]
    pairs = everyone(len(left), len(right))
    same = (pairs[0] == pairs[1]) & (pairs[1] % 2 == 1)
    return said(left, right), pairs, np.where(same, 0.95, 0.02)


def learnt_of(words: Said, pairs: Pairs, chance: Scores) -> Learnt:
    """Learn from all pairs."""
    return Lesson([(words, pairs)]).learn(np.arange(len(chance)), chance, np.ones(len(chance)))


def test_what_parts_likely_pairs_from_others_counts_and_habits_do_not() -> None:
    learnt = learnt_of(*lesson())

    told = dict(zip(learnt.words, learnt.weights.tolist(), strict=True))
    _, used, _ = told["used"]
    _, boxed, _ = told["boxed"]
    assert used < boxed
    assert told["lamp"][0] < 0, "a lamp is no chair"


def test_words_add_the_same_in_whatever_order_a_block_holds_them() -> None:
    words, pairs, chance = lesson()
    learnt = learnt_of(words, pairs, chance)
    block = said(["lamp red 1", "chair blue 4"], ["chair blue 4 boxed", "lamp red 1 used"])

    whole, part = learnt.score(words, pairs), learnt.score(block, everyone(2, 2))

    rows = {"lamp red 1": 1, "chair blue 4": 19}
    alike = [whole[rows["lamp red 1"] * 20 + 19], whole[rows["lamp red 1"] * 20 + 1]]
    assert part[0] == pytest.approx(alike[0], abs=1e-5)
    assert part[1] - part[0] > whole.min() - whole.max()
    assert np.allclose(whole, Lesson([(words, pairs)]).score(learnt, np.ones(len(chance), bool)))


def test_a_word_that_was_never_met_adds_nothing() -> None:
    learnt = learnt_of(*lesson())
    known, strange = (
        learnt.score(said([f"lamp {extra}"], ["lamp"]), everyone(1, 1)) for extra in ("", "zebra")
    )

    assert strange == pytest.approx(known)


def test_a_word_of_one_pair_tells_nothing_of_others() -> None:
    words = said(["lamp red", "lamp", "lamp"], ["lamp", "lamp"])
    pairs = np.array([0, 1, 2, 1]), np.array([0, 0, 1, 1])

    learnt = learnt_of(words, pairs, np.array([0.9, 0.1, 0.1, 0.1]))

    assert learnt.weights[learnt.words.index("red")].tolist() == [0, 0, 0]
    assert learnt.weights[learnt.words.index("lamp")][2] != 0


def test_lists_in_pieces_teach_what_they_teach_as_a_whole() -> None:
    words, pairs, chance = lesson()
    cut, all_of = len(chance) // 2, np.arange(len(chance))
    other = said(*([" ".join(np.array([*words.words])[row > 0]) for row in side.toarray()][::-1]
                   for side in words[1:]))  # fmt: skip
    last = tuple(len(TITLES) * 5 - 1 - rows[cut:] for rows in pairs)

    pieces = Lesson([(words, (pairs[0][:cut], pairs[1][:cut])), (other, (last[0], last[1]))])

    whole = learnt_of(words, pairs, chance)
    learnt = pieces.learn(all_of, chance, np.ones(len(chance)))
    assert learnt.words == whole.words
    assert np.allclose(learnt.weights, whole.weights, atol=1e-4)


def test_the_mean_of_what_was_learnt_says_the_mean() -> None:
    words, pairs, chance = lesson()
    both = learnt_of(words, pairs, chance), learnt_of(words, pairs, 1 - chance)

    mean = mean_of(both).score(words, pairs)

    assert np.allclose(mean, sum(each.score(words, pairs) for each in both) / 2, atol=1e-5)


def looks() -> tuple[Look, Labels]:
    """Return lists that trees see through noise, and whose words say what is the same."""
    values, left, scores = lists(400)
    truth = np.arange(len(left)) % 5 == 0
    right = np.arange(len(left))
    rng = np.random.default_rng(6)
    kinds = rng.integers(0, 8, 400)
    others = np.where(truth, kinds[left], (kinds[left] + rng.integers(1, 8, len(left))) % 8)
    mine = [f"kind{kind} thing" for kind in kinds.tolist()]
    theirs = [f"kind{kind} thing" + " boxed" * (at % 10 < BOXED) for at, kind in enumerate(others)]
    look = Look(values[:, 3:], (left, right), right, scores, 0 * scores, 0.0,
                said=said(mine, theirs))  # fmt: skip
    return look, truth


def test_words_help_where_lists_teach_themselves() -> None:
    look, truth = looks()

    alone, helped = (set_right([each]).scores[0] for each in (replace(look, said=None), look))

    assert f1(helped > 0, truth) > f1(alone > 0, truth) + 0.01


def test_with_words_lists_are_as_sure_as_without_and_expect_as_many_matches() -> None:
    look, _ = looks()

    alone, helped = (set_right([each]).scores[0] for each in (replace(look, said=None), look))

    assert likely(helped).sum() == pytest.approx(likely(alone).sum(), rel=0.01)
    assert fit_alike(helped, alone).slope == pytest.approx(1, abs=0.01)


def test_blocks_are_judged_by_the_words_that_all_looks_taught() -> None:
    look, truth = looks()
    first = slice(len(truth) // 2)
    block = replace(look, values=look.values[first], asked=look.asked[first],
                    pairs=(look.pairs[0][first], look.pairs[1][first]),
                    scores=look.scores[first], added=look.added[first])  # fmt: skip
    taught, _ = teach([look], Scales(Scale()), 0.5)

    whole, part, mute = (
        apply(each, of, Scale())
        for each, of in ((taught, look), (taught, block), (replace(taught, worded=None), look))
    )

    assert np.allclose(whole[first], part)
    assert f1(whole > 0.5, truth) > f1(mute > 0.5, truth)


def test_lists_in_several_looks_learn_words_from_all() -> None:
    look, truth = looks()
    cut = len(truth) // 2
    parts = [
        replace(look, values=look.values[at], asked=np.arange(cut), scores=look.scores[at],
                pairs=(look.pairs[0][at], look.pairs[1][at]), added=look.added[at])
        for at in (slice(cut), slice(cut, None))
    ]  # fmt: skip

    right = set_right(parts)

    assert f1(np.concatenate(right.scores) > 0, truth) == pytest.approx(
        f1(set_right([look]).scores[0] > 0, truth), abs=0.02
    )


def test_without_words_none_are_learnt() -> None:
    look, _ = looks()

    own = selftaught(look.values, look.pairs[0], look.scores)

    assert own is not None
    assert own.learnt is None
    assert set_right([replace(look, said=None)]).worded is None
