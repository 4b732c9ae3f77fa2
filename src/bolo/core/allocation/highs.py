"""HiGHS for 0-1 programmes, by its own package: what limits are worth, and the best choice.

A proof is held against a mark and does almost without HiGHS's heuristics: they search for what
is known already, and took most of its time (docs/decisions/0037). It is silent, on one core.
"""

from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = Any
"""A sparse matrix of whole numbers by rows; SciPy tells no types."""
Options = dict[str, bool | float | str]
ALWAYS: Options = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "mip_rel_gap": 0.0,
    "mip_allow_cut_separation_at_nodes": False,  # cuts at the root do; more only slow each step
    "mip_detect_symmetry": False,  # two deals are hardly ever alike in all limits
}
PROOF: Options = {
    "mip_heuristic_effort": 0.02,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
DONE = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
    highspy.HighsModelStatus.kObjectiveBound,
)
"""How HiGHS calls an end by which all choices were weighed; nothing reaches the mark by the last
three."""
NOTHING = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # each part is 0 to 1: nothing is unbounded
)
PATIENCE = 1_000
"""A good choice is not looked for any longer after so many nodes; a proof has no such end."""
WHOLE = 0.5
"""Values are whole numbers: what is nearer than this to the bound is the best."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Values (whole, > 0), a row of whole weights for each limit, and what each limit allows.

    Only a row that asks for so many things at least has weights below 0, each of them -1.
    """

    values: Ints
    weights: Rows
    most: Ints

    def room(self, chosen: Flags) -> Ints:
        """Return what each limit has left; below 0 where it is broken."""
        left: Ints = self.most - self.weights @ chosen.astype(np.int64)
        return left

    def worth(self, chosen: Flags) -> int:
        """Return what a choice is worth."""
        return int(self.values[chosen].sum())


@dataclass(frozen=True, slots=True)
class Found:
    """A choice, if there is one, what no choice exceeds; the seconds and simplex steps it took."""

    chosen: Flags | None
    bound: int
    spent: float = 0.0
    work: int = 0


def prices(problem: Problem) -> tuple[Floats, Floats] | None:
    """Return what one more unit of each limit would be worth if parts could be taken, and parts.

    None where nothing is within the limits.
    """
    rows, most, unit = _scaled(problem)
    highs = _loaded(problem, rows, most, {"solver": "simplex"})
    highs.run()
    if highs.getModelStatus() in NOTHING:
        return None
    solution = highs.getSolution()
    duals = np.array(solution.row_dual, np.float64)
    told: Floats = np.maximum(-duals, 0) / unit
    return told, np.array(solution.col_value, np.float64)


def good(problem: Problem, near: float, *, seconds: float) -> Found:
    """Return a choice that is at most `near` below the best; after `seconds`, what there is.

    Where `near` is more than nothing, not even that is promised: it is given up for a long search.
    """
    options: Options = {"mip_abs_gap": max(near, WHOLE), "time_limit": seconds}
    return _solved(problem, {**options, "mip_max_nodes": PATIENCE} if near else options)[0]


def at_least(problem: Problem, mark: int, *, seconds: float) -> Found:
    """Return the best choice that is worth at least `mark`, or none and what bounds them all."""
    beyond: Options = {"objective_bound": WHOLE - mark, "mip_abs_gap": WHOLE}
    found, done = _solved(problem, {**PROOF, **beyond, "time_limit": seconds})
    if found.chosen is None or problem.worth(found.chosen) < mark:
        # what is worth less was not looked at: of it the solver's bound says nothing
        return replace(found, chosen=None, bound=mark - 1 if done else max(found.bound, mark - 1))
    return found


def _solved(problem: Problem, options: Options) -> tuple[Found, bool]:
    """Return what was found, and whether all choices were weighed."""
    rows, most, _ = _scaled(problem)
    highs = _loaded(problem, rows, most, options, whole=True)
    highs.run()
    told, spent, bound = highs.getInfo(), float(highs.getRunTime()), int(problem.values.sum())
    done, work = highs.getModelStatus() in DONE, int(told.simplex_iteration_count)
    if np.isfinite(told.mip_dual_bound):
        bound = min(bound, int(np.floor(1e-3 - told.mip_dual_bound)))
    if told.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Found(None, bound, spent, work), done
    parts = np.array(highs.getSolution().col_value, np.float64)
    return Found(parts > WHOLE, bound, spent, work), done  # each part 0 or 1, within tolerance


def _loaded(
    problem: Problem, rows: Rows, most: Floats, options: Options, *, whole: bool = False
) -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {**ALWAYS, **options}.items():
        highs.setOptionValue(name, value)
    count, columns, lp = len(problem.values), rows.tocsc(), highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count, len(most)
    lp.col_cost_ = -problem.values.astype(np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
    lp.row_lower_, lp.row_upper_ = np.full(len(most), -highspy.kHighsInf), most
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = columns.indptr, columns.indices
    lp.a_matrix_.value_ = columns.data
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    highs.passModel(lp)
    return highs


def _scaled(problem: Problem) -> tuple[Rows, Floats, Floats]:
    """Return rows with 1 as their largest weight, their limits, and by what they were divided.

    HiGHS holds a sum to 1e-6 of that: less than a cent as long as one thing costs below 10,000.
    """
    weights = problem.weights.tocsr().astype(np.float64)
    if not weights.shape[0]:
        nothing = np.zeros(0)
        return weights, nothing, nothing
    unit: Floats = np.maximum(weights.max(axis=1).toarray().ravel(), 1)
    return sparse.diags(1 / unit) @ weights, problem.most / unit, unit
