"""Lists of things as users have them."""

import math

import pytest

from bolo.core.errors import Invalid
from bolo.core.matching.rows.table import read_code, read_figure, read_gtin, read_price, read_table


def test_columns_are_known_by_many_names() -> None:
    rows = [{"ID": "1", "Product Name": "Lamp", "Manufacturer": "Acme", "EAN": "4006381333931"}]

    table = read_table(rows)

    assert (table.ids, table.names, table.brands) == (("1",), ("Lamp",), ("acme",))
    assert table.gtins == ("04006381333931",)
    assert math.isnan(table.prices[0])
    assert len(table) == 1


def test_a_list_as_german_wholesalers_write_it_needs_no_new_names() -> None:
    rows = [{"Art.-Nr.": "S1", "Bezeichnung": "Lampe", "EAN": "", "EK-Preis": "620,99 €"}]

    table = read_table(rows)

    assert (table.ids, table.names) == (("S1",), ("Lampe",))
    assert table.prices.tolist() == [620.99]


def test_what_a_list_asks_counts_before_what_was_paid() -> None:
    table = read_table([{"SKU": "1", "title": "Lamp", "EK": "4", "VK": "9", "Note": "x"}])

    assert table.prices.tolist() == [9]
    assert table.columns["id"] == "SKU"


def test_a_number_of_the_maker_is_no_id_where_a_list_has_one() -> None:
    table = read_table([{"sku": "XK-2000", "id": "1", "title": "Lamp"}])

    assert table.ids == ("1",)
    assert table.codes == (frozenset({"xk2000"}),)


def test_all_other_columns_are_text_that_counts() -> None:
    table = read_table([{"id": "1", "name": "Lamp", "description": "desk XK-2000"}])

    assert table.codes == (frozenset({"xk2000"}),)
    assert table.flat == ("lampdeskxk2000",)
    assert table.joined == ("lamp",)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no rows"),
        ([{"name": "Lamp"}], "no column id"),
        ([{"id": "1", "colour": "red"}], "no column title or name"),
        ([{"id": " ", "name": "Lamp"}], "line 2 has no id"),
        ([{"id": "1", "name": "a"}, {"id": "1", "name": "b"}], "line 3: the id 1 stands"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(rows: list[dict[str, str]], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_table(rows)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("$1,234.50", "1234.50"),
        ("1.234,50 €", "1234.50"),
        ("12", "12"),
        ("1,200", "1200"),
        ("1.234.567", "1234567"),
        ("9.99", "9.99"),
        ("free", ""),
        ("1 299,00 €", "1299.00"),
        ("CHF 1'299.-", "1299"),
        ("12 50", "12"),
    ],
)
def test_a_figure_is_read_as_its_shop_writes_it(text: str, figure: str) -> None:
    assert read_figure(text) == figure


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.2102001E+07", "52102001"),
        ("5,2102001e7", "52102001"),
        ("4.332442 e7", "43324420"),
        ("5.21E+07", "5.21E+07"),
        ("4.00638E+12", "4.00638E+12"),
        ("1.23456E+02", "1.23456E+02"),
        ("3E5", "3E5"),
        ("F2E4261", "F2E4261"),
        ("", ""),
    ],
)
def test_a_part_number_that_a_spreadsheet_took_for_a_figure_is_one_again(
    text: str, code: str
) -> None:
    assert read_code(text) == code


def test_so_is_a_gtin_that_kept_its_digits() -> None:
    assert read_gtin("4.006381333931E+12") == "04006381333931"
    assert read_gtin("4.00638E+12") == ""
    assert read_table([{"id": "1", "name": "Pen", "mpn": "5.2102001E+07"}]).parts == ("52102001",)


def test_a_price_of_nothing_is_no_price() -> None:
    assert math.isnan(read_price("0.00"))
    assert math.isnan(read_price(""))
    assert read_price("9.50") == 9.5


@pytest.mark.parametrize("text", ["4006381333932", "123", "abc", ""])
def test_what_is_no_gtin_is_left_out(text: str) -> None:
    assert read_gtin(text) == ""
