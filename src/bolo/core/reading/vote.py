"""Several prices on a page are voted on: who says it, who agrees, and what is left in doubt."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bolo.core.reading.drafts import Draft

WEIGHTS: Final = {"json-ld": 40, "microdata": 40, "rdfa": 40, "metas": 36, "state": 30}
_STRONG, _FAIR, _WEAK = 36, 26, 12
STRONG_POINTS, _FAIR_POINTS = 9, 6
_DOUBTFUL: Final = 12
"""Taken off the weight of a statement that comes with a doubt."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One price and where on the page it came from."""

    source: str
    amount: Decimal
    currency: str | None
    weight: int


@dataclass(slots=True)
class Outcome:
    """The price that won, how sure that is (0 to 1), and the doubts that remain."""

    amount: Decimal | None
    currency: str | None = None
    confidence: Decimal = Decimal(0)
    doubts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    sources: frozenset[str] = field(default_factory=frozenset[str])


def stated(draft: Draft) -> Candidate | None:
    """Return the ballot of a markup."""
    if draft.amount is None:
        return None
    weight = WEIGHTS[draft.source] - (_DOUBTFUL if draft.doubts else 0)
    return Candidate(draft.source, draft.amount, draft.currency, weight)


def seen(ranked: list[tuple[Decimal, str | None, int]]) -> list[Candidate]:
    """Return the ballots of the visible page: its best price, and others that stand as well."""
    ballots = []
    for at, (amount, currency, points) in enumerate(ranked[:3]):
        weight = _STRONG if points >= STRONG_POINTS else _FAIR if points >= _FAIR_POINTS else _WEAK
        lead = at == 0 or points == ranked[0][2]
        ballots.append(Candidate("visible", amount, currency, weight if lead else weight // 4))
    return ballots


def elect(candidates: list[Candidate], *, shown: Decimal | None = None) -> Outcome:
    """Count the ballots; `shown` is an amount that the rendered page is known to print."""
    if not candidates:
        return Outcome(None)
    weights: dict[Decimal, int] = {}
    for ballot in candidates:
        weights[ballot.amount] = weights.get(ballot.amount, 0) + ballot.weight
    if shown in weights:
        weights[shown] += _FAIR
    ranked = sorted(weights.items(), key=lambda entry: -entry[1])
    amount, most = ranked[0]
    rival, less = ranked[1] if len(ranked) > 1 else (None, 0)
    sources = frozenset(b.source for b in candidates if b.amount == amount)
    confirmed = len(sources) > 1 or shown == amount
    doubts: tuple[str, ...] = ()
    if less * 10 >= most * 9:
        confidence = Decimal("0.3")
        doubts = (f"the page states both {amount:f} and {rival:f}",)
    elif less * 2 >= most:
        confidence = Decimal("0.7") if confirmed else Decimal("0.55")
        doubts = (f"the page also states {rival:f}",)
    elif confirmed:
        confidence = Decimal("0.98") if less == 0 else Decimal("0.93")
    else:
        confidence = Decimal("0.85") if sources != {"visible"} else Decimal("0.7")
    currency = next((b.currency for b in candidates if b.amount == amount and b.currency), None)
    return Outcome(amount, currency, confidence, doubts, tuple(candidates), sources)
