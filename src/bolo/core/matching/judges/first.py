"""The first look at labelled pairs: trees over features, and how pairs look that they never saw.

Each fifth of the labels, and all its rivals, is scored by what the other four taught. What
taught may know the labels of rivals (so it does of pairs that come later), never the pair's own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.features.labels import NAMES, from_labels, know
from bolo.core.matching.features.measure import Measured
from bolo.core.matching.judges.second import SHOWN, look_again, said_of
from bolo.core.matching.judges.trees import Forest, Values, grow
from bolo.core.matching.judges.wording import Wording, mean_of, spoken
from bolo.core.matching.rows.table import Table

Pairs = tuple[Places, Places]
Labels = NDArray[np.bool_]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """Labelled pairs, each once."""

    pairs: Pairs
    labels: Labels

    def some(self, chosen: NDArray[np.bool_]) -> "Lesson":
        """Return some of them."""
        return Lesson((self.pairs[0][chosen], self.pairs[1][chosen]), self.labels[chosen])


@dataclass(frozen=True, slots=True)
class First:
    """Trees and wordings of the first look, and the labelled pairs as the second sees them."""

    trees: tuple[str, ...]
    wordings: tuple[Wording, ...]
    seen: Values


def once(pairs: Pairs, labels: Labels) -> tuple[Pairs, Labels]:
    """Return each pair once, in the order given; what is denied once is different.

    A pair that stood in two fifths would be scored by trees that know its label.
    """
    _, firsts, which = np.unique(
        np.column_stack(pairs), axis=0, return_index=True, return_inverse=True
    )
    same = np.ones(len(firsts), np.bool_)
    np.logical_and.at(same, which.ravel(), labels)
    order = np.argsort(firsts)
    return (pairs[0][firsts[order]], pairs[1][firsts[order]]), same[order]


def look_first(tables: tuple[Table, Table], measured: Measured, lesson: Lesson, seed: int) -> First:
    """Grow trees and learn words on four fifths of the labels at a time, and score the fifth."""
    fold = np.random.default_rng(seed).permutation(len(lesson.labels)) % FOLDS
    kinds = spoken(*tables)
    unknown = np.zeros((len(measured.values), len(NAMES)), np.float32)
    shown = np.column_stack([measured.values, unknown])
    trees, wordings = list[str](), list[list[Wording]]()
    seen = np.zeros((len(fold), len(SHOWN) + shown.shape[1]), np.float32)
    for number in range(FOLDS):
        rest, asked = fold != number, measured.asked[fold == number]
        known = lesson.some(rest)
        told = from_labels(know(known.pairs, known.labels), measured.pairs, measured.sides)
        shown[:, -len(NAMES) :] = told
        trees.append(grow(shown[measured.asked[rest]], known.labels, seed * FOLDS + number))
        wordings.append([kind.learn(known.pairs, known.labels) for kind in kinds])
        among = said_of(measured.pairs, kinds, wordings[-1])
        again = look_again(Forest(trees[-1:]).score(shown), among)
        seen[~rest] = np.column_stack([again[asked], shown[asked]])
    return First(tuple(trees), tuple(map(mean_of, zip(*wordings, strict=True))), seen)
