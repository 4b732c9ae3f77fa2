"""Criteria as a rule: the one way in which it is written, and read again as the same."""

import re
from decimal import Decimal
from typing import Final

from bolo.core.searching.criteria import (
    MONEY,
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
)
from bolo.core.searching.words import UNITS

OPERATORS: Final = frozenset({"OR", "AND", "NOT", "or"})
"""What is no word unless it stands in quotation marks."""
_BARE: Final = re.compile(r"[^\s()\"|:<>=,-][^\s()\"|:<>=,]*")
_BARE_PLACE: Final = re.compile(r"[^\s()\"|/]+")


def text_of(criteria: Criteria) -> str:
    """Return the rule that says these criteria."""
    return " ".join(_inner(clause) for clause in criteria.clauses())


def written(node: Node) -> str:
    """Return the rule of one clause alone."""
    return " ".join(map(_inner, node.nodes)) if isinstance(node, AllOf) else _inner(node)


def _inner(node: Node) -> str:
    if isinstance(node, AllOf):
        return f"({' '.join(map(_inner, node.nodes))})"
    if isinstance(node, AnyOf):
        return f"({' OR '.join(map(_inner, node.nodes))})"
    if isinstance(node, Not):
        return f"-{_inner(node.node)}"
    return _leaf(node)


def _leaf(leaf: Leaf) -> str:
    if isinstance(leaf, Term):
        plain = _BARE.fullmatch(leaf.text) and leaf.text not in OPERATORS
        return leaf.text if plain and leaf.text.lower() not in UNITS else f'"{leaf.text}"'
    if isinstance(leaf, Compare):
        return _compared(leaf)
    if isinstance(leaf, Is):
        return f"{leaf.trait}:{','.join(map(_value, leaf.values))}"
    return _near(leaf)


def _near(leaf: Near) -> str:
    place = leaf.place if _BARE_PLACE.fullmatch(leaf.place) else f'"{leaf.place}"'
    return f"near:{place}/{number(leaf.km)}km"


def _compared(leaf: Compare) -> str:
    free = leaf.measure is Measure.SHIPPING and leaf.order is Order.AT_MOST and not leaf.amount
    if free and leaf.currency is None:
        return "shipping:free"
    unit = (leaf.currency or "") if leaf.measure in MONEY else "%"
    return f"{leaf.measure}{leaf.order}{number(leaf.amount)}{unit}"


def _value(value: str) -> str:
    return value if _BARE.fullmatch(value) else f'"{value}"'


def number(amount: Decimal) -> str:
    """Return an amount without needless zeros and never in powers of ten."""
    plain = f"{amount:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
