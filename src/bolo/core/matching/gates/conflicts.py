"""What forbids that two descriptions are of one thing, however alike they look."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.counts import differ
from bolo.core.matching.titles.dimensions import Dimensions, apart, read_dimensions
from bolo.core.matching.titles.kinds import (
    BEFORE_FOR,
    GOODS,
    KIND_TEXT,
    NOUNS,
    Kind,
    joins,
    what_for,
)
from bolo.core.matching.titles.lexicon import EXACT, NOTHING_LOST, TIERS, Facet
from bolo.core.matching.titles.sizes import sizes_differ
from bolo.core.matching.titles.standards import may_name, read_standards, standards_apart
from bolo.core.matching.titles.title_words import REMEMBERED, SHORTEST_MODEL, WORD, bare
from bolo.core.product import Description

Values = frozenset[str]
NOTHING: Values = frozenset()
LONG_CODE = 5
"""From this length on, letters around a model number may be a colour or a country."""
LONGEST_ENDING, FEWEST_DIGITS = 2, 2
COLOUR_ENDINGS = frozenset("blk wht red blu grn yel pnk sil slv gry brn org pur gld".split())
SHORTEST_OWNER = 3
SUBSTITUTE = "one of them is a compatible or remanufactured one"
ANYWHERE = frozenset({"global"})


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


def conflicts(
    a: Attributes, b: Attributes, one: Description, other: Description, *, identified: bool
) -> tuple[str, ...]:
    """Name every hard attribute on which the two contradict each other.

    `identified` says that an identifier agrees: then one title may say less than the other.
    """
    return tuple(_each(a, b, one, other, identified=identified))


def contradict(
    a: Attributes, b: Attributes, one: Description, other: Description, *, identified: bool
) -> bool:
    """Tell whether there is any conflict, and look for no second one."""
    return next(_each(a, b, one, other, identified=identified), None) is not None


def _each(
    a: Attributes, b: Attributes, one: Description, other: Description, *, identified: bool
) -> Iterator[str]:
    yield from _kinds(a, b, one, other)
    yield from _counts(a, b)
    shared = shared_models(a, b)
    mine = read_dimensions(one)
    theirs = read_dimensions(other) if mine else ()
    lengths = _figures(mine, theirs) if theirs else NOTHING
    yield from _models(a, b, shared, lengths)
    if a.facts or b.facts:
        long = any(len(model) >= LONG_CODE for model in shared)
        yield from _facts(a, b, identified=identified or long)
    yield from _names(a, b, one, other)
    if not identified:
        if theirs and apart(mine, theirs):
            yield f"dimensions {_say(map(str, mine))} against {_say(map(str, theirs))}"
        if may_name(one.title):
            yield from _standards(one.title, other.title)


def _kinds(a: Attributes, b: Attributes, one: Description, other: Description) -> Iterator[str]:
    if a.kind is not b.kind and not (_same_goods(a, b) or _same_accessory(a, b, one, other)):
        kind = a.kind if a.kind is not Kind.ITEM else b.kind
        yield f"one of them is {KIND_TEXT[kind]}"
    elif (one.condition == "for_parts") != (other.condition == "for_parts"):
        yield "one of them is sold for parts"
    elif _belongs_to(a, b) or _belongs_to(b, a):
        yield "one of them is for the other"
    if a.substitute != b.substitute:
        yield SUBSTITUTE


def _same_goods(a: Attributes, b: Attributes) -> bool:
    """Tell whether both name the same goods, which one title puts last and the other does not.

    "TN450 toner, black" and "black toner TN450": neither is for the other.
    """
    if {a.kind, b.kind} != {Kind.ITEM, Kind.ACCESSORY} or a.before is not b.before:
        return False
    return not GOODS.isdisjoint(a.words.keys() & b.words.keys())


def _same_accessory(a: Attributes, b: Attributes, one: Description, other: Description) -> bool:
    """Tell whether both are the same kind of accessory, though only one title is sure to be."""
    if {a.kind, b.kind} != {Kind.ITEM, Kind.ACCESSORY}:
        return False
    if a.kind is Kind.ITEM:
        a, b, one, other = b, a, other, one
    return _both_for(a, b, other) or _both_have_its_number(a, b, one, other)


def _both_for(accessory: Attributes, item: Attributes, said: Description) -> bool:
    """Tell whether both are for one thing: "Eco-Flip iPad 2 case", "Eco-Flip for iPad 2"."""
    halves = what_for(said.title.lower())
    if halves is None or not item.before:
        return False
    if accessory.before is not None and accessory.before.isdisjoint(item.before):
        return False
    owner = {word for word in WORD.findall(halves[1]) if len(word) >= SHORTEST_OWNER}
    named = owner <= accessory.words.keys() and bool(owner)
    return named and all(
        word in accessory.words or accessory.spelt(bare(word)) for word in item.before
    )


def _both_have_its_number(
    accessory: Attributes, item: Attributes, one: Description, other: Description
) -> bool:
    """Tell whether both name it and its own number, and only one what it is for.

    "Epson T078320 ink cartridge for Stylus" and "Epson 78 magenta ink cartridge T078320"; but not
    "EOS-5D case for Canon" and "EOS-5D camera with case", nor a number that is the other thing's.
    """
    words = accessory.words.keys() & item.words.keys()
    if (NOUNS | BEFORE_FOR).isdisjoint(words) or joins(other.title):
        return False
    halves = what_for(one.title.lower())
    if halves is None:
        return False
    own, owner = (bare(half) for half in halves)
    shared = words | shared_models(accessory, item)
    return any(code in own and code not in owner for code in filter(_is_own_code, shared))


def _is_own_code(word: str) -> bool:
    """Tell whether a word is a part number, and no measure ("1080p")."""
    whole = word.isalnum() and tells_alone(word) and len(word) >= SHORTEST_MODEL
    return whole and (word[0].isalpha() or len(word) > LONG_CODE)


def _belongs_to(a: Attributes, b: Attributes) -> bool:
    """Tell whether `a` is "X for Y" where `b` knows nothing of X."""
    if a.before is None or b.before is not None:
        return False
    if not a.before or not a.before.isdisjoint(b.words):
        return False
    return not any(b.spelt(word) for word in a.before)


def _counts(a: Attributes, b: Attributes) -> Iterator[str]:
    if a.pack != b.pack:
        yield f"pack of {a.pack} against pack of {b.pack}"
    for unit in sorted(a.measures.keys() & b.measures.keys()):
        mine, theirs = a.measures[unit], b.measures[unit]
        if mine != theirs and differ(unit, mine, theirs):
            yield f"{_say(mine)} {unit} against {_say(theirs)} {unit}"


def _standards(one: str, other: str) -> Iterator[str]:
    for standard, mine, theirs in standards_apart(read_standards(one), read_standards(other)):
        yield f"{standard} {_say(mine)} against {_say(theirs)}"


def _figures(*said: tuple[Dimensions, ...]) -> Values:
    """Return the figures that are lengths: in another unit they are others."""
    return frozenset(f"{length:g}" for each in said for one in each for length in one.lengths)


def _models(a: Attributes, b: Attributes, shared: Values, lengths: Values) -> Iterator[str]:
    if not shared and a.models and b.models:
        yield f"model number {_say(a.models)} against {_say(b.models)}"
    mine, theirs = a.short_models, b.short_models
    if _apart(mine, theirs, shared) and not any(a.spelt(m) or b.spelt(m) for m in mine | theirs):
        yield f"model {_say(mine)} against {_say(theirs)}"
    mine, theirs = a.numbers - lengths, b.numbers - lengths
    if _apart(mine, theirs, shared) and not _tell_generations(mine | theirs, a, b):
        yield f"model {_say(mine)} against {_say(theirs)}"


def _apart(mine: Values, theirs: Values, shared: Values) -> bool:
    if not mine or not theirs or not mine.isdisjoint(theirs):
        return False
    return not _aside(shared, mine, theirs)


def _aside(shared: Values, mine: Values, theirs: Values) -> bool:
    """Tell whether a shared long number says it all; processors (i5, i7) differ beside it."""
    letters = {value[0] for value in mine} & {value[0] for value in theirs}
    return bool(shared) and not any(letter.isalpha() for letter in letters)


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


def _tell_generations(numbers: Values, a: Attributes, b: Attributes) -> bool:
    generations = (each.facts.get(Facet.GENERATION, frozenset()) for each in (a, b))
    return not numbers.isdisjoint(frozenset().union(*generations))


def _facts(a: Attributes, b: Attributes, *, identified: bool) -> Iterator[str]:
    for facet in sorted(a.facts.keys() | b.facts.keys()):
        mine, theirs = a.facts.get(facet, frozenset()), b.facts.get(facet, frozenset())
        if facet in EXACT:
            if identified and not (mine and theirs):
                continue
            apart = _missing(facet, a, b) or _missing(facet, b, a)
        elif not (mine and theirs):
            continue
        else:
            apart = APART.get(facet, _disjoint)(mine, theirs)
        if apart:
            yield f"{facet} {_say(mine)} against {_say(theirs)}"


def _missing(facet: Facet, a: Attributes, b: Attributes) -> bool:
    """Tell whether `a` says something that `b` does not say in any way."""
    said = a.facts.get(facet, frozenset()) - b.facts.get(facet, frozenset())
    if facet is Facet.GENERATION:
        said = said - {"1"} - b.numbers
    return bool(said - b.words.keys())


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


def _names(a: Attributes, b: Attributes, one: Description, other: Description) -> Iterator[str]:
    if a.brand and b.brand and not _brands_agree(a, b):
        yield f"brand {one.brand} against {other.brand}"
    if one.gtin and other.gtin and one.gtin.zfill(14) != other.gtin.zfill(14):
        yield f"GTIN {one.gtin} against {other.gtin}"


def _brands_agree(a: Attributes, b: Attributes) -> bool:
    if not a.brand.isdisjoint(b.brand):
        return True
    mine, theirs = "".join(sorted(a.brand)), "".join(sorted(b.brand))
    alike = mine.startswith(theirs) or theirs.startswith(mine)
    return alike or a.brand <= b.words.keys() or b.brand <= a.words.keys()


def _say(values: Iterable[str]) -> str:
    return "/".join(sorted(values)) or "none"
