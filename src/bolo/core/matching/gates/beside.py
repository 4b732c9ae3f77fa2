"""Accessories that only the thing's own title gives away: "Strap Acme Watch 5", beside the watch.

A noun of an accessory in the middle of a title says little, for many things come with a strap. It
says all where it leads to the very words of the other title, or to what it fits; and where those
words follow "compatible" or stand before "only", no noun needs to be known.
"""

from bolo.core.matching.titles.accessories import NOUNS, SELLERS, is_noun
from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.kinds import Kind, joins
from bolo.core.matching.titles.lexicon import COLOURS, GENERIC, PLATFORMS, STOP
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
LINKS = frozenset(
    "compatible kompatibel compatibile zu f for für pour para per voor fits suits original"
    " originale"
    " origine oem genuine con".split()
)
"""What stands between an accessory and the thing's own words."""
WHOLE = frozenset(
    "body unit console konsole tool game disc disk device bare machine adults cartridge collection"
    " digital speaker headset watch camera phone set uk us eu today online solo intel amd".split()
)
"""What "… only" leaves of a thing is the thing: "body only", "tool only"."""
COUNTS = {
    word: count
    for count, words in enumerate(
        (
            "2 two zwei deux due dos twee dwa dwie dois duas",
            "3 three drei trois tre tres drie trzy três",
            "4 four vier quatre quattro cuatro cztery quatro",
            "5 five fünf cinq cinque cinco vijf pięć",
        ),
        2,
    )
    for word in words.split()
}
AFTER_COUNT = 2
"""So many words behind a count are those that the other title begins with."""
_ONLY = Seldom(
    r"[-\u2013:,(] ?(?:nur|s[oó]lo|solamente|just the|only the|seulement|soltanto"
    r"|alleen) (?P<what>\w+)"
    r"|[-\u2013:,(] ?(?P<named>\w+(?:[' ]\w+){0,3}) (?:only|seule?s?)\b",
    *("nur", "solo", "sólo", "solamente", "only", "seul", "soltanto", "alleen", "just the"),
)


def is_beside(thing: Attributes, other: Attributes, called: Description, by: Description) -> bool:
    """Tell whether `by` is the title of something for the thing that `called` names alone."""
    if thing.kind is not Kind.ITEM or other.kind is not Kind.ITEM:
        return False
    if _stands_in(thing, other) and _is_part(called.title.lower(), by.title.lower()):
        return True
    if LEADING.isdisjoint(other.words):
        return False
    mine, theirs = (WORD.findall(each.title.lower()) for each in (called, by))
    own = {singular(word) for word in mine}
    nouns = {word for word in theirs if word in LEADING and singular(word) not in own}
    return bool(nouns) and (_leads(nouns, mine, theirs) or _fits(nouns, by.title.lower()))


def count_ahead(thing: Attributes, other: Attributes) -> int:
    """Return how many of a thing a title counts before its very words ("drei Acme Lamp"), or 0."""
    start = thing.tokens[:AFTER_COUNT]
    if len(start) < AFTER_COUNT or not start[0].isalpha():
        return 0
    if other.tokens[1 : 1 + AFTER_COUNT] != start:
        return 0
    return COUNTS.get(other.tokens[0], 0)


def is_named_beside(item: Attributes, accessory: Attributes, called: str, by: str) -> bool:
    """Tell whether an accessory's title is the item's and a noun of its own, before or behind.

    Whoever sells one states maker and part number of what it is for.
    """
    if not _stands_in(item, accessory):
        return False
    own = {singular(word) for word in WORD.findall(called.lower())}
    return any(
        is_noun(word) and word not in GOODS and singular(word) not in own
        for word in WORD.findall(by.lower())
    )


def _stands_in(thing: Attributes, other: Attributes) -> bool:
    """Tell whether a title begins with the first words of the other, or has them further on."""
    tokens, run = thing.tokens, other.run
    if len(tokens) <= 1 or tokens[0] not in run or tokens[1] not in run:
        return False  # as it is nearly always
    return "".join(tokens[:FEWEST]) in run and other.tokens != tokens


def _is_part(called: str, by: str) -> bool:
    """Tell whether a title says that it is for the other thing, or is only a part of it."""
    only = _ONLY.search(by)
    if only is not None and not _ONLY.search(called):
        what = WORD.findall(only["what"] or only["named"] or "")
        behind = WORD.findall(by[only.end() :]) if only["named"] else ()
        if WHOLE.isdisjoint(what) and not any(map(_tells, behind)):
            return bool(what) and not any(word in PLATFORMS for word in what)
    mine, theirs = WORD.findall(called), WORD.findall(by)
    start = mine[:FEWEST]
    for at in range(1, len(theirs)):
        if theirs[at : at + len(start)] == start:
            return _introduces(theirs[:at], mine)
    return False


def _introduces(before: list[str], mine: list[str]) -> bool:
    """Tell whether these words before a thing's own say what is for it."""
    own = {singular(word) for word in mine}
    others = [word for word in before if singular(word) not in own and _tells(word)]
    if before[-1] in LINKS:
        return bool(others)
    return len(before) <= LAST and any(is_noun(word) and word not in GOODS for word in others)


def _tells(word: str) -> bool:
    """Tell whether a word names something, as neither a colour nor what every shop says does."""
    plain = word not in STOP and word not in COLOURS and word not in SELLERS
    plain = plain and (word not in GENERIC or is_noun(word))
    return plain and word not in LINKS and word.isalpha() and len(word) >= FEWEST


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
