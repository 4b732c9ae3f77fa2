"""Rows of a long list judged by a few features, where that is clear.

First they say which pairs could be links. Conflicts and reasons are then looked for in the
order of the right list: a row of it is read by one process, and once for all rows of the left
list that could be it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bolo.cli.matching.judging.judgements import (
    Answer,
    Gated,
    Hasty,
    Near,
    Passed,
    Task,
    Texts,
    answers,
    blocks,
    none,
)
from bolo.cli.matching.judging.workers import Workers
from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.judges.calibration import Scores
from bolo.core.matching.judges.quick import Quick

BLOCK = 5_000
"""Rows that are looked at together, and pairs."""
Step = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Clear:
    """The links of rows that are clear, in the order of the left list, and rows that are not.

    The reasons of the links stand at the places `said` of `texts`.
    """

    pairs: Pairs
    foretold: Scores
    texts: Texts
    said: Places
    unclear: Places


class _Rows:
    """Rows of the left list whose pairs are not looked at all together."""

    def __init__(self, near: Near, quick: Quick) -> None:
        self.rows, self.at = np.unique(near.pairs[0], return_inverse=True)
        self._foretold, self._quick = near.foretold, quick
        self._best = np.full(len(self.rows), -np.inf)
        self._waiting = np.bincount(self.at, minlength=len(self.rows))

    def heed(self, pairs: Places, free: Places) -> int:
        """Heed which of these pairs nothing forbids; return how many rows are clear by now."""
        np.maximum.at(self._best, self.at[free], self._foretold[free])
        np.subtract.at(self._waiting, self.at[pairs], 1)
        touched = np.unique(self.at[pairs])
        done = touched[self._waiting[touched] == 0]
        return len(done) - int(self._quick.unclear(self._best[done]).sum())

    @property
    def unclear(self) -> Places:
        """Return the places of rows that are unclear, now that all pairs are heeded."""
        return np.flatnonzero(self._quick.unclear(self._best))


def judge_hastily(workers: Workers[Task, Answer], quick: Quick, asked: Places, step: Step) -> Clear:
    """Judge rows of the left list; `step` is told how many more are clear."""
    near = _near(workers, quick, asked, step)
    (left, right), rows = near.pairs, _Rows(near, quick)
    told = near.foretold >= min(quick.threshold, quick.high)
    link, texts, said = np.zeros(len(left), np.bool_), Texts(), [none()]
    parts = blocks(np.lexsort((left, right)), BLOCK)
    tasks = (Gated((left[part], right[part]), told[part]) for part in parts)
    for part, passed in zip(parts, answers(workers, tasks, Passed), strict=True):
        said.append(part[passed.free & told[part]])
        link[said[-1]] = True
        texts.extend(passed.reasons)
        step(rows.heed(part, part[passed.free]))
    unclear = rows.unclear
    link &= ~np.isin(rows.at, unclear)
    places = np.zeros(len(left), np.int64)
    order = np.concatenate(said)
    places[order] = np.arange(len(order))
    return Clear(
        (left[link], right[link]), near.foretold[link], texts, places[link], rows.rows[unclear]
    )


def _near(workers: Workers[Task, Answer], quick: Quick, asked: Places, step: Step) -> Near:
    """Return which pairs could be links; a row without any is clear."""
    left, right, foretold = [none()], [none()], [np.zeros(0)]
    parts = blocks(asked, BLOCK)
    tasks = (Hasty(part, quick) for part in parts)
    for part, near in zip(parts, answers(workers, tasks, Near), strict=True):
        left.append(near.pairs[0])
        right.append(near.pairs[1])
        foretold.append(near.foretold)
        step(len(part) - len(np.unique(near.pairs[0])))
    return Near((np.concatenate(left), np.concatenate(right)), np.concatenate(foretold))
