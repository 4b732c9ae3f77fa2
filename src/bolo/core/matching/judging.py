"""The one door to the trees for things that are described: how likely each pair is one thing.

Rules stand before it: only pairs that nothing identifies and nothing forbids are for the trees.
Prices take no part: what is worth buying is what is far from its usual price.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from bolo.core.matching.corrections import learn
from bolo.core.matching.engine import Trained, judge
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.rows.table import Table, read_table
from bolo.core.product import Description

Pair = tuple[Description, Description]
AT_ONCE = 300
"""Pairs that are judged beside each other: too few for lists that teach themselves, which takes
seconds."""


def likely_same(trained: Trained, pairs: Sequence[Pair]) -> list[Decimal]:
    """Return the calibrated probability of each pair, judged beside its neighbours."""
    told: list[Decimal] = []
    for start in range(0, len(pairs), AT_ONCE):
        tables, places = tables_of(pairs[start : start + AT_ONCE])
        judged = judge(trained, *tables, places)
        told += [Decimal(f"{chance:.6f}") for chance in judged.probability.tolist()]
    return told


def learn_from(base: Trained, answers: Sequence[tuple[Pair, bool]]) -> Trained | None:
    """Return the base with what these answers teach; `None` when that is nothing.

    Give all answers there are, and the model that ships. A pair that is denied once is different.
    """
    said: dict[Pair, bool] = {}
    for (one, other), same in answers:
        pair = _essence(one), _essence(other)
        said[pair] = said.get(pair, True) and same
    if not said:
        return None
    tables, places = tables_of(list(said))
    taught = learn(base, tables, places, np.array(list(said.values()), np.bool_))
    return taught if len(taught.corrected) > len(base.corrected) else None


def tables_of(pairs: Sequence[Pair]) -> tuple[tuple[Table, Table], Pairs]:
    """Return both sides of the pairs as tables, each thing once, and where the pairs stand."""
    sides = [list(dict.fromkeys(_essence(pair[side]) for pair in pairs)) for side in (0, 1)]
    at = [{thing: row for row, thing in enumerate(side)} for side in sides]
    left, right = (_table(side) for side in sides)
    places = [
        np.array([at[side][_essence(pair[side])] for pair in pairs], np.int64) for side in (0, 1)
    ]
    return (left, right), (places[0], places[1])


def _essence(thing: Description) -> Description:
    """Return what of a description the trees read."""
    return replace(thing, condition=None, category=None)


def _table(things: Sequence[Description]) -> Table:
    return read_table(
        [
            {
                "id": str(row),
                "title": f"{thing.title} {thing.variant or ''}".strip(),
                "brand": thing.brand or "",
                "mpn": thing.mpn or "",
                "gtin": thing.gtin or "",
            }
            for row, thing in enumerate(things)
        ]
    )
