"""A second look at pairs: trees over what the first trees say of a pair and of its rivals.

The features rank a pair by likeness only. Here it is ranked by what the first trees made of
all likenesses: how likely the best rival of either side is, whether that rival belongs to
something else still more, and how many are left; and what its words say by themselves
("stacked generalisation", Wolpert, 1992).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.judges.calibration import Scores, clearly_less, fit_scale, likely, losses
from bolo.core.matching.judges.trees import Forest, Values, grow
from bolo.core.matching.judges.wording import Spoken, Wording

Pairs = tuple[Places, Places]
Labels = NDArray[np.bool_]
FOLDS, FEWEST = 5, 500
"""Parts of the labels, each scored by trees that did not see it; labels below which one look
is enough."""
SHOWN = (
    "score",
    *(f"{side}.{what}" for side in ("left", "right")
      for what in ("best", "next", "expected", "place", "count", "lead", "free")),
    "best",
    "lead",
    "odds",
    "words",
    "runs",
)  # fmt: skip
"""What is shown of each pair, and after it all that the first look was shown."""
ABSENT = -12.0
"""Log-odds of a rival where there is none."""
SETTINGS: Mapping[str, object] = {
    "num_leaves": 6,
    "learning_rate": 0.05,
    "min_data_in_leaf": 30,
    "lambda_l2": 10,
    "feature_fraction": 0.6,
    "rounds": 200,
}


@dataclass(frozen=True, slots=True)
class Among:
    """The pairs that stand beside each other, and their log-odds by words and by runs of letters.

    See `wording`.
    """

    pairs: Pairs
    words: Scores
    runs: Scores


@dataclass(frozen=True, slots=True)
class Second:
    """Trees of the second look, none where the first is as good.

    `unseen` are log-odds of labelled pairs by the last look, from trees that did not see theirs.
    """

    trees: tuple[str, ...]
    unseen: Scores


@dataclass(frozen=True, slots=True)
class _Others:
    """Of each pair, the others of its group: the two likeliest, what all come to, its own place.

    `at` is where the likeliest other stands among the pairs, -1 where there is none.
    """

    best: Scores
    next: Scores
    expected: Scores
    place: Scores
    count: Scores
    at: Places


def said_of(pairs: Pairs, kinds: Sequence[Spoken], wordings: Sequence[Wording]) -> Among:
    """Return pairs with what their words and their runs of letters say, zeros of no wording."""
    said = np.zeros((2, len(pairs[0])))
    for at, (kind, wording) in enumerate(zip(kinds, wordings, strict=True)):
        said[at] = kind.score(wording, pairs)
    return Among(pairs, *said)


def look_again(scores: Scores, among: Among) -> Values:
    """Return what is shown of each pair in the second look, given the log-odds of the first."""
    left, right = (_others(groups, scores) for groups in among.pairs)
    leads = scores - left.best, scores - right.best
    told = (
        scores,
        *_columns(left, scores, right.best),
        *_columns(right, scores, left.best),
        np.maximum(left.best, right.best),
        np.minimum(*leads),
        scores - np.logaddexp(left.best, right.best),
        among.words,
        among.runs,
    )
    return np.column_stack(told).astype(np.float32)


def learn_again(values: Values, labels: Labels, seed: int) -> Second:
    """Grow the trees of the second look on features that tell nothing of the pair's own label.

    Of too few labels none are grown. They are dropped where pairs whose labels they did not see
    are not told clearly better than by the first look.
    """
    first = values[:, 0].astype(np.float64)
    if len(labels) < FEWEST:
        return Second((), first)
    trees: list[str] = []
    unseen = np.zeros(len(labels), np.float64)
    fold = np.random.default_rng((seed, 1)).permutation(len(labels)) % FOLDS
    for number in range(FOLDS):
        rest = fold != number
        trees.append(grow(values[rest], labels[rest], seed * FOLDS + number, settings=SETTINGS))
        unseen[~rest] = Forest(trees[-1:]).score(values[~rest])
    before, after = (losses(fit_scale(s, labels).log_odds(s), labels) for s in (first, unseen))
    return Second(tuple(trees), unseen) if clearly_less(after, before) else Second((), first)


def _columns(others: _Others, scores: Scores, elsewhere: Scores) -> tuple[Scores, ...]:
    """Return what one side tells; `elsewhere` are the likeliest others on the other side.

    A likely rival is free where nothing else on its other side is as likely.
    """
    claimed = np.where(others.at >= 0, elsewhere[others.at], ABSENT)
    lead, free = scores - others.best, others.best - claimed
    return others.best, others.next, others.expected, others.place, others.count, lead, free


def _others(groups: Places, scores: Scores) -> _Others:
    """Look at the others of each pair's group."""
    order = np.lexsort((-scores, groups))
    grouped, ranked = groups[order], scores[order]
    begins = np.concatenate([[True], grouped[1:] != grouped[:-1]])
    first, mine = np.flatnonzero(begins), np.cumsum(begins) - 1
    count = np.diff(np.append(first, len(order)))[mine]
    place = np.arange(len(order)) - first[mine]

    def at(number: Places) -> Places:
        """Return where the one of that place stands in the order, -1 where there is none."""
        return np.where(number < count, first[mine] + number, -1)

    likeliest, second = at((place == 0).astype(np.int64)), at(np.where(place <= 1, 2, 1))
    chance = likely(ranked)
    told = (
        np.where(likeliest >= 0, ranked[likeliest], ABSENT),
        np.where(second >= 0, ranked[second], ABSENT),
        np.add.reduceat(chance, first)[mine] - chance,
        place,
        count,
        np.where(likeliest >= 0, order[likeliest], -1),
    )
    back = np.argsort(order)
    return _Others(*(each[back] for each in told))
