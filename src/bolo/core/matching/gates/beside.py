"""Accessories that only the thing's own title gives away: "Strap Acme Watch 5", beside the watch.

A noun of an accessory in the middle of a title says little, for many things come with a strap. It
says all where it leads to the very words of the other title, or to what it fits.
"""

from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.kinds import NOUNS, Kind, joins
from bolo.core.matching.titles.seldom import Seldom
from bolo.core.matching.titles.title_words import WORD, singular
from bolo.core.product import Description

GOODS = frozenset("ink toner feet".split())
"""Nouns that stand before what is itself the thing: "ink HP 82", "8 feet cable"."""
LEADING = NOUNS - GOODS
LAST, FEWEST = 4, 3
"""A noun leads within so many words; so many words of the thing's title follow, or all of it."""
_FITS = Seldom(r"\b(?:designed|made|cut)? ?to fit\b", "to fit")
_SUITS = Seldom(r"\b(?:compatible|kompatible[rs]?|compatibile)\b", "ompatib")
NEAR = 3
"""So many words, at most, lie from "compatible" to what it is said of."""


def is_beside(thing: Attributes, other: Attributes, called: Description, by: Description) -> bool:
    """Tell whether `by` is the title of something for the thing that `called` names alone."""
    if thing.kind is not Kind.ITEM or other.kind is not Kind.ITEM:
        return False
    if LEADING.isdisjoint(other.words):
        return False
    mine, theirs = (WORD.findall(each.title.lower()) for each in (called, by))
    own = {singular(word) for word in mine}
    nouns = {word for word in theirs if word in LEADING and singular(word) not in own}
    return bool(nouns) and (_leads(nouns, mine, theirs) or _fits(nouns, by.title.lower()))


def _leads(nouns: set[str], mine: list[str], theirs: list[str]) -> bool:
    """Tell whether the thing's title begins behind a noun; one word alone is no title."""
    start = mine[:FEWEST]
    places = range(1, LAST + 1) if len(start) > 1 else ()
    return any(
        theirs[at : at + len(start)] == start and not nouns.isdisjoint(theirs[:at]) for at in places
    )


def _fits(nouns: set[str], title: str) -> bool:
    """Tell whether a noun is said to fit something: "strap designed to fit", "compatible strap"."""
    fits = _FITS.search(title)
    if fits is not None and not nouns.isdisjoint(WORD.findall(title[: fits.start()])[-1:]):
        return True
    suits = _SUITS.search(title)
    if suits is None or joins(title[: suits.start()]):
        return False
    return not nouns.isdisjoint(WORD.findall(title[suits.end() :])[:NEAR])
