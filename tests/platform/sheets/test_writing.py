"""Tables as files: read back, each holds what was put in."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from arro3.io import read_parquet

from bolo.platform.sheets.writing import Column, Kind, Sheet, as_csv, as_parquet, as_xlsx

AT = datetime(2026, 4, 1, 12, 30, 0, 250_000, tzinfo=UTC)
SHEET = Sheet(
    "trades",
    (
        Column("title"),
        Column("bought_at", Kind.MOMENT),
        Column("price", Kind.AMOUNT),
        Column("drawdown", Kind.SHARE),
        Column("days", Kind.WHOLE),
    ),
    (
        ("=HYPERLINK(1)", AT, Decimal("-1234567.89"), Decimal("0.1234"), 3),
        ("-7 °C box", None, None, None, None),
    ),
)
NOTHING = Sheet("trades", SHEET.columns, ())
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_csv_holds_figures_as_they_are_and_no_formula() -> None:
    head, first, second = csv.reader(io.StringIO(as_csv(SHEET).decode()))

    assert head == ["title", "bought_at", "price", "drawdown", "days"]
    assert first == [
        "'=HYPERLINK(1)",
        "2026-04-01T12:30:00.250000+00:00",
        "-1234567.89",
        "0.1234",
        "3",
    ]
    assert second == ["-7 °C box", "", "", "", ""]


@pytest.mark.parametrize("text", ["-2+3+cmd|' /C calc'!A0", "-1 & HYPERLINK(1)", "-x", "@SUM(1)"])
def test_what_begins_a_formula_is_made_text_behind_a_figure_too(text: str) -> None:
    sheet = Sheet("titles", (Column("title"),), ((text,),))

    (_, told) = csv.reader(io.StringIO(as_csv(sheet).decode()))

    assert told == [f"'{text}"]


def test_parquet_holds_exact_decimals_and_moments_in_utc() -> None:
    table = read_parquet(io.BytesIO(as_parquet(SHEET))).read_all()

    found = {name: table.column(name).to_pylist() for name in table.column_names}
    assert found == {
        "title": ["=HYPERLINK(1)", "-7 °C box"],
        "bought_at": [AT, None],
        "price": [Decimal("-1234567.8900"), None],
        "drawdown": [Decimal("0.123400"), None],
        "days": [3, None],
    }


def test_a_workbook_holds_figures_as_figures_and_no_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(SHEET))) as book:
        page = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own file
        words = book.read("xl/sharedStrings.xml").decode()

    cells = {cell.get("r"): cell for cell in page.iter(f"{MAIN}c")}
    values = {place: cell.findtext(f"{MAIN}v") for place, cell in cells.items()}
    assert values["C2"] == "-1234567.89"
    assert values["E2"] == "3"
    assert cells["A2"].get("t") == "s"
    assert "=HYPERLINK(1)" in words
    assert page.find(f".//{MAIN}f") is None
    assert "C3" not in cells


def test_a_table_without_rows_is_a_file_all_the_same() -> None:
    assert as_csv(NOTHING).decode().strip() == "title,bought_at,price,drawdown,days"
    assert read_parquet(io.BytesIO(as_parquet(NOTHING))).read_all().num_rows == 0
    assert zipfile.is_zipfile(io.BytesIO(as_xlsx(NOTHING)))
