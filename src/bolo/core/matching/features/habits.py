"""What the two catalogues do by habit, learnt from them alone, without any label.

Pairs that are plainly each other's best show which words one shop adds as a matter of course
("software", "complete package") and which it never leaves out, and how the price levels differ.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.matching.candidates.products import Matrix
from bolo.core.matching.candidates.spaces import (
    Floats,
    Places,
    Side,
    Space,
    row_max,
    row_sums,
    steps,
)
from bolo.core.matching.features.ranks import mutual

SURE_SHARE, DOUBT, FEWEST_PRICES = 0.3, 3, 20
"""Share of the best pairs that is not trusted; weight of the prior; prices for a level."""

Pairs = tuple[Places, Places]


def plain_pairs(pairs: Pairs, score: Floats) -> Pairs:
    """Return the pairs that are each other's best by `score`, less the least alike three tenths."""
    best = mutual(*pairs, score)
    if best.any():
        best &= score >= np.quantile(score[best], SURE_SHARE)
    return pairs[0][best], pairs[1][best]


@dataclass(frozen=True, slots=True)
class _Telling:
    weighted: Matrix
    sums: Floats


def compare_by_habit(space: Space, pairs: Pairs, sure: Pairs, name: str) -> dict[str, Floats]:
    """Return what is missed on either side, each word weighed by how seldom it is left out.

    By feature (`name` and what it is), an array with one entry a pair of `pairs`; `sure` are the
    pairs that the habits are learnt from.
    """
    both = space.left.sets[sure[0]].multiply(space.right.sets[sure[1]])
    matched = np.asarray(both.sum(0)).ravel()
    left = _telling(space, space.left, sure[0], matched)
    right = _telling(space, space.right, sure[1], matched)
    mine = _shared(left.weighted, space.right.sets, pairs)
    theirs = _shared(right.weighted, space.left.sets, (pairs[1], pairs[0]))
    sums = left.sums[pairs[0]], right.sums[pairs[1]]
    missed = sums[0] - mine[0], sums[1] - theirs[0]
    total = sums[0] + sums[1] + 1e-6
    return {
        f"{name}.missed_left": missed[0],
        f"{name}.missed_right": missed[1],
        f"{name}.rarest_left": mine[1],
        f"{name}.rarest_right": theirs[1],
        f"{name}.left": mine[0] / (sums[0] + 1e-6),
        f"{name}.right": theirs[0] / (sums[1] + 1e-6),
        f"{name}.both": (mine[0] + theirs[0]) / total,
        f"{name}.net": (mine[0] + theirs[0]) / 2 - missed[0] - missed[1],
    }


def _telling(space: Space, side: Side, sure: Places, matched: NDArray[np.float32]) -> _Telling:
    said = np.asarray(side.sets[sure].sum(0)).ravel()
    usual = matched.sum() / max(said.sum(), 1)
    kept = (matched + DOUBT * usual) / (said + DOUBT)
    weights = (space.weights * kept).astype(np.float32)
    weighted = (side.sets @ sparse.diags_array(weights)).tocsr()
    return _Telling(weighted, row_sums(weighted))


def _shared(weighted: Matrix, others: Matrix, pairs: Pairs) -> tuple[Floats, Floats]:
    """Return the weight that the other side has too, and the largest that it has not."""
    shared = np.zeros(len(pairs[0]), np.float32)
    missed = np.zeros(len(pairs[0]), np.float32)
    for at in steps(len(pairs[0])):
        mine = weighted[pairs[0][at]]
        both = mine.multiply(others[pairs[1][at]]).tocsr()
        shared[at] = row_sums(both)
        missed[at] = row_max(mine - both)
    return shared, missed


def price_level(prices: tuple[NDArray[np.float64], NDArray[np.float64]], sure: Pairs) -> float:
    """Return how the logarithms of prices usually differ between the two lists."""
    differences = np.log(prices[0][sure[0]]) - np.log(prices[1][sure[1]])
    known = differences[np.isfinite(differences)]
    return float(np.median(known)) if len(known) >= FEWEST_PRICES else 0.0
