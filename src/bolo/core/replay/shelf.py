"""What shops ask for one product in one state, as far as it is known by now, in order of price.

It answers cheaply and exactly what `core.valuation.asks` would say, so that the full appraisal
is asked only of what might be bought; a test compares the two.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bolo.core.decision import Policy, RoiDefinition, Verdict
from bolo.core.replay.history import SECOND, UNITS
from bolo.core.replay.rules.rule import Rule

SLACK = 2.0 * UNITS / 100
"""Two cents: more than rounding in floats could ever take from a bound."""
MOST_KEPT = 100_000
"""Exit prices of which the highest price is kept."""
Signature = tuple[int, int, int]
"""Price, exit price, number of asks: what an appraisal of a listing rests on."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a rule may pay for what brings `exit`: no fee is below 0, no cost either.

    In floats with slack, since it only decides what is looked at closely.
    """

    share: float
    less: float
    most: float

    def at(self, exit_price: int) -> float:
        """Return the highest price, in units, at which the rule could want it."""
        return min(exit_price * self.share, exit_price - self.less, self.most) + SLACK

    def covers(self, other: "Bound") -> bool:
        """Tell whether this is nowhere below the other."""
        return self.share >= other.share and self.less <= other.less and self.most >= other.most


def bound_of(rule: Rule) -> Bound:
    """Return the bound of a rule; a negotiated price may lie below what is asked."""
    policy = rule.policy
    keeps = 1 - policy.negotiable if Verdict.NEGOTIATE in rule.verdicts else Decimal(1)
    keeps = max(keeps, Decimal("0.01"))
    share = min(_share(policy), 1 - policy.min_margin)
    return Bound(
        float(min(share / keeps, 1 - rule.min_discount)),
        float(policy.min_profit.amount) * UNITS if keeps == 1 else 0.0,
        float(policy.max_investment.amount / keeps) * UNITS,
    )


def widest(bounds: Iterable[Bound]) -> list[Bound]:
    """Return the bounds that are nowhere below another: the highest of them is that of all."""
    distinct = list(dict.fromkeys(bounds))
    return [
        one for one in distinct if not any(other != one and other.covers(one) for other in distinct)
    ]


def _share(policy: Policy) -> Decimal:
    wanted = policy.wanted_roi
    if policy.roi_definition is RoiDefinition.EXIT_PRICE:
        return 1 - wanted
    return 1 / (1 + wanted) if wanted > -1 else Decimal(1_000_000)


@dataclass(slots=True)
class Limits:
    """How exit prices are found, and what the rules of a run could pay at most."""

    quantile: Decimal
    needed: int
    share: Decimal
    step: int
    """The smallest unit of the currency."""
    bounds: Sequence[Bound]
    plain: bool = False
    """Look at everything closely, whatever the bounds say: slow, and the same decisions."""
    places: list[int] = field(default_factory=list)
    fewest: int = field(init=False)
    """Asks below which there is no exit price."""
    known: dict[int, float] = field(default_factory=dict)
    times: int = field(init=False)
    over: int = field(init=False)
    """The share, as a fraction of whole numbers."""

    def __post_init__(self) -> None:
        self.fewest = max(self.needed, 1)
        self.times, self.over = self.share.as_integer_ratio()

    def place(self, asks: int) -> int:
        """Return which of so many asks is the exit price, counted from the lowest."""
        while len(self.places) <= asks:
            self.places.append(int(self.quantile * (len(self.places) - 1)))
        return self.places[asks]

    def sold(self, below: int, above: int) -> int:
        """Return what a sale brings at most where these two, or this one twice, are in the middle.

        Rounded half up to the smallest unit, as money is.
        """
        over = 2 * self.over * self.step
        return (2 * (below + above) * self.times + over) // (2 * over) * self.step

    def most(self, exit_price: int) -> float:
        """Return the highest price that any rule could want; never above the exit price."""
        most = self.known.get(exit_price)
        if most is None:
            if len(self.known) >= MOST_KEPT:
                self.known.clear()
            most = self.known[exit_price] = self._most(exit_price)
        return most

    def _most(self, exit_price: int) -> float:
        if self.plain:
            return float(exit_price)
        return min(max(bound.at(exit_price) for bound in self.bounds), float(exit_price))


@dataclass(slots=True)
class Shelf:
    """The asks for one product in one state; `best` is the lowest of each shop."""

    product: int
    asks: dict[str, dict[int, int]] = field(default_factory=dict)
    best: dict[str, int] = field(default_factory=dict)
    ladder: list[tuple[int, str]] = field(default_factory=list)
    before: dict[int, Signature] = field(default_factory=dict)
    changes: int = 0
    """What was worth a close look after the last change."""

    def put(self, shop: str, thing: int, amount: int) -> bool:
        """Take note of what a listing asks, 0 for no longer; False when nothing changed."""
        mine = self.asks.get(shop)
        if mine is None:
            mine = self.asks[shop] = {}
        if mine.get(thing, 0) == amount:
            return False
        if amount:
            mine[thing] = amount
        else:
            del mine[thing]
        lowest = amount if len(mine) == 1 and amount else min(mine.values(), default=0)
        self.stand(shop, lowest)
        return True

    def stand(self, shop: str, amount: int) -> None:
        """Let `amount` be the lowest that a shop asks, 0 for nothing."""
        was = self.best.get(shop, 0)
        if was == amount:
            return
        self.changes += 1
        if was:
            del self.ladder[bisect_left(self.ladder, (was, shop))]
            del self.best[shop]
        if amount:
            self.best[shop] = amount
            insort(self.ladder, (amount, shop))

    def exit_for(self, shop: str, limits: Limits) -> tuple[int, int]:
        """Return the exit price of what `shop` offers (0 for too few asks) and the asks counted."""
        own = self.best.get(shop)
        asks = len(self.ladder) - (own is not None)
        if asks < limits.fewest:
            return 0, asks
        mine = asks if own is None else bisect_left(self.ladder, (own, shop))
        return self._exit(asks, mine, limits), asks

    def _exit(self, asks: int, but: int, limits: Limits) -> int:
        """Return the exit price by so many asks, from the lowest on, but the one at that place."""
        ladder = self.ladder
        place = limits.place(asks)
        asked = ladder[place + (but <= place)][0]
        if limits.share >= 1:
            return asked
        below, above = (asks - 1) // 2, asks // 2
        return min(
            asked, limits.sold(ladder[below + (but <= below)][0], ladder[above + (but <= above)][0])
        )

    def wanted(self, limits: Limits) -> dict[int, Signature]:
        """Return the listings that some rule could want now."""
        found: dict[int, Signature] = {}
        fewest = len(self.ladder) - 1
        if fewest < limits.fewest:
            return found
        dearest = self._exit(fewest, 0, limits)  # no exit price here is above it
        most = limits.most(dearest)
        for amount, shop in self.ladder:
            if amount > most:
                break
            exit_price, asks = self.exit_for(shop, limits)
            here = limits.most(exit_price)
            for thing, price in self.asks.get(shop, {}).items():
                if price <= here and price < exit_price:
                    found[thing] = (price, exit_price, asks)
        return found

    def others(self, shop: str) -> list[tuple[int, str]]:
        """Return what other shops ask at least, the lowest first."""
        return [ask for ask in self.ladder if ask[1] != shop]


@dataclass(slots=True)
class Pace:
    """How fast things sold so far: the sum of days on which each product was known, and sales."""

    known: int = 0
    since: int = 0
    sales: int = 0

    def meet(self, at: int) -> None:
        """Count one more product, first seen now."""
        self.known += 1
        self.since += at // SECOND

    def a_day(self, at: int) -> Decimal | None:
        """Return how many of a product are sold a day; `None` when none ever was."""
        seconds = self.known * (at // SECOND) - self.since
        if not self.sales or seconds <= 0:
            return None
        return Decimal(self.sales) * 86_400 / seconds
