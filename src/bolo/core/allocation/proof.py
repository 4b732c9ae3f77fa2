"""One 0-1 programme: what it is worth with parts allowed, and the proof that nothing is better.

By the prices of the relaxed programme most things are certain to be in or out. HiGHS looks for a
good choice among the least certain, then proves that none of the rest is better, hard steps in two
halves side by side (ADR 0039). A sum over a limit within its tolerance is cut off and solved again.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from bolo.core.allocation.highs import (
    Flags,
    Floats,
    Found,
    Ints,
    Problem,
    Rows,
    at_least,
    good,
    prices,
)

CORE = 150
"""How many of the least certain are weighed first, for a good answer to prove the rest by: beside
those that the prices leave open altogether, which are as many as there are limits that bind."""
OPEN = 1e-6
"""What is worth so little more or less than its room is left open by the prices."""
NEAR = 0.1
"""Good enough for that is what closes all but so much of the distance from greed to the bound."""
FIRST = 100
"""How many that are not open a proof begins with."""
EASY, WIDE, NARROW, LEAST = 500, 1.3, 1.15, 1.05
"""A proof takes ever longer, the further below the bound its mark lies: the last tenth of the way
often twice as long as all before. So marks come down in steps, by wide ones while a step takes
fewer simplex steps than `EASY`, else so that the next should take about twice as many."""
HARD = 1_000
"""After a step of so many simplex steps the next ones are weighed in two halves, side by side."""
ALL = 0.98
"""A step that leaves so many of all unsure weighs all: a smaller one would only come before it."""
SLOP = 1e-9
"""What the relaxed bound may be off by, as a share of it."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The programme with parts allowed: its bound, and by how much each thing is worth its room.

    `parted` is the thing of which nearest to one half is taken; there is none where all are whole.
    `count` is how many are taken, with the parts. Where nothing fits, the bound is below 0.
    """

    bound: float
    surplus: Floats
    prices: Floats
    parted: int | None
    count: float


def relax(problem: Problem) -> Relaxed:
    """Solve the programme with parts allowed; its bound is on the safe side of a rounding."""
    priced = prices(problem)
    if priced is None:
        nothing = np.zeros(len(problem.values))
        return Relaxed(-1.0, nothing, np.zeros(len(problem.most)), None, 0.0)
    worth, parts = priced
    surplus: Floats = problem.values - problem.weights.T @ worth
    bound = float(problem.most @ worth + np.maximum(surplus, 0).sum()) * (1 + SLOP)
    parted = int(np.argmin(np.abs(parts - 0.5)))
    whole = min(parts[parted], 1 - parts[parted]) < OPEN
    return Relaxed(bound, surplus, worth, None if whole else parted, float(parts.sum()))


def first(problem: Problem, relaxed: Relaxed, chosen: Flags, seconds: float) -> Found:
    """Look for a good choice, by what is chosen, among the things of which the prices say least."""
    surplus, core = np.abs(relaxed.surplus), np.zeros(len(problem.values), bool)
    size = CORE + int((surplus < OPEN).sum())
    core[np.argsort(surplus, kind="stable")[:size]] = True
    near = NEAR * (relaxed.bound - problem.worth(chosen))
    return prove(problem, core, ~core & (relaxed.surplus > 0), seconds, near=near)


def proven(
    problem: Problem, relaxed: Relaxed, chosen: Flags, seconds: float, *, alike: bool = False
) -> Found:
    """Return the best choice and what none exceeds; no choice where none beats the `chosen`.

    Where all are worth `alike`, a step that leaves nearly all of them unsure goes all the way.
    """
    bound, worth = int(relaxed.bound), problem.worth(chosen)
    unsure = np.sort(np.abs(relaxed.surplus))
    least, gap = worth + 1, _first(unsure)
    whole = relaxed.bound - least
    before, spent = (gap, 0), 0.0
    while True:
        weighs_all = alike and _within(unsure, gap) >= ALL * _within(unsure, whole)
        mark = int(np.ceil(relaxed.bound - gap))
        is_last = weighs_all or gap * LEAST > whole or mark <= least
        mark = least if is_last else mark
        found = step(problem, relaxed, mark, seconds - spent, hard=before[1] >= HARD)
        spent += found.spent
        bound = min(bound, found.bound)
        if found.chosen is not None:
            return Found(found.chosen, max(bound, problem.worth(found.chosen)), spent)
        if is_last or found.bound >= mark:  # all is weighed, or its time is over
            return Found(None, max(bound, worth), spent)
        last = (gap, found.work)
        gap, before = max(gap * growth(before, last), relaxed.bound - (mark - 1)), last


def step(problem: Problem, relaxed: Relaxed, mark: int, seconds: float, *, hard: bool) -> Found:
    """Look for the best choice that reaches `mark`; a `hard` step in two halves, on two cores.

    One half takes the thing that is parted in the relaxed programme, the other does not. Neither
    hears of the other, so that the answer is the same however fast each is, and on one core.
    """
    unsure = np.abs(relaxed.surplus) <= relaxed.bound - mark
    taken = ~unsure & (relaxed.surplus > 0)
    seconds = max(seconds, 0.0)
    if not hard or relaxed.parted is None:
        return prove(problem, unsure, taken, seconds, mark=mark)
    beside = taken.copy()
    unsure[relaxed.parted], beside[relaxed.parted] = False, True
    with ThreadPoolExecutor(2) as pool:
        halves = list(
            pool.map(lambda one: prove(problem, unsure, one, seconds, mark=mark), (taken, beside))
        )
    best = max(halves, key=lambda one: -1 if one.chosen is None else problem.worth(one.chosen))
    return Found(
        best.chosen,
        max(one.bound for one in halves),
        max(one.spent for one in halves),
        sum(one.work for one in halves),
    )


def growth(before: tuple[float, int], last: tuple[float, int]) -> float:
    """Return by how much to go further below the bound, by the ways and works of two steps."""
    if last[1] < EASY:
        return WIDE
    easier = max(before[1], EASY)
    if last[1] <= easier:
        return NARROW
    doubling = math.log(2) * math.log(last[0] / before[0]) / math.log(last[1] / easier)
    return min(max(math.exp(doubling), LEAST), NARROW)


def _first(unsure: Floats) -> float:
    """Return how far below the bound a proof begins: at least 1, for values are whole."""
    place = FIRST + int((unsure < OPEN).sum())
    return max(float(unsure[min(place, len(unsure) - 1)]), 1.0)


def _within(unsure: Floats, gap: float) -> int:
    return int(np.searchsorted(unsure, gap, "right"))


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
    values, weights = problem.values[places], problem.weights[:, places]
    least, most = _sums(weights.minimum(0)), _sums(weights.maximum(0))
    if (left < least).any():
        return Found(None, mark - 1)
    if not len(places):
        return Found(taken if base >= mark else None, max(base, mark - 1))
    binds = np.flatnonzero(most > left)
    weights, left, spent, work = weights[binds], left[binds], 0.0, 0
    while True:
        part, rest = Problem(values, weights, left), max(seconds - spent, 0.0)
        told = good(part, near, seconds=rest) if near else at_least(part, mark - base, seconds=rest)
        spent, work = spent + told.spent, work + told.work
        if told.chosen is None:
            return Found(None, told.bound + base, spent, work)
        broken = np.flatnonzero(part.room(told.chosen) < 0)
        if not len(broken):
            break
        covers = weights[broken].astype(bool).multiply(told.chosen).astype(np.int64)
        weights = sparse.vstack([weights, covers]).tocsr()
        left = np.concatenate([left, _sums(covers) - 1])
    found = taken.copy()
    found[places] = told.chosen
    return Found(found, told.bound + base, spent, work)


def _sums(rows: Rows) -> Ints:
    sums: Ints = np.asarray(rows.sum(axis=1)).ravel()
    return sums
