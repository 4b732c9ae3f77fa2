"""What people said of single pairs of rows, which no tree overrules.

Trees learn what many answers have in common. An answer about this very pair holds even where
they learnt nothing of it: nobody is to be linked what somebody denied.
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.rows.table import LONGEST

Told = tuple[tuple[str, str, bool], ...]
"""Pairs by the digests of both rows, and whether they are the same thing."""


def digest(own: str, name: str) -> str:
    """Return what a model remembers of a row by: of its id and name, not the texts themselves."""
    return blake2b(f"{own}\n{name.strip()[:LONGEST]}".encode(), digest_size=8).hexdigest()


def heard(left: Iterable[str], right: Iterable[str], *told: Told) -> dict[tuple[int, int], bool]:
    """Return what was said of pairs of rows with these digests, by their places.

    Each list is gone through once, and of its rows only those spoken of are kept. What is said of
    a pair that was denied once is that it is different; what is told last counts.
    """
    spoken = [{each[side] for pairs in told for each in pairs} for side in (0, 1)]
    places = [
        {one: at for at, one in enumerate(rows) if one in known}
        for rows, known in zip((left, right), spoken, strict=True)
    ]
    found: dict[tuple[int, int], bool] = {}
    for pairs in told:
        said: dict[tuple[int, int], bool] = {}
        for one, other, same in pairs:
            if one in places[0] and other in places[1]:
                pair = places[0][one], places[1][other]
                said[pair] = said.get(pair, True) and same
        found |= said
    return found


def answers(
    said: dict[tuple[int, int], bool], pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which of these pairs were said to be the same thing, and which were denied."""
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    each = [said.get(pair) for pair in rows]
    same = np.array([one is True for one in each], np.bool_)
    return same, np.array([one is False for one in each], np.bool_)
