"""The words of a title, one after the other: names, model numbers, figures, what a word says."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bolo.core.matching.titles.lexicon import BRANDS, EXACT, GENERIC, ROMAN, SAYS, STOP, Facet

SHORTEST_MODEL, SHORTEST_NUMBER = 4, 4
"""Fewest characters of a telling model number: "A7" alone says little, "12" even less."""
W_MODEL, W_NUMBER, W_NAME, W_BRAND, W_SAID, W_GENERIC = 12, 8, 6, 3, 2, 1
"""How much a word tells: a model number most, a word that every shop uses least."""
Plain = tuple[str, int] | tuple[()] | None
"""A word and its weight; () where it says nothing, none where more must be looked at:
figures, codes with a numeral at their end, and words with a meaning of their own."""
Spelt = tuple[tuple[str, Plain], ...]
REMEMBERED = 65_536
"""Words that are read once: the same ones meet again and again."""
WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
_SPLIT = re.compile(r"[-/.]")
_FROM_TO = re.compile(r"^\d+-\d+$")
_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-3]\d)$")
_TECH = re.compile(
    r"^(?:\d+x|x\d|\d+x\d+(?:x\d+)?|mp[34]|usb\d?|usbc|ip\d\d|ipx\d|ddr\d|cat\d\w?|wifi\d|h26[45]|\dd"
    r"|\d+bit|\d+nm|\d+way|\d+hr?s?|\d+min|\d+mbps|\d+gbps|bt\d|f\d+|\d+in\d|v\d|\d+mpx?|4k\d+"
    r"|\d+fps|80211\w*|100|g?ddr\d+\w?|pc\d+(?:cl?\d+)?|sata\d?|uhs[\di]|class\d+|cl\d+|\d+x\d+[gm]b"
    r"|[rw]?\d+[km]bs?|\d+mhz?|\d+rx\d+|\d+x?pixels?|\d{1,3}(?:pt|db))$"
)
_TRAILING_ROMAN = re.compile(r"^([a-z]+\d+)(ii|iii|iv|vi|vii)$")
_VERSION_OF = frozenset("bluetooth usb hdmi wifi wi-fi version ddr android ios windows v f".split())
TELLING = frozenset({*EXACT, Facet.PLATFORM})
SILENT = frozenset({"pc"})
"""What shops leave out, for it goes without saying."""
LONGEST_SUFFIX = 2
"""Of a part number: "WH1000XM4/B" names a colour or a country at its end."""


class TitleWords:
    """Words as they are read, one after the other."""

    __slots__ = ("brand", "facts", "models", "numbers", "short_models", "tokens", "words")

    def __init__(self, brand: frozenset[str], facts: dict[Facet, set[str]]) -> None:
        self.brand = brand
        self.facts = facts
        self.words: dict[str, int] = dict.fromkeys(brand, W_BRAND)
        self.tokens: list[str] = []
        self.models: set[str] = set()
        self.short_models: set[str] = set()
        self.numbers: set[str] = set()

    def read(self, spelt: Iterable[tuple[str, Plain]]) -> None:
        """Read words in lower case, each with what it says by itself."""
        brand, words, tokens = self.brand, self.words, self.tokens
        last = ""
        for word, known in spelt:
            if word in brand:
                tokens.append(word)
            elif known is None:
                self._read(word, last)
            elif known:
                bare, weight = known
                words[bare] = weight
                tokens.append(bare)
                if weight == W_MODEL:
                    self._model(bare)
            last = word

    def _read(self, word: str, last: str) -> None:
        if word[0].isdigit() and word.replace(".", "").isdigit():
            self._number(word, last)
            return
        said = SAYS.get(word)
        if said:
            self._say(said, last)
        elif word in ROMAN:
            self._fact(Facet.GENERATION, ROMAN[word])
            self._add(ROMAN[word], W_NUMBER)
        else:
            [(code, numeral)] = _TRAILING_ROMAN.findall(bare(word))
            self._fact(Facet.GENERATION, ROMAN[numeral])
            self._add(ROMAN[numeral], W_NUMBER)
            self._model(code)
            self._add(code, W_MODEL)

    def _say(self, said: tuple[Facet, str], last: str) -> None:
        facet, value = said
        tier = facet is Facet.TIER
        if not tier or (last and last not in GENERIC and last not in STOP):
            self._fact(facet, value)
        self._add(value, W_NAME if facet in TELLING and value not in SILENT else W_SAID)

    def _number(self, digits: str, last: str) -> None:
        digits = digits.removesuffix(".0")
        if _YEAR.match(digits):
            self._fact(Facet.YEAR, digits)
            self._add(digits, W_SAID)
        elif last in _VERSION_OF:
            return
        elif len(digits) >= SHORTEST_NUMBER and "." not in digits:
            self.models.add(digits)
            self._add(digits, W_MODEL)
        else:
            self.numbers.add(digits)
            self._add(digits, W_NUMBER)

    def _model(self, code: str) -> None:
        (self.models if len(code) >= SHORTEST_MODEL else self.short_models).add(code)

    def _fact(self, facet: Facet, value: str) -> None:
        self.facts.setdefault(facet, set()).add(value)

    def _add(self, word: str, weight: int) -> None:
        self.words[word] = weight
        self.tokens.append(word)


@lru_cache(maxsize=REMEMBERED)
def spelt_once(found: str) -> Spelt:
    """Do as `spelt`, and keep it: the same words meet again and again."""
    return spelt(found)


def spelt(found: str) -> Spelt:
    """Split what the pattern of a word found in words, each with what it says by itself."""
    return tuple([(word, _plainly(word)) for word in _parts(found)])


def _plainly(word: str) -> Plain:
    if word[0].isdigit() and word.replace(".", "").isdigit():
        return None
    if word in SAYS or word in ROMAN:
        return None
    if word in STOP:
        return ()
    return (singular(word), _weight(word)) if word.isalpha() else _coded(word)


def _coded(word: str) -> Plain:
    code = bare(word)
    if code.isalpha():
        return code, _weight(code)
    if _TECH.match(code) or _FROM_TO.match(word):
        return code, W_GENERIC
    return None if _TRAILING_ROMAN.match(code) else (code, W_MODEL)


def _parts(found: str) -> list[str]:
    """Split "over-ear" and "black/white" in words; keep "wh-1000xm4" and "5.0" whole."""
    if found.isalnum():
        return [found]
    parts = [part for part in _SPLIT.split(found) if part]
    if all(part.isalpha() for part in parts) and len(parts[-1]) > 1:
        return parts
    if "/" in found:
        head, _, tail = found.partition("/")
        return [found] if _is_suffix(head, tail) else [*_parts(head), *_parts(tail)]
    if parts[0].isdigit() and parts[-1].isalpha() and len(parts[-1]) > LONGEST_SUFFIX:
        return parts
    return [found]


def _weight(word: str) -> int:
    if word in GENERIC:
        return W_GENERIC
    return W_BRAND if word in BRANDS else W_NAME


def _is_suffix(head: str, tail: str) -> bool:
    return len(tail) <= LONGEST_SUFFIX and any(c.isdigit() for c in head)


def singular(word: str) -> str:
    """Return a word without the s of many."""
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] != "s" else word  # noqa: PLR2004 - "bus" stays


def bare(word: str) -> str:
    """Return the letters and digits of a word."""
    return word if word.isalnum() else "".join([c for c in word if c.isalnum()])
