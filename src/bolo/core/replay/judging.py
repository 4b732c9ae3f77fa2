"""A moment at which something might be bought, judged by the code that judges live.

Landed cost, asks, fees, proceeds and the verdict are those of `core.valuation`, `core.fees` and
`core.decision`; nothing of them is done again here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Protocol
from uuid import UUID

from bolo.core.decision import Appraisal, Decision, ReasonKind, decide
from bolo.core.money import Money
from bolo.core.replay.fills import typical_days
from bolo.core.replay.history import UNITS, Thing, day_of
from bolo.core.replay.rules.rule import Rule, Rules
from bolo.core.valuation.appraise import Ask, Evidence, Fees, Worth, appraise
from bolo.core.valuation.capital import Survival

READ_TWICE = 2
"""A recorded change was believed, so a reading that surprised has been confirmed."""


class Market(Protocol):
    """What is known of venues and of exchange as of a day."""

    def fees(self, venue: str, price: Money, category: str | None, on: date) -> Fees:
        """Return what a venue took from a sale on that day, in the currency of the price."""
        ...

    def convert(self, money: Money, currency: str, on: date) -> Money | None:
        """Return money in another currency by the rate of that day; `None` without one."""
        ...


def money(amount: int, currency: str) -> Money:
    """Return an amount of a history as money."""
    return Money(Decimal(amount) / UNITS, currency)


@dataclass(frozen=True, slots=True)
class Offer:
    """One appraisal: at which venue, how it was reckoned, and what is judged."""

    venue: str
    worth: Worth
    appraisal: Appraisal


Choice = tuple[Offer | None, tuple[str, ...]]
"""What a rule wants, or why it wants nothing."""


@dataclass(slots=True)
class Moment:
    """A listing at a moment: its price, what others then asked, how fast such things then sold.

    Several books judge the same moment, mostly by the same rules: what was reckoned is kept.
    """

    at: int
    thing: Thing
    price: Money
    asks: Sequence[tuple[int, str]]
    curve: Survival | None
    rules: Rules
    market: Market
    offers: tuple[Offer, ...] | None = None
    decided: dict[tuple[int, int], Decision] = field(default_factory=dict)
    chosen: dict[int, Choice] = field(default_factory=dict)
    others: dict[Decimal, "Moment"] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What its hashes are drawn from."""
        return f"{self.thing.id} {self.at}"

    def appraised(self) -> tuple[Offer, ...]:
        """Appraise it at every venue; nothing where there is too little to judge by."""
        if self.offers is None:
            found = (self._at(venue) for venue in self.rules.venues)
            self.offers = tuple(one for one in found if one is not None)
        return self.offers

    def _at(self, venue: str) -> Offer | None:
        rules, day = self.rules, day_of(self.at)
        asks = [
            Ask(_number(n), shop, money(amount, rules.currency))
            for n, (amount, shop) in enumerate(self.asks)
        ]
        worth = appraise(
            self.price,
            None,
            asks,
            rules.costing,
            partial(_fees, self.market, venue, self.thing.category, day),
            Evidence(rules.quantile, rules.needed, rules.asked_share),
            foreign=False,
        )
        if worth.sold is None or not worth.tempting:
            return None
        appraisal = Appraisal(
            price=worth.price,
            cost=worth.cost.total,
            exit_price=worth.sold.price,
            proceeds=worth.sold.proceeds,
            probability=self.thing.probability,
            asks=worth.exit.asks,
            reads=READ_TWICE,
            days_to_sell=typical_days(self.curve),
            confirmed_fees=worth.sold.fees.confirmed,
            levy=worth.levy,
        )
        return Offer(venue, worth, appraisal)

    def decision(self, offer: Offer, rule: Rule) -> Decision:
        """Judge an appraisal by a rule's policy."""
        asked = (id(offer), id(rule))
        if asked not in self.decided:
            self.decided[asked] = decide(offer.appraisal, rule.policy)
        return self.decided[asked]

    def best(self, rule: Rule) -> Choice:
        """Return the offer of the highest profit that the rule wants; else why it wants none."""
        known = self.chosen.get(id(rule))
        if known is None:
            known = self.chosen[id(rule)] = self._best(rule)
        return known

    def _best(self, rule: Rule) -> Choice:
        found = self.appraised()
        offers = sorted(found, key=lambda one: one.appraisal.profit.amount, reverse=True)
        if not offers:
            return None, ("too_few_asks",)
        for offer in offers:
            wanted = self.decision(offer, rule).verdict in rule.verdicts
            if wanted and not _held_back(offer, rule):
                return offer, ()
        reasons = self.decision(offers[0], rule).reasons
        gates = tuple(one.code for one in reasons if one.kind is ReasonKind.GATE)
        return None, (*gates, *_held_back(offers[0], rule))

    def asking(self, price: Money) -> "Moment":
        """Return the same moment with another price for the listing."""
        known = self.others.get(price.amount)
        if known is None:
            known = self.others[price.amount] = replace(
                self, price=price, offers=None, decided={}, chosen={}, others={}
            )
        return known


def _held_back(offer: Offer, rule: Rule) -> tuple[str, ...]:
    """Return what a rule asks beyond its policy."""
    deal = offer.appraisal
    found: list[str] = []
    if deal.price.amount > (1 - rule.min_discount) * deal.exit_price.amount:
        found.append("thin_discount")
    if deal.asks < rule.min_asks:
        found.append("fewer_asks_than_wanted")
    return tuple(found)


@cache
def _number(place: int) -> UUID:
    """Return a name for the ask in that place: there are as many as shops, at most."""
    return UUID(int=place)


def _fees(market: Market, venue: str, category: str | None, on: date, price: Money) -> Fees:
    return market.fees(venue, price, category, on)
