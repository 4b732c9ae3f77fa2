"""What labels say of pairs beside them: who is spoken for already, and by whom.

A listing that is known to be one product is seldom another; what is much like its known
match is likelier, what is like its known non-match less. A pair never sees its own label.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.candidates.spaces import Floats, Places, Side, row_sums

Pairs = tuple[Places, Places]
Neighbours = Mapping[int, set[int]]
NAMES = (
    "known.left_same",
    "known.right_same",
    "known.left_other",
    "known.right_other",
    "known.around_same",
    "known.around_other",
    "known.right_like_same",
    "known.right_like_other",
    "known.left_like_same",
    "known.left_like_other",
)
MOST_LOOKED_AT = 12
"""Known neighbours of a row that are compared."""


@dataclass(frozen=True, slots=True)
class Known:
    """Labelled pairs by row: `same` and `other` of left rows, then of right rows."""

    left_same: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    left_other: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    right_same: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    right_other: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def know(pairs: Pairs, labels: NDArray[np.bool_]) -> Known:
    """Remember labelled pairs."""
    known = Known()
    for one, other, same in zip(*(each.tolist() for each in (*pairs, labels)), strict=True):
        (known.left_same if same else known.left_other)[one].add(other)
        (known.right_same if same else known.right_other)[other].add(one)
    return known


def from_labels(known: Known, pairs: Pairs, sides: tuple[Side, Side]) -> NDArray[np.float32]:
    """Return the features of `NAMES` for each pair."""
    found = np.zeros((len(pairs[0]), len(NAMES)), np.float32)
    rows = list(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True))
    found[:, :6] = [_counts(known, one, other) for one, other in rows]
    right = [(other, one, known.left_same, known.left_other) for one, other in rows]
    left = [(one, other, known.right_same, known.right_other) for one, other in rows]
    for start, side, asked in ((6, sides[1], right), (8, sides[0], left)):
        found[:, start] = _likest(side, [(at, _few(same, of, at)) for at, of, same, _ in asked])
        found[:, start + 1] = _likest(side, [(at, _few(no, of, at)) for at, of, _, no in asked])
    return found


def _few(known: Neighbours, of: int, but: int) -> list[int]:
    return list(islice((one for one in sorted(known.get(of, ())) if one != but), MOST_LOOKED_AT))


def _counts(known: Known, one: int, other: int) -> tuple[int, int, int, int, int, int]:
    matches = known.left_same.get(one, set()) - {other}
    fellows = {
        fellow for match in matches for fellow in known.right_same.get(match, ()) if fellow != one
    }
    return (
        len(matches),
        len(known.right_same.get(other, set()) - {one}),
        len(known.left_other.get(one, set()) - {other}),
        len(known.right_other.get(other, set()) - {one}),
        sum(other in known.left_same.get(fellow, ()) for fellow in fellows),
        sum(other in known.left_other.get(fellow, ()) for fellow in fellows),
    )


def _likest(side: Side, asked: Iterable[tuple[int, list[int]]]) -> Floats:
    """Return the highest cosine of each row with its neighbours, NaN without any."""
    asked = list(asked)
    counts = np.array([len(others) for _, others in asked], np.int64)
    found = np.full(len(asked), np.nan, np.float32)
    if not counts.sum():
        return found
    mine = np.repeat([at for at, _ in asked], counts)
    theirs = np.array([one for _, others in asked for one in others], np.int64)
    cosines = row_sums(side.unit[mine].multiply(side.unit[theirs]).tocsr())
    some = counts > 0
    starts = (np.cumsum(counts) - counts)[some]
    found[some] = np.maximum.reduceat(cosines, starts)
    return found
