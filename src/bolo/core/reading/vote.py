"""Several prices on a page are voted on: who says it, who agrees, and what is left in doubt."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, Self

from bolo.core.reading.markups.drafts import Draft

WEIGHTS: Final = {"json-ld": 40, "microdata": 40, "rdfa": 40, "metas": 36, "state": 30}
_STRONG, _FAIR, _WEAK = 36, 26, 12
STRONG_POINTS, FAIR_POINTS = 9, 6
LEAST_POINTS: Final = 3
"""With fewer, an amount stands on a shelf, behind a link, or is of something else."""
_TIED, _CONVERTED, _CHOSEN = Decimal("0.3"), Decimal("0.55"), Decimal("0.9")
Seen = tuple[Decimal, str | None, int, str]
"""An amount on the screen, its currency, the points for it, and what its element is called."""
NOTHING: Final[Seen] = (Decimal(0), None, 0, "")
_DOUBTFUL: Final = 12
"""Taken off the weight of a statement that comes with a doubt."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One price and where on the page it came from."""

    source: str
    amount: Decimal
    currency: str | None
    weight: int
    where: str = ""
    """What the element on the screen is called; empty for markups."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose word a person took when a page of a shop stated two prices; breaks later ties there."""

    source: str
    where: str = ""

    @classmethod
    def of(cls, candidates: Iterable[Candidate], amount: Decimal) -> Self | None:
        """Return what to remember when a person picks `amount`, `None` when nothing stated it."""
        stating = [one for one in candidates if one.amount == amount]
        best = max(stating, key=lambda one: one.weight, default=None)
        return cls(best.source, best.where) if best is not None else None

    def settles(self, candidates: Iterable[Candidate], tied: set[Decimal]) -> Decimal | None:
        """Return the one tied amount that the chosen source states, `None` when it states both."""
        stated = {one.amount for one in candidates if (one.source, one.where) == self._key} & tied
        return stated.pop() if len(stated) == 1 else None

    @property
    def _key(self) -> tuple[str, str]:
        return self.source, self.where


@dataclass(slots=True)
class Outcome:
    """The price that won, how sure that is (0 to 1), and the doubts that remain."""

    amount: Decimal | None
    currency: str | None = None
    confidence: Decimal = Decimal(0)
    doubts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    sources: frozenset[str] = field(default_factory=frozenset[str])
    tied: tuple[Candidate, ...] = ()
    """Where a person must choose: for each of two amounts the strongest that states it."""


def stated(draft: Draft) -> Candidate | None:
    """Return the ballot of a markup."""
    if draft.amount is None:
        return None
    weight = WEIGHTS[draft.source] - (_DOUBTFUL if draft.doubts else 0)
    return Candidate(draft.source, draft.amount, draft.currency, weight)


def seen(ranked: list[Seen]) -> list[Candidate]:
    """Return the ballots of the visible page: its best price, and others that stand as well."""
    ballots = []
    for at, (amount, currency, points, where) in enumerate(ranked[:3]):
        if points < LEAST_POINTS:
            break
        weight = _STRONG if points >= STRONG_POINTS else _FAIR if points >= FAIR_POINTS else _WEAK
        lead = at == 0 or points == ranked[0][2]
        weight = weight if lead else weight // 4
        ballots.append(Candidate("visible", amount, currency, weight, where))
    return ballots


def elect(
    candidates: list[Candidate], *, shown: Decimal | None = None, choice: Choice | None = None
) -> Outcome:
    """Count the ballots; `shown` is an amount that the rendered page is known to print.

    A tie is left to `choice`, the word of a person at another page of the shop.
    """
    if not candidates:
        return Outcome(None)
    candidates = _in_whole_units(candidates)
    weights: dict[Decimal, int] = {}
    for ballot in candidates:
        weights[ballot.amount] = weights.get(ballot.amount, 0) + ballot.weight
    if shown in weights:
        weights[shown] += _FAIR
    ranked = sorted(weights.items(), key=lambda entry: -entry[1])
    amount, most = ranked[0]
    rival, less = ranked[1] if len(ranked) > 1 else (amount, 0)
    if less * 10 >= most * 9:
        return _tied(candidates, amount, rival, choice)
    sources = {b.source for b in candidates if b.amount == amount}
    confirmed = len(sources) > 1 or shown == amount
    if less * 2 >= most:
        confidence = Decimal("0.7") if confirmed else Decimal("0.55")
        return _outcome(candidates, amount, confidence, (f"the page also states {rival:f}",))
    if confirmed:
        confidence = Decimal("0.98") if less == 0 else Decimal("0.93")
    else:
        confidence = Decimal("0.85") if sources != {"visible"} else Decimal("0.7")
    return _outcome(candidates, amount, confidence, ())


def _in_whole_units(candidates: list[Candidate]) -> list[Candidate]:
    """Read what a script states as cents where another source states a hundredth of it."""
    others = {one.amount for one in candidates if one.source != "state"}

    def whole(one: Candidate) -> Candidate:
        part = one.amount / 100
        cents = one.source == "state" and part in others and one.amount not in others
        return replace(one, amount=part) if cents else one

    return [whole(one) for one in candidates]


def _tied(
    candidates: list[Candidate], amount: Decimal, rival: Decimal, choice: Choice | None
) -> Outcome:
    chosen = choice.settles(candidates, {amount, rival}) if choice is not None else None
    if chosen is not None:
        return _outcome(candidates, chosen, _CHOSEN, ())
    doubts = (f"the page states both {amount:f} and {rival:f}",)
    if _in_other_money(candidates, amount, rival):
        return _outcome(candidates, amount, _CONVERTED, doubts)
    outcome = _outcome(candidates, amount, _TIED, doubts)
    outcome.tied = _strongest(candidates, amount), _strongest(candidates, rival)
    return outcome


def _in_other_money(candidates: list[Candidate], amount: Decimal, rival: Decimal) -> bool:
    """Say whether two amounts are in two currencies: one price, said twice; the first counts."""
    first = {one.currency for one in candidates if one.amount == amount}
    second = {one.currency for one in candidates if one.amount == rival}
    return None not in first | second and not first & second


def _strongest(candidates: list[Candidate], amount: Decimal) -> Candidate:
    return max((one for one in candidates if one.amount == amount), key=lambda one: one.weight)


def _outcome(
    candidates: list[Candidate], amount: Decimal, confidence: Decimal, doubts: tuple[str, ...]
) -> Outcome:
    agreed = [one for one in candidates if one.amount == amount]
    currency = next((one.currency for one in agreed if one.currency), None)
    sources = frozenset(one.source for one in agreed)
    return Outcome(amount, currency, confidence, doubts, tuple(candidates), sources)
