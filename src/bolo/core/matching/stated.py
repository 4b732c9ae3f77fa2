"""What two titles state, attribute by attribute: what agrees, and what only one of them says.

The same attributes forbid a link where they contradict (`conflicts`); here trees weigh them.
"""

import math

import numpy as np

from bolo.core.matching.attributes import Attributes, read_attributes
from bolo.core.matching.conflicts import shared_models
from bolo.core.matching.counts import differ
from bolo.core.matching.lexicon import Facet
from bolo.core.matching.spaces import Floats, Places
from bolo.core.matching.table import Table
from bolo.core.product import Description

Pairs = tuple[Places, Places]
FACETS = (
    Facet.COLOUR,
    Facet.SIZE,
    Facet.TIER,
    Facet.GENERATION,
    Facet.EDITION,
    Facet.PLATFORM,
    Facet.YEAR,
    Facet.THING,
)
NAMES = (
    *(f"stated.{name}" for name in ("kind", "pack", "agree", "differ")),
    *(
        f"stated.{name}_{how}"
        for name in ("models", "short", "numbers", *(facet.name.lower() for facet in FACETS))
        for how in ("both", "left", "right")
    ),
)


def description(table: Table, row: int) -> Description:
    """Return what a row states, for the rules that read single things."""
    stated = table.rows[row]

    def of(role: str) -> str | None:
        column = table.columns.get(role)
        return (stated[column] or "").strip() or None if column else None

    return Description(
        title=table.names[row],
        brand=of("brand"),
        gtin=table.gtins[row] or None,
        mpn=of("code"),
        variant=of("variant"),
    )


def compare_stated(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return features of what both sides state; NaN where neither says anything of it."""
    sides = [
        {row: read_attributes(description(table, row)) for row in np.unique(rows).tolist()}
        for table, rows in zip((left, right), pairs, strict=True)
    ]
    found = np.zeros((len(pairs[0]), len(NAMES)), np.float32)
    for at, (one, other) in enumerate(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)):
        a, b = sides[0][one], sides[1][other]
        found[at] = (*_counted(a, b), *_told(a, b))
    return {name: found[:, at] for at, name in enumerate(NAMES)}


def _counted(a: Attributes, b: Attributes) -> tuple[float, ...]:
    units = a.measures.keys() & b.measures.keys()
    apart = sum(differ(unit, a.measures[unit], b.measures[unit]) for unit in units)
    return (
        float(a.kind is not b.kind),
        abs(math.log2(a.pack / b.pack)),
        len(units) - apart if units else math.nan,
        apart if units else math.nan,
    )


def _told(a: Attributes, b: Attributes) -> list[float]:
    shared = shared_models(a, b)
    found = [*_sides(a.models | shared, b.models | shared)]
    found += [*_sides(a.short_models, b.short_models), *_sides(a.numbers, b.numbers)]
    nothing: frozenset[str] = frozenset()
    for facet in FACETS:
        found += _sides(a.facts.get(facet, nothing), b.facts.get(facet, nothing))
    return found


def _sides(mine: frozenset[str], theirs: frozenset[str]) -> tuple[float, float, float]:
    if not (mine or theirs):
        return math.nan, math.nan, math.nan
    return len(mine & theirs), len(mine - theirs), len(theirs - mine)
