"""Tables as people save them: what stands between cells, and names that count."""

import csv
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


@pytest.mark.parametrize("after", ["", "\n", "2,b,5\n3,c,6\n", '2,b,5\n""\n'])
def test_a_quote_that_nothing_closes_hides_no_rows(after: str) -> None:
    rows = rows_in(StringIO('id,title,price\n"0","two\nlines",3\n1,"a,4\n' + after))

    read = [next(rows), next(rows)]

    assert (read[-1], rows.line_num) == (["0", "two\nlines", "3"], 3)
    with pytest.raises(csv.Error, match="the quote that line 4 opens is never closed"):
        next(rows)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", '\n3,"c ""d"""', "\n\0\n"])
def test_a_table_ends_as_it_likes(end: str) -> None:
    text = 'id,title\n1,19" screen' + end

    rows = list(rows_in(StringIO(text)))

    assert rows == list(csv.reader(StringIO(text)))


def test_a_table_may_be_empty() -> None:
    assert list(rows_in(StringIO(""))) == []
