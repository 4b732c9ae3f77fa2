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
    """How far a limit is used, and what it keeps out of this plan.

    `kept_out` is for how many deals too little is left; each of them takes `least` or more.
    `more` of it alone lets one of them in beside all that is taken, and earns `gain` in a month.
    `worth` is about what one more of it would earn if parts of deals could be taken.
    """

    kind: Kind
    name: str
    used: Money
    most: Money
    worth: Decimal
    kept_out: int = 0
    least: Money | None = None
    more: Money | None = None
    gain: Money | None = None

    @property
    def left(self) -> Money:
        """What may still be used."""
        return self.most - self.used

    @property
    def text(self) -> str:
        """Say in plain English what is left, and what that is too little for."""
        if not self.kept_out:
            return f"{self.left} is left."
        few = f"{self.left} is left, too little for {_deals(self.kept_out)}"
        whole = f"{few} that would take {self.least} or more."
        if self.more is None:
            return whole
        return f"{whole} {self.more} more lets one of them in, for {self.gain} a month."


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

    `needed` is what those earn in a month that it could be taken `instead` of: with more than
    that it would be taken. `about` is what its room earns if parts of deals could be taken, which
    says in what order to tell of many.
    """

    candidate: Candidate
    why: Why
    shortages: tuple[Shortage, ...] = ()
    about: Money | None = None
    needed: Money | None = None
    instead: tuple[Candidate, ...] = ()

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
            return "The same listing is taken for another venue: a thing can be sold only once."
        return self._no_room()

    def _no_room(self) -> str:
        missing = _listed(self.shortages, "{short} more of {words} ({left} is left)")
        if self.needed is None:
            return f"It would need {missing}."
        verb = "earns" if len(self.instead) == 1 else "earn"
        return (
            f"It would need {missing}. In its place {_deals(len(self.instead))} in the plan "
            f"{verb} {self.needed} a month; it would earn {self.candidate.month}."
        )


def _deals(count: int) -> str:
    return "1 deal" if count == 1 else f"{count:,} deals"


def _listed(shortages: tuple[Shortage, ...], form: str) -> str:
    return " and ".join(
        form.format(words=words_for(one.kind, one.name), short=one.short, left=one.left)
        for one in shortages
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """What to take. `best` bounds what any choice could earn in a month; proven when reached.

    What is left out comes the nearest to being taken first: what has no room, then what is sold
    at another venue, what is too large by itself, and what earns nothing.
    """

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
