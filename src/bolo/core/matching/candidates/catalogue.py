"""A catalogue of any size, searched for what a title could be, in thousandths of a second.

A text is cut into runs of four characters, so a typing error costs four of them and not the
word, and into words, also two beside each other as one where a digit is in them. All are
counted by number, not by text. Only the rarest of a title are looked up, so that a search
costs as much in a million titles as in ten thousand; what they lead to is then compared whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bolo.core.matching.candidates.pieces import PIECES, RUNS, pieces
from bolo.core.matching.candidates.products import Matrix, largest_products
from bolo.core.matching.candidates.spaces import Floats, Places, row_sums

AT_ONCE = 20_000
"""Titles that are cut or compared in one step: bounds the memory."""
LOOKED_UP, SMALL = 2_000, 50_000
"""Titles that the pieces looked up may lead to, all together (in a small catalogue twice as
many); the rarest piece always counts."""
COMMON, RARE = 50, 2_000
"""A piece in more than one of so many titles is never looked up, but one in `RARE` always is."""
COMPARED = 10
"""Titles that are compared whole, at the least."""
LEAST_COSINE = 0.05
FEW = 8
"""Texts that are looked up one by one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of each text, best first: pairs of places with their cosine.

    `cut` are the pieces of the texts that were asked about, one row each; `shared` those that
    both of a pair have.
    """

    asked: Places
    rows: Places
    cosines: Floats
    cut: Matrix = field(repr=False, compare=False)
    shared: Matrix = field(repr=False, compare=False)


class Catalogue:
    """Texts that can be searched.

    `rows` are their pieces, one row each; `weights` say how much each piece tells.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.rows = _cut(texts)
        held = np.zeros(PIECES, np.int64)
        for part in self._parts():
            held += np.bincount(self.rows[part].indices, minlength=PIECES)
        self._looked_up = LOOKED_UP if len(texts) > SMALL else LOOKED_UP * 2
        weights = np.log(1 + len(texts) / np.maximum(held, 1))
        self.weights: Floats = weights.astype(np.float32)
        each = [self._scales_of(self.rows[part]) for part in self._parts()]
        self._scales = (
            np.concatenate([runs for runs, _ in each]),
            np.concatenate([words for _, words in each]),
        )
        self._columns = self._lists(held <= max(RARE, len(texts) // COMMON))
        self._listed = np.diff(self._columns.indptr).astype(np.int64)
        self._listed[self._listed == 0] = PIECES

    def __len__(self) -> int:
        return int(self.rows.shape[0])

    def _parts(self) -> Iterator[slice]:
        """Cut the rows in parts: what is worked out for all of them at once takes gigabytes."""
        for start in range(0, max(len(self), 1), AT_ONCE):
            yield slice(start, start + AT_ONCE)

    def nearest(self, texts: Sequence[str], most: int) -> Found:
        """Return up to so many candidates of each text."""
        cut = _cut(texts)
        parts = [
            self._nearest(cut[start : start + AT_ONCE], start, most)
            for start in range(0, max(len(texts), 1), AT_ONCE)
        ]
        asked, rows, cosines, shared = zip(*parts, strict=True)
        both = sparse.vstack(shared, format="csr")
        told = np.concatenate(asked), np.concatenate(rows), np.concatenate(cosines)
        return Found(*told, cut, both)

    def _nearest(self, cut: Matrix, start: int, most: int) -> tuple[Places, Places, Floats, Matrix]:
        scales = self._scales_of(cut)
        mine = self._weighed(cut, scales)
        count = cut.shape[0]
        rare, wanted = self._rarest(mine), max(most, COMPARED)
        if count <= FEW:
            parts = [self._likest(rare, at, wanted) for at in range(count)]
            asked = np.repeat(np.arange(count), [len(each) for each in parts])
            rows = np.concatenate([np.zeros(0, np.int64), *parts])
        else:
            near = largest_products(rare, self._columns, wanted, above=0.0)
            asked = np.repeat(np.arange(count), np.diff(near.indptr))
            rows = near.indices.astype(np.int64)
        shared = self._shared(cut, asked, rows)
        cosines = self._cosines(shared, (scales, asked), (self._scales, rows))
        order = np.lexsort((rows, -cosines, asked))
        asked, rows, cosines = asked[order], rows[order], cosines[order]
        begins = np.searchsorted(asked, asked)
        kept = (np.arange(len(asked)) - begins < most) & (cosines >= LEAST_COSINE)
        return asked[kept] + start, rows[kept], cosines[kept], shared[order[kept]]

    def _likest(self, rare: Matrix, at: int, most: int) -> Places:
        """Look up one text: no set-up for all of the catalogue, so quick for one."""
        mine = slice(rare.indptr[at], rare.indptr[at + 1])
        starts, data, rows = self._columns.indptr, self._columns.data, self._columns.indices
        spans = [slice(starts[n], starts[n + 1]) for n in rare.indices[mine].tolist()]
        found = np.concatenate([np.zeros(0, np.int64), *(rows[span] for span in spans)])
        weights = [data[span] * w for span, w in zip(spans, rare.data[mine], strict=True)]
        unique, place = np.unique(found, return_inverse=True)
        sums = np.bincount(place, np.concatenate([np.zeros(0), *weights]), len(unique))
        return unique[np.lexsort((unique, -sums))[:most]]

    def _shared(self, cut: Matrix, asked: Places, rows: Places) -> Matrix:
        """Return which pieces both of each pair have."""
        steps = [slice(at, at + AT_ONCE) for at in range(0, max(len(asked), 1), AT_ONCE)]
        parts = [cut[asked[at]].multiply(self.rows[rows[at]]) for at in steps]
        return sparse.vstack(parts, format="csr")

    def _cosines(self, shared: Matrix, *sides: tuple[Sequence[Floats], Places]) -> Floats:
        """Return the cosines of pairs: what both have, weighed as on either side."""
        one, other = self._weights_of(shared, *([s[at] for s in scales] for scales, at in sides))
        return row_sums(_with(shared, one * other))

    def _weighed(self, cut: Matrix, scales: Sequence[Floats]) -> Matrix:
        return _with(cut, *self._weights_of(cut, scales))

    def _weights_of(self, cut: Matrix, *sides: Sequence[Floats]) -> list[Floats]:
        """Return how much each piece tells in its text, by the scales of one side or of both."""
        held, runs, weights = np.diff(cut.indptr), cut.indices < RUNS, self.weights[cut.indices]
        return [
            weights * np.where(runs, *(np.repeat(scale, held) for scale in scales))
            for scales in sides
        ]

    def _scales_of(self, cut: Matrix) -> tuple[Floats, Floats]:
        """Return what the weights of runs and of words of each row are multiplied by."""
        squares = self.weights[cut.indices] ** 2
        runs = np.where(cut.indices < RUNS, squares, 0)
        return _scales(runs, cut.indptr), _scales(squares - runs, cut.indptr)

    def _lists(self, wanted: NDArray[np.bool_]) -> Matrix:
        """Return for each piece the titles that hold it."""
        parts = []
        for part in self._parts():
            cut = self.rows[part]
            whole = self._weighed(cut, [scale[part] for scale in self._scales])
            parts.append(_only(whole, wanted[whole.indices]))
        listed = sparse.vstack(parts, format="csr")
        parts.clear()
        return listed.tocsc().T

    def _rarest(self, mine: Matrix) -> Matrix:
        """Leave the rarest pieces of each text."""
        listed = self._listed[mine.indices]
        asked = np.repeat(np.arange(mine.shape[0]), np.diff(mine.indptr))
        order = np.lexsort((listed, asked))
        total = np.cumsum(listed[order])
        before = np.concatenate([[0], total])[mine.indptr[:-1]]
        place = np.arange(len(order)) - mine.indptr[:-1][asked]
        within = (total - before[asked] <= self._looked_up) | (place == 0)
        kept = np.zeros(len(order), np.bool_)
        kept[order] = within & (listed[order] < PIECES)
        return _only(mine, kept)


def _scales(squares: Floats, starts: Places) -> Floats:
    total = np.concatenate([np.zeros(1), np.cumsum(squares, dtype=np.float64)])
    sums = np.maximum(total[starts[1:]] - total[starts[:-1]], 1e-6)
    return np.asarray(np.sqrt(0.5 / sums), np.float32)


def _with(matrix: Matrix, data: Floats) -> Matrix:
    return sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _only(matrix: Matrix, kept: NDArray[np.bool_]) -> Matrix:
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])[matrix.indptr]
    parts = matrix.data[kept], matrix.indices[kept], starts.astype(matrix.indptr.dtype)
    return sparse.csr_matrix(parts, shape=matrix.shape)


def _cut(texts: Sequence[str]) -> Matrix:
    """Return which pieces each text holds."""
    held, numbers = [np.zeros(1, np.int64)], bytearray()
    for at in range(0, len(texts), AT_ONCE):
        counts, each = pieces(texts[at : at + AT_ONCE])
        held.append(counts)
        numbers += each.tobytes()  # grows where it lies: joining arrays would need twice the room
    indices = np.frombuffer(numbers, np.int32)
    starts = np.cumsum(np.concatenate(held))
    kind = np.int32 if starts[-1] < np.iinfo(np.int32).max else np.int64
    ones = np.ones(len(indices), np.int8)
    shape = (len(texts), PIECES)
    return sparse.csr_matrix((ones, indices, starts.astype(kind)), shape=shape)
