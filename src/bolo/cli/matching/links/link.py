"""Links between two price lists: which are kept, and what would remain of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from bolo.cli.matching.judging.judgements import Likely
from bolo.cli.matching.links.prices import Prices
from bolo.cli.matching.lists.packed import Packed
from bolo.core.errors import BoloError
from bolo.core.fees import quote
from bolo.core.fees.engine import VAT_ON_FEES
from bolo.core.fees.quote import Quote
from bolo.core.fees.schedule import Payer
from bolo.core.fx import Rates
from bolo.core.matching.candidates.assignment import assign
from bolo.core.matching.candidates.spaces import Places
from bolo.core.money import Money
from bolo.core.reading.prices.figures import Manner
from bolo.core.valuation.cost import Costing, landed_cost, levy_on

HALF_SURE = 0.5
"""Below it a link is sooner wrong than right."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How prices are read and what selling costs; `venue` is none where fees are not asked for.

    `costing` has the VAT that is owed and what comes on top of the supplier's prices; `None`
    where neither counts.
    """

    currency: str
    venue: str | None
    category: str | None
    on: date
    rates: Rates | None
    costing: Costing | None = None


class Link(NamedTuple):
    """A row of the supplier's list is a row of the catalogue.

    `vat` is what all VAT leaves to pay: on the sale and on top of `cost`, less what comes back.
    `on_top` is the part of it that has to be paid with the supplier's price.
    """

    left: dict[str, str]
    right: dict[str, str]
    probability: float
    reasons: str
    cost: Decimal | None
    price: Decimal | None
    fees: Decimal | None = None
    vat: Decimal | None = None
    on_top: Decimal = Decimal(0)

    @property
    def spread(self) -> Decimal | None:
        """The catalogue's price less the supplier's."""
        return None if self.cost is None or self.price is None else self.price - self.cost

    @property
    def profit(self) -> Decimal | None:
        """The spread less what the venue takes and what VAT leaves to pay."""
        spread = None if self.fees is None else self.spread
        if spread is None or self.fees is None:
            return None
        return spread - self.fees if self.vat is None else spread - self.fees - self.vat

    @property
    def roi(self) -> Decimal | None:
        """Profit for each unit of money that buying takes."""
        profit = self.profit
        return profit / (self.cost + self.on_top) if profit is not None and self.cost else None


def kept_of(likely: Likely, *, once: bool, least: float) -> Places:
    """Return which pairs are links, in the order of the left list, and `least` so sure.

    `once` keeps a row of the right list from being linked twice.
    """
    kept = assign(likely.pairs, likely.probability, once=once)
    kept = kept[likely.probability[kept] >= least]
    return kept[np.argsort(likely.pairs[0][kept], kind="stable")]


def described(
    lists: tuple[Packed, Packed], likely: Likely, kept: Places, terms: Terms, prices: Prices
) -> Iterator[Link]:
    """Give the links that are kept, each with what would remain of it.

    `prices` are in the currency of the terms.
    """
    left, right = likely.pairs
    told = (kept, left[kept], right[kept], likely.probability[kept])
    manners = [each.manner for each in lists]
    for at, one, other, chance in zip(*(each.tolist() for each in told), strict=True):
        mine, cost = _shown(lists[0], one, prices, manners[0])
        theirs, price = _shown(lists[1], other, prices, manners[1])
        yield Link(
            mine,
            theirs,
            chance,
            likely.reasons[at],
            cost,
            price,
            None if price is None else _fees(price, terms),
            *taxes(cost, price, terms),
        )


def _shown(
    packed: Packed, row: int, prices: Prices, manner: Manner
) -> tuple[dict[str, str], Decimal | None]:
    own, title, price, currency = packed.cells(row, ("id", "name", "price", "currency"))
    return {"id": own, "title": title}, prices.read(price, currency, manner)


def _fees(price: Decimal, terms: Terms) -> Decimal | None:
    if terms.venue is None:
        return None
    try:
        found = quote(
            terms.venue,
            Money(price, terms.currency),
            on=terms.on,
            category=terms.category,
            rates=terms.rates,
        )
    except BoloError:
        return None  # a price outside what the venue sells at: its links have no profit
    return _taken(found, terms).rounded().amount


def _taken(found: Quote, terms: Terms) -> Money:
    """Return all fees, but for the VAT on them where it comes back."""
    if terms.costing is None or not terms.costing.vat.registered:
        return found.total
    back = (one for one in found.charges if one.name == VAT_ON_FEES)
    return found.total - sum(
        (one.amount for one in back if one.paid_by is Payer.SELLER),
        start=Money.zero(terms.currency),
    )


def taxes(
    cost: Decimal | None, price: Decimal | None, terms: Terms
) -> tuple[Decimal | None, Decimal]:
    """Return what all VAT leaves to pay, and the part of it on top of the supplier's price."""
    if terms.costing is None or cost is None or price is None:
        return None, Decimal(0)
    paid, nothing = Money(cost, terms.currency), Money.zero(terms.currency)
    landed = landed_cost(paid, nothing, terms.costing, foreign=False)
    on_top = landed.total - paid.rounded()
    levy = levy_on(paid, nothing, terms.costing, foreign=False)
    owed = nothing if levy is None else levy.due(Money(price, terms.currency))
    return (on_top + owed).amount, on_top.amount


@dataclass(slots=True)
class Totals:
    """Figures for the last line, added up as the links pass.

    Of the links so many are `expected` to be right, by their probabilities; `unsure` ones are
    sooner wrong than right.
    """

    links: int = 0
    expected: float = 0.0
    unsure: int = 0
    profitable: int = 0
    profit: Decimal = Decimal(0)

    def count(self, one: Link) -> None:
        """Count a link."""
        self.links += 1
        self.expected += one.probability
        self.unsure += one.probability < HALF_SURE
        profit = one.profit
        if profit is not None and profit > 0:
            self.profitable += 1
            self.profit += profit

    def add(self, more: "Totals") -> None:
        """Add what was counted elsewhere."""
        self.links += more.links
        self.expected += more.expected
        self.unsure += more.unsure
        self.profitable += more.profitable
        self.profit += more.profit

    def told(self) -> dict[str, object]:
        """Return the figures."""
        return {
            "links": self.links,
            "expected_right": round(self.expected),
            "unsure": self.unsure,
            "profitable": self.profitable,
            "profit": f"{self.profit:.2f}",
        }

    def doubt(self) -> list[str]:
        """Say how many links are right by their own probabilities, where some hardly are."""
        if not self.unsure:
            return []
        right = (
            f"By their probabilities some {round(self.expected)} of {self.links} links are right"
        )
        wrong = "1 is" if self.unsure == 1 else f"{self.unsure} are"
        less = f"{wrong} sooner wrong; --min-probability 0.5 leaves out what is"
        return [f"{right}, {less}"]
