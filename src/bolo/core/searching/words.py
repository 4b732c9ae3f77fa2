"""Texts as pieces that can be compared: case, accents, plurals and units do not matter.

A number keeps the letters that follow it (`128gb`, `5g`) and loses those before it
(`iphone13`, `PS5`), so that `13` finds iPhone13 and never 13 MP.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

UNITS: Final = frozenset(
    "gb tb mb kb ghz mhz hz mah wh mp mm cm km kg mg ml cl oz lb lbs px fps rpm inch inches".split()
)
"""What belongs to the number before it, with or without a space."""
_UNITS: Final = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER: Final = rf"\d+(?:[.,]\d+)*(?: (?:{_UNITS})\b|"
_PLAIN: Final = re.compile(rf"[a-z]+|{_NUMBER}[a-z]+)?")
_ANY: Final = re.compile(rf"[^\W\d_]+|{_NUMBER}[^\W\d_]+)?")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"}
)
_ODD: Final = {
    "lens": "lens",
    "lenses": "lens",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "mice": "mouse",
    "knives": "knife",
    "shelves": "shelf",
    "leaves": "leaf",
    "series": "series",
    "news": "news",
}
_WRITTEN: Final = {one: tuple(m for m, its in _ODD.items() if its == one) for one in _ODD.values()}
_DIGITS: Final = re.compile(r"\d+")
_SHORT: Final = 3
_MANY: Final = 200_000


def pieces(text: str) -> list[str]:
    """Return the pieces of a text in their order.

    >>> pieces("Café-Tassen, 128 GB iPhone13")
    ['cafe', 'tassen', '128gb', 'iphone', '13']
    """
    text = text.lower()
    if text.isascii():
        return [_PIECES[one] for one in _PLAIN.findall(text)]
    return [_PIECES[one] for one in _ANY.findall(_bare(text))]


def _bare(text: str) -> str:
    """Return lower-case letters without their accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in split if not unicodedata.combining(one))
    return kept.translate(_LETTERS)


class _Pieces(dict[str, str]):
    """Pieces by how they are written; forgets all when they have become too many."""

    def __missing__(self, written: str) -> str:
        if len(self) >= _MANY:
            self.clear()
        piece = self[written] = singular(written.replace(" ", "").replace(",", "."))
        return piece


_PIECES: Final = _Pieces()


def singular(word: str) -> str:
    """Return a word without the plural of English; odd ones stay alike on both sides."""
    if word in _ODD:
        return _ODD[word]
    if word[0].isdigit():
        return word.removesuffix("es") if word.endswith("inches") else word
    if len(word) <= _SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "ches", "shes", "xes", "zes")) else word[:-1]


def traces(piece: str) -> tuple[str, ...]:
    """Return what every ASCII text that has a piece holds, in lower case: at least one of these.

    What holds one need not have the piece: they are to leave most texts out quickly.

    >>> traces("battery"), traces("128gb"), traces("mouse")
    (('batter',), ('128',), ('mouse', 'mice'))
    """
    if (digits := _DIGITS.match(piece)) is not None:
        return (digits[0],)
    return (piece.removesuffix("y"), *_WRITTEN.get(piece, ()))


@lru_cache(maxsize=65_536)
def needle(text: str) -> tuple[str, ...]:
    """Return the pieces of what is looked for; kept, because searches say it again and again."""
    return tuple(pieces(text))


def padded(parts: list[str]) -> str:
    """Return pieces as one text in which a phrase is found by ` phrase `."""
    return f" {' '.join(parts)} "
