"""Limits as rows of whole numbers, so that no sum is ever a rounding over its limit.

Amounts are weighed in ten-thousandths, as they are stored: costs rounded up, limits down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bolo.core.allocation.plan import Candidate, Kind, Limits
from bolo.core.money import Money

FINE = 10_000
NO_CATEGORY = "(no category)"


@dataclass(frozen=True, slots=True)
class Row:
    """One limit as it is solved: the weight of each member by its place, and the most of all."""

    kind: Kind
    name: str
    weights: dict[int, int]
    most: int


def money_of(fine: int, currency: str) -> Money:
    """Return the money of a count of ten-thousandths."""
    return Money(Decimal(fine) / FINE, currency)


def _fine(money: Money, rounding: str) -> int:
    return int((money.amount * FINE).to_integral_value(rounding))


def rows_of(candidates: Sequence[Candidate], limits: Limits) -> list[Row]:
    """Return a row for each limit, always with the budget first."""
    costs = [_fine(one.cost, ROUND_CEILING) for one in candidates]
    rows = [Row(Kind.BUDGET, "", dict(enumerate(costs)), _fine(limits.budget, ROUND_FLOOR))]
    if limits.shortfall is not None:
        losses = {n: _fine(one.shortfall, ROUND_CEILING) for n, one in enumerate(candidates)}
        rows.append(Row(Kind.SHORTFALL, "", losses, _fine(limits.shortfall, ROUND_FLOOR)))
    named: tuple[tuple[Kind, list[str], Money | None, Mapping[str, Money]], ...] = (
        (
            Kind.CATEGORY,
            [one.category or NO_CATEGORY for one in candidates],
            limits.per_category,
            limits.categories,
        ),
        (Kind.SELLER, [one.seller for one in candidates], limits.per_seller, limits.sellers),
    )
    for kind, names, every, own in named:
        for name, places in _grouped(names).items():
            most = own.get(name, every)
            if most is not None:
                weights = {place: costs[place] for place in places}
                rows.append(Row(kind, name, weights, _fine(most, ROUND_FLOOR)))
    for name, places in _grouped([one.listing for one in candidates]).items():
        if len(places) > 1:
            rows.append(Row(Kind.LISTING, name, dict.fromkeys(places, 1), 1))
    return rows


def _grouped(names: Sequence[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(name, []).append(place)
    return dict(sorted(groups.items()))
