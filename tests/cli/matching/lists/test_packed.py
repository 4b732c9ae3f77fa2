"""Rows of a long list, packed: what a row states, and what it is searched by."""

import math
from pathlib import Path

import pytest

from bolo.cli.matching.lists.packed import Packed
from bolo.core.errors import Invalid
from bolo.core.product import Description

ROWS = """id,title,brand,mpn,ean,price,variant,colour
1,Acme Lamp,Acme,X-200,4006381333931,"1.299,50",Large,red

2,Kettle,,,123,,,
"""


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    (tmp_path / "list.csv").write_text(ROWS)
    return Packed(tmp_path / "list.csv")


def test_a_row_is_searched_by_its_name_brand_and_part_number(packed: Packed) -> None:
    assert len(packed) == len(packed.heads) == 2
    assert packed.heads[0] == packed.head(0) == "Acme Lamp Acme X-200"
    assert packed.heads[-2:] == ["Acme Lamp Acme X-200", "Kettle  "]


def test_a_row_states_what_its_columns_hold(packed: Packed) -> None:
    assert packed.thing(0) == Description(
        title="Acme Lamp", brand="Acme", gtin="04006381333931", mpn="X-200", variant="Large"
    )
    assert packed.thing(1) == Description(title="Kettle")
    assert packed.cell(0, "price") == "1.299,50"
    assert packed.cell(0, "condition") == ""
    assert packed.cells(0, ("price", "condition", "id")) == ["1.299,50", "", "1"]


def test_a_part_number_that_a_spreadsheet_took_for_a_figure_is_searched_as_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "excel.csv").write_text("id,title,mpn\n1,Pen,5.2102001E+07\n")

    excel = Packed(tmp_path / "excel.csv")

    assert excel.head(0) == "Pen 52102001"
    assert excel.thing(0).mpn == "52102001"


def test_prices_are_there_for_comparing(packed: Packed) -> None:
    assert packed.prices[0] == pytest.approx(1299.5)
    assert math.isnan(packed.prices[1])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,title\n1,a\n1,b\n", "1 row whose id stands further up with other cells: 1 .line 3."),
        ('id,title\n1,"a\nb"\n,c\n', "line 4: there is no id"),
        ("id,title\n,a\n", "line 2: there is no id"),
        ("id,title\n", "there are no rows"),
        ("title\na\n", "there is no column id"),
    ],
)
def test_what_is_wrong_with_a_long_list_is_said(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(content)

    with pytest.raises(Invalid, match=said):
        Packed(tmp_path / "bad.csv")


def test_a_row_that_stands_there_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,title\n1,a\n2,b\n1,a\n")

    packed = Packed(tmp_path / "list.csv")

    assert packed.rows(range(len(packed))) == [{"id": "1", "title": "a"}, {"id": "2", "title": "b"}]
    assert packed.notes == [
        f"{tmp_path / 'list.csv'}: 1 row repeated cell for cell: each counts once"
    ]


def test_all_rows_are_named_that_share_an_id_and_say_something_else(tmp_path: Path) -> None:
    rows = "".join(f"{at % 25},{at}\n" for at in range(50))
    (tmp_path / "list.csv").write_text(f"id,title\n{rows}")

    with pytest.raises(Invalid) as refused:
        Packed(tmp_path / "list.csv")

    assert "25 rows whose id stands further up" in str(refused.value)
    assert "0 (line 27), 1 (line 28)" in str(refused.value)
    assert "and 5 more; --first takes the first of each" in str(refused.value)


def test_the_first_row_of_each_id_is_taken_when_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,title\n1,a\n1,b\n2,c\n")

    packed = Packed(tmp_path / "list.csv", first=True)

    assert [row["title"] for row in packed.rows(range(len(packed)))] == ["a", "c"]
    assert "left out 1 row whose id stands further up" in packed.notes[0]
