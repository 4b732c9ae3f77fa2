"""Where a pair stands among all that its two sides could be: place, lead and share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.candidates.spaces import Floats, Places

SHARPNESS = 4
"""Of the share: the higher, the more of it goes to the best."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Of each pair within its group: `place` is 0 for the best; `lead` over the best other."""

    place: Floats
    lead: Floats
    share: Floats


def standing(groups: Places, scores: NDArray[np.floating]) -> Standing:
    """Rank each score, the highest first, within its group; one entry for each, in the order given.

    The share of the best is 1 where no other scores above 0.
    """
    if not len(groups):
        empty = np.zeros(0, np.float32)
        return Standing(empty, empty, empty)
    order = np.lexsort((-scores, groups))
    grouped, ranked = groups[order], scores[order]
    begins = np.concatenate([[True], grouped[1:] != grouped[:-1]])
    first = np.flatnonzero(begins)
    mine = np.cumsum(begins) - 1
    place = np.arange(len(order)) - first[mine]
    sizes = np.diff(np.append(first, len(order)))
    second = np.where(sizes > 1, ranked[np.minimum(first + 1, len(order) - 1)], 0)
    lead = ranked - np.where(place == 0, second[mine], ranked[first][mine])
    weights = np.maximum(ranked, 0) ** SHARPNESS
    total = np.add.reduceat(weights, first)[mine] ** (1 / SHARPNESS)
    share = ranked / (total + 1e-9)
    return Standing(_back(place, order), _back(lead, order), _back(share, order))


def mutual(left: Places, right: Places, scores: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Tell which pairs are the best of both their sides, with no equal beside them."""
    ahead, back = standing(left, scores), standing(right, scores)
    leads = (ahead.lead > 0) & (back.lead > 0)
    return np.asarray((ahead.place == 0) & (back.place == 0) & leads, np.bool_)


def _back(values: NDArray[np.generic], order: Places) -> Floats:
    found = np.empty(len(order), np.float32)
    found[order] = values
    return found
