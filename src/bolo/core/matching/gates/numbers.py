"""Part and model numbers of two titles: which are the same, which contradict each other.

Each shop writes numbers in its own way: a barcode in their place, a colour or a country behind
them, a code of its own. Only where none of this explains it are two numbers of two things.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from bolo.core import identifiers
from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.lexicon import SAYS, TIERS
from bolo.core.matching.titles.title_words import REMEMBERED, SHORTEST_MODEL, bare
from bolo.core.product import Description

Values = frozenset[str]
LONG_CODE = 5
"""From this length on, letters around a model number may be a colour or a country."""
LONGEST_ENDING, FEWEST_DIGITS = 2, 2
COLOUR_ENDINGS = frozenset("blk wht red blu grn yel pnk sil slv gry brn org pur gld".split())
ENDINGS = {
    "black": "b bk bl blk",
    "blue": "b bl bu blu",
    "white": "w wh wht whi",
    "silver": "s sl sv sil slv",
    "grey": "g gr gy gry",
    "green": "g gr gn grn",
    "red": "r rd red",
    "pink": "p pk pnk",
    "brown": "br bn brn",
}
"""How numbers end that have a colour behind them."""
_COLOURS = {
    end: frozenset(colour for colour, ends in ENDINGS.items() if end in ends.split())
    for end in " ".join(ENDINGS.values()).split()
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
NOTHING: Values = frozenset()
TELLING = 10
"""A number of so many signs is one of a kind, whatever another shop writes behind it."""
LONGEST_MORE = 3
"""Letters of a variant behind a number."""
SHORTEST_WORD = 2
SHORTEST_SERIAL = 3
"""Figures of a variant behind the figures of a number ("DB0111" and "DB0111200")."""
BARCODES = frozenset({12, 13})
_PROCESSOR = re.compile(r"(?:i[3579])?\d{4,5}[a-z]{1,2}|[a-z0-9]{9,}")


def is_code(part: str) -> bool:
    """Tell whether a part number could be found in a title without being meant otherwise."""
    return len(part) > SHORTEST_MODEL and any(c.isdigit() for c in part)


@lru_cache(maxsize=REMEMBERED)
def tells_alone(model: str) -> bool:
    """Tell whether a model number is one of a kind: "1080" or "3000" are many things."""
    digits = sum(map(str.isdigit, model))
    return digits >= FEWEST_DIGITS if digits < len(model) else digits >= LONG_CODE


def shared_models(a: Attributes, b: Attributes) -> Values:
    """Return the telling model numbers of both, also where one is written in two words."""
    mine = a.models & b.models
    if a.models and b.models and not mine:
        mine = frozenset(variants(a.models, b.models))
    if a.models <= mine and b.models <= mine:
        return mine  # as it is nearly always
    in_two = [model for model in a.models if model not in mine and b.spelt(model)]
    in_two += [model for model in b.models if model not in mine and a.spelt(model)]
    return mine.union(in_two) if in_two else mine


def is_variant(short: str, long: str) -> bool:
    """Tell whether `long` is `short` with letters at its end (colour) or start (country)."""
    rest = long.replace(short, "", 1)
    around = long.startswith(short) or long.endswith(short)
    if around and rest in COLOUR_ENDINGS:
        return True
    return around and rest.isalpha() and len(rest) <= LONGEST_ENDING and rest not in TIERS


def variants(mine: Values, theirs: Values) -> Iterator[str]:
    """Give the numbers that are one of the others but for a letter or two."""
    for one in mine:
        for other in theirs:
            short, long = sorted((one, other), key=len)
            if len(short) >= LONG_CODE and is_variant(short, long):
                yield from (one, other)


def numbers_apart(
    a: Attributes, b: Attributes, one: Description, other: Description
) -> tuple[Values, Values] | None:
    """Return the numbers that contradict each other, of two titles that share none."""
    mine, theirs = _telling(a, b), _telling(b, a)
    if not mine or not theirs:
        return None
    titles = one.title, other.title
    runs = _in_one(one.title), _in_one(other.title)
    for number in mine:
        head, here = number[:LONG_CODE], number in runs[1]
        for another in theirs:  # nearly always nothing is alike
            alike = here or another.startswith(head) or another in runs[0]
            if alike and _go_on(number, another, titles):
                return None
    return mine, theirs


def _telling(a: Attributes, b: Attributes) -> Values:
    """Return the numbers of `a` that could be what `b` has as well.

    A barcode could only be the same as another; a code that a shop made of the title's own words
    is nobody else's ("d60body" of a D60 body).
    """
    silent = [model for model in a.models if _is_silent(model, a, b)]
    return a.models.difference(silent) if silent else a.models


def _is_silent(model: str, a: Attributes, b: Attributes) -> bool:
    if model[:-1].startswith(a.tokens) and _is_made_up(model, a, b):
        return True
    return is_barcode(model) and not any(map(is_barcode, b.models))


def is_barcode(model: str) -> bool:
    """Tell whether a number is a UPC or an EAN: its last figure proves the others."""
    return len(model) in BARCODES and model.isdigit() and identifiers.gtin(model) is not None


def is_processor(model: str) -> bool:
    """Tell whether it numbers a processor ("i78700k", "8700k") or is one of a kind."""
    return _PROCESSOR.fullmatch(model) is not None


def _is_made_up(model: str, a: Attributes, b: Attributes) -> bool:
    """Tell whether a number is words of its own title in one, and the other names the number."""
    if model.isdigit():
        return False
    words = {word for word in a.tokens if word != model and len(word) >= SHORTEST_WORD}
    for values in a.measures.values():
        words.update(map(bare, values))
    figures = [piece for piece in _pieces(model, words) if not piece.isalpha()]
    return any(piece in b.words or piece in SAYS for piece in figures)


def _pieces(model: str, words: set[str]) -> list[str]:
    """Return the words that a number is made of, but for letters at its end.

    Two at least, or one with a figure and a word behind it that says nothing ("d60outfit").
    """
    found: list[str] = []
    rest = model
    while rest and not _says_nothing(rest, found):
        piece = max((word for word in words if rest.startswith(word)), key=len, default="")
        if not piece:
            return []
        found.append(piece)
        rest = rest[len(piece) :]
    return found if len(found) > 1 or len(rest) >= SHORTEST_MODEL else []


def _says_nothing(rest: str, before: list[str]) -> bool:
    """Tell whether letters behind the words of a number are a country, or a shop's own word."""
    if not rest.isalpha() or len(rest) <= LONGEST_ENDING:
        return rest.isalpha()
    named = len(rest) >= SHORTEST_MODEL and rest not in SAYS
    return named and any(not piece.isalpha() for piece in before)


def _go_on(mine: str, theirs: str, titles: tuple[str, str]) -> bool:
    """Tell whether one number is the other with a variant behind it, or in other words."""
    if len(mine) > len(theirs):
        mine, theirs, titles = theirs, mine, titles[::-1]
    if len(theirs) < LONG_CODE:
        return False
    if _stands_in(theirs, titles[0]):
        return True
    if len(mine) < LONG_CODE:
        return False
    if mine[:LONG_CODE] == theirs[:LONG_CODE]:
        if theirs.startswith(mine):
            return _is_more(theirs[len(mine) :], mine, titles[1])
        if _in_one_colour(mine, theirs):
            return True
    return _stands_in(mine, titles[1])


def _is_more(rest: str, number: str, title: str) -> bool:
    """Tell whether what stands behind a number is a variant, and no other model ("Max", "XM4")."""
    if rest in SAYS:
        return False
    if len(number) >= TELLING or (rest.isalpha() and len(rest) <= LONGEST_MORE):
        return True
    serial = rest.isdigit() and len(rest) >= SHORTEST_SERIAL
    return serial or _stands_in(number + rest, title, len(number))


def _stands_in(model: str, title: str, sign: int = 0) -> bool:
    """Tell whether a title writes a number, in as many words as it likes ("AC400 300 W").

    A `sign` must be there before the letter of that place.
    """
    if model not in _in_one(title):
        return False
    gaps = ["[^a-z0-9]+" if at == sign else "[^a-z0-9]*" for at in range(1, len(model))]
    spelt = "".join(chain.from_iterable(zip(model, [*gaps, ""], strict=True)))
    return re.search(f"(?<![a-z0-9]){spelt}(?![a-z0-9])", title.lower()) is not None


@lru_cache(maxsize=REMEMBERED)
def _in_one(title: str) -> str:
    return bare(title.lower())


def _in_one_colour(mine: str, theirs: str) -> bool:
    """Tell whether two numbers differ in how they write one colour ("390BK", "390BLK")."""
    stem, rest = _ending(mine)
    other, end = _ending(theirs)
    if stem != other or len(stem) < LONG_CODE:
        return False
    return not _COLOURS.get(rest, NOTHING).isdisjoint(_COLOURS.get(end, NOTHING))


def _ending(model: str) -> tuple[str, str]:
    stem = model.rstrip(_LETTERS)
    return stem, model[len(stem) :]
