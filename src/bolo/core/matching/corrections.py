"""Learning from a person's corrections without forgetting: `learn(base, tables, pairs, labels)`.

New trees stand on the base's. Beside each corrected pair stand its rivals, and candidates of rows
that nobody spoke of; there the base's answer is what is right ("learning without forgetting", Li
and Hoiem, 2016). Without these, thirty mistakes would turn all that looks unsure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bolo.core.errors import Invalid
from bolo.core.matching.candidates.catalogue import Catalogue
from bolo.core.matching.engine import (
    RIVALS,
    Labels,
    Trained,
    among_others,
    judge,
    measure_for,
    recall,
    remember,
    values_for,
)
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.judges.calibration import Scores, clearly_less, likely, losses
from bolo.core.matching.judges.first import once
from bolo.core.matching.judges.trees import Forest, Values, grow
from bolo.core.matching.rows.kept import beside
from bolo.core.matching.rows.table import Table

FEWEST, FOLDS = 10, 5
"""Corrections below which nothing is learnt; parts that are held back in turn."""
TRIED = (10, 25, 50, 100)
"""Trees on top of the base: the number that helps most on corrections held back."""
LEAST_WEIGHT, MOST_WEIGHT, SHARE = 3.0, 10.0, 0.04
"""Weight of a correction against a pair that nobody corrected: all of them together count as
this share of all pairs, within these bounds."""
KEPT, NEAREST = 500, 2
"""So many rows that nobody corrected, each with so many candidates, keep their answers."""
SETTINGS: Mapping[str, object] = {
    "objective": "cross_entropy",
    "num_leaves": 4,
    "learning_rate": 0.05,
    "min_data_in_leaf": 10,
    "min_sum_hessian_in_leaf": 1e-3,
    "lambda_l2": 10,
    "feature_fraction": 0.3,
}


@dataclass(frozen=True, slots=True)
class _Lesson:
    """Pairs by row: what the base says (log-odds), what is right, and how much it counts."""

    values: Values
    said: Scores
    right: Scores
    weights: Scores
    corrected: NDArray[np.int64]

    def grow(self, rows: NDArray[np.int64], rounds: int, seed: int) -> str:
        """Grow trees on these rows, on top of what the base says."""
        return grow(
            self.values[rows],
            self.right[rows],
            seed,
            weights=self.weights[rows],
            settings={**SETTINGS, "rounds": rounds},
            start=self.said[rows],
        )


def learn(
    base: Trained, tables: tuple[Table, Table], pairs: Pairs, labels: Labels, *, seed: int = 0
) -> Trained:
    """Return the base with what these corrections teach; the base itself when that is nothing.

    `pairs` are places in the tables (left rows, right rows), `labels` say "the same thing".
    Give all corrections there are and the model they were not yet taught to (the one that
    ships, mostly): then none counts twice. Fewer than ten, labels that only say what the base
    decides already, or corrections that do not help on others held back, add no tree. A pair that
    is given more than once counts once, and is different if that was said once. Whether trees are
    added or not, the answers about these very pairs are kept as `told`.
    `Invalid` when labels and pairs differ in number.
    """
    if not len(labels) == len(pairs[0]) == len(pairs[1]):
        raise Invalid(f"{len(labels)} labels were given for {len(pairs[0])} pairs")
    pairs, labels = once(pairs, labels)
    tables = beside(base.kept, *tables)
    told = remember(tables, pairs, labels)
    taught = replace(base, told=base.told + told)
    if not base.shared:
        taught = replace(taught, remembered=base.remembered + told)
    if len(labels) < FEWEST or bool((judge(base, *tables, pairs).decided == labels).all()):
        return taught
    lesson = _lesson(taught, tables, pairs, labels)
    rounds = _rounds(lesson, seed)
    if not rounds:
        return taught
    trees = lesson.grow(np.arange(len(lesson.said)), rounds, seed)
    return replace(taught, corrected=(*taught.corrected, trees), forest=[])


def _lesson(base: Trained, tables: tuple[Table, Table], pairs: Pairs, labels: Labels) -> _Lesson:
    others = _others(tables, pairs)
    both = np.concatenate([pairs[0], others[0]]), np.concatenate([pairs[1], others[1]])
    measured = measure_for(base, tables, both, RIVALS)
    values = values_for(base, measured, recall(base, *tables))
    scores = base.score(values, measured.sides, among_others(base, tables, measured.pairs))
    said = base.scale.log_odds(scores)
    right, weights = likely(said), np.ones(len(said))
    corrected = measured.asked[: len(labels)]
    right[corrected] = labels
    weights[corrected] = np.clip(SHARE * len(said) / len(labels), LEAST_WEIGHT, MOST_WEIGHT)
    return _Lesson(values, said, right, weights, corrected)


def _others(tables: tuple[Table, Table], pairs: Pairs) -> Pairs:
    """Return candidates of left rows that nobody corrected, spread evenly over the list."""
    free = np.setdiff1d(np.arange(len(tables[0])), pairs[0])
    rows = free[np.unique(np.linspace(0, len(free) - 1, min(KEPT, len(free))).astype(np.int64))]
    found = Catalogue(tables[1].names).nearest([tables[0].names[at] for at in rows], NEAREST)
    return rows[found.asked], found.rows


def _rounds(lesson: _Lesson, seed: int) -> int:
    """Return how many trees help on corrections held back; 0 when none clearly do."""
    fold = np.random.default_rng(seed).permutation(len(lesson.corrected)) % FOLDS
    loss = np.zeros((len(TRIED), len(fold)))
    for number in range(FOLDS):
        held = lesson.corrected[fold == number]
        rest = np.setdiff1d(np.arange(len(lesson.said)), held)
        trees = Forest((lesson.grow(rest, TRIED[-1], seed),))
        for at, rounds in enumerate(TRIED):
            added = trees.score(lesson.values[held], rounds)
            loss[at, fold == number] = losses(lesson.said[held] + added, lesson.right[held])
    before = losses(lesson.said[lesson.corrected], lesson.right[lesson.corrected])
    best = int(loss.mean(axis=1).argmin())
    return TRIED[best] if clearly_less(loss[best], before) else 0
