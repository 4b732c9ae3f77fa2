"""One to one: each thing of either list is linked once at most, the surest first."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.candidates.spaces import Places


def assign(
    pairs: tuple[Places, Places], probability: NDArray[np.float64], *, once: bool = True
) -> Places:
    """Return which pairs are kept, in their order: no row of the left list twice.

    With `once` no row of the right list twice, either. Ties go to the pair that stands first.
    """
    order = np.argsort(-probability, kind="stable")
    if not once:
        return np.sort(order[np.unique(pairs[0][order], return_index=True)[1]])
    kept: list[int] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    rows: Sequence[list[int]] = [each.tolist() for each in pairs]
    for at in order.tolist():
        one, other = rows[0][at], rows[1][at]
        if one in taken[0] or other in taken[1]:
            continue
        taken[0].add(one)
        taken[1].add(other)
        kept.append(at)
    return np.array(sorted(kept), np.int64)
