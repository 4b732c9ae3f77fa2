"""A catalogue of any size, searched for what a title could be, in thousandths of a second.

Titles are cut into runs of four characters, so a typing error costs four of them and not the
word. The runs are counted by number, not by text: a million titles need some 100 bytes each.
Runs that many titles hold say little and cost most; they are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

Matrix = Any
"""A SciPy CSR matrix, which states no types."""
BITS = 20
_SPREAD = np.uint32(2_654_435_761)
"""Knuth's multiplier: spreads numbers that are near each other."""
COMMON, RARE = 50, 1_000
"""A run in more than one of so many titles is left out, but never one in at most `RARE`."""
LEAST_COSINE = 0.05
FEW = 8
"""Titles that are looked up one by one."""
_PLAIN = bytes(
    c + 32 if 65 <= c <= 90 else c if 48 <= c <= 57 or 97 <= c <= 122 or c == 10 else 32  # noqa: PLR2004  (ASCII)
    for c in range(256)
)
_BLANKS = re.compile(rb" +")
NEWLINE = 10


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of each title, best first: pairs of places with their cosine."""

    asked: NDArray[np.int64]
    rows: NDArray[np.int64]
    cosines: NDArray[np.float32]


class Catalogue:
    """Titles that can be searched; `threads` are used for searching."""

    def __init__(self, titles: Sequence[str], threads: int = 1) -> None:
        counts = _runs(titles)
        held = np.bincount(counts.indices, minlength=1 << BITS)
        most = max(RARE, len(titles) // COMMON)
        weights = np.log(1 + len(titles) / np.maximum(held, 1))
        self._weights = np.where(held <= most, weights, 0).astype(np.float32)
        self._columns = self._unit(counts).T.tocsr()
        self._threads = threads

    def nearest(self, titles: Sequence[str], most: int) -> Found:
        """Return up to so many candidates of each title."""
        asked = self._unit(_runs(titles))
        if len(titles) <= FEW:
            return self._nearest_of_few(asked, most)
        found = sp_matmul_topn(
            asked,
            self._columns,
            top_n=most,
            threshold=LEAST_COSINE,
            sort=True,
            n_threads=self._threads,
        )
        rows = np.repeat(np.arange(len(titles)), np.diff(found.indptr))
        return Found(rows, found.indices.astype(np.int64), found.data)

    def _nearest_of_few(self, asked: Matrix, most: int) -> Found:
        """Add up the columns of one title after the other: no set-up, so quick for one."""
        parts = [self._nearest_of(asked, at, most) for at in range(asked.shape[0])]
        return Found(
            np.repeat(np.arange(len(parts)), [len(rows) for rows, _ in parts]),
            np.concatenate([rows for rows, _ in parts]),
            np.concatenate([cosines for _, cosines in parts]),
        )

    def _nearest_of(
        self, asked: Matrix, at: int, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        mine = slice(asked.indptr[at], asked.indptr[at + 1])
        starts, data, rows = self._columns.indptr, self._columns.data, self._columns.indices
        spans = [slice(starts[run], starts[run + 1]) for run in asked.indices[mine].tolist()]
        found = np.concatenate([np.zeros(0, np.int64), *(rows[span] for span in spans)])
        weights = [data[span] * w for span, w in zip(spans, asked.data[mine], strict=True)]
        unique, place = np.unique(found, return_inverse=True)
        cosines = np.bincount(place, np.concatenate([np.zeros(0), *weights]), len(unique))
        best = np.lexsort((unique, -cosines))[:most]
        best = best[cosines[best] >= LEAST_COSINE]
        return unique[best], cosines[best].astype(np.float32)

    def _unit(self, counts: Matrix) -> Matrix:
        weighted = counts.data * self._weights[counts.indices]
        kept = weighted > 0
        starts = np.concatenate([[0], np.cumsum(kept)])[counts.indptr]
        weighted = weighted[kept]
        rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        squares = np.bincount(rows, weighted * weighted, len(starts) - 1)
        lengths = np.sqrt(np.maximum(squares, 1e-9))
        data = (weighted / lengths[rows]).astype(np.float32)
        indices = counts.indices[kept]
        return sparse.csr_matrix((data, indices, starts), shape=counts.shape)


def _runs(titles: Sequence[str]) -> Matrix:
    """Return how often each title holds each run, one row a title."""
    text = "\n".join([f" {title.replace(chr(NEWLINE), ' ')} " for title in titles])
    letters = _BLANKS.sub(b" ", text.encode("ascii", "replace").translate(_PLAIN)) + b"\n\n\n\n"
    codes = np.frombuffer(letters, np.uint8).astype(np.uint32)
    ends = codes == NEWLINE
    whole = ~(ends[:-3] | ends[1:-2] | ends[2:-1] | ends[3:])
    runs = codes[:-3] | codes[1:-2] << 8 | codes[2:-1] << 16 | codes[3:] << 24
    numbers = (runs[whole] * _SPREAD) >> np.uint32(32 - BITS)
    rows = np.cumsum(ends)[:-3][whole]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(titles)))])
    ones = np.ones(len(numbers), np.float32)
    shape = (len(titles), 1 << BITS)
    matrix = sparse.csr_matrix((ones, numbers.astype(np.int32), starts.astype(np.int32)), shape)
    matrix.sum_duplicates()
    return matrix
