"""The largest values of a product: with the quick library, and without it as on Linux on ARM."""

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from bolo.core.matching.candidates import products

WAYS = [products.largest_products, products.in_two_steps]
NUMBERS = st.integers(0, 4).map(float)


def grid(draw: st.DrawFn, rows: int, columns: int) -> sparse.csr_matrix:
    """Draw a sparse matrix of small whole numbers, so that sums are exact and often equal."""
    cells = draw(st.lists(NUMBERS, min_size=rows * columns, max_size=rows * columns))
    return sparse.csr_matrix(np.array(cells, np.float32).reshape(rows, columns))


@st.composite
def factors(draw: st.DrawFn) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Draw two matrices that can be multiplied."""
    rows, between, columns = (draw(st.integers(1, 5)) for _ in range(3))
    return grid(draw, rows, between), grid(draw, between, columns)


@pytest.mark.parametrize("way", WAYS)
@given(factors(), st.integers(1, 4), st.sampled_from([0.0, 3.0]))
def test_each_row_keeps_its_largest(
    way: Callable[..., Any], both: tuple[Any, Any], most: int, above: float
) -> None:
    whole = (both[0] @ both[1]).toarray()

    found = way(*both, most, above)

    assert found.shape == whole.shape
    for at, row in enumerate(whole):
        kept = found[[at]].tocoo()
        assert sorted(kept.data) == sorted(row[row > above])[-most:]
        assert row[kept.col].tolist() == kept.data.tolist()


def test_rows_beyond_one_block_are_in_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "AT_ONCE", 2)
    dice = np.random.default_rng(3)
    rows = sparse.csr_matrix(dice.random((7, 5), np.float32))
    columns = sparse.csr_matrix(dice.random((5, 9), np.float32))

    found = products.in_two_steps(rows, columns, 3, above=0.0)

    assert found.toarray() == pytest.approx(
        products.largest_products(rows, columns, 3, 0.0).toarray()
    )
    assert np.diff(found.indptr).tolist() == [3] * 7


def test_no_rows_have_no_products() -> None:
    none = sparse.csr_matrix((0, 4), dtype=np.float32)

    assert products.in_two_steps(none, none.T.tocsr(), 3, above=0.0).shape == (0, 0)


def without_the_library(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module as a machine has it for which `sparse_dot_topn` is not built."""
    monkeypatch.setitem(sys.modules, "sparse_dot_topn", None)
    spec = importlib.util.spec_from_file_location("products_of_arm", products.__file__)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_machine_without_the_library_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    module = without_the_library(monkeypatch)
    dice = np.random.default_rng(4)
    rows, columns = (sparse.csr_matrix(dice.random((6, 6), np.float32)) for _ in range(2))

    found = module.largest_products(rows, columns, 2, 0.0)

    assert module.sp_matmul_topn is None
    assert found.toarray() == pytest.approx(
        products.largest_products(rows, columns, 2, 0.0).toarray()
    )
