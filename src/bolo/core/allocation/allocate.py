"""Allocate a budget over open opportunities: the best plan, proven, with a reason for each."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from bolo.core.allocation.exact import solve
from bolo.core.allocation.highs import Problem
from bolo.core.allocation.leaving_out import told
from bolo.core.allocation.plan import SECONDS, Candidate, Limits, Plan
from bolo.core.allocation.rows import Row, rows_of
from bolo.core.errors import Invalid
from bolo.core.money import Money


def allocate(candidates: Sequence[Candidate], limits: Limits, *, seconds: float = SECONDS) -> Plan:
    """Choose among `candidates`, all of one currency; the order they come in changes nothing."""
    ordered = sorted(candidates, key=lambda one: one.id)
    _check(ordered, limits)
    rows = rows_of(ordered, limits)
    alone = _fit_alone(ordered, rows)
    solution = solve(_problem(ordered, alone, rows), seconds=seconds)
    taken = zip(alone, solution.chosen, strict=True)
    chosen = frozenset(place for place, is_taken in taken if is_taken)
    return told(ordered, rows, chosen, solution, limits.budget.currency)


def _check(candidates: Sequence[Candidate], limits: Limits) -> None:
    if len({one.id for one in candidates}) != len(candidates):
        raise Invalid("two opportunities have the same id")
    given = (limits.budget, limits.per_category, limits.per_seller, limits.shortfall)
    for amount in (*given, *limits.categories.values(), *limits.sellers.values()):
        if amount is not None and amount.amount < 0:
            raise Invalid(f"a limit cannot be below zero: {amount}")
    for one in candidates:
        if one.days < 1 or one.cost.amount < 0 or one.shortfall.amount < 0:
            raise Invalid(f"{one.id}: days from 1, cost and shortfall from 0")


def _fit_alone(candidates: Sequence[Candidate], rows: Sequence[Row]) -> list[int]:
    """Return the places of those that earn something and break no limit by themselves."""
    large = {n for row in rows for n, weight in row.weights.items() if weight > row.most}
    return [n for n, one in enumerate(candidates) if n not in large and one.month.amount > 0]


def _problem(candidates: Sequence[Candidate], alone: Sequence[int], rows: Sequence[Row]) -> Problem:
    column = {place: n for n, place in enumerate(alone)}
    cells = [
        (r, column[place], weight)
        for r, row in enumerate(rows)
        for place, weight in row.weights.items()
        if place in column and weight
    ]
    r, c, weights = zip(*cells, strict=True) if cells else ((), (), ())
    values = [_minor(candidates[place].month) for place in alone]
    return Problem(
        np.array(values, np.int64),
        sparse.csr_matrix(
            (np.array(weights, np.int64), (r, c)), shape=(len(rows), len(alone)), dtype=np.int64
        ),
        np.array([row.most for row in rows], np.int64),
    )


def _minor(money: Money) -> int:
    return int(money.amount / Money.of_minor(1, money.currency).amount)
