"""What a search asks for: a form's fields, and further clauses that no form can show.

A rule is a tree of leaves under all, any and not. `Criteria.of` puts what a form has a
field for into that field and the rest into `more`; `clauses` gives the whole tree again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from bolo.core.errors import Invalid
from bolo.core.searching.words import needle


class Measure(StrEnum):
    """What can be compared with a number."""

    PRICE = "price"
    SHIPPING = "shipping"
    DISCOUNT = "discount"
    """Per cent below the former price."""
    MARGIN = "margin"
    """Per cent of the price it would be sold for, where that has been appraised."""


class Order(StrEnum):
    """How to compare."""

    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


class Trait(StrEnum):
    """What can be one of several words."""

    CONDITION = "condition"
    CATEGORY = "category"
    SELLER = "seller"
    ON = "on"
    LANGUAGE = "lang"


MONEY = frozenset({Measure.PRICE, Measure.SHIPPING})
UPPER = frozenset({Order.BELOW, Order.AT_MOST})


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that follow each other."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what could find nothing or could not be written as a rule."""
        if '"' in self.text or self.text != " ".join(self.text.split()):
            raise Invalid(f"{self.text}: words are written without quotation marks in them")
        if not needle(self.text):
            raise Invalid(f"{self.text}: there is no letter and no digit in it to look for")


@dataclass(frozen=True, slots=True)
class Compare:
    """A measure against an amount: money of a currency, or per cent.

    Without a currency the bare number counts, whatever the listing's currency.
    """

    measure: Measure
    order: Order
    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """A trait is one of these values."""

    trait: Trait
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse what could not be written as a rule."""
        for value in self.values:
            if '"' in value or not value or value != " ".join(value.split()):
                raise Invalid(f"{value}: a {self.trait} is written without quotation marks in it")


@dataclass(frozen=True, slots=True)
class Near:
    """Not farther than so many kilometres from a place: its name, or `latitude,longitude`."""

    place: str
    km: Decimal


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of them."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of them at least."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Not that."""

    node: "Node"


Leaf: TypeAlias = Term | Compare | Is | Near
Node: TypeAlias = Leaf | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a range; `strict` leaves the amount itself out."""

    amount: Decimal
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From and to, in one currency; `None` is open."""

    least: Bound | None = None
    most: Bound | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a search asks for, all of it together; what is empty asks nothing.

    `least_discount` and `least_margin` are per cent. `shipping` is the most it may cost.
    `more` are clauses that have no field in the form.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    price: Range | None = None
    conditions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    near: Near | None = None
    sellers: tuple[str, ...] = ()
    not_sellers: tuple[str, ...] = ()
    shipping: Range | None = None
    least_discount: Decimal | None = None
    least_margin: Decimal | None = None
    marketplaces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    more: tuple[Node, ...] = ()

    @classmethod
    def of(cls, *nodes: Node) -> "Criteria":
        """Return the criteria that ask for all of `nodes`, each clause in its field."""
        criteria = cls()
        for clause in _clauses(tidy(AllOf(nodes))):
            criteria = _take(criteria, clause)
        return criteria

    def clauses(self) -> tuple[Node, ...]:
        """Return everything that is asked for, as clauses that must all hold."""
        return (*self._words(), *self._figures(), *self._traits(), *self.more)

    def _words(self) -> Iterator[Node]:
        yield from map(Term, self.all)
        if self.any:
            yield AnyOf(tuple(map(Term, self.any))) if self.any[1:] else Term(self.any[0])
        yield from (Not(Term(text)) for text in self.none)

    def _figures(self) -> Iterator[Node]:
        yield from _ends(Measure.PRICE, self.price)
        yield from _ends(Measure.SHIPPING, self.shipping)
        if self.least_discount is not None:
            yield Compare(Measure.DISCOUNT, Order.AT_LEAST, self.least_discount)
        if self.least_margin is not None:
            yield Compare(Measure.MARGIN, Order.AT_LEAST, self.least_margin)

    def _traits(self) -> Iterator[Node]:
        for trait, name in FIELDS.items():
            if values := getattr(self, name):
                yield Is(trait, values)
        if self.not_sellers:
            yield Not(Is(Trait.SELLER, self.not_sellers))
        if self.near is not None:
            yield self.near


FIELDS = {
    Trait.CONDITION: "conditions",
    Trait.CATEGORY: "categories",
    Trait.SELLER: "sellers",
    Trait.ON: "marketplaces",
    Trait.LANGUAGE: "languages",
}


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield every leaf of a tree."""
    if isinstance(node, AllOf | AnyOf):
        for one in node.nodes:
            yield from leaves(one)
    elif isinstance(node, Not):
        yield from leaves(node.node)
    else:
        yield node


def tidy(node: Node) -> Node:
    """Return a tree that says the same: flat, without doubles, `not` next to the leaves' groups."""
    if isinstance(node, Not):
        return _tidy_not(tidy(node.node))
    if not isinstance(node, AllOf | AnyOf):
        return node
    kind = type(node)
    flat: list[Node] = []
    for one in map(tidy, node.nodes):
        flat += one.nodes if isinstance(one, kind) else (one,)
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else kind(unique)


def _tidy_not(node: Node) -> Node:
    if isinstance(node, Not):
        return node.node
    if isinstance(node, AnyOf):
        return tidy(AllOf(tuple(Not(one) for one in node.nodes)))
    return Not(node)


def _clauses(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, AllOf) else (node,)


def _take(criteria: Criteria, clause: Node) -> Criteria:
    """Return the criteria with one clause more, in its field if that is free."""
    taken: Criteria | None = None
    if isinstance(clause, Term):
        taken = replace(criteria, all=(*criteria.all, clause.text))
    elif isinstance(clause, Not):
        taken = _take_not(criteria, clause.node)
    elif isinstance(clause, AnyOf):
        taken = _take_any(criteria, clause.nodes)
    elif isinstance(clause, Compare):
        taken = _take_figure(criteria, clause)
    elif isinstance(clause, Is):
        free = not getattr(criteria, FIELDS[clause.trait])
        taken = _with(criteria, FIELDS[clause.trait], clause.values) if free else None
    elif isinstance(clause, Near) and criteria.near is None:
        taken = replace(criteria, near=clause)
    return taken or replace(criteria, more=(*criteria.more, clause))


def _with(criteria: Criteria, name: str, value: Any) -> Criteria:  # noqa: ANN401  (by its name)
    """Return the criteria with one field set."""
    return replace(criteria, **{name: value})


def _take_not(criteria: Criteria, node: Node) -> Criteria | None:
    if isinstance(node, Term):
        return replace(criteria, none=(*criteria.none, node.text))
    if isinstance(node, Is) and node.trait is Trait.SELLER:
        both = tuple(dict.fromkeys((*criteria.not_sellers, *node.values)))
        return replace(criteria, not_sellers=both)
    return None


def _take_any(criteria: Criteria, nodes: tuple[Node, ...]) -> Criteria | None:
    terms = tuple(one.text for one in nodes if isinstance(one, Term))
    fits = not criteria.any and len(terms) == len(nodes)
    return replace(criteria, any=terms) if fits else None


def _take_figure(criteria: Criteria, clause: Compare) -> Criteria | None:
    if clause.measure in MONEY:
        name = clause.measure.value
        ranged = _narrow(getattr(criteria, name) or Range(currency=clause.currency), clause)
        return None if ranged is None else _with(criteria, name, ranged)
    name = f"least_{clause.measure.value}"
    if clause.order is not Order.AT_LEAST or getattr(criteria, name) is not None:
        return None
    return _with(criteria, name, clause.amount)


def _narrow(ranged: Range, clause: Compare) -> Range | None:
    """Return the range with one end more; `None` when it has that end or another currency."""
    end = "most" if clause.order in UPPER else "least"
    if clause.currency != ranged.currency or getattr(ranged, end) is not None:
        return None
    strict = clause.order in {Order.BELOW, Order.ABOVE}
    bound = Bound(clause.amount, strict)
    return replace(ranged, most=bound) if end == "most" else replace(ranged, least=bound)


def _ends(measure: Measure, ranged: Range | None) -> Iterator[Compare]:
    if ranged is None:
        return
    if ranged.least is not None:
        order = Order.ABOVE if ranged.least.strict else Order.AT_LEAST
        yield Compare(measure, order, ranged.least.amount, ranged.currency)
    if ranged.most is not None:
        order = Order.BELOW if ranged.most.strict else Order.AT_MOST
        yield Compare(measure, order, ranged.most.amount, ranged.currency)


def weighs(criteria: Criteria) -> bool:
    """Tell whether it asks for a margin, which is only known once a listing was appraised."""
    found = (leaf for clause in criteria.clauses() for leaf in leaves(clause))
    return any(isinstance(one, Compare) and one.measure is Measure.MARGIN for one in found)


def seeks(criteria: Criteria) -> bool:
    """Tell whether it says what to find, and not only what to leave out or where to look."""
    aside = (Trait.ON, Trait.LANGUAGE)
    return any(
        not isinstance(one, Not) and not (isinstance(one, Is) and one.trait in aside)
        for one in criteria.clauses()
    )
