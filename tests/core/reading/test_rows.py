"""Tables as people save them: what stands between cells, and names that count."""

from io import StringIO

import pytest

from bolo.core.errors import Invalid
from bolo.core.reading.rows import check_once, rows_in


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_the_one_the_first_line_is_full_of(sign: str) -> None:
    text = StringIO(sign.join(("id", "price")) + "\n" + sign.join(("1", "7")))

    assert list(rows_in(text)) == [["id", "price"], ["1", "7"]]


def test_a_column_that_counts_is_named_once() -> None:
    names = ["id", "note", "price", "note", "price", "price"]

    check_once(names, ("id", "title"))

    with pytest.raises(Invalid, match="names price 3 times and only one can count"):
        check_once(names, ("id", "price"))
