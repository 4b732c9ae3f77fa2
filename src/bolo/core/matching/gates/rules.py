"""The rules of matching: `compare` two descriptions, `best` of several candidates.

Identifiers first, then a text rule whose probabilities are deliberately modest. Where only
the text speaks and nothing forbids, the trees have the word: see `for_trees` and `agreed`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bolo.core.matching.gates.conflicts import conflicts, contradict
from bolo.core.matching.gates.numbers import (
    is_code,
    is_variant,
    shared_models,
    tells_alone,
    variants,
)
from bolo.core.matching.titles.attributes import Attributes, read_attributes
from bolo.core.matching.titles.title_words import W_NAME
from bolo.core.product import Candidate, Description, Likeness, Method

P_GTIN = Decimal("0.995")
P_MPN = Decimal("0.97")
P_PART_IN_TITLE = Decimal("0.95")
P_MODEL = Decimal("0.93")
P_OTHER_PART = Decimal("0.7")
P_TEXT_MOST = 0.96
WORTH_ASKING, HALF_SURE = Decimal("0.2"), Decimal("0.5")
"""What the rule must say for the trees to be asked; and for their word to be believed in full."""
PART_DOUBT = "part numbers"
LEAST_COVER = 5
"""One of so many parts of what words tell must titles with one model number have in common."""
NOTHING_IN_COMMON = 10
"""Two titles of one GTIN or part number that share less than one of so many are of two things."""
NAMELESS = "one of them has no name"
FEW_WORDS = 1
"""Weight of the doubt that stays when everything that is said agrees."""
ADDED, ADDED_MUCH, LITTLE = 0.5, 1.5, 0.15
"""How much the doubt grows by what one title has more: names, many names, common words."""
SUBSTITUTED, HALF = 6, 0.5
"""Weight of words that stand against each other which halves the probability."""

Judged = tuple[Candidate, Likeness]
Best = tuple[Judged | None, Judged | None]


class Read(NamedTuple):
    """A description and what it says, read once for however many comparisons."""

    thing: Description
    said: Attributes


def compare(one: Description, other: Description) -> Likeness:
    """Say how likely `one` and `other` are the same thing, and what forbids it."""
    a, b = Read(one, read_attributes(one)), Read(other, read_attributes(other))
    common, identified = _common(a.said, b.said), _by_identifier(a, b)
    gates = conflicts(a.said, b.said, one, other, identified=identified is not None)
    if identified is not None and not common.covers(NOTHING_IN_COMMON):
        gates = (*gates, "the titles have next to nothing in common")
    if identified is None and _nameless(one, other):
        gates = (*gates, NAMELESS)
    return replace(_likeness(a, b, common, identified), gates=gates)


def forbidden(one: Read, other: Read) -> bool:
    """Tell whether `compare` would find a gate: quicker, for it stops at the first."""
    a, b = one.said, other.said
    identified = _by_identifier(one, other) is not None
    if contradict(a, b, one.thing, other.thing, identified=identified):
        return True
    if identified:
        return not _common(a, b).covers(NOTHING_IN_COMMON)
    return _nameless(one.thing, other.thing)


def _nameless(one: Description, other: Description) -> bool:
    """Tell whether a title has neither letter nor figure: a brand alone names no thing."""
    return not (_names(one.title) and _names(other.title))


def _names(title: str) -> bool:
    return title[:1].isalnum() or any(map(str.isalnum, title))


def reasons(one: Read, other: Read) -> tuple[str, ...]:
    """Return the reasons of `compare`, without looking for gates."""
    identified = _by_identifier(one, other)
    if identified is not None:
        return (identified[2],)
    common = _common(one.said, other.said)
    if one.said.part and other.said.part:
        return _likeness(one, other, common, None).reasons
    return _agreeing(one.said, other.said, common)


def _likeness(
    one: Read, other: Read, common: "_Shared", identified: "_Identified | None"
) -> Likeness:
    """Say how likely they are the same, whatever forbids it."""
    if identified is not None:
        probability, method, reason = identified
        return Likeness(probability, method, (reason,))
    reasons = _agreeing(one.said, other.said, common)
    probability = P_MODEL if len(reasons) > 1 else common.probability()
    return _doubted(Likeness(probability, Method.TEXT, reasons), one.said, other.said)


def _agreeing(a: Attributes, b: Attributes, common: "_Shared") -> tuple[str, ...]:
    """Say what of two titles agrees: first the model numbers, where they tell."""
    models: list[str] = []
    if not common.against_codes and common.covers(LEAST_COVER):
        models = sorted(filter(tells_alone, shared_models(a, b)))
    said = (f"same model number {', '.join(models)}",) if models else ()
    return (*said, common.text)


def _doubted(likeness: Likeness, a: Attributes, b: Attributes) -> Likeness:
    """Trust a likeness of titles less when both state a part number, and not the same."""
    if not (a.part and b.part) or a.part == b.part:
        return likeness
    short, long = sorted((a.part, b.part), key=len)
    if is_variant(short, long) or likeness.probability <= P_OTHER_PART:
        return likeness
    reasons = (*likeness.reasons, f"{PART_DOUBT} {a.part} and {b.part} differ")
    return replace(likeness, probability=P_OTHER_PART, reasons=reasons)


def for_trees(rule: Likeness) -> bool:
    """Tell whether the trees are to judge a pair: nothing identifies it, nothing forbids it."""
    return rule.method is Method.TEXT and not rule.gates and rule.probability >= WORTH_ASKING


def agreed(rule: Likeness, trees: Decimal) -> Likeness:
    """Return what rule and trees say together: what the trees say, if the rule goes along.

    Where the rule does not, the probability stays below what anybody buys on.
    """
    doubted = rule.probability < HALF_SURE or any(PART_DOUBT in one for one in rule.reasons)
    probability = min(trees, P_OTHER_PART) if doubted else trees
    said = f"the trained trees say {int(trees * 100)} %"  # down: 99.7 is not certain
    return replace(rule, probability=probability, reasons=(*rule.reasons, said))


def best(thing: Description, candidates: Iterable[Candidate]) -> Best:
    """Return the best match, and the likeliest candidate that a gate forbade."""
    return best_of((candidate, compare(thing, candidate.description)) for candidate in candidates)


def best_of(judged: Iterable[Judged]) -> Best:
    """Return the best match of what is judged, and the likeliest that a gate forbade."""
    ranked = sorted(judged, key=lambda pair: (-pair[1].probability, str(pair[0].product)))
    match = next((pair for pair in ranked if pair[1].same), None)
    near = next(
        (p for p in ranked if p[1].gates and p[1].probability >= Decimal("0.3")),
        None,
    )
    return match, near


_Identified = tuple[Decimal, Method, str]


def _by_identifier(one: Read, other: Read) -> _Identified | None:
    mine, theirs, a, b = one.thing, other.thing, one.said, other.said
    if mine.gtin and theirs.gtin and mine.gtin.zfill(14) == theirs.gtin.zfill(14):
        return P_GTIN, Method.GTIN, f"same GTIN {mine.gtin}"
    if a.part is None and b.part is None:
        return None
    if a.part == b.part and a.brand and b.brand and not a.brand.isdisjoint(b.brand):
        return P_MPN, Method.MPN, f"same brand and part number {mine.mpn}"
    for part, title in ((a.part, b), (b.part, a)):
        if part and is_code(part) and (part in title.models or title.spelt(part)):
            return P_PART_IN_TITLE, Method.MPN, f"part number {part} stands in the other title"
    return None


class _Shared(NamedTuple):
    """Weights of the words that both titles have, and of those that only one has.

    `mine` and `theirs` count names and numbers; `little` counts what every shop may add.
    """

    shared: int
    mine: int
    theirs: int
    little: int
    against_codes: bool

    def covers(self, parts: int) -> bool:
        """Tell whether the other has one of so many parts of the shorter title, or more."""
        whole = self.shared + min(self.mine, self.theirs)
        return bool(whole) and self.shared * parts >= whole

    @property
    def text(self) -> str:
        """Say it for people."""
        whole = 2 * self.shared + self.mine + self.theirs + self.little
        share = 200 * self.shared // whole if whole else 0
        return f"titles share {share} % of what their words tell"

    def probability(self) -> Decimal:
        """Weigh what agrees against what is added and, far heavier, what is substituted.

        Words of one title only may be advertising; when both have some, something
        else may be meant. What is added weighs more the more of it there is.
        """
        if not self.shared:
            return Decimal(0)
        swapped, added = min(self.mine, self.theirs), abs(self.mine - self.theirs)
        extra = added * (ADDED + ADDED_MUCH * added / self.shared) + self.little * LITTLE
        agree = self.shared / (self.shared + FEW_WORDS + extra)
        halved = HALF ** (swapped / SUBSTITUTED)
        return Decimal(f"{P_TEXT_MOST * agree * halved:.4f}")


def _common(a: Attributes, b: Attributes) -> _Shared:
    ours, others = a.words, b.words
    only_a, shared = set[str](), 0
    for word, weight in ours.items():
        weighed = others.get(word)
        if weighed is None:
            only_a.add(word)
        else:
            shared += weight if weight < weighed else weighed  # noqa: FURB136  (no call: quicker)
    only_b = others.keys() - ours.keys()
    for only, other, rest, words in ((only_a, b, only_b, ours), (only_b, a, only_a, others)):
        run = other.run
        for word in [word for word in only if word in run]:
            parts = other.spelt(word)
            if parts:
                only.discard(word)
                rest.difference_update(parts)
                shared += words[word]
    codes_a, codes_b = a.models & only_a, b.models & only_b
    if codes_a and codes_b:
        alike = set(variants(codes_a, codes_b))
        shared += sum(a.words[code] for code in codes_a & alike)
        only_a -= alike
        only_b -= alike
        codes_a, codes_b = codes_a - alike, codes_b - alike
    mine, some = _split(only_a, ours)
    theirs, more = _split(only_b, others)
    return _Shared(shared, mine, theirs, some + more, bool(codes_a and codes_b))


def _split(words: Iterable[str], weights: Mapping[str, int]) -> tuple[int, int]:
    """Return the weight of names and numbers, and that of what every shop may add."""
    names = little = 0
    for word in words:
        weight = weights[word]
        if weight >= W_NAME:
            names += weight
        else:
            little += weight
    return names, little
