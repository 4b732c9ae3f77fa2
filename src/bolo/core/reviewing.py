"""A review: two listings side by side, and a person who says whether they are one thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bolo.core.matching.gates.conflicts import conflicts
from bolo.core.matching.titles.attributes import Attributes, read_attributes
from bolo.core.matching.titles.dimensions import read_dimensions
from bolo.core.matching.titles.kinds import Kind
from bolo.core.matching.titles.lexicon import Facet
from bolo.core.matching.titles.standards import STANDARDS, read_standards
from bolo.core.product import Description


class WhyAsked(StrEnum):
    """Why a person is asked. The values are stored: never renamed."""

    UNSURE = "unsure"
    NEAR_MISS = "near_miss"
    """Much alike, but something forbids it."""
    REPORTED = "reported"
    """Somebody says that the match is wrong."""


class Answer(StrEnum):
    """What a person says. The values are stored: never renamed."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Decision(StrEnum):
    """What was decided without a person. The values are stored: never renamed."""

    MATCH = "match"
    NO_MATCH = "no_match"


def urgency(why: WhyAsked, probability: Decimal) -> Decimal:
    """Return how early it is to be answered: reports first, then what could go either way."""
    if why is WhyAsked.REPORTED:
        return Decimal(3)
    if why is WhyAsked.NEAR_MISS:
        return probability
    return 2 - abs(2 * probability - 1)


class Kinship(StrEnum):
    """How two statements about one attribute go together."""

    SAME = "same"
    DIFFERENT = "different"
    MISSING = "missing"
    """Only one side says it."""
    CONFLICT = "conflict"
    """Different, and so that the two cannot be one thing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute on both sides."""

    name: str
    left: str | None
    right: str | None
    kind: Kinship


def attributes(thing: Description) -> tuple[tuple[str, str], ...]:
    """Return what a description says, by name, in the order in which it is shown."""
    return tuple((name, value) for name, value in _shown(thing) if value)


def differences(left: Description, right: Description) -> tuple[Difference, ...]:
    """Compare two descriptions attribute by attribute; what neither says is left out."""
    forbidden = _forbidden(left, right)
    return tuple(
        Difference(name, mine or None, theirs or None, _kinship(name, mine, theirs, forbidden))
        for (name, mine), (_, theirs) in zip(_shown(left), _shown(right), strict=True)
        if mine or theirs
    )


def _kinship(name: str, mine: str, theirs: str, forbidden: frozenset[str]) -> Kinship:
    if name in forbidden:
        return Kinship.CONFLICT
    if not (mine and theirs):
        return Kinship.MISSING
    return Kinship.SAME if mine.casefold() == theirs.casefold() else Kinship.DIFFERENT


def _shown(thing: Description) -> list[tuple[str, str]]:
    said = read_attributes(thing)
    standards = read_standards(thing.title)
    facts = {facet.value: values for facet, values in said.facts.items()}
    return [
        ("brand", thing.brand or ""),
        ("part number", thing.mpn or ""),
        ("GTIN", thing.gtin or ""),
        ("model number", _joined(said.models | said.short_models)),
        ("kind", "" if said.kind is Kind.ITEM else said.kind.replace("_", " ")),
        ("pack", "" if said.pack == 1 else str(said.pack)),
        ("measures", _measures(said)),
        ("dimensions", _joined(map(str, read_dimensions(thing)))),
        *((name, _joined(standards.get(name, ()))) for name in STANDARDS),
        *((name, _joined(facts.get(name, ()))) for name in FACETS),
        ("numbers", _joined(said.numbers)),
        ("variant", thing.variant or ""),
        ("condition", (thing.condition or "").replace("_", " ")),
        ("category", thing.category or ""),
    ]


FACETS = tuple(facet.value for facet in Facet)
"""What titles say in words, in the order in which it is shown."""
_BEGINNINGS = {
    "one of them": "kind",
    "pack of": "pack",
    "model number": "model number",
    "brand": "brand",
    "GTIN": "GTIN",
    "dimensions": "dimensions",
    **{name: name for name in (*STANDARDS, *FACETS)},
}
"""How the text of a gate begins, and which attribute it is about; the longest first."""


def _forbidden(left: Description, right: Description) -> frozenset[str]:
    """Return the attributes on which the two contradict each other."""
    a, b = read_attributes(left), read_attributes(right)
    gates = conflicts(a, b, left, right, identified=False)
    return frozenset(_about(gate, a, b) for gate in gates)


def _about(gate: str, a: Attributes, b: Attributes) -> str:
    for beginning in sorted(_BEGINNINGS, key=len, reverse=True):
        if gate.startswith(beginning):
            name = _BEGINNINGS[beginning]
            return name if name != "model" else _which_model(a, b)
    return "measures"


def _which_model(a: Attributes, b: Attributes) -> str:
    """Return where a conflict of "model" stands: among short codes, plain figures, or tiers."""
    if a.short_models != b.short_models:
        return "model number"
    return "numbers" if a.numbers and b.numbers and a.numbers != b.numbers else "model"


def _measures(said: Attributes) -> str:
    return ", ".join(
        f"{_joined(str(value) for value in values)} {unit}"
        for unit, values in sorted(said.measures.items())
    )


def _joined(values: Iterable[str]) -> str:
    return " / ".join(sorted(values))
