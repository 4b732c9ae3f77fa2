"""Choose among things under limits, exactly: a 0-1 programme, solved by HiGHS.

The relaxed programme prices every limit; by those prices most things are certain to be in or
out (reduced-cost fixing). HiGHS looks for a good choice among the least certain, and then
proves that none of the rest is better. What it returns is checked in integers: a sum that
slipped over a limit within the solver's tolerance is cut off and solved again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.allocation.highs import Flags, Floats, Found, Problem, at_least, good, prices

CORE = 150
"""How many of the least certain are weighed first, for a good answer to prove the rest by."""
NEAR = 0.1
"""Good enough for that is what closes all but so much of the distance from greed to the bound."""
STEPS = (0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 1.0)
"""A proof takes ever longer, the further below the best its mark lies, so the mark is lowered in
steps: from the bound, by such shares of the way to what there is already."""
SLOP = 1e-9
"""What the relaxed bound may be off by, as a share of it."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What to take; no other choice is worth more than `bound`.

    `prices` is what one more unit of each limit would be worth in the relaxed programme.
    """

    chosen: Flags
    value: int
    bound: int
    prices: Floats


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The programme with parts allowed: its bound, and by how much each thing is worth its room."""

    bound: float
    surplus: Floats
    prices: Floats


def solve(problem: Problem, *, seconds: float) -> Solution:
    """Return the choice of the greatest value; after about `seconds`, the best that was found."""
    if not len(problem.values):
        return Solution(np.zeros(0, bool), 0, 0, np.zeros(len(problem.most)))
    relaxed = relax(problem)
    nothing = np.zeros(len(problem.values), bool)
    chosen = _fill(problem, nothing, np.argsort(-relaxed.surplus, kind="stable"))
    if problem.worth(chosen) + 1 <= relaxed.bound:
        found = _good(problem, relaxed, chosen, seconds)
        chosen = _better(problem, chosen, found.chosen)
        chosen, bound = proven(problem, relaxed, chosen, seconds - found.spent)
    else:
        bound = problem.worth(chosen)
    best_first = np.argsort(-problem.values, kind="stable")
    chosen = _fill(problem, chosen, best_first)
    return Solution(chosen, problem.worth(chosen), bound, relaxed.prices)


def relax(problem: Problem) -> Relaxed:
    """Solve the programme with parts allowed; its bound is on the safe side of a rounding."""
    worth = prices(problem)
    surplus: Floats = problem.values - problem.weights.T @ worth
    bound = float(problem.most @ worth + np.maximum(surplus, 0).sum()) * (1 + SLOP)
    return Relaxed(bound, surplus, worth)


def _fill(problem: Problem, chosen: Flags, order: NDArray[np.intp]) -> Flags:
    """Take, in `order`, whatever still fits."""
    columns = problem.weights.tocsc()
    left, filled = problem.room(chosen), chosen.copy()
    for one in order:
        part = slice(columns.indptr[one], columns.indptr[one + 1])
        rows, needed = columns.indices[part], columns.data[part]
        if not filled[one] and (needed <= left[rows]).all():
            left[rows] -= needed
            filled[one] = True
    return filled


def _better(problem: Problem, chosen: Flags, found: Flags | None) -> Flags:
    if found is None or problem.worth(found) <= problem.worth(chosen):
        return chosen
    return found


def _good(problem: Problem, relaxed: Relaxed, chosen: Flags, seconds: float) -> Found:
    """Look for a good choice among the things of which the prices say least."""
    core = np.zeros(len(problem.values), bool)
    core[np.argsort(np.abs(relaxed.surplus), kind="stable")[:CORE]] = True
    near = NEAR * (relaxed.bound - problem.worth(chosen))
    return prove(problem, core, ~core & (relaxed.surplus > 0), seconds, near=near)


def proven(problem: Problem, relaxed: Relaxed, chosen: Flags, seconds: float) -> tuple[Flags, int]:
    """Return the best choice and what none exceeds: what is `chosen` already, or a better one."""
    bound, worth = int(relaxed.bound), problem.worth(chosen)
    for mark in _marks(relaxed.bound, worth + 1):
        unsure = np.abs(relaxed.surplus) <= relaxed.bound - mark
        taken = ~unsure & (relaxed.surplus > 0)
        found = prove(problem, unsure, taken, max(seconds, 0.0), mark=mark)
        seconds -= found.spent
        bound = min(bound, found.bound)
        if found.chosen is not None:
            return found.chosen, max(bound, problem.worth(found.chosen))
        if found.bound >= mark:  # its time is over
            break
    return chosen, max(bound, worth)


def _marks(bound: float, least: int) -> Iterator[int]:
    """Give whole marks from below `bound` down to `least`, each once."""
    last = None
    for step in STEPS:
        mark = max(least, int(np.ceil(bound - step * (bound - least))))
        if mark != last:
            yield mark
        last = mark


def prove(
    problem: Problem,
    unsure: Flags,
    taken: Flags,
    seconds: float,
    *,
    mark: int = 0,
    near: float = 0,
) -> Found:
    """Choose among the unsure beside what is taken, what is worth at least `mark`.

    With `near`, a choice will do that is so much below the best.
    """
    base, left = problem.worth(taken), problem.room(taken)
    places = np.flatnonzero(unsure)
    if (left < 0).any():
        return Found(None, mark - 1)
    if not len(places):
        return Found(taken if base >= mark else None, max(base, mark - 1))
    values, weights = problem.values[places], problem.weights[:, places]
    binds = np.flatnonzero(np.asarray(weights.sum(axis=1)).ravel() > left)
    weights, left, spent = weights[binds], left[binds], 0.0
    while True:
        part, rest = Problem(values, weights, left), max(seconds - spent, 0.0)
        told = good(part, near, seconds=rest) if near else at_least(part, mark - base, seconds=rest)
        spent += told.spent
        if told.chosen is None:
            return Found(None, told.bound + base, spent)
        broken = np.flatnonzero(part.room(told.chosen) < 0)
        if not len(broken):
            break
        covers = weights[broken].astype(bool).multiply(told.chosen).astype(np.int64)
        weights = sparse.vstack([weights, covers]).tocsr()
        left = np.concatenate([left, np.asarray(covers.sum(axis=1)).ravel() - 1])
    found = taken.copy()
    found[places] = told.chosen
    return Found(found, told.bound + base, spent)
