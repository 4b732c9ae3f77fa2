"""Choose among things under limits, exactly: a 0-1 programme, solved by HiGHS.

The relaxed programme prices every limit; by those prices most things are certain to be in or
out (reduced-cost fixing), and HiGHS proves the rest. What it returns is checked in integers: a
sum that slipped over a limit within the solver's tolerance is cut off and solved again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = Any
"""A sparse matrix of whole numbers by rows; SciPy tells no types."""
CORE = 150
"""How many of the least certain are weighed first, for a good answer to prove the rest by."""
NEAR = 1e-3
"""How near to the best of the core is good enough for that: closer costs more than it saves."""
FEW = 200
"""Among so few, HiGHS is done sooner than its presolve would be."""
SLOP = 1e-9
"""What the relaxed bound may be off by, as a share of it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Values (whole, > 0), one row of whole weights >= 0 a limit, and what each limit allows."""

    values: Ints
    weights: Rows
    most: Ints

    def room(self, chosen: Flags) -> Ints:
        """Return what each limit has left; below 0 where it is broken."""
        left: Ints = self.most - self.weights @ chosen.astype(np.int64)
        return left


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
    """Return the choice of the greatest value; after `seconds`, the best that was found."""
    if not len(problem.values):
        return Solution(np.zeros(0, bool), 0, 0, np.zeros(len(problem.most)))
    relaxed = _relax(problem)
    chosen = _fill(
        problem, np.zeros(len(problem.values), bool), np.argsort(-relaxed.surplus, kind="stable")
    )
    bound = int(np.floor(relaxed.bound * (1 + SLOP)))
    unsure, taken = _unsure(problem, relaxed, chosen)
    if unsure.sum() > CORE:
        core = _nearest(relaxed, unsure, CORE)
        found, _ = prove(problem, core, ~core & (relaxed.surplus > 0), seconds, NEAR)
        chosen = _better(problem, chosen, found)
        unsure, taken = _unsure(problem, relaxed, chosen)
    if unsure.any():
        found, most = prove(problem, unsure, taken, seconds)
        chosen = _better(problem, chosen, found)
        bound = max(min(bound, most), _worth(problem, chosen))
    else:
        bound = _worth(problem, chosen)
    best_first = np.argsort(-problem.values, kind="stable")
    chosen = _fill(problem, chosen, best_first)
    return Solution(chosen, _worth(problem, chosen), bound, relaxed.prices)


def _worth(problem: Problem, chosen: Flags) -> int:
    return int(problem.values[chosen].sum())


def _better(problem: Problem, chosen: Flags, found: Flags | None) -> Flags:
    if found is None or _worth(problem, found) <= _worth(problem, chosen):
        return chosen
    return found


def _relax(problem: Problem) -> Relaxed:
    scale = 1 / np.maximum(problem.most, 1)
    weights = sparse.diags(scale) @ problem.weights.astype(np.float64)
    most = problem.most * scale
    found = linprog(
        -problem.values.astype(np.float64),
        A_ub=weights,
        b_ub=most,
        bounds=(0, 1),
        method="highs-ds",
    )
    prices: Floats = -found.ineqlin.marginals
    surplus: Floats = problem.values - weights.T @ prices
    bound = float(most @ prices + np.maximum(surplus, 0).sum())
    return Relaxed(bound, surplus, prices * scale)


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


def _unsure(problem: Problem, relaxed: Relaxed, chosen: Flags) -> tuple[Flags, Flags]:
    """Return what a better choice may hold or lack, and what every better choice holds."""
    gap = relaxed.bound * (1 + SLOP) - _worth(problem, chosen) - 1
    unsure = np.abs(relaxed.surplus) <= gap
    taken = ~unsure & (relaxed.surplus > 0)
    if (problem.room(taken) < 0).any():
        return np.zeros(len(unsure), bool), taken
    return unsure, taken


def _nearest(relaxed: Relaxed, unsure: Flags, width: int) -> Flags:
    """Return the `width` of which the prices say least."""
    places = np.flatnonzero(unsure)
    order = np.argsort(np.abs(relaxed.surplus[places]), kind="stable")
    narrow = np.zeros(len(unsure), bool)
    narrow[places[order[:width]]] = True
    return narrow


def prove(
    problem: Problem, unsure: Flags, taken: Flags, seconds: float, near: float = 0
) -> tuple[Flags | None, int]:
    """Choose among the unsure beside what is taken; return it with what none can exceed.

    With `near`, a choice is good enough that is at most by such a share below the best.
    """
    left = problem.room(taken)
    if (left < 0).any():
        return None, _worth(problem, unsure | taken)
    places = np.flatnonzero(unsure)
    values, weights = problem.values[places], problem.weights[:, places]
    binds = np.flatnonzero(np.asarray(weights.sum(axis=1)).ravel() > left)
    weights, left = weights[binds], left[binds]
    while True:
        picked, most = _highs(Problem(values, weights, left), seconds, near)
        if picked is None:
            return None, most + _worth(problem, taken)
        broken = np.flatnonzero(weights @ picked.astype(np.int64) > left)
        if not len(broken):
            break
        covers = weights[broken].astype(bool).multiply(picked).astype(np.int64)
        weights = sparse.vstack([weights, covers]).tocsr()
        left = np.concatenate([left, np.asarray(covers.sum(axis=1)).ravel() - 1])
    found = taken.copy()
    found[places] = picked
    return found, most + _worth(problem, taken)


def _highs(problem: Problem, seconds: float, near: float) -> tuple[Flags | None, int]:
    """Give HiGHS rows of the smallest whole numbers: its tolerance of 1e-6 is then below one."""
    values, weights, most = problem.values, problem.weights, problem.most
    unit = np.array([max(_unit(weights, row), 1) for row in range(len(most))], np.int64)
    scaled = sparse.diags(1 / unit) @ weights.astype(np.float64)
    limits = [LinearConstraint(scaled, -np.inf, most // unit)] if len(most) else []
    found = milp(
        -values.astype(np.float64),
        constraints=limits,
        integrality=np.ones(len(values)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": near, "time_limit": seconds, "presolve": len(values) > FEW},
    )
    bound = found.mip_dual_bound
    most_value = int(values.sum()) if bound is None else int(np.floor(-bound + 1e-3))
    if found.x is None:
        return None, most_value
    picked: Flags = np.asarray(found.x) > 0.5  # noqa: PLR2004  (0 or 1, within tolerance)
    return picked, most_value


def _unit(weights: Rows, row: int) -> int:
    """Return the greatest common divisor of a row."""
    return int(np.gcd.reduce(weights.data[weights.indptr[row] : weights.indptr[row + 1]]))
