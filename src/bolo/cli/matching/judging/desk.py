"""Which rows of two long lists are the same thing: block by block, in one process or several.

Short lists are judged row by row with all features. Of long ones a few thousand rows are, they
teach a quick judge (`core.matching.judges.quick`, `hasty`), and only what is unclear to it, and
forbidden by no conflict, is judged slowly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bolo.cli.matching.judging.judgements import (
    Answer,
    Chosen,
    Gated,
    Hasty,
    Likely,
    Near,
    Passed,
    Sampled,
    Seen,
    Slow,
    Task,
    Texts,
    Verdicts,
    answers,
    blocks,
    none,
)
from bolo.cli.matching.judging.quick import Step, judge_hastily
from bolo.cli.matching.judging.workers import Workers
from bolo.cli.matching.lists.packed import Packed
from bolo.core.matching.candidates.catalogue import Catalogue, Found
from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.engine import Trained, judge, learn_lists, look_at
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.gates.rules import Read, forbidden, reasons
from bolo.core.matching.judges.calibration import Scores, likely
from bolo.core.matching.judges.quick import (
    Flags,
    Quick,
    learn_quickly,
    log_odds,
    measure_quickly,
    sums_of,
)
from bolo.core.matching.judges.trees import Values
from bolo.core.matching.rows.table import Table, read_table
from bolo.core.matching.titles.attributes import Attributes, read_attributes, read_once
from bolo.core.matching.unlabelled.unseen import Taught
from bolo.core.product import Description

BLOCK, BESIDE, CANDIDATES = 1_000, 500, 4
"""Rows that are judged together slowly; ordinary rows beside unclear ones; what each could be."""
KNOWN = 5_000
"""Rows of the right list whose attributes are kept: they come again, those of the left do not."""
SHORT = 20_000
"""Rows of a right list whose attributes the slow judge keeps all the same."""
UNCLEAR = 2
"""So many times as many rows are judged together once most are clear: fewer stand beside."""
Reading = Callable[[Description], Attributes]


@dataclass(frozen=True, slots=True)
class Plan:
    """`sample` rows, in blocks of `block`, say what the lists teach; `long` are so many rows.

    Of a long list they teach the quick judge as well.
    """

    sample: int = 4_000
    long: int = 12_000
    block: int = BLOCK


class Desk:
    """All that judging a block needs: shared by processes, changed by none."""

    def __init__(self, trained: Trained, lists: tuple[Packed, Packed]) -> None:
        self.lists = lists
        self.trained = trained
        self._catalogue = Catalogue(lists[1].heads)
        much = len(lists[0]) >= len(lists[1])  # then each row of the right list comes again
        self._sums = sums_of(self._catalogue) if much else None
        self._quick: Quick | None = None
        self._known = lru_cache(KNOWN)(self._read_right)
        short = len(lists[1]) <= SHORT
        self._reading: Reading = read_attributes if short else read_once

    def work(self, task: Task) -> Answer:
        """Look at a block, or judge it."""
        if isinstance(task, Hasty):
            return self._hasty(task)
        if isinstance(task, Gated):
            return self._gated(task)
        if isinstance(task, Chosen):
            return self._allowed(task.pairs, task.probability)
        return self._look(task) if isinstance(task, Sampled) else self._slow(task)

    def _found(self, rows: Places) -> tuple[Found, Pairs]:
        heads = [self.lists[0].head(row) for row in rows.tolist()]
        found = self._catalogue.nearest(heads, CANDIDATES)
        return found, (rows[found.asked], found.rows)

    def _tables(self, pairs: Pairs) -> tuple[tuple[Table, Table], Pairs]:
        """Read the rows of some pairs; return where the pairs stand in them, too."""
        sides = [np.unique(each, return_inverse=True) for each in pairs]
        left, right = (
            read_table(packed.rows(rows.tolist()))
            for packed, (rows, _) in zip(self.lists, sides, strict=True)
        )
        return (left, right), (sides[0][1], sides[1][1])

    def _look(self, task: Sampled) -> Seen:
        found, pairs = self._found(task.rows)
        if not len(pairs[0]):
            return Seen(pairs, None, None)
        tables, places = self._tables(pairs)
        look = look_at(self.trained, *tables, places)
        if not task.quickly:
            return Seen(pairs, look, None)
        both = self._read(pairs, read_attributes)  # to look at them, they were just read
        return Seen(pairs, look, self._measured(found, task.rows), _free(both))

    def _slow(self, task: Slow) -> Verdicts:
        """Judge candidates beside each other, by all features."""
        found, pairs = self._found(np.concatenate([task.rows, task.beside]))
        if not len(pairs[0]):
            return self._allowed(pairs, np.zeros(0))
        tables, places = self._tables(pairs)
        judged = judge(self.trained, *tables, places, task.taught)
        at = judged.decided & (found.asked < len(task.rows))
        return self._allowed((pairs[0][at], pairs[1][at]), judged.probability[at])

    def _hasty(self, task: Hasty) -> Near:
        """Look which pairs could be links, by a few features."""
        if self._quick is None or self._quick.trees != task.quick.trees:
            self._quick = task.quick
        found, pairs = self._found(task.rows)
        if not len(pairs[0]):
            return Near(pairs, np.zeros(0))
        near, foretold = self._quick.foretell_near(self._measured(found, task.rows))
        return Near((pairs[0][near], pairs[1][near]), foretold)

    def _gated(self, task: Gated) -> Passed:
        """Look what forbids pairs, and what speaks for those that need a reason."""
        both = self._read(task.pairs)
        free = _free(both)
        told = np.flatnonzero(free & task.told).tolist()
        return Passed(free, ["; ".join(reasons(*both[at])) for at in told])

    def _measured(self, found: Found, rows: Places) -> Values:
        prices = self.lists[0].prices[rows], self.lists[1].prices
        return measure_quickly(self._catalogue, found, prices, self._sums)

    def _read(self, pairs: Pairs, read: Reading = read_once) -> list[tuple[Read, Read]]:
        """Read what is stated on both sides; a row of the left list stands in one block only."""
        mine = {row: _read_of(self.lists[0], row, read) for row in np.unique(pairs[0]).tolist()}
        rows = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
        return [(mine[one], self._known(other)) for one, other in rows]

    def _read_right(self, row: int) -> Read:
        return _read_of(self.lists[1], row, self._reading)

    def _allowed(self, pairs: Pairs, probability: Scores) -> Verdicts:
        """Leave out what a conflict forbids."""
        both = self._read(pairs)
        free = np.flatnonzero(_free(both))
        said = ["; ".join(reasons(*both[at])) for at in free.tolist()]
        return Verdicts((pairs[0][free], pairs[1][free]), probability[free], said)


def _read_of(packed: Packed, row: int, read: Reading) -> Read:
    thing = packed.thing(row)
    return Read(thing, read(thing))


def _free(both: Sequence[tuple[Read, Read]]) -> Flags:
    """Tell of each pair whether no conflict forbids it."""
    return np.array([not forbidden(one, other) for one, other in both], np.bool_)


class _Kept:
    """What has been decided so far."""

    def __init__(self, workers: Workers[Task, Answer], step: Step) -> None:
        self._workers = workers
        self._step = step
        self._left, self._right = [none()], [none()]
        self._probability: list[Scores] = [np.zeros(0)]
        self._reasons = Texts()
        self.slowly = 0

    def look(self, tasks: Sequence[Sampled]) -> list[Seen]:
        """Look at sampled rows."""
        seen = []
        for task, told in zip(tasks, answers(self._workers, tasks, Seen), strict=True):
            self.slowly += len(task.rows)
            self._step(len(task.rows))
            seen.append(told)
        return seen

    def judge(self, tasks: Sequence[Slow | Chosen]) -> None:
        """Judge and keep what may be a link."""
        for task, told in zip(tasks, answers(self._workers, tasks, Verdicts), strict=True):
            self._keep(told.pairs, told.probability)
            self._reasons.extend(told.reasons)
            if isinstance(task, Slow):
                self.slowly += len(task.rows)
                self._step(len(task.rows))

    def judge_hastily(self, quick: Quick, rows: Places) -> Places:
        """Judge what is clear from a few features, and keep it; return the rows that are not."""
        clear = judge_hastily(self._workers, quick, rows, self._step)
        self._keep(clear.pairs, likely(clear.foretold))
        self._reasons.add(clear.texts, clear.said)
        return clear.unclear

    def _keep(self, pairs: Pairs, probability: Scores) -> None:
        self._left.append(pairs[0])
        self._right.append(pairs[1])
        self._probability.append(probability)

    def likely(self, quick: Quick | None) -> Likely:
        """Return all that was kept."""
        pairs = np.concatenate(self._left), np.concatenate(self._right)
        return Likely(pairs, np.concatenate(self._probability), self._reasons, quick, self.slowly)


def judge_all(
    desk: Desk, workers: Workers[Task, Answer], step: Step, plan: Plan | None = None
) -> Likely:
    """Judge all rows of the left list; `step` is told how many more are done.

    What the lists teach and where a match begins is drawn once, from rows spread evenly.
    """
    plan = plan or Plan()
    total, kept = len(desk.lists[0]), _Kept(workers, step)
    sample = np.unique(np.linspace(0, total - 1, min(plan.sample, total)).astype(np.int64))
    apart = -(-len(sample) // plan.block)
    long = total >= plan.long
    seen = kept.look([Sampled(sample[at::apart], long) for at in range(apart)])
    looks = [each for each in seen if each.look is not None]
    taught, found = _learnt(desk.trained, looks)
    kept.judge([_chosen(each, p, taught) for each, p in zip(looks, found, strict=True)])
    rows, block = np.delete(np.arange(total), sample), plan.block
    quick = _quick(looks, found, taught) if long else None
    if quick is not None:
        rows = kept.judge_hastily(quick, rows)
        block *= UNCLEAR
    beside = sample[:: max(1, len(sample) // BESIDE)]
    kept.judge([Slow(part, beside, taught) for part in blocks(rows, block)])
    return kept.likely(quick)


def _learnt(trained: Trained, seen: Sequence[Seen]) -> tuple[Taught, tuple[Scores, ...]]:
    looks = [each.look for each in seen if each.look is not None]
    return learn_lists(trained, looks) if looks else (Taught((), 0.0, trained.threshold), ())


def _chosen(seen: Seen, probability: Scores, taught: Taught) -> Chosen:
    at = probability >= taught.threshold
    return Chosen((seen.pairs[0][at], seen.pairs[1][at]), probability[at])


def _quick(seen: Sequence[Seen], found: Sequence[Scores], taught: Taught) -> Quick | None:
    """Teach the quick judge."""
    values = [each.values for each in seen if each.values is not None]
    free = [each.free for each in seen if each.free is not None]
    if not values:
        return None
    asked = np.concatenate([each.pairs[0] for each in seen])
    said = log_odds(np.concatenate(found))
    line = float(log_odds(np.array([taught.threshold]))[0])
    return learn_quickly(np.concatenate(values), asked, said, np.concatenate(free), line)
