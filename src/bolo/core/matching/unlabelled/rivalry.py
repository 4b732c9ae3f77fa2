"""A thing is one product: what else it could be takes away from what it seems to be.

Needs no labels, so the trees that ship with bolo are set right for catalogues they never
saw. How far that goes depends on how many doubles the lists hold, which they tell themselves.
"""

import itertools

import numpy as np

from bolo.core.matching.candidates.spaces import Places, Side, nearest_other
from bolo.core.matching.judges.calibration import FARTHEST, Scores

Pairs = tuple[Places, Places]
MOST, FREE = 0.3, 0.5
"""How much the odds of a rival count in lists without doubles; share of doubles that ends it."""
DOUBLE, LOOKED_AT = 0.7, 1_000
"""Cosine from which two rows of one list may be the same thing; rows that are looked at."""
ONE_POOL = 0.1
"""Share of rows that stand in both lists, word for word, from which both are of one pool."""


def rivalry(sides: tuple[Side, Side]) -> float:
    """Return how much rivals count between two lists: less, the more doubles both hold.

    Lists from one pool of listings, where a thing has many partners, know no rivals.
    """
    if one_pool(sides):
        return 0.0
    doubles = min(_doubles(side) for side in sides)
    return MOST * max(0.0, 1 - doubles / FREE)


def one_pool(sides: tuple[Side, Side]) -> bool:
    """Tell whether two lists are of one pool of listings, in which a thing has many partners."""
    return _in_both(sides) > ONE_POOL


def _in_both(sides: tuple[Side, Side]) -> float:
    rows = [_rows(side) for side in sides]
    shared = set(rows[0]) & set(rows[1])
    return min(sum(row in shared for row in each) / max(len(each), 1) for each in rows)


def _rows(side: Side) -> list[bytes]:
    starts = side.sets.indptr.tolist()
    words = side.sets.indices
    return [words[a:b].tobytes() for a, b in itertools.pairwise(starts)]


def _doubles(side: Side) -> float:
    total = side.unit.shape[0]
    rows = np.unique(np.linspace(0, total - 1, min(total, LOOKED_AT)).astype(np.int64))
    return float((nearest_other(side, rows) > DOUBLE).mean())


def among_rivals(scores: Scores, pairs: Pairs, strength: float) -> Scores:
    """Return log-odds of each pair, given that its sides match something else as well.

    With odds o of the pair and O of all that its two sides could be instead, they
    become o / (1 + strength * O): exact for strength 1 in lists without doubles.
    """
    odds = np.exp(np.clip(scores, -FARTHEST, FARTHEST))
    rivals = np.zeros_like(odds)
    for groups in pairs:
        total = np.zeros(int(groups.max(initial=-1)) + 1)
        np.add.at(total, groups, odds)
        rivals += total[groups] - odds
    return np.asarray(np.log(odds / (1 + strength * np.maximum(rivals, 0))), np.float64)
