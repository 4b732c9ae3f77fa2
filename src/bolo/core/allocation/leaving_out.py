"""Tell a solved allocation in money: uses of limits, and why each one stays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bolo.core.allocation.exact import Solution
from bolo.core.allocation.plan import Candidate, Kind, LeftOut, Plan, Shortage, Use, Why
from bolo.core.allocation.rows import FINE, Row, money_of
from bolo.core.money import Money


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
    return Plan(
        chosen=tuple(sorted(taken, key=lambda one: (-one.month.amount, one.id))),
        left_out=tuple(
            _left_out(books, place, one)
            for place, one in enumerate(candidates)
            if place not in chosen
        ),
        uses=tuple(_uses(books)),
        month=Money.of_minor(solution.value, currency),
        best=Money.of_minor(solution.bound, currency),
    )


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


def _uses(books: Books) -> list[Use]:
    minor = Money.of_minor(1, books.currency).amount
    return [
        Use(
            row.kind,
            row.name,
            used=money_of(row.most - left, books.currency),
            most=money_of(row.most, books.currency),
            worth=(price * minor * FINE).quantize(Decimal("0.0001")),
        )
        for row, left, price in zip(books.rows, books.left, books.prices, strict=True)
        if row.kind is not Kind.LISTING
    ]


def _left_out(books: Books, place: int, one: Candidate) -> LeftOut:
    if one.month.amount <= 0:
        return LeftOut(one, Why.NO_PROFIT)
    alone = _shortages(books, place, books.most)
    if alone:
        return LeftOut(one, Why.TOO_LARGE, alone)
    rivals = [n for n in books.over[place] if books.rows[n].kind is Kind.LISTING]
    if any(books.left[n] <= 0 for n in rivals):
        return LeftOut(one, Why.OTHER_VENUE)
    needed = _needed(books, place)
    short = _shortages(books, place, books.left)
    return LeftOut(one, Why.NO_ROOM, short, needed if needed > one.month else None)


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


def _needed(books: Books, place: int) -> Money:
    """Return what its room earns elsewhere, by the prices of the limits."""
    worth = sum(
        (books.rows[n].weights[place] * books.prices[n] for n in books.over[place]), Decimal(0)
    )
    return Money.of_minor(int(worth.to_integral_value(ROUND_CEILING)), books.currency)
