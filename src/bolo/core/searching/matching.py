"""Whether a listing is what somebody looks for: the plain truth that every index must equal.

What a listing does not state fulfils no wish: no price, no place, no condition, no match.
Only of its language nothing is assumed: a title of model numbers is in every language.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bolo.core.condition import Condition
from bolo.core.errors import NotFound
from bolo.core.fx import Rates
from bolo.core.money import Money
from bolo.core.place import Point
from bolo.core.searching.criteria import (
    AllOf,
    AnyOf,
    Compare,
    Criteria,
    Is,
    Leaf,
    Measure,
    Near,
    Node,
    Not,
    Order,
    Term,
    Trait,
)
from bolo.core.searching.languages import language_of
from bolo.core.searching.places import distance_km, locate
from bolo.core.searching.words import needle, padded, pieces

HUNDRED = Decimal(100)
COMPARED: dict[Order, Callable[[Decimal, Decimal], bool]] = {
    Order.BELOW: operator.lt,
    Order.AT_MOST: operator.le,
    Order.ABOVE: operator.gt,
    Order.AT_LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A listing as a search sees it; `margin` is a share of 1, `language` a code of two letters."""

    marketplace: str
    title: str
    shop: str = ""
    seller: str | None = None
    brand: str | None = None
    variant: str | None = None
    mpn: str | None = None
    gtin: str | None = None
    category: str | None = None
    condition: Condition | None = None
    price: Money | None = None
    was_price: Money | None = None
    shipping: Money | None = None
    place: Point | None = None
    language: str | None = None
    margin: Decimal | None = None


class Exchange:
    """How many of one currency another is, each pair looked up once; `None` knows no other."""

    def __init__(self, rates: Rates | None = None) -> None:
        self._rates = rates
        self._pairs: dict[tuple[str, str], Decimal | None] = {}

    def rate(self, given: str, wanted: str) -> Decimal | None:
        """Return what one `given` is in `wanted`; `None` when nobody says."""
        pair = given, wanted
        if pair not in self._pairs:
            self._pairs[pair] = self._look_up(given, wanted)
        return self._pairs[pair]

    def _look_up(self, given: str, wanted: str) -> Decimal | None:
        try:
            return None if self._rates is None else self._rates.rate(given, wanted)
        except NotFound:
            return None


class Ready:
    """A listing with its texts taken apart, each when it is first needed."""

    def __init__(self, seen: Seen, exchange: Exchange) -> None:
        self.seen = seen
        self._exchange = exchange
        said = (seen.title, seen.brand, seen.variant, seen.mpn, seen.gtin)
        self.pieces = pieces("\n".join(filter(None, said)))
        self.words = frozenset(self.pieces)
        self._prices: dict[str | None, Decimal | None] = {}

    @cached_property
    def text(self) -> str:
        """What it is called: title, brand, variant and numbers, one after the other."""
        return padded(self.pieces)

    @cached_property
    def category(self) -> str:
        """What kind of thing the marketplace says it is."""
        return padded(pieces(self.seen.category or ""))

    @cached_property
    def sellers(self) -> frozenset[str]:
        """Who sells it: the seller's name, and the shop."""
        return frozenset(named(one) for one in (self.seen.seller, self.seen.shop) if one)

    @cached_property
    def language(self) -> str | None:
        """The language it is told in, where that can be said."""
        return self.seen.language or language_of(self.seen.title)

    @cached_property
    def discount(self) -> Decimal | None:
        """Per cent below the former price."""
        price, was = self.seen.price, self.seen.was_price
        if price is None or was is None or was.currency != price.currency or was.amount <= 0:
            return None
        return (was.amount - price.amount) / was.amount * HUNDRED

    def figure(self, measure: Measure, currency: str | None) -> Decimal | None:
        """Return a measure, money in `currency`; `None` when that cannot be said."""
        if measure is Measure.PRICE:
            return self.price(currency)
        if measure is Measure.SHIPPING:
            return self._amount(self.seen.shipping, currency)
        if measure is Measure.DISCOUNT:
            return self.discount
        return None if self.seen.margin is None else self.seen.margin * HUNDRED

    def price(self, currency: str | None) -> Decimal | None:
        """Return the price in a currency, as it stands with `None`; converted once for all."""
        if currency not in self._prices:
            self._prices[currency] = self._amount(self.seen.price, currency)
        return self._prices[currency]

    def _amount(self, money: Money | None, currency: str | None) -> Decimal | None:
        if money is None:
            return None
        if currency is None or currency == money.currency:
            return money.amount
        rate = self._exchange.rate(money.currency, currency)
        return None if rate is None else money.amount * rate


def named(seller: str) -> str:
    """Return a seller's name as it is compared."""
    return " ".join(seller.casefold().split())


def matches(criteria: Criteria, seen: Seen, rates: Rates | None = None) -> bool:
    """Tell whether a listing is all that is asked for; without `rates` no currency is another."""
    listing = Ready(seen, Exchange(rates))
    return all(holds(clause, listing) for clause in criteria.clauses())


def holds(node: Node, listing: Ready) -> bool:
    """Tell whether a listing is what one clause asks for."""
    if isinstance(node, AllOf):
        return all(holds(one, listing) for one in node.nodes)
    if isinstance(node, AnyOf):
        return any(holds(one, listing) for one in node.nodes)
    if isinstance(node, Not):
        return not holds(node.node, listing)
    return _leaf_holds(node, listing)


def _leaf_holds(leaf: Leaf, listing: Ready) -> bool:
    if isinstance(leaf, Term):
        return padded(list(needle(leaf.text))) in listing.text
    if isinstance(leaf, Compare):
        return compares(leaf, listing.figure(leaf.measure, leaf.currency))
    if isinstance(leaf, Near):
        return is_near(leaf, listing.seen.place)
    return _is(leaf, listing)


def compares(leaf: Compare, figure: Decimal | None) -> bool:
    """Tell whether a figure lies where it should."""
    if figure is None:
        return False
    return COMPARED[leaf.order](figure, leaf.amount)


def is_near(leaf: Near, place: Point | None) -> bool:
    """Tell whether a place lies within the radius; nowhere is near an unknown place."""
    centre = locate(leaf.place)
    if place is None or centre is None:
        return False
    return distance_km(centre, place) <= leaf.km


def _is(leaf: Is, listing: Ready) -> bool:
    if leaf.trait is Trait.CATEGORY:
        return any(padded(list(needle(one))) in listing.category for one in leaf.values)
    if leaf.trait is Trait.SELLER:
        return not listing.sellers.isdisjoint(map(named, leaf.values))
    if leaf.trait is Trait.LANGUAGE:
        return listing.language is None or listing.language in leaf.values
    own = listing.seen.marketplace if leaf.trait is Trait.ON else listing.seen.condition
    return own in leaf.values
