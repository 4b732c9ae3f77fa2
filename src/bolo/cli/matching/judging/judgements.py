"""What is asked of the processes that judge two long lists, and what they answer."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from bolo.cli.matching.judging.workers import Workers
from bolo.core.matching.candidates.spaces import Places
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.judges.calibration import Scores
from bolo.core.matching.judges.quick import Flags, Quick
from bolo.core.matching.judges.trees import Values
from bolo.core.matching.unlabelled.unseen import Look, Taught


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
    """Rows to look at by a few features, which say what pairs could be links."""

    rows: Places
    quick: Quick


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pairs that may be links if nothing forbids them."""

    pairs: Pairs
    probability: Scores


@dataclass(frozen=True, slots=True)
class Gated:
    """Pairs to look for conflicts in; those `told` need a reason, too."""

    pairs: Pairs
    told: Flags


Task = Sampled | Slow | Hasty | Chosen | Gated


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
    """Pairs that may be links."""

    pairs: Pairs
    probability: Scores
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs that a few features hold for possible, and the log-odds they foretell."""

    pairs: Pairs
    foretold: Scores


@dataclass(frozen=True, slots=True)
class Passed:
    """Which pairs no conflict forbids, and the reasons of those that need one, in their order."""

    free: Flags
    reasons: list[str]


Answer = Seen | Verdicts | Near | Passed
Told = TypeVar("Told", Seen, Verdicts, Near, Passed)


class Texts:
    """Many short texts, packed."""

    def __init__(self) -> None:
        self.packed = bytearray()
        self.begins, self.ends = array("q"), array("q")

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts."""
        for text in texts:
            self.begins.append(len(self.packed))
            self.packed += text.encode()
            self.ends.append(len(self.packed))

    def add(self, others: "Texts", places: Places) -> None:
        """Add those of other texts that stand at these places, in this order."""
        before = len(self.packed)
        self.packed += others.packed
        sides = (self.begins, others.begins), (self.ends, others.ends)
        for mine, theirs in sides:
            mine.frombytes((np.array(theirs, np.int64)[places] + before).tobytes())

    def __getitem__(self, at: int) -> str:
        return self.packed[self.begins[at] : self.ends[at]].decode()


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


def answers(
    workers: Workers[Task, Answer], tasks: Iterable[Task], kind: type[Told]
) -> Iterator[Told]:
    """Do tasks that are answered by this kind; give their answers in the order of the tasks."""
    return (told for told in workers.each(tasks) if isinstance(told, kind))


def none() -> Places:
    """Return no places."""
    return np.zeros(0, np.int64)


def blocks(rows: Places, size: int) -> list[Places]:
    """Cut rows in blocks."""
    return [rows[at : at + size] for at in range(0, len(rows), size)]
