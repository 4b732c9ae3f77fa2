"""A better choice by exchanges: one or two things instead of one or two others.

HiGHS finds what is far from a choice; what is near it, among thousands that cost about the same, is
found sooner by looking. The greatest gain goes first, so the answer is the same each time.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bolo.core.allocation.highs import Flags, Floats, Ints, Problem, Rows

Places = NDArray[np.intp]
LEAST_CERTAIN = 60
"""Of the things taken, and of those left, so many are exchanged two by two; one by one all are."""
ROUNDS = 40
MANY = 300_000
"""Of no kind are more exchanges weighed in a round."""
TRIED, AT_ONCE = 2_000, 200
"""So many of the most gain are held against all limits, so many at once."""


def exchanged(problem: Problem, surplus: Floats, chosen: Flags, bound: float) -> Flags:
    """Return a choice within the limits that no such exchange makes better, or few would.

    Nothing is worth more than `bound`; `surplus` says of each thing how certain it is.
    """
    better = chosen.copy()
    limits = Within(problem)
    for _ in range(ROUNDS):
        gap = int(bound) - problem.worth(better)
        if gap < 1:
            break
        room, values = problem.room(better), problem.values
        for out, into in _kinds(surplus, better):
            found = limits.best(room, *_gaining(values, out, into, gap))
            if found is not None:
                better[found[0]], better[found[1]] = False, True
                break
        else:
            break
    return better


class Within:
    """The limits of a programme; those that most things weigh upon are asked first."""

    def __init__(self, problem: Problem) -> None:
        self.columns: Rows = problem.weights.tocsc()
        self.values = problem.values
        rows = problem.weights.tocsr()
        self.wide = np.flatnonzero(np.diff(rows.indptr) * 2 > len(problem.values))
        self.weights: Ints = rows[self.wide].toarray()

    def best(self, room: Ints, out: Places, into: Places) -> tuple[Places, Places] | None:
        """Return what to give up and what to take for the greatest gain that all limits allow."""
        fits = np.ones(len(out), bool)
        for row, weights in zip(self.wide, self.weights, strict=True):
            fits &= weights[into].sum(axis=1) - weights[out].sum(axis=1) <= room[row]
        out, into = out[fits], into[fits]
        gains = self.values[into].sum(axis=1) - self.values[out].sum(axis=1)
        first = np.argsort(-gains, kind="stable")[:TRIED]
        for start in range(0, len(first), AT_ONCE):
            part = first[start : start + AT_ONCE]
            more = self._sums(into[part]) - self._sums(out[part])
            allowed = np.flatnonzero((more <= room[:, None]).all(axis=0))
            if len(allowed):
                return out[part[allowed[0]]], into[part[allowed[0]]]
        return None

    def _sums(self, places: Places) -> Ints:
        """Return by row and exchange what the things weigh."""
        sums: Ints = sum(self.columns[:, each] for each in places.T).toarray()
        return sums


def _kinds(surplus: Floats, chosen: Flags) -> Iterator[tuple[Places, Places]]:
    """Yield what may go and what may come, one or two each, the simplest kind first."""
    taken, left = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    yield taken[:, None], left[:, None]
    near = [
        some[np.argsort(np.abs(surplus[some]), kind="stable")[:LEAST_CERTAIN]]
        for some in (taken, left)
    ]
    one = [some[:, None] for some in near]
    two = [np.array(list(combinations(some, 2)), np.intp).reshape(-1, 2) for some in near]
    yield two[0], two[1]
    yield two[0], one[1]
    yield one[0], two[1]


def _gaining(values: Ints, out: Places, into: Places, gap: int) -> tuple[Places, Places]:
    """Return the exchanges by which a choice is worth more, by no more than the gap."""
    into = into[np.argsort(values[into].sum(axis=1), kind="stable")]
    worth, lost = values[into].sum(axis=1), values[out].sum(axis=1)
    first = np.searchsorted(worth, lost, "right")
    counts = np.searchsorted(worth, lost + gap, "right") - first
    counts[np.cumsum(counts) > MANY] = 0
    ends = np.cumsum(counts)
    steps = np.arange(counts.sum()) - np.repeat(ends - counts, counts)
    return np.repeat(out, counts, axis=0), into[np.repeat(first, counts) + steps]
