"""Part numbers with something added: "82163" and "ave82163", "6622" and "mea06622".

Shops put their own letters before a maker's number, a colour or a region behind it, and drop or
add leading zeros. So the longest run of one part number that stands in all the other side says
is measured, and what is left over: letters are a habit, digits another thing. Digits alone are
compared as well.
"""

import re
from collections.abc import Iterable

import numpy as np

from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.rows.table import Table

Pairs = tuple[Places, Places]
FEWEST_DIGITS = 3
"""Digits of a figure in a part number that count by themselves, without leading zeros."""
_DIGITS = re.compile(r"\d{3,}")
OF_BOTH = ("shared", "only_left", "only_right")
OF_ONE = ("share", "length", "digits_over", "letters_over")
NAMES = (
    *(f"affix.{what}" for what in OF_BOTH),
    *(f"affix.{what}_{side}" for side in ("left", "right") for what in OF_ONE),
)


def compare_affixes(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return the features of `NAMES`; NaN where a side has no part number."""
    figures, longest = list[dict[int, frozenset[str]]](), list[dict[int, str]]()
    for table, rows in ((left, pairs[0]), (right, pairs[1])):
        codes, told = table.codes, np.unique(rows).tolist()
        figures.append({row: _figures(codes[row]) for row in told})
        longest.append({row: table.parts[row] or _longest(codes[row]) for row in told})
    found = np.full((len(pairs[0]), len(NAMES)), np.nan, np.float32)
    for at, (one, other) in enumerate(zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)):
        found[at] = (
            *_shared(figures[0][one], figures[1][other]),
            *_within(longest[0][one], right.flat[other]),
            *_within(longest[1][other], left.flat[one]),
        )
    return {name: found[:, at] for at, name in enumerate(NAMES)}


def _longest(codes: Iterable[str]) -> str:
    return max(codes, key=lambda code: (len(code), code), default="")


def _figures(codes: Iterable[str]) -> frozenset[str]:
    """Return the longer figures in part numbers, without leading zeros."""
    found = (digits.lstrip("0") for code in codes for digits in _DIGITS.findall(code))
    return frozenset(digits for digits in found if len(digits) >= FEWEST_DIGITS)


def _shared(ours: frozenset[str], others: frozenset[str]) -> tuple[float, float, float]:
    """Return the length of the longest common figure, and how many either side has alone."""
    longest = max(map(len, ours & others), default=0)
    if not (ours and others):
        return longest, np.nan, np.nan
    return longest, len(ours - others), len(others - ours)


def _within(code: str, text: str) -> tuple[float, float, float, float]:
    """Return the share and length of the longest run in the text, and what of the code is over."""
    if not code:
        return np.nan, np.nan, np.nan, np.nan
    start, length = longest_run(code, text)
    over = code[:start] + code[start + length :]
    digits = sum(sign.isdigit() for sign in over)
    return length / len(code), length, digits, len(over) - digits


def longest_run(code: str, text: str) -> tuple[int, int]:
    """Return where the longest run of a code that stands in a text begins, and its length."""
    start = length = 0
    for at in range(len(code)):
        while at + length < len(code) and code[at : at + length + 1] in text:
            start, length = at, length + 1
    return start, length
