"""What two titles state, respect by respect: what both say, and what only one of them says.

The same facts forbid a link where they contradict (`conflicts`); here trees weigh them. Model
numbers and kinds are left out: shops contradict each other there so freely that trees which
leaned on them did worse on lists they never saw.
"""

import math

import numpy as np

from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.rows.table import Table, read_code
from bolo.core.matching.titles.attributes import Attributes, read_attributes
from bolo.core.matching.titles.lexicon import Facet
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
NAMES = tuple(
    f"stated.{facet.name.lower()}_{how}" for facet in FACETS for how in ("both", "left", "right")
)
NOTHING: frozenset[str] = frozenset()


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
        mpn=read_code(of("code") or "") or None,
        variant=of("variant"),
    )


def compare_stated(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return how many values both state, and either alone; NaN where neither says anything."""
    sides = [
        {row: read_attributes(description(table, row)) for row in np.unique(rows).tolist()}
        for table, rows in zip((left, right), pairs, strict=True)
    ]
    found = np.zeros((len(pairs[0]), len(NAMES)), np.float32)
    for at, (one, other) in enumerate(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)):
        found[at] = _told(sides[0][one], sides[1][other])
    return {name: found[:, at] for at, name in enumerate(NAMES)}


def _told(a: Attributes, b: Attributes) -> list[float]:
    found: list[float] = []
    for facet in FACETS:
        mine, theirs = a.facts.get(facet, NOTHING), b.facts.get(facet, NOTHING)
        said = bool(mine or theirs)
        both = len(mine & theirs), len(mine - theirs), len(theirs - mine)
        found += both if said else (math.nan,) * 3
    return found
