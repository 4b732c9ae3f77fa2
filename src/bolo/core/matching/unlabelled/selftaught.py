"""What two lists say of themselves: trees grown on what the shared trees make of these pairs.

Needs no labels. The shared trees know what holds in every list; which words, ranks and
prices go together in this one they do not know, and their own answers show it well enough
(self-training). A third of the left rows is judged at a time, by trees that learnt from the
answers for the others. So are its words (`ownwords`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.judges.calibration import Scores, likely
from bolo.core.matching.judges.trees import Forest, Values, grow
from bolo.core.matching.unlabelled.ownwords import Learnt, Lesson, Pairs, Said, mean_of

PARTS = 3
FEWEST, FEWEST_ROWS, FEWEST_LIKELY, EVEN = 500, 50, 30, 0.5
"""Pairs, left rows, and pairs with even odds or better, below which lists say too little."""
CLEAR, MOST, LEAST_CLEAR = 0.02, 8_000, 2_000
"""Probability below which pairs are drawn by lot once there are more than so many in all."""
SETTINGS: Mapping[str, object] = {
    "objective": "cross_entropy",
    "num_leaves": 8,
    "learning_rate": 0.06,
    "min_data_in_leaf": 30,
    "lambda_l2": 10,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.7,
    "rounds": 120,
}


@dataclass(frozen=True, slots=True)
class Own:
    """Trees of these lists, and log-odds of their pairs by trees that did not learn from them.

    `learnt` is what their words say, `worded` log-odds by words in the same way.
    """

    trees: tuple[str, ...]
    scores: Scores
    learnt: Learnt | None = None
    worded: Scores | None = None


def selftaught(
    values: Values, rows: Places, scores: Scores, words: Sequence[tuple[Said, Pairs]] = ()
) -> Own | None:
    """Grow trees on the pairs of these lists, and learn words; None where they say too little.

    `rows` are the left rows of the pairs, `scores` the log-odds that the shared trees give,
    `words` those of the pairs, look by look, if they are to be learnt.
    """
    chance = likely(scores)
    things, places = np.unique(rows, return_inverse=True)
    likely_ones = int((chance > EVEN).sum())
    if len(chance) < FEWEST or len(things) < FEWEST_ROWS or likely_ones < FEWEST_LIKELY:
        return None
    rng = np.random.default_rng(0)
    part = (rng.permutation(len(things)) % PARTS)[places]
    found, worded, grown, learnt = np.zeros_like(scores), np.zeros_like(scores), [], []
    lesson = Lesson(words) if words else None
    for number in range(PARTS):
        mine = part == number
        chosen, weights = _lot(np.flatnonzero(~mine), chance, rng)
        grown.append(
            grow(values[chosen], chance[chosen], number, weights=weights, settings=SETTINGS)
        )
        found[mine] = Forest(grown[-1:]).score(values[mine])
        if lesson:
            learnt.append(lesson.learn(chosen, chance[chosen], weights))
            worded[mine] = lesson.score(learnt[-1], mine)
    if not lesson:
        return Own(tuple(grown), found)
    return Own(tuple(grown), found, mean_of(learnt), worded)


def _lot(rows: Places, chance: Scores, rng: np.random.Generator) -> tuple[Places, Scores]:
    """Return all rows that may be matches and some of the others, which count for the rest."""
    clear = chance[rows] < CLEAR
    kept, others = rows[~clear], rows[clear]
    room = max(MOST - len(kept), LEAST_CLEAR)
    if len(others) <= room:
        return rows, np.ones(len(rows))
    drawn = rng.choice(others, room, replace=False)
    weights = np.concatenate([np.ones(len(kept)), np.full(room, len(others) / room)])
    return np.concatenate([kept, drawn]), weights
