"""Text of a listing as tokens that can be counted: words, part numbers, figures with units.

Made for whole catalogues at once; `attributes` reads single titles more closely.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bolo.core.matching.rows.synonyms import DROPPED, GLUED, NUMERALS, SAME, UNITS
from bolo.core.matching.titles.seldom import Seldom

SHORTEST_CODE, SHORTEST_DIGITS, SHORTEST_JOINED = 3, 5, 4
REMEMBERED = 65_536
"""Tokens that are read once: the same ones meet again and again."""
_TOKEN = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*|[\"']+")
_ANY_TOKEN = re.compile(_TOKEN.pattern + r"|(?:[^\W\dA-Za-z_]|[\u0900-\u0eff])+")
"""The same, and words of other letters, apart from what is Latin beside them; the range is of
scripts whose vowels are marks, which are no letters to `re`."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")
"""Scripts without blanks between words: Thai, Lao, Khmer, kana, Han."""
_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
_FIGURE = re.compile(r"^(\d+(?:\.\d+)?)([a-z]+)$")
_PARTS = re.compile(r"[-./]")
_BARE = re.compile(r"[^a-z0-9]")
_TIDY = (
    (Seldom(r"\"@[a-z]{2}(?:-[a-z]+)?(?![a-z])|\"null\"", '"@', '"null"'), " "),
    (Seldom(r"(\d),(\d{3})\b", ","), r"\1\2"),
    (Seldom(r"(\d)\s+\.(\d)", "."), r"\1.\2"),
    (Seldom(r"\bv(?:ersion)?\.?\s*(\d+)\s*\.\s*(\d)", "v"), r"\1.\2"),
    (Seldom(r"\bv\.?\s*(\d)", "v"), r"\1"),
    (Seldom(r"(\d)\s*-\s*(inch|in|ft|feet|foot|port|pack|user|bit|pin|piece|pc|pk|gb|watt)\b", "-"),
     r"\1 \2"),
    (Seldom(r"(\d+)\.0\b", ".0"), r"\1"),
)  # fmt: skip
_LETTERS = str.maketrans(
    {"\u2019": "'", "\u2032": "'", "\u201d": '"', "\u201c": '"', "\u2033": '"',
     "\u00df": "s", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe"}
)  # fmt: skip
"""Quotation marks, and letters that are no letter with an accent."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one text; `codes` are bare part numbers, `measures` are like "13in"."""

    tokens: tuple[str, ...]
    codes: frozenset[str]
    numbers: frozenset[str]
    measures: frozenset[str]


def merged(*parts: Words) -> Words:
    """Return the tokens of several texts, as of one."""
    return Words(
        tuple(token for part in parts for token in part.tokens),
        frozenset().union(*(part.codes for part in parts)),
        frozenset().union(*(part.numbers for part in parts)),
        frozenset().union(*(part.measures for part in parts)),
    )


def plain(text: str) -> str:
    """Return the text in lower case, without accents, its figures written alike."""
    text = text.lower().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return text


def bare(text: str) -> str:
    """Return nothing but the letters and digits, as part numbers are compared."""
    return _BARE.sub("", text.lower())


def read_words(text: str) -> Words:
    """Read the tokens of a text."""
    reader = _Reader()
    text = plain(text)
    found = (_TOKEN if text.isascii() else _ANY_TOKEN).findall(text)
    for place, token in enumerate(found):
        reader.read(token, found[place + 1] if place + 1 < len(found) else "")
    return reader.words()


@lru_cache(maxsize=REMEMBERED)
def _alone(token: str) -> Words:
    """Read a token that means the same whatever stands beside it."""
    reader = _Reader()
    if "-" in token or "." in token or "/" in token:
        reader.compound(token)
    elif _UNSPACED.match(token):
        reader.run(token)
    elif token.isalpha() or not token.isascii():
        reader.word(token)
    else:
        reader.mixed(token)
    return reader.words()


class _Reader:
    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.codes: set[str] = set()
        self.numbers: set[str] = set()
        self.measures: set[str] = set()
        self._taken = False

    def words(self) -> Words:
        """Return what was read."""
        return Words(
            tuple(self.tokens),
            frozenset(self.codes),
            frozenset(self.numbers),
            frozenset(self.measures),
        )

    def read(self, token: str, after: str) -> None:
        """Read one token; `after` is the next, which may be its unit."""
        if self._taken or token[0] in "\"'":
            self._taken = False
        elif _NUMBER.match(token):
            self._number(token, after)
        else:
            known = _alone(token)
            self.tokens += known.tokens
            if known.codes:
                self.codes |= known.codes
            if known.numbers:
                self.numbers |= known.numbers
            if known.measures:
                self.measures |= known.measures

    def _number(self, digits: str, after: str) -> None:
        unit = UNITS.get(SAME.get(after, after))
        if unit is not None and after != "x":
            self._measure(digits + unit)
            self._taken = True
            return
        self.tokens.append(digits)
        self.numbers.add(digits)
        if len(digits) >= SHORTEST_DIGITS:
            self.codes.add(digits)

    def compound(self, token: str) -> None:
        """Read a token of several parts."""
        parts = _PARTS.split(token)
        joined = "".join(parts)
        if joined.isalpha() or len(joined) < SHORTEST_JOINED:
            for part in parts:
                self.word(part)
            return
        if not joined.isdigit() or len(joined) >= SHORTEST_DIGITS:
            self.codes.add(joined)
        self.tokens.append(joined)
        for part in parts:
            if len(part) > 1:
                self.word(part)

    def run(self, token: str) -> None:
        """Read words that stand without blanks: every two neighbours are as good as a word."""
        self.tokens += [token[at : at + 2] for at in range(len(token) - 1)]

    def mixed(self, token: str) -> None:
        """Read a token of letters and digits."""
        figure = _FIGURE.match(token)
        unit = _unit(figure[2]) if figure else None
        if figure and unit is not None:
            self._measure(figure[1] + unit)
            return
        self.tokens.append(token)
        if len(token) >= SHORTEST_CODE:
            self.codes.add(token)

    def _measure(self, measure: str) -> None:
        self.tokens.append(measure)
        self.measures.add(measure)

    def word(self, word: str) -> None:
        """Read a word."""
        word = SAME.get(word, word)
        word = _singular(word)
        word = NUMERALS.get(SAME.get(word, word), SAME.get(word, word))
        if word in DROPPED:
            return
        self.tokens.append(word)
        if word.isdigit():
            self.numbers.add(word)


def _unit(word: str) -> str | None:
    return GLUED.get(word) or UNITS.get(SAME.get(word, word))


def _singular(word: str) -> str:
    ends = len(word) > SHORTEST_CODE and word[-1] == "s" and word[-2] not in "su"
    return word[:-1] if ends and word.isalpha() else word
