"""What forbids that two descriptions are of one thing, however alike they look."""

from collections.abc import Iterator

from bolo.core.matching.gates.beside import count_ahead, is_beside, is_named_beside
from bolo.core.matching.gates.brands import brands_agree
from bolo.core.matching.gates.facts import Pair, facts_apart, say
from bolo.core.matching.gates.numbers import (
    LONG_CODE,
    is_code,
    is_processor,
    numbers_apart,
    shared_models,
    tells_alone,
)
from bolo.core.matching.titles.accessories import BEFORE_FOR, GOODS, NOUNS
from bolo.core.matching.titles.attributes import Attributes
from bolo.core.matching.titles.counts import MOST_IN_PACK, differ
from bolo.core.matching.titles.dimensions import Dimensions, apart, read_dimensions
from bolo.core.matching.titles.kinds import KIND_TEXT, Kind, joins, what_for
from bolo.core.matching.titles.lexicon import COLOURS, Facet
from bolo.core.matching.titles.standards import may_name, read_standards, standards_apart
from bolo.core.matching.titles.title_words import SHORTEST_MODEL, W_NAME, WORD, bare
from bolo.core.product import Description

Values = frozenset[str]
NOTHING: Values = frozenset()
SHORTEST_OWNER = 3
SUBSTITUTE = "one of them is a compatible or remanufactured one"
IN_ONE = frozenset("box pack pk carton set bundle pair roll bag ct case bx".split())
"""What holds a count that a title states apart from it."""
CLOCK = "MHz"
"""Shops state the usual clock rate of a processor, or the highest."""
MANY = 1_000
"""So many are no pack of things that are sold one by one: "5000 games"."""
COUNTED = {
    str(number): word
    for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)
}


def conflicts(
    a: Attributes, b: Attributes, one: Description, other: Description, *, identified: bool
) -> tuple[str, ...]:
    """Name every hard attribute on which the two contradict each other.

    `identified` says that an identifier agrees: then one title may say less than the other.
    """
    numbered = _both_numbered(a, b, one, other)
    kinds = _kinds(a, b, one, other, numbered=numbered)
    return (*kinds, *_each(a, b, one, other, numbered=numbered, identified=identified))


def contradict(
    a: Attributes, b: Attributes, one: Description, other: Description, *, identified: bool
) -> bool:
    """Tell whether there is any conflict, and look for no second one; kinds, the dearest, last."""
    numbered = _both_numbered(a, b, one, other)
    for _ in _each(a, b, one, other, numbered=numbered, identified=identified):
        return True
    return any(True for _ in _kinds(a, b, one, other, numbered=numbered))


def _each(
    a: Attributes,
    b: Attributes,
    one: Description,
    other: Description,
    *,
    numbered: bool,
    identified: bool,
) -> Iterator[str]:
    shared = shared_models(a, b)
    yield from _counts(a, b, shared, numbered=numbered)
    mine = read_dimensions(one)
    theirs = read_dimensions(other) if mine else ()
    lengths = _figures(mine, theirs) if theirs else NOTHING
    if not numbered and not shared and a.models and b.models:
        apart_by = numbers_apart(a, b, one, other)
        if apart_by:
            yield f"model number {say(apart_by[0])} against {say(apart_by[1])}"
    if not numbered:
        yield from _models(a, b, shared, lengths)
    if a.facts or b.facts:
        long = any(len(model) >= LONG_CODE for model in shared)
        yield from facts_apart(Pair(a, b, one, other), shared, identified=identified or long)
    yield from _names(a, b, one, other)
    if not identified:
        if theirs and apart(mine, theirs):
            yield f"dimensions {say(map(str, mine))} against {say(map(str, theirs))}"
        if may_name(one.title):
            yield from _standards(one.title, other.title)


def _both_numbered(a: Attributes, b: Attributes, one: Description, other: Description) -> bool:
    """Tell whether both state one maker and one part number: titles may name others beside it."""
    if a.part is None or a.part != b.part or not (a.brand and b.brand):
        return False
    return is_code(a.part) and brands_agree(a, b, one, other)


def _kinds(
    a: Attributes, b: Attributes, one: Description, other: Description, *, numbered: bool
) -> Iterator[str]:
    if a.kind is not b.kind and not (
        _same_goods(a, b)
        or _same_accessory(a, b, one, other)
        or (numbered and _called_alike(a, b, one, other))
    ):
        kind = a.kind if a.kind is not Kind.ITEM else b.kind
        yield f"one of them is {KIND_TEXT[kind]}"
    elif (one.condition == "for_parts") != (other.condition == "for_parts"):
        yield "one of them is sold for parts"
    elif _belongs_to(a, b) or _belongs_to(b, a):
        yield "one of them is for the other"
    elif is_beside(a, b, one, other) or is_beside(b, a, other, one):
        yield f"one of them is {KIND_TEXT[Kind.ACCESSORY]}"
    elif a.pack == b.pack == 1 and (count := count_ahead(a, b) or count_ahead(b, a)):
        yield f"pack of {count} against pack of 1"
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


def _called_alike(a: Attributes, b: Attributes, one: Description, other: Description) -> bool:
    """Tell whether an accessory that one title does not call so is called as in the other.

    That both state its number is not enough: sellers state the number of what theirs is for.
    """
    if {a.kind, b.kind} != {Kind.ITEM, Kind.ACCESSORY}:
        return False
    if a.kind is Kind.ITEM:
        a, b, one, other = b, a, other, one
    halves = what_for(one.title.lower())
    if halves is not None and a.part is not None and a.part in bare(halves[1]):
        return False
    if is_named_beside(b, a, other.title, one.title):
        return False
    things = b.facts.get(Facet.THING, NOTHING) - a.facts.get(Facet.THING, NOTHING)
    said = b.words.keys() - b.brand - {b.part} - set(COLOURS)
    both = [word for word in said if _says(a, word)]
    return not things and len(both) * 2 > len(said)


def _both_for(accessory: Attributes, item: Attributes, said: Description) -> bool:
    """Tell whether both are for one thing: "Eco-Flip iPad 2 case", "Eco-Flip for iPad 2"."""
    halves = what_for(said.title.lower())
    if halves is None or not item.before:
        return False
    if accessory.before is not None and accessory.before.isdisjoint(item.before):
        return False
    owner = {bare(word) for word in WORD.findall(halves[1])} - {item.part, *item.models}
    if not all(_says(accessory, word) for word in owner if len(word) >= SHORTEST_OWNER):
        return False
    own = [word for word in map(bare, item.before) if _says(accessory, word)]
    return len(own) * 2 > len(item.before)


def _says(thing: Attributes, word: str) -> bool:
    return word in thing.words or bool(thing.spelt(word))


def _both_have_its_number(
    accessory: Attributes, item: Attributes, one: Description, other: Description
) -> bool:
    """Tell whether both name it and its own number, and only one what it is for.

    "Epson T078320 ink cartridge for Stylus" and "Epson 78 magenta ink cartridge T078320"; but not
    "EOS-5D case for Canon" and "EOS-5D camera with case", nor a number that is the other thing's.
    """
    halves = what_for(one.title.lower())
    if halves is None or joins(other.title):
        return False
    own, owner = (bare(half) for half in halves)
    words = accessory.words.keys() & item.words.keys()
    shared = words | shared_models(accessory, item)
    codes = [code for code in filter(_is_own_code, shared) if code in own or code in owner]
    if any(code not in owner for code in codes) and not (NOUNS | BEFORE_FOR).isdisjoint(words):
        return True
    return any(len(code) >= LONG_CODE for code in codes) and _both_named(accessory, item, halves)


def _both_named(accessory: Attributes, item: Attributes, halves: tuple[str, str]) -> bool:
    """Tell whether both call the accessory by its name: "Talkmate adapter for Phone TM-2210-B".

    The name is no word that says what it is, who made it, or what it is for.
    """
    own = [bare(word) for word in WORD.findall(halves[0])]
    owner = {bare(word) for word in WORD.findall(halves[1])}
    names = {
        word
        for word in own[1:]
        if accessory.words.get(word) == W_NAME and word not in {own[0], *owner, *NOUNS, *BEFORE_FOR}
    }
    return len([name for name in names if _says(item, name)]) * 2 > len(names)


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
    return not any(word in b.words or b.spelt(word) for word in map(bare, a.before))


def _counts(a: Attributes, b: Attributes, shared: Values, *, numbered: bool) -> Iterator[str]:
    if a.pack != b.pack and not (
        _counts_too(a, b)
        or _counts_too(b, a)
        or (numbered and 1 in {a.pack, b.pack} and max(a.pack, b.pack) > MOST_IN_PACK)
    ):
        yield f"pack of {a.pack} against pack of {b.pack}"
    for unit in sorted(a.measures.keys() & b.measures.keys()):
        mine, theirs = a.measures[unit], b.measures[unit]
        if mine == theirs or not differ(unit, mine, theirs):
            continue
        if unit != CLOCK or not any(map(is_processor, shared)):
            yield f"{say(mine)} {unit} against {say(theirs)} {unit}"


def _counts_too(a: Attributes, b: Attributes) -> bool:
    """Tell whether `b`, which is no pack, names the count of `a` all the same ("100 / box")."""
    count = str(a.pack)
    if b.pack != 1 or count in a.numbers or count in a.models:
        return False
    if a.pack < MANY and IN_ONE.isdisjoint(b.words):
        return False
    return count in b.numbers or count in b.models


def _standards(one: str, other: str) -> Iterator[str]:
    for standard, mine, theirs in standards_apart(read_standards(one), read_standards(other)):
        yield f"{standard} {say(mine)} against {say(theirs)}"


def _figures(*said: tuple[Dimensions, ...]) -> Values:
    """Return the figures that are lengths: in another unit they are others."""
    return frozenset(f"{length:g}" for each in said for one in each for length in one.lengths)


def _models(a: Attributes, b: Attributes, shared: Values, lengths: Values) -> Iterator[str]:
    mine, theirs = a.short_models, b.short_models
    if _apart(mine, theirs, shared) and not any(a.spelt(m) or b.spelt(m) for m in mine | theirs):
        yield f"model {say(mine)} against {say(theirs)}"
    mine, theirs = a.numbers - lengths, b.numbers - lengths
    if (
        _apart(mine, theirs, shared)
        and not _tell_generations(mine | theirs, a, b)
        and not _alike_written(mine, theirs, a, b)
    ):
        yield f"model {say(mine)} against {say(theirs)}"


def _alike_written(mine: Values, theirs: Values, a: Attributes, b: Attributes) -> bool:
    """Tell whether both name one figure, in a word ("six-tier") or with other points ("3.5.2")."""
    if any(COUNTED.get(each) in b.words for each in mine):
        return True
    if any(COUNTED.get(each) in a.words for each in theirs):
        return True
    ours, others = ({bare(each) for each in some if "." in each} for some in (mine, theirs))
    return not ours.isdisjoint(others)


def _apart(mine: Values, theirs: Values, shared: Values) -> bool:
    if not mine or not theirs or not mine.isdisjoint(theirs):
        return False
    return not _aside(shared, mine, theirs)


def _aside(shared: Values, mine: Values, theirs: Values) -> bool:
    """Tell whether a shared long number says it all; processors (i5, i7) differ beside it."""
    letters = {value[0] for value in mine} & {value[0] for value in theirs}
    return bool(shared) and not any(letter.isalpha() for letter in letters)


def _tell_generations(numbers: Values, a: Attributes, b: Attributes) -> bool:
    generations = (each.facts.get(Facet.GENERATION, frozenset()) for each in (a, b))
    return not numbers.isdisjoint(frozenset().union(*generations))


def _names(a: Attributes, b: Attributes, one: Description, other: Description) -> Iterator[str]:
    if a.brand and b.brand and not brands_agree(a, b, one, other):
        yield f"brand {one.brand} against {other.brand}"
    if one.gtin and other.gtin and one.gtin.zfill(14) != other.gtin.zfill(14):
        yield f"GTIN {one.gtin} against {other.gtin}"
