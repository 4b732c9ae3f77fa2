"""Tell a solved allocation in money: uses of limits, and why each one stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from bolo.core.allocation.exact import Solution
from bolo.core.allocation.plan import Candidate, Kind, LeftOut, Plan, Shortage, Use, Why
from bolo.core.allocation.rows import FINE, Row, money_of
from bolo.core.money import Money

NEAREST = (Why.NO_ROOM, Why.OTHER_VENUE, Why.TOO_LARGE, Why.NO_PROFIT)
"""In this order it is told what stays out: first what a little more room or profit would let in."""


@dataclass(frozen=True, slots=True)
class Books:
    """The solved limits: what each has left, and what more of it would be worth."""

    rows: Sequence[Row]
    over: Mapping[int, Sequence[int]]
    """The rows that a candidate weighs upon, by its place."""
    most: Sequence[int]
    left: Sequence[int]
    prices: Sequence[Decimal]
    """What one more unit of each row would earn in a month, in the minor unit of money."""
    currency: str


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What a row has too little left for: weights, and those that no other row keeps out.

    With the weight of the latter stands what they earn in a month, below zero: the most first.
    """

    weights: list[int] = field(default_factory=list)
    alone: list[tuple[int, Decimal]] = field(default_factory=list)


def told(
    candidates: Sequence[Candidate],
    rows: Sequence[Row],
    chosen: frozenset[int],
    solution: Solution,
    currency: str,
) -> Plan:
    """Return the plan that a solution stands for."""
    books = _books(rows, chosen, solution, currency)
    taken = [one for place, one in enumerate(candidates) if place in chosen]
    left_out = {
        place: _left_out(books, place, one)
        for place, one in enumerate(candidates)
        if place not in chosen
    }
    return Plan(
        chosen=tuple(sorted(taken, key=lambda one: (-one.month.amount, one.id))),
        left_out=tuple(sorted(left_out.values(), key=_distance)),
        uses=tuple(_uses(books, _kept_out(books, left_out))),
        month=Money.of_minor(solution.value, currency),
        best=Money.of_minor(solution.bound, currency),
    )


def _distance(left: LeftOut) -> tuple[int, Decimal, Decimal]:
    """Return how far it is from being taken: what more it would have to earn, or to be allowed."""
    month = left.candidate.month.amount
    if left.why is Why.TOO_LARGE:
        return NEAREST.index(left.why), max(one.short.amount for one in left.shortages), -month
    more = Decimal(0) if left.about is None else max(left.about.amount - month, Decimal(0))
    return NEAREST.index(left.why), more, -month


def _books(rows: Sequence[Row], chosen: frozenset[int], solution: Solution, currency: str) -> Books:
    over: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for place in row.weights:
            over.setdefault(place, []).append(number)
    left = [
        row.most - sum(weight for place, weight in row.weights.items() if place in chosen)
        for row in rows
    ]
    prices = [Decimal(repr(float(price))) for price in solution.prices]
    return Books(rows, over, [row.most for row in rows], left, prices, currency)


def _kept_out(books: Books, left_out: Mapping[int, LeftOut]) -> dict[int, KeptOut]:
    """Return by row what it has too little left for, of all that would earn something."""
    kept: dict[int, KeptOut] = {}
    for place, one in left_out.items():
        if one.why not in {Why.NO_ROOM, Why.TOO_LARGE}:
            continue
        short = [n for n in books.over[place] if books.rows[n].weights[place] > books.left[n]]
        for number in short:
            row = kept.setdefault(number, KeptOut())
            row.weights.append(books.rows[number].weights[place])
            if len(short) == 1:
                row.alone.append((row.weights[-1], -one.candidate.month.amount))
    return kept


def _uses(books: Books, kept: Mapping[int, KeptOut]) -> list[Use]:
    return [
        _use(books, number, kept.get(number, KeptOut()))
        for number, row in enumerate(books.rows)
        if row.kind is not Kind.LISTING
    ]


def _use(books: Books, number: int, kept: KeptOut) -> Use:
    row, left, currency = books.rows[number], books.left[number], books.currency
    per_unit = books.prices[number] * Money.of_minor(1, currency).amount * FINE
    nearest = min(kept.alone, default=None)
    return Use(
        row.kind,
        row.name,
        used=money_of(row.most - left, currency),
        most=money_of(row.most, currency),
        worth=per_unit.quantize(Decimal("0.0001")),
        kept_out=len(kept.weights),
        least=money_of(min(kept.weights), currency) if kept.weights else None,
        more=None if nearest is None else money_of(nearest[0] - left, currency),
        gain=None if nearest is None else Money(-nearest[1], currency),
    )


def _left_out(books: Books, place: int, one: Candidate) -> LeftOut:
    if one.month.amount <= 0:
        return LeftOut(one, Why.NO_PROFIT)
    alone = _shortages(books, place, books.most)
    if alone:
        return LeftOut(one, Why.TOO_LARGE, alone)
    rivals = [n for n in books.over[place] if books.rows[n].kind is Kind.LISTING]
    if any(books.left[n] <= 0 for n in rivals):
        return LeftOut(one, Why.OTHER_VENUE)
    short = _shortages(books, place, books.left)
    return LeftOut(one, Why.NO_ROOM, short, _about(books, place))


def _shortages(books: Books, place: int, room: Sequence[int]) -> tuple[Shortage, ...]:
    return tuple(
        Shortage(
            row.kind,
            row.name,
            left=money_of(room[number], books.currency),
            short=money_of(row.weights[place] - room[number], books.currency),
        )
        for number in books.over[place]
        if (row := books.rows[number]).weights[place] > room[number]
        and row.kind is not Kind.LISTING
    )


def _about(books: Books, place: int) -> Money:
    """Return what its room earns elsewhere in a month, by the prices of the limits."""
    worth = sum(
        (books.rows[n].weights[place] * books.prices[n] for n in books.over[place]), Decimal(0)
    )
    return Money.of_minor(int(worth.to_integral_value(ROUND_CEILING)), books.currency)
