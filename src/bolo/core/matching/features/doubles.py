"""Rivals that are no doubles: by how much a pair leads over things that are something else.

Where one product stands in a list a dozen times, the best candidate leads over nothing but
its own doubles. A candidate that is closer to this one than the other side is to it counts
as a double; no limit has to be chosen, so it means the same in every list.
"""

import numpy as np

from bolo.core.matching.candidates.spaces import (
    Floats,
    Places,
    Side,
    Space,
    nearest_other,
    row_sums,
    steps,
)

Pairs = tuple[Places, Places]
MOST = 8
"""Rivals of each side that are looked at, the most alike first."""
LEAST = 0.05
"""Cosine below which nothing is a double."""


def compare_with_doubles(
    space: Space, pairs: Pairs, cosines: Floats, name: str
) -> dict[str, Floats]:
    """Return the lead over the best rival that is no double, and the number of doubles."""
    columns = {}
    sides = (("left", *pairs, space.right), ("right", pairs[1], pairs[0], space.left))
    for side, groups, others, of in sides:
        apart, doubles = _apart(groups, others, of, cosines)
        columns[f"{name}.apart_{side}"] = apart
        columns[f"{name}.doubles_{side}"] = doubles
    return columns


def compare_with_own(space: Space, pairs: Pairs, cosines: Floats, name: str) -> dict[str, Floats]:
    """Return by how much a pair is more alike than either side and the next of its own list."""
    columns = {}
    for side, places, of in (("left", pairs[0], space.left), ("right", pairs[1], space.right)):
        rows, at = np.unique(places, return_inverse=True)
        columns[f"{name}.own_{side}"] = cosines - nearest_other(of, rows)[at]
    return columns


def _apart(groups: Places, others: Places, of: Side, cosines: Floats) -> tuple[Floats, Floats]:
    order = np.lexsort((-cosines, groups))
    begins = np.flatnonzero(np.diff(groups[order], prepend=-1))
    sizes = np.diff(np.append(begins, len(order)))
    first, size = (np.empty(len(order), np.int64) for _ in range(2))
    first[order], size[order] = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    best, doubles = (np.zeros(len(order), np.float32) for _ in range(2))
    for place in range(min(MOST, int(sizes.max(initial=0)))):
        mine = np.flatnonzero(size > place)
        rival = order[first[mine] + place]
        mine, rival = mine[mine != rival], rival[mine != rival]
        double = _alike(of, others[mine], others[rival]) >= np.maximum(cosines[mine], LEAST)
        doubles[mine[double]] += 1
        mine, rival = mine[~double], rival[~double]
        best[mine] = np.maximum(best[mine], cosines[rival])
    return cosines - best, doubles


def _alike(side: Side, one: Places, other: Places) -> Floats:
    parts = [
        row_sums(side.unit[one[at]].multiply(side.unit[other[at]]).tocsr())
        for at in steps(len(one))
    ]
    return np.concatenate([np.zeros(0, np.float32), *parts])
