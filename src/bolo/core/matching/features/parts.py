"""Makers and part numbers of pairs, also where one is written a little differently."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.rows.table import Table

SAME_CODE = 101
"""Likeness of part numbers that are the same: above all that are only alike."""
SHORTEST_INSIDE = 4

Pairs = tuple[Places, Places]


def compare_parts(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return features of brand and part number; NaN where one side states none."""
    return {
        **_codes(left, right, pairs),
        "part.ratio": _ratio(left.parts, right.parts, pairs, fuzz.ratio),
        "part.inside": _ratio(left.parts, right.parts, pairs, fuzz.partial_ratio),
        "brand.ratio": _ratio(left.brands, right.brands, pairs, fuzz.token_set_ratio),
        "brand.in_right": _ratio(left.brands, right.names, pairs, fuzz.partial_ratio),
        "brand.in_left": _ratio(right.brands, left.names, (pairs[1], pairs[0]), fuzz.partial_ratio),
        "title.same_start": _same_start(left, right, pairs),
    }


def _ratio(
    one: Sequence[str], other: Sequence[str], pairs: Pairs, scorer: Callable[..., Any]
) -> Floats:
    mine = [one[at] for at in pairs[0].tolist()]
    theirs = [other[at].lower() for at in pairs[1].tolist()]
    found = process.cpdist(mine, theirs, scorer=scorer, dtype=np.float32)
    stated = [bool(a and b) for a, b in zip(mine, theirs, strict=True)]
    return np.where(stated, found, np.float32(np.nan))


def _same_start(left: Table, right: Table, pairs: Pairs) -> Floats:
    mine, theirs = ([one.tokens[:1] for one in table.title] for table in (left, right))
    both = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return np.array([mine[one] == theirs[other] for one, other in both], np.float32)


def _codes(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    mine, theirs = left.codes, right.codes
    found = np.zeros((len(pairs[0]), 6), np.float32)
    for at, (one, other) in enumerate(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)):
        ours, others = mine[one], theirs[other]
        found[at] = (
            _alike(ours, others),
            max(map(len, ours & others), default=0),
            _inside(ours, right.flat[other]),
            _inside(others, left.flat[one]),
            len(ours),
            len(others),
        )
    names = "alike longest in_right in_left count_left count_right".split()
    return {f"code.{name}": found[:, at] for at, name in enumerate(names)}


def _alike(ours: frozenset[str], others: frozenset[str]) -> float:
    if not (ours and others):
        return float("nan")
    if not ours.isdisjoint(others):
        return SAME_CODE
    return max(fuzz.ratio(one, other) for one in ours for other in others)


def _inside(codes: frozenset[str], text: str) -> int:
    return max((len(c) for c in codes if len(c) >= SHORTEST_INSIDE and c in text), default=0)
