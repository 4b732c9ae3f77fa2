"""Which words tell things apart in two lists, learnt from what shared judges make of their pairs.

Needs no labels. Trees and sums see how much two rows have in common, not in which words: that
one shop adds "jewel case" to everything and "upgrade" is another thing, many pairs show that
are sure by all the rest. Logistic regression over the words that only the left has, only the
right, or both; little of each, so that no word counts by the few pairs it stands in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.matching.candidates.products import Matrix
from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.judges.calibration import Scores
from bolo.core.matching.judges.straight import fit_sum

Pairs = tuple[Places, Places]
PENALTY, STEPS = 2.0, 20
"""For the square of each weight; of the search, which ends early: weights stay small."""
OFTEN = 2
"""Pairs in which a word must stand in one way, or it tells nothing of others."""


class Said(NamedTuple):
    """The rows of both lists as sets of words, one column a word; each word has its number."""

    words: Mapping[str, int]
    left: Matrix
    right: Matrix


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a word adds to the log-odds where only the left, only the right, or both have it.

    `start` is what every pair has; one row of `weights` a word. A word not learnt adds nothing.
    """

    words: tuple[str, ...]
    weights: NDArray[np.float32]
    start: float

    def score(self, said: Said, pairs: Pairs) -> Scores:
        """Return the log-odds of pairs by their words."""
        known = {word: at for at, word in enumerate(self.words)}
        mine = np.array([known.get(word, len(known)) for word in said.words], np.int64)
        weights = np.vstack([self.weights, np.zeros((1, 3), np.float32)])[mine]
        return np.asarray(_parted(said, pairs) @ weights.T.ravel() + self.start, np.float64)


class Lesson:
    """The words of all pairs of two lists, which are looked at in one piece or in several."""

    def __init__(self, looks: Sequence[tuple[Said, Pairs]]) -> None:
        number: dict[str, int] = {}
        for said, _ in looks:
            for word in said.words:
                number.setdefault(word, len(number))
        self._words = tuple(number)
        self._rows = sparse.vstack([_parted(_renumbered(s, number), p) for s, p in looks], "csr")

    def learn(self, chosen: Places, chance: Scores, weights: Scores) -> Learnt:
        """Learn from these pairs, of which the probabilities and what each counts are given."""
        rows = self._rows[chosen]
        often = np.flatnonzero(np.bincount(rows.indices, minlength=rows.shape[1]) >= OFTEN)
        *told, start = fit_sum(rows[:, often], chance, weights, PENALTY, STEPS)
        found = np.zeros(rows.shape[1], np.float32)
        found[often] = told
        return Learnt(self._words, found.reshape(3, -1).T, float(start))

    def score(self, learnt: Learnt, asked: NDArray[np.bool_]) -> Scores:
        """Return the log-odds of some of the pairs, by what was learnt here."""
        told = self._rows[asked] @ learnt.weights.T.ravel()
        return np.asarray(told + learnt.start, np.float64)


def mean_of(learnt: Sequence[Learnt]) -> Learnt:
    """Return the mean of what was learnt of the same words: log-odds are the mean of theirs."""
    weights = sum(each.weights for each in learnt) / np.float32(len(learnt))
    start = sum(each.start for each in learnt) / len(learnt)
    return Learnt(learnt[0].words, np.asarray(weights, np.float32), start)


def _renumbered(said: Said, number: Mapping[str, int]) -> Said:
    columns = np.array([number[word] for word in said.words], np.int64)
    return Said(number, *(_placed(side, columns, len(number)) for side in said[1:]))


def _placed(side: Matrix, columns: Places, width: int) -> Matrix:
    parts = side.data, columns[side.indices], side.indptr
    return sparse.csr_array(parts, shape=(side.shape[0], width))


def _parted(said: Said, pairs: Pairs) -> Matrix:
    """Return which words only the left, only the right and both sides of each pair have."""
    mine, theirs = said.left[pairs[0]], said.right[pairs[1]]
    both = mine.multiply(theirs).tocsr()
    return sparse.hstack([mine - both, theirs - both, both], "csr")
