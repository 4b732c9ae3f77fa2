"""Which rows of two long lists are the same thing: block by block, in one process or several.

Short lists are judged row by row with all features. Of long ones a few thousand rows are, they
teach a quick judge (`core.matching.quick`), and only what is unclear to it, and forbidden by no
conflict, is judged slowly.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bolo.cli.packed import Packed
from bolo.cli.workers import Workers
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
    unclear_of,
)
from bolo.core.matching.judges.trees import Values
from bolo.core.matching.rows.table import Table, read_table
from bolo.core.matching.titles.attributes import Attributes, read_attributes, read_once
from bolo.core.matching.unlabelled.unseen import Look, Taught
from bolo.core.product import Description

BLOCK, QUICK_BLOCK, BESIDE, CANDIDATES = 1_000, 5_000, 500, 4
"""Rows that are judged together, slowly and quickly; ordinary rows beside unclear ones; what
each could be."""
KNOWN = 100_000
"""Rows of the right list whose attributes are kept: they come again, those of the left do not."""
SHORT = 20_000
"""Rows of a right list whose attributes the slow judge keeps all the same."""
UNCLEAR = 2
"""So many times as many rows are judged together once most are clear: fewer stand beside."""
Step = Callable[[int], object]
Reading = Callable[[Description], Attributes]


@dataclass(frozen=True, slots=True)
class Plan:
    """`sample` rows, in blocks of `block`, say what the lists teach; `long` are so many rows.

    Of a long list they teach the quick judge as well.
    """

    sample: int = 4_000
    long: int = 12_000
    block: int = BLOCK


@dataclass(frozen=True, slots=True)
class Sampled:
    """Rows to look at slowly, so that they teach; `quickly` as the quick judge sees them, too."""

    rows: Places
    quickly: bool


@dataclass(frozen=True, slots=True)
class Slow:
    """Rows to judge with all features.

    Rows that stand `beside` are judged with them and forgotten: what is unclear is judged
    among ordinary rows, as it would be if all were.
    """

    rows: Places
    beside: Places
    taught: Taught


@dataclass(frozen=True, slots=True)
class Hasty:
    """Rows to judge by a few features where that is clear."""

    rows: Places
    quick: Quick


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pairs that may be links if nothing forbids them."""

    pairs: Pairs
    probability: Scores


Task = Sampled | Slow | Hasty | Chosen


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at sampled rows showed: all features of pairs, and those of the quick judge.

    `look` is none where no row has a candidate. `free` are the pairs that nothing forbids; it
    goes with the features of the quick judge.
    """

    pairs: Pairs
    look: Look | None
    values: Values | None
    free: Flags | None = None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Pairs that may be links, and rows that are unclear."""

    pairs: Pairs
    probability: Scores
    reasons: list[str]
    unclear: Places


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

    `quick` is none where every row was judged slowly; `slowly` rows were. So many of the pairs
    were `denied` by labels, and stand here no more.
    """

    pairs: Pairs
    probability: Scores
    reasons: Texts
    quick: Quick | None
    slowly: int
    denied: int = 0


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

    def work(self, task: Task) -> Seen | Verdicts:
        """Look at a block, or judge it."""
        if isinstance(task, Chosen):
            return self._allowed(task.pairs, task.probability)
        if isinstance(task, Sampled):
            return self._look(task)
        return self._slow(task) if isinstance(task, Slow) else self._hasty(task)

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

    def _hasty(self, task: Hasty) -> Verdicts:
        """Decide what is clear from a few features."""
        if self._quick is None or self._quick.trees != task.quick.trees:
            self._quick = task.quick
        found, pairs = self._found(task.rows)
        if not len(pairs[0]):
            return self._allowed(pairs, np.zeros(0))
        near, foretold = self._quick.foretell_near(self._measured(found, task.rows))
        both = self._read((pairs[0][near], pairs[1][near]))
        free = np.flatnonzero(_free(both))
        near, foretold = near[free], foretold[free]
        unclear = unclear_of(task.quick, foretold, pairs[0][near])
        links = ~unclear & (foretold >= min(task.quick.threshold, task.quick.high))
        at, rest = near[links], np.unique(pairs[0][near[unclear]])
        said = ["; ".join(reasons(*both[place])) for place in free[links].tolist()]
        return Verdicts((pairs[0][at], pairs[1][at]), likely(foretold[links]), said, rest)

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
        return Verdicts((pairs[0][free], pairs[1][free]), probability[free], said, _none())


def _read_of(packed: Packed, row: int, read: Reading) -> Read:
    thing = packed.thing(row)
    return Read(thing, read(thing))


def _free(both: Sequence[tuple[Read, Read]]) -> Flags:
    """Tell of each pair whether no conflict forbids it."""
    return np.array([not forbidden(one, other) for one, other in both], np.bool_)


class _Kept:
    """What has been decided so far."""

    def __init__(self, workers: Workers[Task, Seen | Verdicts], step: Step) -> None:
        self._workers = workers
        self._step = step
        self._left, self._right = [_none()], [_none()]
        self._probability: list[Scores] = [np.zeros(0)]
        self._reasons = Texts()
        self.slowly = 0

    def look(self, tasks: Sequence[Sampled]) -> list[Seen]:
        """Look at sampled rows."""
        seen = []
        for task, told in zip(tasks, self._workers.each(tasks), strict=True):
            self.slowly += len(task.rows)
            self._step(len(task.rows))
            seen.append(told)
        return [each for each in seen if isinstance(each, Seen)]

    def judge(self, tasks: Sequence[Slow | Hasty | Chosen]) -> Places:
        """Judge and keep what may be a link; return the rows that are unclear."""
        unclear = [_none()]
        for task, told in zip(tasks, self._workers.each(tasks), strict=True):
            if not isinstance(told, Verdicts):
                continue
            self._left.append(told.pairs[0])
            self._right.append(told.pairs[1])
            self._probability.append(told.probability)
            self._reasons.extend(told.reasons)
            unclear.append(told.unclear)
            self.slowly += len(task.rows) if isinstance(task, Slow) else 0
            self._step(0 if isinstance(task, Chosen) else len(task.rows) - len(told.unclear))
        return np.concatenate(unclear)

    def likely(self, quick: Quick | None) -> Likely:
        """Return all that was kept."""
        pairs = np.concatenate(self._left), np.concatenate(self._right)
        return Likely(pairs, np.concatenate(self._probability), self._reasons, quick, self.slowly)


def judge_all(
    desk: Desk, workers: Workers[Task, Seen | Verdicts], step: Step, plan: Plan | None = None
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
    rows, block = np.setdiff1d(np.arange(total), sample), plan.block
    quick = _quick(looks, found, taught) if long else None
    if quick is not None:
        rows = kept.judge([Hasty(part, quick) for part in _blocks(rows, QUICK_BLOCK)])
        block *= UNCLEAR
    beside = sample[:: max(1, len(sample) // BESIDE)]
    kept.judge([Slow(part, beside, taught) for part in _blocks(rows, block)])
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


def _none() -> Places:
    return np.zeros(0, np.int64)


def _blocks(rows: Places, size: int) -> list[Places]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]
