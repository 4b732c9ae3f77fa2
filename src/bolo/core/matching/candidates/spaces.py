"""Two lists of token sets as sparse matrices: rare tokens weigh more; top-k over all of them.

The weight of a token is learnt from both lists together, so every catalogue says by itself
which of its words tell things apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.matching.candidates.products import Matrix, largest_products

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
AT_ONCE = 100_000
"""Pairs that are compared in one step: bounds the memory."""
LEAST_COSINE = 0.01


def grams(text: str, length: int) -> list[str]:
    """Return all runs of so many characters, with a blank at both ends."""
    text = f" {text} "
    return [text[at : at + length] for at in range(len(text) - length + 1)]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What pairs share and what only one side has, by weight; each array has one entry a pair."""

    shared: Floats
    count: Floats
    rarest: Floats
    missed_left: Floats
    """Weight of the rarest token that only the left has."""
    missed_right: Floats


class Side:
    """One list in the space."""

    def __init__(self, sets: Matrix, weights: Floats) -> None:
        self.sets = sets
        self.weighted = (sets @ sparse.diags_array(weights)).tocsr()
        self.sums: Floats = row_sums(self.weighted)
        self.counts: NDArray[np.int64] = np.diff(sets.indptr).astype(np.int64)
        lengths = np.sqrt(row_sums(self.weighted.multiply(self.weighted).tocsr())) + 1e-9
        self.unit = (sparse.diags_array((1 / lengths).astype(np.float32)) @ self.weighted).tocsr()


class Space:
    """Token sets of two lists over one vocabulary."""

    def __init__(self, left: Sequence[Iterable[str]], right: Sequence[Iterable[str]]) -> None:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        indices = [_numbered(left, numbers), _numbered(right, numbers)]
        self.vocabulary: dict[str, int] = dict(numbers)
        sets = [_matrix(one, len(self.vocabulary)) for one in indices]
        seen = np.asarray(sets[0].sum(0)).ravel() + np.asarray(sets[1].sum(0)).ravel()
        total = len(left) + len(right)
        self.weights: Floats = np.log(1 + total / np.maximum(seen, 1)).astype(np.float32)
        self.left = Side(sets[0], self.weights)
        self.right = Side(sets[1], self.weights)

    def nearest(self, left: Places, right: Places, most: int) -> tuple[Places, Places]:
        """Return the pairs of each given row with the rows most like it, both ways."""
        ahead = _top(self.left.unit[left], self.right.unit, most)
        back = _top(self.right.unit[right], self.left.unit, most)
        return (
            np.concatenate([left[ahead.row], back.col.astype(np.int64)]),
            np.concatenate([ahead.col.astype(np.int64), right[back.row]]),
        )

    def cosine(self, left: Places, right: Places) -> Floats:
        """Return the cosine (0 to 1) of each pair, given as rows of either list."""
        parts = [
            row_sums(self.left.unit[left[at]].multiply(self.right.unit[right[at]]).tocsr())
            for at in steps(len(left))
        ]
        return np.concatenate([np.zeros(0, np.float32), *parts])

    def common(self, left: Places, right: Places) -> Overlap:
        """Compare each pair token by token."""
        parts = [self._common(left[at], right[at]) for at in steps(len(left))]
        if not parts:
            return Overlap(*(np.zeros(0, np.float32) for _ in range(5)))
        return Overlap(*(np.concatenate(each) for each in zip(*parts, strict=True)))

    def _common(self, left: Places, right: Places) -> tuple[Floats, ...]:
        mine, theirs = self.left.weighted[left], self.right.weighted[right]
        both = mine.multiply(self.right.sets[right]).tocsr()
        return (
            row_sums(both),
            np.diff(both.indptr).astype(np.float32),
            row_max(both),
            row_max(mine - both),
            row_max(theirs - both),
        )


def nearest_other(side: Side, rows: Places) -> Floats:
    """Return the cosine of each of these rows with the row most like it in its own list."""
    found = _top(side.unit[rows], side.unit, 2)
    others = found.col != rows[found.row]
    best = np.zeros(len(rows), np.float32)
    np.maximum.at(best, found.row[others], found.data[others])
    return best


def steps(total: int, at_once: int = AT_ONCE) -> Iterator[slice]:
    """Cut a long row of pairs in pieces."""
    for start in range(0, total, at_once):
        yield slice(start, start + at_once)


def _numbered(lists: Sequence[Iterable[str]], numbers: Mapping[str, int]) -> list[list[int]]:
    """Return the numbers of the words of each list; a new word is given the next."""
    return [[numbers[word] for word in sorted(set(words))] for words in lists]


def _matrix(lists: Sequence[Sequence[int]], width: int) -> Matrix:
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    columns = np.fromiter(chain.from_iterable(lists), np.int64, int(starts[-1]))
    ones = np.ones(len(columns), np.float32)
    matrix = sparse.csr_array((ones, columns, starts), shape=(len(lists), max(width, 1)))
    matrix.sort_indices()
    return matrix


def _top(rows: Matrix, others: Matrix, most: int) -> Matrix:
    columns = sparse.csr_matrix(others).T.tocsr()
    return largest_products(sparse.csr_matrix(rows), columns, most, LEAST_COSINE).tocoo()


def row_sums(matrix: Matrix) -> Floats:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(1), np.float32).ravel()


def row_max(matrix: Matrix) -> Floats:
    """Return the largest value of each row, 0 for an empty one; all values are positive."""
    filled = np.diff(matrix.indptr) > 0
    found = np.zeros(matrix.shape[0], np.float32)
    starts = matrix.indptr[:-1][filled]
    found[filled] = np.maximum.reduceat(matrix.data, starts) if len(starts) else 0
    return np.maximum(found, 0)
