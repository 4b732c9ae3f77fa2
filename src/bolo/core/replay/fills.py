"""How a purchase and a sale come about when nobody really buys: stated pessimism, and no dice.

What is left to chance is drawn from a hash of the seed and of what it is about, so that the same
rules over the same history give the same result, and a paper trade fares as a replayed one.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from hashlib import blake2b

from bolo.core.money import Money
from bolo.core.risk.assumptions import DEFAULT
from bolo.core.valuation.capital import Survival

CERTAIN = Decimal(2) ** 64
LONGEST = 3650
"""Days after which a thing counts as sold at last, whatever the curve says."""


@dataclass(frozen=True, slots=True)
class Pessimism:
    """What goes worse than planned. Shares are 0 to 1, but `sold_later`: a factor of days."""

    gone: Decimal = Decimal("0.2")
    """So often somebody else was faster."""
    price_moved: Decimal = Decimal("0.01")
    """So much dearer it is by the time we pay."""
    sold_later: Decimal = Decimal("1.5")
    """So many times as long as the curve says it takes to sell."""
    sold_below: Decimal = Decimal("0.03")
    """So much less than the exit price of that day it brings."""
    blind_below: Decimal = Decimal("0.2")
    """So much less than planned it brings when too few ask on that day to judge by."""
    offers_accepted: Decimal = Decimal("0.3")
    """So many sellers take an offer below what they ask."""


@dataclass(frozen=True, slots=True)
class Chance:
    """One purchase as hashes see it: the same `key` under the same `seed` fares the same."""

    seed: int
    key: str

    def share(self, name: str) -> Decimal:
        """Return an even share, at least 0 and below 1, that depends on nothing else."""
        text = f"{self.seed}\x1f{name}\x1f{self.key}".encode()
        return int.from_bytes(blake2b(text, digest_size=8).digest()) / CERTAIN


def is_gone(chance: Chance, fills: Pessimism) -> bool:
    """Tell whether somebody else was faster."""
    return chance.share("gone") < fills.gone


def takes_offer(chance: Chance, fills: Pessimism) -> bool:
    """Tell whether the seller takes an offer."""
    return chance.share("offer") < fills.offers_accepted


def is_another_thing(chance: Chance, probability: Decimal) -> bool:
    """Tell whether the match was wrong, as often as its probability says."""
    return chance.share("match") >= probability


def price_paid(asked: Money, fills: Pessimism) -> Money:
    """Return what is asked by the time we pay."""
    return (asked * (1 + fills.price_moved)).rounded()


def days_to_sale(
    chance: Chance, curve: Survival | None, otherwise: int, fills: Pessimism
) -> Decimal:
    """Return after how many days it is sold: a draw from the curve, times the pessimism.

    Without a curve it takes `otherwise`, the longest that the policy allows.
    """
    drawn = Decimal(otherwise) if curve is None else curve.days(chance.share("days"))
    return min(max(drawn * fills.sold_later, Decimal(1)), Decimal(LONGEST))


def typical_days(curve: Survival | None) -> int | None:
    """Return after how many days half of such things are sold; `None` when nothing is known."""
    if curve is None:
        return None
    half = min(curve.days(Decimal("0.5")), Decimal(LONGEST))
    return max(int(half.to_integral_value(ROUND_CEILING)), 1)


def price_got(exit_now: Money | None, planned: Money, fills: Pessimism) -> Money:
    """Return what it brings: less than the exit price of that day, or than planned when blind."""
    if exit_now is None:
        return (planned * (1 - fills.blind_below)).rounded()
    return (exit_now * (1 - fills.sold_below)).rounded()


def salvage(cost: Money) -> Money:
    """Return what another thing than was bought brings back, after everything."""
    return (cost * DEFAULT.wrong_match_salvage).rounded()
