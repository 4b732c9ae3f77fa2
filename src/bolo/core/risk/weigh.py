"""Weigh a deal: every way it may end, with its chance and its outcome in money.

A tree, worked out exactly: either the deal ends badly in one of five ways, or the thing is sold,
perhaps cheaper, later or with a return. What each risk takes off the planned profit adds up to
the difference between planned and expected profit, so the parts are a waterfall.

Where VAT is owed, a lower price owes less of it: each fall of the price is told after that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import product

from bolo.core.money import Money
from bolo.core.risk.assumptions import Assumptions, bases
from bolo.core.valuation.vat import Levy

MONTH, YEAR = 30, 365


class Hazard(StrEnum):
    """What may go wrong. The values are stored: never renamed."""

    UNRELIABLE_SELLER = "unreliable_seller"
    NO_SHOW = "no_show"
    WRONG_MATCH = "wrong_match"
    COUNTERFEIT = "counterfeit"
    RESTRICTION = "restriction"
    PRICE_FALL = "price_fall"
    SLOW_SALE = "slow_sale"
    RETURN = "return"


LABELS = {
    Hazard.UNRELIABLE_SELLER: "Seller does not deliver",
    Hazard.NO_SHOW: "Seller cancels",
    Hazard.WRONG_MATCH: "Another thing arrives",
    Hazard.COUNTERFEIT: "Counterfeit",
    Hazard.RESTRICTION: "Not allowed at the venue",
    Hazard.PRICE_FALL: "Price falls meanwhile",
    Hazard.SLOW_SALE: "Sells slowly",
    Hazard.RETURN: "Buyer returns it",
}


@dataclass(frozen=True, slots=True)
class Stake:
    """A deal as planned; `days` is how long its money is expected to be tied up.

    `proceeds` are after the VAT that `levy` says is owed, `None` for none.
    """

    cost: Money
    exit_price: Money
    proceeds: Money
    probability: Decimal
    days: int
    levy: Levy | None = None

    @property
    def profit(self) -> Money:
        """What it brings when all goes as planned."""
        return self.proceeds - self.cost

    @property
    def revenue(self) -> Decimal:
        """What is left after fees and before VAT: it falls as the price does."""
        vat = Decimal(0) if self.levy is None else self.levy.due(self.exit_price).amount
        return max(self.proceeds.amount + vat, Decimal(0))

    def relief(self, before: Decimal, share: Decimal) -> Decimal:
        """Return by how much less VAT is owed at a price lower by `share` of the exit price.

        `before` is the share by which it had fallen already.
        """
        if self.levy is None or not share:
            return Decimal(0)
        whole, owed = Decimal(1), self.levy.exact
        high, low = (max(whole - part, Decimal(0)) for part in (before, before + share))
        return (owed(self.exit_price * high) - owed(self.exit_price * low)).amount


@dataclass(frozen=True, slots=True)
class Part:
    """One risk: its chance, what it costs against the plan when it happens, and their product.

    `score` is its share of the score of the whole; `basis` says where its figures come from.
    """

    hazard: Hazard
    chance: Decimal
    loss: Money
    expected: Money
    score: Decimal
    basis: str


@dataclass(frozen=True, slots=True)
class Risk:
    """The whole: parts, chance of losing money, and the mean loss of the worst 5 %."""

    parts: tuple[Part, ...]
    chance_of_loss: Decimal
    shortfall: Money
    days: int

    @property
    def total(self) -> Money:
        """What all risks together are expected to take off the planned profit."""
        return sum((part.expected for part in self.parts[1:]), start=self.parts[0].expected)

    @property
    def score(self) -> Decimal:
        """0 to 100: how much of the planned profit the risks are expected to eat."""
        return sum((part.score for part in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class _Event:
    """What may happen; `loss` is before VAT, `share` by how much of the exit price it falls."""

    hazard: Hazard
    chance: Decimal
    loss: Decimal
    share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Leaf:
    chance: Decimal
    outcome: Decimal


def weigh(stake: Stake, assumed: Assumptions) -> Risk:
    """Weigh `stake` by what is `assumed`; gates are not weighed, they forbid."""
    profit = stake.profit.amount
    leaves: list[_Leaf] = []
    events: list[_Event] = []
    alive = Decimal(1)
    for event in _endings(stake, assumed):
        mass = alive * event.chance
        alive -= mass
        leaves.append(_Leaf(mass, profit - event.loss))
        events.append(_Event(event.hazard, mass, event.loss))
    ways = [_falls(stake, assumed), _slow(stake, assumed), _returned(stake, assumed)]
    spared = dict.fromkeys(Hazard, Decimal(0))
    for way in product(*(_with_none(one) for one in ways)):
        chance, loss, fallen = alive, Decimal(0), Decimal(0)
        reliefs: list[tuple[Hazard, Decimal]] = []
        for event in way:
            chance *= event.chance
            relief = stake.relief(fallen, event.share)
            reliefs.append((event.hazard, relief))
            loss += event.loss - relief
            fallen += event.share
        for hazard, relief in reliefs:
            spared[hazard] += chance * relief
        leaves.append(_Leaf(chance, profit - loss))
    events += [_merged(way, alive, spared[way[0].hazard]) for way in ways]
    lost = sum((leaf.chance for leaf in leaves if leaf.outcome < 0), Decimal(0))
    return Risk(
        _parts(events, stake, assumed),
        lost.quantize(Decimal("0.0001")),
        Money(_shortfall(leaves, assumed.tail), stake.cost.currency).rounded(),
        stake.days,
    )


def _endings(stake: Stake, assumed: Assumptions) -> Sequence[_Event]:
    """Return the ways in which it ends badly, in the order in which they come to light."""
    cost, profit = stake.cost.amount, stake.profit.amount
    lost = {
        Hazard.UNRELIABLE_SELLER: (assumed.unreliable, cost * (1 - assumed.unreliable_refund)),
        Hazard.NO_SHOW: (assumed.no_show, cost * assumed.no_show_cost),
        Hazard.WRONG_MATCH: (1 - stake.probability, cost * (1 - assumed.wrong_match_salvage)),
        Hazard.COUNTERFEIT: (assumed.counterfeit, cost * (1 - assumed.counterfeit_refund)),
    }
    events = [
        _Event(hazard, chance, max(profit + loss, Decimal(0)))
        for hazard, (chance, loss) in lost.items()
    ]
    less = assumed.restriction_markdown
    elsewhere = stake.revenue * less - stake.relief(Decimal(0), less)
    return (*events, _Event(Hazard.RESTRICTION, assumed.restriction, elsewhere))


def _falls(stake: Stake, assumed: Assumptions) -> tuple[_Event, ...]:
    deviation = assumed.volatility * (Decimal(stake.days) / MONTH).sqrt()
    falls = ((chance, min(deviation * size, Decimal(1))) for chance, size in assumed.falls)
    return tuple(
        _Event(Hazard.PRICE_FALL, chance, stake.revenue * share, share) for chance, share in falls
    )


def _slow(stake: Stake, assumed: Assumptions) -> tuple[_Event, ...]:
    """So much longer, at the price of the money and a markdown."""
    longer = stake.days * assumed.slow_times
    capital = stake.cost.amount * assumed.capital_rate * longer / YEAR
    share = assumed.slow_markdown
    loss = capital + stake.revenue * share
    return (_Event(Hazard.SLOW_SALE, assumed.slow_sale, loss, share),)


def _returned(stake: Stake, assumed: Assumptions) -> tuple[_Event, ...]:
    loss = stake.exit_price.amount * assumed.return_cost
    return (_Event(Hazard.RETURN, assumed.returned, loss),)


def _with_none(events: Sequence[_Event]) -> tuple[_Event, ...]:
    rest = 1 - sum((event.chance for event in events), Decimal(0))
    return (_Event(events[0].hazard, rest, Decimal(0)), *events)


def _merged(events: Sequence[_Event], alive: Decimal, spared: Decimal) -> _Event:
    """Return one event of the same expected loss: its chance, and the mean loss.

    `spared` is what VAT is expected to be less by them.
    """
    chance = sum((event.chance for event in events), Decimal(0))
    loss = sum((event.chance * event.loss for event in events), Decimal(0))
    if spared:
        loss -= spared / alive
    return _Event(events[0].hazard, chance * alive, loss / chance if chance else Decimal(0))


def _parts(events: Sequence[_Event], stake: Stake, assumed: Assumptions) -> tuple[Part, ...]:
    currency = stake.cost.currency
    expected = {e.hazard: Money(e.chance * e.loss, currency).rounded() for e in events}
    total = sum((one.amount for one in expected.values()), Decimal(0))
    whole = max(total, stake.profit.amount, Decimal("0.01"))
    scores = _scores({hazard: one.amount / whole for hazard, one in expected.items()})
    because = bases(assumed)
    parts = (
        Part(
            event.hazard,
            event.chance.quantize(Decimal("0.0001")),
            Money(event.loss, currency).rounded(),
            expected[event.hazard],
            scores[event.hazard],
            because[event.hazard],
        )
        for event in events
    )
    return tuple(sorted(parts, key=lambda part: -part.expected.amount))


def _scores(shares: Mapping[Hazard, Decimal]) -> dict[Hazard, Decimal]:
    """Return each share in hundredths, to a tenth, so that they add up to the rounded whole."""
    tenths = {hazard: share * 1000 for hazard, share in shares.items()}
    whole = {hazard: one.to_integral_value(ROUND_FLOOR) for hazard, one in tenths.items()}
    over = sum(tenths.values(), Decimal(0)).to_integral_value(ROUND_HALF_UP) - sum(whole.values())
    nearest = sorted(tenths, key=lambda hazard: whole[hazard] - tenths[hazard])
    up = set(nearest[: int(over)])
    return {hazard: (one + (hazard in up)) / 10 for hazard, one in whole.items()}


def _shortfall(leaves: Sequence[_Leaf], tail: Decimal) -> Decimal:
    """Return the mean loss of the worst `tail` of outcomes (Rockafellar & Uryasev 2000), from 0."""
    left, lost = tail, Decimal(0)
    for leaf in sorted(leaves, key=lambda leaf: leaf.outcome):
        part = min(leaf.chance, left)
        lost -= part * leaf.outcome
        left -= part
    return max(lost / tail, Decimal(0))
