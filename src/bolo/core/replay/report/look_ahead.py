"""The look-ahead check: with another future, does any past decision change? It must not.

A run is whatever makes deeds out of a history; the check knows nothing of how. It perturbs all
that comes after a moment, runs again, and compares everything that was done up to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bolo.core.replay.book import Deed
from bolo.core.replay.history import History, when

Run = Callable[[History], Sequence[Deed]]
SAMPLE = 60_000
"""So many rows are enough to check by; whole products are drawn until they are reached."""
CUTS = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """One moment after which all was changed: how many deeds came before it, how many differ."""

    at: datetime
    deeds: int
    differ: int
    first: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer; `rows` of the history were looked at."""

    cuts: tuple[Cut, ...]
    rows: int

    @property
    def blind(self) -> bool:
        """True when no past decision changed, and there were some to change."""
        return not any(cut.differ for cut in self.cuts)

    @property
    def text(self) -> str:
        """Say it."""
        deeds = sum(cut.deeds for cut in self.cuts)
        told = [cut for cut in self.cuts if cut.first]
        if told:
            return f"Some decisions knew the future: {told[0].first}"
        if not deeds:
            return "Nothing was decided before the cuts, so there was nothing to change."
        return (
            f"Everything after {len(self.cuts)} moments was changed, and none of the {deeds:,} "
            f"decisions before them became another ({self.rows:,} rows looked at)."
        )


def check(history: History, run: Run, *, seed: int, cuts: int = CUTS) -> Checked:
    """Run over a sample of `history`, and again with another future after each of some cuts."""
    sample = drawn(history, seed)
    if sample.begin >= len(sample):
        return Checked((), 0)
    told = run(sample)
    found = [_cut(sample, run, told, _moment(sample, seed, n), seed + n) for n in range(cuts)]
    return Checked(tuple(found), len(sample))


def _cut(history: History, run: Run, told: Sequence[Deed], at: int, seed: int) -> Cut:
    before = [deed for deed in told if deed[0] <= at]
    again = [deed for deed in run(history.with_another_future(at, seed)) if deed[0] <= at]
    differ = sorted(set(before) ^ set(again))
    first = f"{when(differ[0][0])}: {', '.join(differ[0][1:])}" if differ else None
    return Cut(when(at), len(before), len(differ), first)


def _moment(history: History, seed: int, number: int) -> int:
    """Return the moment of a row between a fifth and nine tenths of the way that is walked."""
    drawn_ = int.from_bytes(blake2b(f"cut {seed} {number}".encode(), digest_size=4).digest())
    share = 0.2 + 0.7 * drawn_ / 2**32
    return history.at[history.begin + int((len(history) - 1 - history.begin) * share)]


def drawn(history: History, seed: int) -> History:
    """Return whole products of a history, drawn by hash, some `SAMPLE` rows of them."""
    if len(history) <= SAMPLE:
        return history
    part = int(2**32 * SAMPLE / len(history))
    mine = frozenset(
        number
        for number, name in enumerate(history.products)
        if int.from_bytes(blake2b(f"{seed} {name}".encode(), digest_size=4).digest()) < part
    )
    return history.of_products(mine)
