"""Respects in which two titles contradict each other: colour, size, tier, edition, platform.

A word may say something else where it stands ("ultra portable", "red eye"): that is looked at only
where it would forbid the pair, so it costs nothing elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.lexicon import COLOURS, EXACT, NOTHING_LOST, SAYS, TIERS, Facet
from bolo.core.matching.titles.sizes import sizes_differ
from bolo.core.product import Description

Values = frozenset[str]
NOTHING: Values = frozenset()
ANYWHERE = frozenset({"global"})
BUSES, SPEEDS = frozenset({"sata", "uhs"}), frozenset({"2", "3"})
"""Their numeral is a speed ("SATA III"), no generation of the thing."""
WORN, OWNERS = frozenset({"headphones", "earbuds"}), frozenset({"phone", "tablet", "laptop"})
TIERS_IN = {
    **{word: frozenset({"air"}) for word in ("airmax", "airforce", "airjordan", "airfryer")},
    "miniature": frozenset({"mini"}),
}
"""Words that say a tier, too: "Jordan Air" is what others call "Air Jordan"."""
_ADJECTIVE = (
    r"(?:portable|compact|slim|thin|light|lightweight|fast|quick|quiet|silent|soft|bright|strong"
    r"|sharp|wide|high|small|durable|fine|smooth|absorbent|violet|sonic|hd)"
)
_MEANT_ELSE = re.compile(
    rf"\b(?:ultra|super)[ -]{_ADJECTIVE}\b|\bmini[ -](?:usb|hdmi|dvi|displayport|jack|sim|sd|din)\b"
    r"|\bair[ -](?:flow|cooled|cooling)\b|\b(?:hot|open|high) air\b|\bpro tools\b"
    r"|\bred[ -]?eye|\bwhite[ -]balance|\bblack[ -]friday|\bblue[ -]?ray\b"
    r"|\bblack (?:&|and) decker\b"
)
"""Words of a tier or a colour that say something else beside what stands there."""
_LETTERS = re.compile(r"[^\W\d_]+")


class Pair(NamedTuple):
    """Two things, each as it was read and as it is stated."""

    a: Attributes
    b: Attributes
    one: Description
    other: Description


def facts_apart(pair: Pair, shared: Values, *, identified: bool) -> Iterator[str]:
    """Name each respect in which they contradict; `shared` are the model numbers of both."""
    a, b = pair.a, pair.b
    for facet in sorted(a.facts.keys() | b.facts.keys()):
        mine, theirs = a.facts.get(facet, NOTHING), b.facts.get(facet, NOTHING)
        if facet in EXACT:
            if identified and not (mine and theirs):
                continue
            apart = _missing(facet, a, b, pair.one, shared)
            apart = apart or _missing(facet, b, a, pair.other, shared)
        elif not (mine and theirs):
            continue
        else:
            apart = APART.get(facet, _disjoint)(mine, theirs)
            if apart and facet is Facet.COLOUR:
                apart = _neither_says_less(_meant(mine, pair.one), _meant(theirs, pair.other))
        if apart and not (facet is Facet.THING and identified and _called(mine | theirs)):
            yield f"{facet} {say(mine)} against {say(theirs)}"


def say(values: Iterable[str]) -> str:
    """Return values for people."""
    return "/".join(sorted(values)) or "none"


def _in_brand(tier: str, a: Attributes, b: Attributes) -> bool:
    """Tell whether a word is part of the maker's name ("Da-Lite")."""
    return any(word != tier and word.endswith(tier) for word in (*a.brand, *b.brand))


def _called(things: Values) -> bool:
    """Tell whether shops call one thing these: earbuds headphones, a dock for phones a phone."""
    return things <= WORN or not OWNERS.isdisjoint(things)


def _missing(facet: Facet, a: Attributes, b: Attributes, one: Description, shared: Values) -> bool:
    """Tell whether `a` says something that `b` does not say in any way."""
    said = a.facts.get(facet, NOTHING) - b.facts.get(facet, NOTHING)
    if said and facet is Facet.TIER:
        said = said.difference(*(TIERS_IN[word] for word in TIERS_IN.keys() & b.words.keys()))
        said = frozenset(tier for tier in said - b.words.keys() if not _in_brand(tier, a, b))
        said = _meant(said, one)
        return any(not _in_one_word(tier, a, b) for tier in said)
    if facet is Facet.GENERATION:
        said = said - {"1"} - b.numbers
        if not BUSES.isdisjoint(a.words):
            said = said - SPEEDS
        said = frozenset(each for each in said if not any(m.startswith(each) for m in shared))
    return bool(said - b.words.keys())


def _in_one_word(tier: str, a: Attributes, b: Attributes) -> bool:
    """Tell whether the other writes a tier and its neighbour in one: "SE 3", "SE3"."""
    run = a.tokens
    places = [at for at, word in enumerate(run) if word == tier]
    joined = {run[at - 1] + tier for at in places if at} | {
        tier + run[at + 1] for at in places if at + 1 < len(run)
    }
    return not joined.isdisjoint(b.words)


def _meant(said: Values, thing: Description) -> Values:
    """Return which tiers or colours a title names in their own right."""
    title = f"{thing.title} / {thing.variant or ''}".lower()
    rest, found = _MEANT_ELSE.subn(" ", title)
    if not found:
        return said
    words = {SAYS[word][1] for word in _LETTERS.findall(rest) if word in TIERS or word in COLOURS}
    return said & words


def _disjoint(mine: Values, theirs: Values) -> bool:
    return mine.isdisjoint(theirs)


def _neither_says_less(mine: Values, theirs: Values) -> bool:
    return not (mine <= theirs or theirs <= mine)


def _regions(mine: Values, theirs: Values) -> bool:
    return mine.isdisjoint(theirs) and ANYWHERE.isdisjoint(mine | theirs)


APART: dict[Facet, Callable[[Values, Values], bool]] = {
    Facet.SIZE: sizes_differ,
    Facet.REGION: _regions,
    **dict.fromkeys(NOTHING_LOST, _neither_says_less),
}
"""When two statements contradict; for the rest, when they have nothing in common."""
