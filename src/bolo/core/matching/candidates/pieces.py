"""Texts cut into numbered pieces, thousands at once: runs of four characters, and words.

Numbers are hashes, so no dictionary is kept; now and then two pieces share one.
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BITS = 20
RUNS = 1 << BITS
"""Numbers below it are runs, the rest are words."""
WORDS = RUNS + RUNS // 2
"""Numbers from it on are words with a digit in them, alone or joined."""
PIECES = RUNS * 2
_SPREAD = np.uint32(2_654_435_761)
"""Knuth's multiplier: spreads numbers that are near each other."""
_STEP = 6_364_136_223_846_793_005
"""Of the polynomial over the letters of a word: odd, so that it can be undone modulo 2^64."""
_UNDO = pow(_STEP, -1, 1 << 64)
_BLANK, NEWLINE = 32, 10
_PLAIN = bytes(
    c + 32 if 65 <= c <= 90 else c if 48 <= c <= 57 or 97 <= c <= 122 or c == NEWLINE else _BLANK  # noqa: PLR2004  (ASCII)
    for c in range(256)
)
_BLANKS = re.compile(rb" +")
Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


def pieces(texts: Sequence[str]) -> tuple[Numbers, NDArray[np.int32]]:
    """Return how many pieces each text has, and all their numbers, text after text."""
    codes = _letters(texts)
    ends = codes == NEWLINE
    line = np.cumsum(ends) - ends
    runs, at_run = _runs(codes, ends)
    words, at_word = _words(codes)
    keys = np.concatenate([line[at_run] * PIECES + runs, line[at_word] * PIECES + RUNS + words])
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    counts = np.bincount(keys // PIECES, minlength=len(texts)).astype(np.int64)
    return counts, (keys % PIECES).astype(np.int32)


def _letters(texts: Sequence[str]) -> NDArray[np.uint8]:
    text = "\n".join([f" {one.replace(chr(NEWLINE), ' ')} " for one in texts])
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    plain = text.encode("ascii", "ignore").translate(_PLAIN)
    return np.frombuffer(_BLANKS.sub(b" ", plain) + b"\n", np.uint8)


def _runs(codes: NDArray[np.uint8], ends: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Return the number and the place of every run within one text."""
    across = ends[:-3] | ends[1:-2] | ends[2:-1] | ends[3:]
    at = np.flatnonzero(~across)
    wide = codes.astype(np.uint32)
    whole = wide[:-3] | wide[1:-2] << 8 | wide[2:-1] << 16 | wide[3:] << 24
    return ((whole[at] * _SPREAD) >> np.uint32(32 - BITS)).astype(np.int64), at


def _words(codes: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Return the number and the place of every word, and of two in one where a digit is."""
    inside = codes > _BLANK
    edges = np.diff(inside.astype(np.int8))
    starts, stops = np.flatnonzero(edges == 1) + 1, np.flatnonzero(edges == -1) + 1
    forth, back = _powers(_STEP, len(codes)), _powers(_UNDO, len(codes))
    upto = np.concatenate([np.zeros(1, np.uint64), np.cumsum(codes * forth)])
    words = (upto[stops] - upto[starts]) * back[starts]
    digits = np.concatenate([[0], np.cumsum((codes < 58) & inside)])  # noqa: PLR2004  (ASCII 9 is 57)
    lines = np.concatenate([[0], np.cumsum(codes == NEWLINE)])
    beside = (lines[stops[:-1]] == lines[starts[1:]]) & (digits[stops[1:]] > digits[starts[:-1]])
    joined = words[:-1] + words[1:] * forth[(stops - starts)[:-1]]
    numbers = np.concatenate([words, joined[beside]])
    spread = (numbers * np.uint64(_STEP)) >> np.uint64(65 - BITS)
    digit = np.concatenate([digits[stops] > digits[starts], np.ones(int(beside.sum()), np.bool_)])
    places = np.concatenate([starts, starts[:-1][beside]])
    return spread.astype(np.int64) + digit * (WORDS - RUNS), places


def _powers(of: int, count: int) -> Hashes:
    found = np.full(count, of, np.uint64)
    found[:1] = 1
    return np.cumprod(found, dtype=np.uint64)
