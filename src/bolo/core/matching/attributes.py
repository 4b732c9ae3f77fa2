"""What a title says about a thing: kind, model numbers, measures, packs, colours, editions.

Nothing is guessed: what is not said is absent. Units are normalised as shops count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from bolo.core.matching.counts import Measures, take_measures, take_pack, take_pieces
from bolo.core.matching.glance import (
    ALL,
    FACT,
    FOR,
    KIND,
    MEASURE,
    PACK,
    PHRASE,
    PIECES,
    SIZE,
    glance,
)
from bolo.core.matching.kinds import Kind, kind_of, what_for
from bolo.core.matching.lexicon import (
    BRANDS,
    COLOURS,
    EXACT,
    GENERIC,
    ONLY_AS_EDITION,
    ORDINALS,
    PHRASES,
    ROMAN,
    SAYS,
    STOP,
    Facet,
)
from bolo.core.matching.seldom import Seldom
from bolo.core.matching.sizes import read_sizes
from bolo.core.product import Description

SHORTEST_MODEL, SHORTEST_NUMBER = 4, 4
"""Fewest characters of a telling model number: "A7" alone says little, "12" even less."""
W_MODEL, W_NUMBER, W_NAME, W_BRAND, W_SAID, W_GENERIC = 12, 8, 6, 3, 2, 1
"""How much a word tells: a model number most, a word that every shop uses least."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """The facts of one description; empty where nothing is said.

    `words` are weighed by how much they tell; `joined` are neighbours written as one
    word ("quiet comfort"); `models` tell a thing alone, `short_models` ("A7") do not;
    `facts` are the respects of `Facet`; `before` are the words before "for".
    """

    kind: Kind
    words: Mapping[str, int]
    joined: Mapping[str, tuple[str, ...]]
    models: frozenset[str]
    short_models: frozenset[str]
    numbers: frozenset[str]
    measures: Measures
    pack: int
    facts: Mapping[Facet, frozenset[str]]
    brand: frozenset[str]
    before: frozenset[str] | None
    part: str | None


_WORD = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
_SPLIT = re.compile(r"[-/.]")
_FROM_TO = re.compile(r"^\d+-\d+$")
_PHRASE = re.compile(rf"\b(?:{'|'.join(re.escape(text) for text, _ in PHRASES)})\b")
_PHRASES = dict(PHRASES)
_CONSOLE = Seldom(
    r"\bplay ?station ?([1-5])\b|\bswitch 2\b|\bps ([1-5])\b", "station", "switch 2", "ps "
)
_MARK = Seldom(r"\b(?:mk|mark)[\s.-]?([1-9]|i{1,3}|iv|vi{0,3})\b", "mk", "mark")
_GENERATION = Seldom(
    rf"\b(?:gen(?:eration)?\.?[\s-]?(\d{{1,2}})|({'|'.join(ORDINALS)})[\s-]gen(?:eration)?\b"
    r"|(\d{1,2})\. ?gen\w*)",
    "gen",
)
_EDITION = Seldom(r"\b([a-z]+)(?= (?:\w+ )?(?:edition|ed\.|ausgabe))", "edition", "ed.", "ausgabe")
_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-3]\d)$")
_TECH = re.compile(
    r"^(?:\d+x|x\d|\d+x\d+(?:x\d+)?|mp[34]|usb\d?|usbc|ip\d\d|ipx\d|ddr\d|cat\d\w?|wifi\d|h26[45]|\dd"
    r"|\d+bit|\d+nm|\d+way|\d+hr?s?|\d+min|\d+mbps|\d+gbps|bt\d|f\d+|\d+in\d|v\d|\d+mpx?|4k\d+"
    r"|\d+fps|80211\w*|100|g?ddr\d+|pc\d+|sata\d?|uhs[\di]|class\d+|cl\d+|\d+x\d+[gm]b)$"
)
_TRAILING_ROMAN = re.compile(r"^([a-z]+\d+)(ii|iii|iv|vi|vii)$")
_VERSION_OF = frozenset("bluetooth usb hdmi wifi wi-fi version ddr android ios windows v f".split())
LONGEST_TITLE = 300
FOR_PARTS = "for_parts"
TELLING = frozenset({*EXACT, Facet.PLATFORM})
SILENT = frozenset({"pc"})
"""What shops leave out, for it goes without saying."""
LONGEST_SUFFIX = 2
"""Of a part number: "WH1000XM4/B" names a colour or a country at its end."""


@lru_cache(maxsize=50_000)
def read_attributes(thing: Description) -> Attributes:
    """Read the attributes of a title, its variant and brand."""
    title = thing.title
    plain = not thing.variant and len(title) < LONGEST_TITLE and title.strip(" ")[-1:] != "/"
    return read_by(thing, glance(title) if plain and title[:1] not in {" ", "/"} else ALL)


def read_by(thing: Description, signs: int) -> Attributes:
    """Read what a glance at the title promises; `glance.ALL` tries everything."""
    title = thing.title.lower().strip()[:LONGEST_TITLE]
    facts: dict[Facet, set[str]] = {}
    text, measures, pack = _counted(thing, signs, facts)
    brand = _brand(thing.brand) if thing.brand else frozenset[str]()
    reading = _Reading(brand, facts, dict.fromkeys(brand, W_BRAND))
    reading.read(text)
    for number in facts.get(Facet.GENERATION, ()):
        reading.words[number] = W_NUMBER
    for unit, values in measures.items():
        reading.words.update(dict.fromkeys((f"{value} {unit}" for value in values), W_SAID))
    halves = what_for(title) if signs & FOR else None
    of_kind = signs & KIND or thing.condition == FOR_PARTS
    return Attributes(
        kind=kind_of(title, thing.condition) if of_kind else Kind.ITEM,
        words=reading.words,
        joined=_joined(reading.tokens),
        models=frozenset(reading.models),
        short_models=frozenset(reading.short_models),
        numbers=frozenset(reading.numbers),
        measures=measures,
        pack=pack,
        facts={facet: frozenset(values) for facet, values in facts.items()},
        brand=brand,
        before=None if halves is None else frozenset(_telling(halves[0])),
        part=_bare(thing.mpn.lower()) if thing.mpn else None,
    )


def _counted(
    thing: Description, signs: int, facts: dict[Facet, set[str]]
) -> tuple[str, Measures, int]:
    """Take sizes, counts and measures out of the text; return the rest, the measures, the pack."""
    text = f"{thing.title} / {thing.variant or ''}".strip(" /")[:LONGEST_TITLE]
    if signs & SIZE:
        sizes, text = read_sizes(text, thing.variant)
        if sizes:
            facts[Facet.SIZE] = set(sizes)
            signs = ALL
    text = text.lower().replace("'", "").replace("\u2019", "")
    if signs & PHRASE:
        text, signs = _phrases(text), ALL
    pack = more = 1
    if signs & PIECES:
        text, pieces, pack = take_pieces(text)
        signs = ALL
        if pieces:
            facts[Facet.PIECES] = set(pieces)
    if signs & PACK:
        text, more = take_pack(text)
        signs |= MEASURE
    text, measures = take_measures(text) if signs & MEASURE else (text, {})
    if signs & FACT:
        text = _named_facts(text, facts)
    return text, measures, more if more > 1 else pack


@lru_cache(maxsize=4_096)
def _brand(name: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in _WORD.findall(_phrases(name.lower())))


def _phrases(text: str) -> str:
    text = _CONSOLE.sub(_console, text)
    return _PHRASE.sub(lambda found: _PHRASES[found[0]], text)


def _console(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    return f"ps{number}" if number else "switch2"


def _named_facts(text: str, facts: dict[Facet, set[str]]) -> str:
    """Take generations and editions, which need more than one word, out of the text."""

    def generation(found: re.Match[str]) -> str:
        said = next(group for group in found.groups() if group)
        number = ROMAN.get(said) or ORDINALS.get(said) or {"i": "1", "v": "5"}.get(said, said)
        facts.setdefault(Facet.GENERATION, set()).add(number)
        return " "

    text = _GENERATION.sub(generation, _MARK.sub(generation, text))
    for found in _EDITION.finditer(text):
        if found[1] in ONLY_AS_EDITION:
            facts.setdefault(Facet.EDITION, set()).add(found[1])
    return text


@dataclass(slots=True)
class _Reading:
    """Words as they are read, one after the other."""

    brand: frozenset[str]
    facts: dict[Facet, set[str]]
    words: dict[str, int]
    tokens: list[str] = field(default_factory=list[str])
    models: set[str] = field(default_factory=set[str])
    short_models: set[str] = field(default_factory=set[str])
    numbers: set[str] = field(default_factory=set[str])

    def read(self, text: str) -> None:
        """Read all words of a text in lower case."""
        last = ""
        for found in _WORD.findall(text):
            for word in _parts(found):
                if word in self.brand:
                    self.tokens.append(word)
                elif (known := _plainly(word)) is None:
                    self._read(word, last)
                elif known:
                    self._add(*known)
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
            self._code(word)

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

    def _code(self, word: str) -> None:
        bare = _bare(word)
        if bare.isalpha():
            self._add(bare, _weight(bare))
            return
        if _TECH.match(bare) or _FROM_TO.match(word):
            self._add(bare, W_GENERIC)
            return
        split = _TRAILING_ROMAN.match(bare)
        if split:
            bare = split[1]
            self._fact(Facet.GENERATION, ROMAN[split[2]])
            self._add(ROMAN[split[2]], W_NUMBER)
        (self.models if len(bare) >= SHORTEST_MODEL else self.short_models).add(bare)
        self._add(bare, W_MODEL)

    def _fact(self, facet: Facet, value: str) -> None:
        self.facts.setdefault(facet, set()).add(value)

    def _add(self, word: str, weight: int) -> None:
        self.words[word] = weight
        self.tokens.append(word)


@lru_cache(maxsize=65_536)
def _plainly(word: str) -> tuple[str, int] | tuple[()] | None:
    """Return a word that says nothing special with its weight, () for one that says nothing.

    `None` where more must be looked at: figures, codes, and words with a meaning of their own.
    """
    if word[0].isdigit() and word.replace(".", "").isdigit():
        return None
    if word in SAYS or word in ROMAN:
        return None
    if word in STOP:
        return ()
    return (_singular(word), _weight(word)) if word.isalpha() else None


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


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] != "s" else word  # noqa: PLR2004 - "bus" stays


def _bare(word: str) -> str:
    return "".join(c for c in word if c.isalnum())


def _joined(tokens: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if not "".join(tokens).isalpha():
        found = {
            one + two + three: (one, two, three)
            for one, two, three in zip(tokens, tokens[1:], tokens[2:], strict=False)
            if not (one + two + three).isalpha()
        }
    found.update({one + two: (one, two) for one, two in pairwise(tokens)})
    return found


def _telling(text: str) -> list[str]:
    return [
        _singular(word)
        for word in _WORD.findall(text)
        if word not in STOP and word not in GENERIC and word not in COLOURS
    ]
