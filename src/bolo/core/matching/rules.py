"""The one door to matching: `compare` two descriptions, `best` of several candidates.

Identifiers first, then a first text rule whose probabilities are deliberately
modest; the trained model of a later version stands behind the same two functions.
"""

from collections.abc import Iterable
from decimal import Decimal

from bolo.core.matching.attributes import Attributes, Kind, read_attributes
from bolo.core.product import Candidate, Description, Likeness, Method

P_GTIN = Decimal("0.995")
P_MPN = Decimal("0.97")
P_MODEL = Decimal("0.93")
P_TEXT_MOST = Decimal("0.88")
LEAST_OVERLAP = Decimal("0.35")
"""Two titles of the same GTIN that share less than this are worth a second look."""


def compare(one: Description, other: Description) -> Likeness:
    """Say how likely `one` and `other` are the same thing, and what forbids it."""
    a, b = read_attributes(one), read_attributes(other)
    gates = tuple(_conflicts(a, b, one, other))
    overlap = _overlap(a.words, b.words)
    if one.gtin and one.gtin == other.gtin:
        return Likeness(P_GTIN, Method.GTIN, (f"same GTIN {one.gtin}",), gates)
    if _same_part(one, other):
        return Likeness(P_MPN, Method.MPN, (f"same brand and part number {one.mpn}",), gates)
    shared = a.models & b.models
    if shared and overlap >= LEAST_OVERLAP:
        text = f"same model number {', '.join(sorted(shared))}"
        return Likeness(P_MODEL, Method.TEXT, (text, _percent(overlap)), gates)
    probability = (overlap * overlap * P_TEXT_MOST).quantize(Decimal("0.0001"))
    return Likeness(probability, Method.TEXT, (_percent(overlap),), gates)


def best(
    thing: Description, candidates: Iterable[Candidate]
) -> tuple[tuple[Candidate, Likeness] | None, tuple[Candidate, Likeness] | None]:
    """Return the best match, and the likeliest candidate that a gate forbade."""
    judged = [(candidate, compare(thing, candidate.description)) for candidate in candidates]
    judged.sort(key=lambda pair: (-pair[1].probability, str(pair[0].product)))
    match = next((pair for pair in judged if pair[1].same), None)
    near = next(
        (p for p in judged if p[1].gates and p[1].probability >= Decimal("0.3")),
        None,
    )
    return match, near


def _overlap(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """Share of words in common, by the mean of both sides' coverage; 0 when a side is empty."""
    if not one or not other:
        return Decimal(0)
    common = len(one & other)
    return (Decimal(common) / len(one) + Decimal(common) / len(other)) / 2


def _percent(overlap: Decimal) -> str:
    return f"titles share {overlap * 100:.0f} % of their words"


def _same_part(one: Description, other: Description) -> bool:
    if not (one.mpn and other.mpn and one.brand and other.brand):
        return False
    return (one.mpn, _brand(one.brand)) == (other.mpn, _brand(other.brand))


def _brand(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


KIND_TEXT = {
    Kind.ACCESSORY: "an accessory, not the item itself",
    Kind.PART: "parts or a broken item",
    Kind.BOX: "the box only",
    Kind.BUNDLE: "a bundle",
}


def _conflicts(a: Attributes, b: Attributes, one: Description, other: Description) -> list[str]:
    """Name every hard attribute on which the two contradict each other."""
    found: list[str] = []
    if a.kind is not b.kind:
        kind = a.kind if a.kind is not Kind.ITEM else b.kind
        found.append(f"one of them is {KIND_TEXT[kind]}")
    if a.pack != b.pack:
        found.append(f"pack of {a.pack} against pack of {b.pack}")
    found += _measure_conflicts(a, b)
    for name, mine, theirs in (
        ("size", a.sizes, b.sizes),
        ("colour", a.colours, b.colours),
        ("model number", _letters(a.models), _letters(b.models)),
    ):
        if mine and theirs and not mine & theirs:
            found.append(f"{name} {'/'.join(sorted(mine))} against {'/'.join(sorted(theirs))}")
    if _brand(one.brand or "") and _brand(other.brand or "") and not _brands_agree(one, other):
        found.append(f"brand {one.brand} against {other.brand}")
    if one.gtin and other.gtin and one.gtin != other.gtin:
        found.append(f"GTIN {one.gtin} against {other.gtin}")
    if (one.condition == "for_parts") != (other.condition == "for_parts") and a.kind is b.kind:
        found.append("one of them is sold for parts")
    return found


def _letters(models: frozenset[str]) -> frozenset[str]:
    return frozenset(model for model in models if not model.isdigit())


def _measure_conflicts(a: Attributes, b: Attributes) -> list[str]:
    found = []
    for unit in sorted({unit for unit, _ in a.measures} & {unit for unit, _ in b.measures}):
        mine = {value for kind, value in a.measures if kind == unit}
        theirs = {value for kind, value in b.measures if kind == unit}
        if not mine & theirs:
            found.append(
                f"{'/'.join(sorted(mine))} {unit} against {'/'.join(sorted(theirs))} {unit}"
            )
    return found


def _brands_agree(one: Description, other: Description) -> bool:
    a, b = _brand(one.brand or ""), _brand(other.brand or "")
    return a in b or b in a
