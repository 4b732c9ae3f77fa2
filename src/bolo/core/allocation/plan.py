"""An allocation: what to take, how far each limit is used, and why the rest stays out.

What is maximised is expected profit a month of the budget: each deal's expected profit over the
days that it ties its money up. The budget is the same every day, used or idle, so this is also
the greatest expected profit per capital-day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bolo.core.money import Money

SECONDS = 1.5
"""How long the solver may look; what it has not proven by then is told as such."""
MONTH = 30
"""Days; only a unit in which profit over time is told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open opportunity: money it ties up and for how long, what it should earn and may lose.

    `profit` is expected: after what the risks take off. `shortfall` is the mean loss of its
    worst outcomes. Of the candidates of one `listing` (other venues), at most one is taken.
    """

    id: str
    cost: Money
    profit: Money
    days: int
    shortfall: Money
    category: str | None
    seller: str
    listing: str

    @property
    def month(self) -> Money:
        """Expected profit for each 30 days that the money is tied up, to the minor unit."""
        return Money(self.profit.amount * MONTH / self.days, self.profit.currency).rounded()


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent at most: in all, on one category, at one seller; and the shortfall.

    `categories` and `sellers` name those for which another amount holds. The shortfall of a
    plan is at most the sum of its parts (it is subadditive), so the sum is what is limited.
    """

    budget: Money
    per_category: Money | None = None
    per_seller: Money | None = None
    shortfall: Money | None = None
    categories: Mapping[str, Money] = field(default_factory=dict)
    sellers: Mapping[str, Money] = field(default_factory=dict)


class Kind(StrEnum):
    """What a limit is on. The values are told to programs: never renamed."""

    BUDGET = "budget"
    CATEGORY = "category"
    SELLER = "seller"
    SHORTFALL = "shortfall"
    LISTING = "listing"


def words_for(kind: Kind, name: str) -> str:
    """Call a limit as a person would."""
    plain = {Kind.BUDGET: "the budget", Kind.SHORTFALL: "the shortfall limit"}
    return plain.get(kind) or f"the limit for the {kind} {name}"


@dataclass(frozen=True, slots=True)
class Use:
    """How far a limit is used; `worth` is about what one more of it would earn in a month."""

    kind: Kind
    name: str
    used: Money
    most: Money
    worth: Decimal


class Why(StrEnum):
    """Why something stays out. The values are told to programs: never renamed."""

    NO_PROFIT = "no_profit"
    TOO_LARGE = "too_large"
    OTHER_VENUE = "other_venue"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Shortage:
    """A limit without room for it: what is left, and by how much that is too little."""

    kind: Kind
    name: str
    left: Money
    short: Money


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One that is not taken: which limits bind, and in words what would have to change.

    `needed` is about what it would have to earn in a month to be worth the room it takes.
    """

    candidate: Candidate
    why: Why
    shortages: tuple[Shortage, ...] = ()
    needed: Money | None = None

    @property
    def text(self) -> str:
        """Say it in plain English."""
        if self.why is Why.NO_PROFIT:
            earns, days = self.candidate.profit, self.candidate.days
            if earns.amount > 0:
                return f"It is expected to earn {earns} in {days} days: nothing a month, rounded."
            return f"It is expected to earn {earns}: nothing to gain."
        if self.why is Why.TOO_LARGE:
            above = _listed(self.shortages, "{words} by {short}")
            return f"By itself it is above {above}: raise that, or have it for less."
        if self.why is Why.OTHER_VENUE:
            return "The same listing is taken for another venue, which serves the plan better."
        return self._no_room()

    def _no_room(self) -> str:
        missing = _listed(self.shortages, "{short} more of {words} ({left} is left)")
        if self.needed is None:
            return f"It would need {missing}."
        return (
            f"It would need {missing}. To be worth the place of others it would have to earn "
            f"about {self.needed} a month; it earns {self.candidate.month}."
        )


def _listed(shortages: tuple[Shortage, ...], form: str) -> str:
    return " and ".join(
        form.format(words=words_for(one.kind, one.name), short=one.short, left=one.left)
        for one in shortages
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What to take. `best` bounds what any choice could earn in a month; proven when reached."""

    chosen: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    uses: tuple[Use, ...]
    month: Money
    best: Money

    @property
    def proven(self) -> bool:
        """True when no other choice earns more."""
        return self.month >= self.best

    @property
    def rest(self) -> Money:
        """What another choice could earn in a month beyond this one, at most."""
        return max(self.best - self.month, Money.zero(self.month.currency))

    def total(self, amounts: Iterable[Money]) -> Money:
        """Add up amounts of this plan's currency."""
        return sum(amounts, start=Money.zero(self.month.currency))
