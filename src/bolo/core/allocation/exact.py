"""Choose among things under limits, exactly: a 0-1 programme, solved by HiGHS.

The whole is proven at once, or number by number of things taken, where only few numbers can be
best (ADR 0054): the relaxed programme takes half a thing, and that is most of what it promises.
What HiGHS found first is made better by exchanges before the proof (ADR 0059).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.allocation.exchange import exchanged
from bolo.core.allocation.highs import Flags, Floats, Found, Problem
from bolo.core.allocation.proof import Relaxed, first, proven, relax, step

FEW = 4
"""A proof goes number by number where so many more, or fewer, can reach what was found at most."""
BESIDE = 2
"""By how many more or fewer than the relaxed programme takes this is judged."""


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
class Counted:
    """The choices of `least` to `most` things, with all limits."""

    least: int
    most: int
    problem: Problem
    relaxed: Relaxed


def solve(problem: Problem, *, seconds: float) -> Solution:
    """Return the choice of the greatest value; after about `seconds`, the best that was found.

    Values are weighed in their greatest common unit: of whole euros, no cent is looked for.
    """
    if not len(problem.values):
        return Solution(np.zeros(0, bool), 0, 0, np.zeros(len(problem.most)))
    unit = int(np.gcd.reduce(problem.values))
    told = _solved(replace(problem, values=problem.values // unit), seconds)
    return Solution(told.chosen, told.value * unit, told.bound * unit, told.prices * unit)


def _solved(problem: Problem, seconds: float) -> Solution:
    relaxed = relax(problem)
    nothing = np.zeros(len(problem.values), bool)
    chosen = _fill(problem, nothing, np.argsort(-relaxed.surplus, kind="stable"))
    bound = problem.worth(chosen)
    if bound + 1 <= relaxed.bound:
        prove = by_count if has_few_counts(problem, relaxed, bound) else _at_once
        chosen, bound = prove(problem, relaxed, chosen, seconds)
    best_first = np.argsort(-problem.values, kind="stable")
    chosen = _fill(problem, chosen, best_first)
    return Solution(chosen, problem.worth(chosen), bound, relaxed.prices)


def has_few_counts(problem: Problem, relaxed: Relaxed, worth: int) -> bool:
    """Tell whether only few numbers of things can be worth more than that.

    What the relaxed programme allows falls ever faster with each thing more or fewer.
    """
    whole, number = relaxed.bound - worth, int(relaxed.count)
    return all(
        BESIDE * whole <= FEW * (relaxed.bound - relax(counted(problem, *beside)).bound)
        for beside in ((0, number - BESIDE), (number + 1 + BESIDE, len(problem.values)))
    )


def counted(problem: Problem, least: int, most: int) -> Problem:
    """Return the programme in which so many things are taken."""
    each = sparse.csr_matrix(np.ones((1, len(problem.values)), np.int64))
    return replace(
        problem,
        weights=sparse.vstack([problem.weights, each, -each]).tocsr(),
        most=np.append(problem.most, [most, -least]),
    )


def by_count(
    problem: Problem, relaxed: Relaxed, chosen: Flags, seconds: float
) -> tuple[Flags, int]:
    """Return the best choice, and what none exceeds: number by number, the likeliest first."""

    def those(least: int, most: int) -> Counted:
        within = counted(problem, least, most)
        return Counted(least, most, within, relax(within))

    number = int(relaxed.count)
    left = [those(0, number), those(number + 1, len(problem.values))]
    bound = problem.worth(chosen)
    while seconds > 0 and max(left, key=_promise).relaxed.bound >= problem.worth(chosen) + 1:
        one = max(left, key=_promise)
        left.remove(one)
        if one.least < one.most:
            edge = one.least or one.most  # what is nearest to what the relaxed programme takes
            left.append(those(edge, edge))
            left.append(those(edge + 1, one.most) if one.least else those(0, edge - 1))
            continue
        found = _of_one_count(one, chosen, seconds)
        chosen, bound = _better(problem, chosen, found.chosen), max(bound, found.bound)
        seconds -= found.spent
    rest = int(max(left, key=_promise).relaxed.bound)
    return chosen, max(bound, problem.worth(chosen), rest)


def _promise(one: Counted) -> float:
    return one.relaxed.bound


def _of_one_count(one: Counted, chosen: Flags, seconds: float) -> Found:
    """Prove the best of a number, or that it is not above what is chosen."""
    found = first(one.problem, one.relaxed, chosen, seconds)
    spent = found.spent
    if found.chosen is None:
        fits = _as_many(one, seconds - spent)
        spent += fits.spent
        if fits.bound < one.least:
            return Found(None, 0, spent)
    best = _better(one.problem, chosen, _exchanged(one.problem, one.relaxed, found.chosen))
    told = proven(one.problem, one.relaxed, best, seconds - spent, alike=True)
    return replace(told, chosen=_better(one.problem, best, told.chosen), spent=told.spent + spent)


def _exchanged(problem: Problem, relaxed: Relaxed, chosen: Flags | None) -> Flags | None:
    if chosen is None:
        return None
    return exchanged(problem, relaxed.surplus, chosen, relaxed.bound)


def _as_many(one: Counted, seconds: float) -> Found:
    """Look for so many things, whatever they are worth, where hardly more can fit.

    That none fit takes long to prove by their worth, and no time by their number: of what may be
    parted, all but few are then certain to be in or out.
    """
    most = replace(one.problem, values=np.ones_like(one.problem.values))
    relaxed = relax(most)
    is_edge = relaxed.bound < one.least + 1
    return step(most, relaxed, one.least, seconds if is_edge else 0, hard=False)


def _at_once(
    problem: Problem, relaxed: Relaxed, chosen: Flags, seconds: float
) -> tuple[Flags, int]:
    found = first(problem, relaxed, chosen, seconds)
    chosen = _better(problem, chosen, found.chosen)
    chosen = exchanged(problem, relaxed.surplus, chosen, relaxed.bound)
    told = proven(problem, relaxed, chosen, seconds - found.spent)
    return _better(problem, chosen, told.chosen), told.bound


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
