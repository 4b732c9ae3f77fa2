"""What a title says about a thing: kind, model numbers, measures, packs, colours, editions.

Nothing is guessed: what is not said is absent. Units are normalised as shops count.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bolo.core.matching.titles.counts import Measures, take_measures, take_pack, take_pieces
from bolo.core.matching.titles.glance import (
    ALL,
    FACT,
    FOR,
    KIND,
    MEASURE,
    PACK,
    PHRASE,
    PIECES,
    SIZE,
    STATED,
    SUBSTITUTE,
    VERSION,
    completed,
    is_plain,
    signs_of,
)
from bolo.core.matching.titles.kinds import Kind, is_substitute, kind_of, what_for
from bolo.core.matching.titles.lexicon import (
    COLOURS,
    GENERIC,
    ONLY_AS_EDITION,
    ORDINALS,
    PHRASES,
    ROMAN,
    STOP,
    Facet,
)
from bolo.core.matching.titles.seldom import Seldom
from bolo.core.matching.titles.sizes import read_sizes
from bolo.core.matching.titles.title_words import (
    REMEMBERED,
    W_NUMBER,
    W_SAID,
    WORD,
    Plain,
    Spelt,
    TitleWords,
    bare,
    singular,
    spelt,
    spelt_once,
)
from bolo.core.matching.titles.versions import read_versions
from bolo.core.product import Description

NOTHING: frozenset[str] = frozenset()


class Attributes(NamedTuple):
    """The facts of one description; empty where nothing is said.

    `words` are weighed by how much they tell; `tokens` are those of the text in its order, and
    `run` all of them in one; `models` tell a thing alone, `short_models` ("A7") do not;
    `facts` are the respects of `Facet`; `before` are the words before "for"; a `substitute` stands
    in for the maker's own. It is a tuple, for a frozen dataclass takes four times as long to make.
    """

    kind: Kind
    words: Mapping[str, int]
    tokens: tuple[str, ...]
    run: str
    models: frozenset[str]
    short_models: frozenset[str]
    numbers: frozenset[str]
    measures: Measures
    pack: int
    facts: Mapping[Facet, frozenset[str]]
    brand: frozenset[str]
    before: frozenset[str] | None
    part: str | None
    substitute: bool

    def spelt(self, word: str) -> tuple[str, ...]:
        """Return the neighbours that are this word when written in one ("quiet comfort").

        Two, or three where there is a digit or a sign among them; none where there are no such.
        """
        return _neighbours(self.tokens, word) if word in self.run else ()


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
LONGEST_TITLE = 300
NEW = "new-"
"""What some shops put before a title in one piece: "New-108R00602 maintenance kit"."""
FOR_PARTS = "for_parts"


@lru_cache(maxsize=50_000)
def read_attributes(thing: Description) -> Attributes:
    """Read the attributes of a title, its variant and brand; keep them, for it may come again."""
    return read_once(thing)


def read_once(thing: Description) -> Attributes:
    """Read the attributes of what will not come again: nothing is kept."""
    title = thing.title
    if title[:4].lower() == NEW:
        return read_by(replace(thing, title=title[4:]), ALL)
    if thing.variant or len(title) >= LONGEST_TITLE or title.strip(" ")[-1:] == "/":
        return read_by(thing, ALL)
    if title[:1] in {" ", "/"} or thing.condition == FOR_PARTS:
        return read_by(thing, ALL)
    return _read_glancing(thing)


def read_by(thing: Description, signs: int) -> Attributes:
    """Read what a glance at the title promises; `glance.ALL` tries everything."""
    title = thing.title.lower().strip()[:LONGEST_TITLE]
    facts: dict[Facet, set[str]] = {}
    text, measures, pack = _counted(thing, signs, facts)
    words = TitleWords(_brand(thing.brand) if thing.brand else NOTHING, facts)
    words.read(chain.from_iterable(map(spelt_once, WORD.findall(text))))
    halves = what_for(title) if signs & FOR else None
    of_kind = signs & KIND or thing.condition == FOR_PARTS
    stated = bool(signs & STATED)
    kind = kind_of(title, thing.condition, stated=stated) if of_kind else Kind.ITEM
    before = None if halves is None else frozenset(_telling(halves[0]))
    attributes = _attributes(thing, words, measures, (kind, pack, before))
    substitute = bool(signs & SUBSTITUTE) and is_substitute(thing.title)
    return attributes._replace(substitute=True) if substitute else attributes


def _read_glancing(thing: Description) -> Attributes:
    """Read word by word where each says the same wherever it stands, and else by its signs."""
    found: list[tuple[str, Plain]] = []
    measures: Measures = {}
    signs = 0
    for word in thing.title.split():
        sign, said, measured = _heard(word)
        signs |= sign
        found += said
        if measured:
            for unit, values in measured.items():
                measures[unit] = measures[unit] | values if unit in measures else values
    signs = completed(signs)
    if not is_plain(signs):
        return read_by(thing, signs)
    words = TitleWords(_brand(thing.brand) if thing.brand else NOTHING, {})
    words.read(found)
    return _attributes(thing, words, measures, (Kind.ITEM, 1, None))


@lru_cache(maxsize=REMEMBERED)
def _heard(word: str) -> tuple[int, Spelt, Measures]:
    """Return what stands between blanks may say, its words, and the measures in it."""
    signs = signs_of(word)
    if not is_plain(signs):
        return signs, (), {}
    text = word.lower().replace("'", "").replace("\u2019", "")
    text, measures = take_measures(text) if signs & MEASURE else (text, {})
    return signs, tuple(chain.from_iterable(map(spelt, WORD.findall(text)))), measures


def _attributes(
    thing: Description,
    read: TitleWords,
    measures: Measures,
    told: tuple[Kind, int, frozenset[str] | None],
) -> Attributes:
    """Return the words that were read, beside kind, pack and what stands before "for"."""
    words = read.words
    if read.facts:
        for number in read.facts.get(Facet.GENERATION, ()):
            words[number] = W_NUMBER
    for unit, values in measures.items():
        for value in values:
            words[f"{value} {unit}"] = W_SAID
    kind, pack, before = told
    return Attributes(
        kind=kind,
        words=words,
        tokens=tuple(read.tokens),
        run="".join(read.tokens),
        models=frozenset(read.models),
        short_models=frozenset(read.short_models),
        numbers=frozenset(read.numbers),
        measures=measures,
        pack=pack,
        facts={facet: frozenset(values) for facet, values in read.facts.items()},
        substitute=False,
        brand=read.brand,
        before=before,
        part=bare(thing.mpn.lower()) if thing.mpn else None,
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
    if signs & (PHRASE | VERSION):
        plain = read_versions(_phrases(text))
        text, signs = plain, signs if plain == text else ALL
    pack = more = 1
    if signs & PIECES:
        text, pieces, pack = take_pieces(text)
        signs = ALL
        if pieces:
            facts[Facet.PIECES] = set(pieces)
    if signs & PACK:
        text, more = take_pack(text, thing.title)
        signs |= MEASURE
    text, measures = take_measures(text) if signs & MEASURE else (text, {})
    if signs & FACT:
        text = _named_facts(text, facts)
    return text, measures, more if more > 1 else pack


@lru_cache(maxsize=4_096)
def _brand(name: str) -> frozenset[str]:
    return frozenset(bare(word) for word in WORD.findall(_phrases(name.lower())))


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


def _neighbours(tokens: tuple[str, ...], word: str) -> tuple[str, ...]:
    starts = [at for at, token in enumerate(tokens) if word.startswith(token)]
    for count in (2,) if word.isalpha() else (2, 3):
        for at in reversed(starts):
            parts = tokens[at : at + count]
            if len(parts) == count and "".join(parts) == word:
                return parts
    return ()


def _telling(text: str) -> list[str]:
    return [
        singular(word)
        for word in WORD.findall(text)
        if word not in STOP and word not in GENERIC and word not in COLOURS
    ]
