"""Whose part number stands where: in the other side of a pair, or in other candidates instead.

A number that a shop made up stands in no row of the other list, and says nothing. One that
stands in another candidate and not in this one speaks against it. So each row's number, without
its colour and once more without its last letters (see `stems`), is looked for in all candidates.
"""

import numpy as np

from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.features.ranks import standing
from bolo.core.matching.features.stems import Stem, stated_stem
from bolo.core.matching.rows.table import Table

Pairs = tuple[Places, Places]
SHORTEST = 4
"""Signs of a number that is looked for: a shorter one stands in many rows by chance."""
SIDES = ("left", "right")
COUNTED = tuple(
    (how, whose, among) for how in ("text", "core") for whose in SIDES for among in SIDES
)
NAMES = (
    *(f"elsewhere.{how}_of_{whose}_among_{among}" for how, whose, among in COUNTED),
    *(f"elsewhere.{what}_{side}" for side in SIDES for what in ("place", "lead")),
    *(f"elsewhere.only_{side}" for side in SIDES),
)


def compare_elsewhere(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return the features of `NAMES`, given all candidates at once.

    How many other candidates of either row have the left row's number, or the right row's; how the
    pair ranks by having either; and whether a number is in other candidates of its row only.
    """
    stems = (_stems(left, pairs[0]), _stems(right, pairs[1]))
    whole = _found(left, right, pairs, stems, cores=False)
    without_ends = _found(left, right, pairs, stems, cores=True)
    columns = [
        _others(groups, each) for both in (whole, without_ends) for each in both for groups in pairs
    ]
    for groups in pairs:
        ranked = standing(groups, whole[0] + whole[1])
        columns += [ranked.place, ranked.lead]
    for groups, each in zip(pairs, whole, strict=True):
        columns.append(((_others(groups, each) > 0) & (each == 0)).astype(np.float32))
    return dict(zip(NAMES, columns, strict=True))


def _stems(table: Table, rows: Places) -> dict[int, Stem]:
    return {row: stated_stem(table, row) for row in np.unique(rows).tolist()}


def _found(
    left: Table,
    right: Table,
    pairs: Pairs,
    stems: tuple[dict[int, Stem], dict[int, Stem]],
    *,
    cores: bool,
) -> tuple[Floats, Floats]:
    """Return where the left row's number stands in the right row, and the other way round."""
    mine, theirs = (
        {row: _sought(stem.core if cores else stem.text) for row, stem in side.items()}
        for side in stems
    )
    found = np.zeros((2, len(pairs[0])), np.float32)
    for at, (one, other) in enumerate(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)):
        number, its = mine[one], theirs[other]
        found[0, at] = bool(number) and number in right.flat[other]
        found[1, at] = bool(its) and its in left.flat[one]
    return found[0], found[1]


def _sought(number: str) -> str:
    return number if len(number) >= SHORTEST else ""


def _others(groups: Places, found: Floats) -> Floats:
    """Return in how many other pairs of its group it was found."""
    return (np.bincount(groups, weights=found)[groups] - found).astype(np.float32)
