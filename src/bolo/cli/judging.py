"""Which rows of two long lists are the same thing: block by block, in one process or several.

Short lists are judged row by row with all features. Of long ones a few thousand rows are, they
teach a quick judge (`core.matching.quick`), and only what is unclear to it is judged slowly.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bolo.cli.packed import Packed
from bolo.cli.workers import Workers
from bolo.core.matching.calibration import Scores, likely
from bolo.core.matching.catalogue import Catalogue, Found
from bolo.core.matching.engine import Trained, judge, threshold_for
from bolo.core.matching.features import Pairs
from bolo.core.matching.quick import (
    Quick,
    is_clear,
    learn_quickly,
    log_odds,
    measure_quickly,
)
from bolo.core.matching.rules import compare
from bolo.core.matching.spaces import Places
from bolo.core.matching.table import read_table
from bolo.core.matching.trees import Values

BLOCK, QUICK_BLOCK, BESIDE, CANDIDATES = 1_000, 5_000, 500, 4
"""Rows that are judged together, slowly and quickly; ordinary rows beside unclear ones; what
each could be."""
Step = Callable[[int], object]
Lesson = tuple[Values, Places, Scores, float]
"""Features, row of the left list and log-odds of pairs, and those from which on it is a match."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`sample` rows teach the quick judge; a list is long from `long` rows on."""

    sample: int = 4_000
    long: int = 12_000


@dataclass(frozen=True, slots=True)
class Task:
    """Rows of the left list to judge, by the quick judge where there is one.

    Rows that stand `beside` are judged with them and forgotten: what is unclear is judged
    among ordinary rows, as it would be if all were.
    """

    rows: Places
    beside: Places = field(default_factory=lambda: np.zeros(0, np.int64))
    quick: Quick | None = None
    teach: bool = False


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Pairs that may be links, rows that are unclear, and what a quick judge can learn from."""

    pairs: Pairs
    probability: Scores
    reasons: list[str]
    unclear: Places
    lesson: Lesson | None = None


class Texts:
    """Many short texts, packed."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = [0]

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts."""
        for text in texts:
            self._bytes += text.encode()
            self._ends.append(len(self._bytes))

    def __getitem__(self, at: int) -> str:
        return self._bytes[self._ends[at] : self._ends[at + 1]].decode()


@dataclass(frozen=True, slots=True)
class Likely:
    """Pairs that the threshold lets through and no conflict forbids, and who judged.

    `quick` is none where every row was judged slowly; `slowly` rows were.
    """

    pairs: Pairs
    probability: Scores
    reasons: Texts
    quick: Quick | None
    slowly: int


class Desk:
    """All that judging a block needs: shared by processes, changed by none."""

    def __init__(self, trained: Trained, lists: tuple[Packed, Packed]) -> None:
        self.lists = lists
        self._trained = trained
        self._catalogue = Catalogue(lists[1].heads)
        self._quick: Quick | None = None

    def work(self, task: Task) -> Verdicts:
        """Judge a block."""
        rows = np.concatenate([task.rows, task.beside])
        heads = [self.lists[0].head(row) for row in rows.tolist()]
        found = self._catalogue.nearest(heads, CANDIDATES)
        pairs = rows[found.asked], found.rows
        if task.quick is None:
            return self._slow(found, pairs, task)
        return self._hasty(found, pairs, task.quick, task.rows)

    def learn(self, lessons: Sequence[Lesson]) -> Quick | None:
        """Teach the quick judge."""
        line = float(np.mean([each[3] for each in lessons]))
        said = [each[2] - each[3] + line for each in lessons]  # each block draws its own line
        values, asked = (np.concatenate([each[at] for each in lessons]) for at in (0, 1))
        return learn_quickly(values, asked, np.concatenate(said), line)

    def _slow(self, found: Found, pairs: Pairs, task: Task) -> Verdicts:
        """Judge candidates beside each other, by all features."""
        sides = [np.unique(each, return_inverse=True) for each in pairs]
        probability, decided = np.zeros(0), np.zeros(0, np.bool_)
        if len(pairs[0]):
            tables = [
                read_table(packed.rows(rows.tolist()))
                for packed, (rows, _) in zip(self.lists, sides, strict=True)
            ]
            judged = judge(self._trained, tables[0], tables[1], (sides[0][1], sides[1][1]))
            probability, decided = judged.probability, judged.decided
        lesson = None
        if task.teach:
            line = log_odds(np.array([threshold_for(self._trained, probability)]))
            values = self._measured(found, task.rows)
            lesson = values, pairs[0], log_odds(probability), float(line[0])
        decided = decided & (found.asked < len(task.rows))
        chosen = (pairs[0][decided], pairs[1][decided])
        return self._verdicts(chosen, probability[decided], task.rows[:0], lesson)

    def _hasty(self, found: Found, pairs: Pairs, quick: Quick, rows: Places) -> Verdicts:
        """Decide what is clear from a few features."""
        if self._quick is None or self._quick.trees != quick.trees:
            self._quick = quick
        if not len(pairs[0]):
            return self._verdicts(pairs, np.zeros(0), rows[:0], None)
        foretold = self._quick.foretell(self._measured(found, rows))
        clear = is_clear(quick, foretold, pairs[0])
        at = clear & (foretold >= quick.threshold)
        chosen = pairs[0][at], pairs[1][at]
        return self._verdicts(chosen, likely(foretold[at]), np.unique(pairs[0][~clear]), None)

    def _measured(self, found: Found, rows: Places) -> Values:
        prices = self.lists[0].prices[rows], self.lists[1].prices
        return measure_quickly(self._catalogue, found, prices)

    def _verdicts(
        self, pairs: Pairs, probability: Scores, unclear: Places, lesson: Lesson | None
    ) -> Verdicts:
        """Leave out what a conflict forbids."""
        kept, reasons = [], []
        for at, (one, other) in enumerate(zip(*(each.tolist() for each in pairs), strict=True)):
            likeness = compare(self.lists[0].thing(one), self.lists[1].thing(other))
            if not likeness.gates:
                kept.append(at)
                reasons.append("; ".join(likeness.reasons))
        free = np.array(kept, np.int64)
        chosen = pairs[0][free], pairs[1][free]
        return Verdicts(chosen, probability[free], reasons, unclear, lesson)


class _Kept:
    """What has been decided so far."""

    def __init__(self, workers: Workers[Task, Verdicts], step: Step) -> None:
        self._workers = workers
        self._step = step
        self._left, self._right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        self._probability: list[Scores] = [np.zeros(0)]
        self._reasons = Texts()
        self.slowly = 0

    def judge(self, tasks: Sequence[Task]) -> Iterator[Verdicts]:
        for task, told in zip(tasks, self._workers.each(tasks), strict=True):
            self._left.append(told.pairs[0])
            self._right.append(told.pairs[1])
            self._probability.append(told.probability)
            self._reasons.extend(told.reasons)
            self.slowly += len(task.rows) if task.quick is None else 0
            self._step(len(task.rows) - len(told.unclear))
            yield told

    def likely(self, quick: Quick | None) -> Likely:
        pairs = np.concatenate(self._left), np.concatenate(self._right)
        return Likely(pairs, np.concatenate(self._probability), self._reasons, quick, self.slowly)


def judge_all(
    desk: Desk, workers: Workers[Task, Verdicts], step: Step, plan: Plan | None = None
) -> Likely:
    """Judge all rows of the left list; `step` is told how many more are done."""
    plan = plan or Plan()
    total, kept = len(desk.lists[0]), _Kept(workers, step)
    rows: NDArray[np.int64] = np.arange(total)
    beside = rows[:0]
    quick: Quick | None = None
    if total >= plan.long:
        sample = np.unique(np.linspace(0, total - 1, plan.sample).astype(np.int64))
        apart = -(-plan.sample // BLOCK)
        parts = [sample[at::apart] for at in range(apart)]
        told = list(kept.judge([Task(part, teach=True) for part in parts]))
        rows = np.setdiff1d(rows, sample)
        beside = sample[:: max(1, len(sample) // BESIDE)]
        quick = desk.learn([each.lesson for each in told if each.lesson is not None])
    if quick is not None:
        tasks = [Task(part, quick=quick) for part in _blocks(rows, QUICK_BLOCK)]
        rows = np.concatenate([each.unclear for each in kept.judge(tasks)])
    for _ in kept.judge([Task(part, beside) for part in _blocks(rows, BLOCK)]):
        continue
    return kept.likely(quick)


def _blocks(rows: Places, size: int) -> list[Places]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]
