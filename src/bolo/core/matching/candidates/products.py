"""The product of two sparse matrices, of which the largest values of each row are kept.

`sparse_dot_topn` does it in one pass, but is not built for Linux on ARM (a Raspberry Pi, or a
container on a Mac). SciPy and NumPy find the same there, in two to three times the time.
"""

from typing import Any

import numpy as np
from scipy import sparse

try:
    from sparse_dot_topn import sp_matmul_topn
except ImportError:
    sp_matmul_topn = None

Matrix = Any
"""A SciPy CSR matrix, which states no types."""
AT_ONCE = 1_000
"""Rows whose whole product is held: bounds the memory."""


def largest_products(rows: Matrix, columns: Matrix, most: int, above: float) -> Matrix:
    """Return `rows @ columns` with up to `most` values a row, the largest, all over `above`.

    Of values that are equal where `most` cuts, any may be kept.
    """
    if sp_matmul_topn is None:
        return in_two_steps(rows, columns, most, above)
    return sp_matmul_topn(rows, columns, top_n=most, threshold=above)


def in_two_steps(rows: Matrix, columns: Matrix, most: int, above: float) -> Matrix:
    """Return what `largest_products` does: the product of some rows, then the largest of each."""
    steps = range(0, max(rows.shape[0], 1), AT_ONCE)
    parts = [_largest(rows[at : at + AT_ONCE] @ columns, most, above) for at in steps]
    return sparse.vstack(parts, format="csr")


def _largest(product: Matrix, most: int, above: float) -> Matrix:
    kept = product.data > above
    for start, end in zip(product.indptr[:-1], product.indptr[1:], strict=True):
        if end - start > most:
            smaller = np.argpartition(product.data[start:end], -most)[:-most]
            kept[start + smaller] = False
    held = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])[product.indptr]
    return sparse.csr_matrix((product.data[kept], product.indices[kept], held), shape=product.shape)
