"""A workbook is read as the CSV that a person would have saved it as."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bolo.cli.files.texts import text_of
from bolo.cli.matching.commands import app
from bolo.cli.matching.lists.files import rows_of
from bolo.core.errors import Invalid
from tests.books import Rows, xlsx

DAY = dt.datetime(2026, 11, 2)  # noqa: DTZ001  (a spreadsheet's days have no zone)


def workbook(path: Path, sheets: Mapping[str, Rows], hidden: Sequence[str] = ()) -> Path:
    path.write_bytes(xlsx(sheets, hidden))
    return path


def test_a_list_is_read_from_the_sheet_of_a_workbook(tmp_path: Path) -> None:
    rows: Rows = [["id", "title", "ean"], ["A-1", "Fön, 2 kW", 4006381333931], [17, "Kettle", ""]]
    path = workbook(tmp_path / "list.xlsx", {"Preise": rows})

    read = rows_of(path)

    assert read == [
        {"id": "A-1", "title": "Fön, 2 kW", "ean": "4006381333931"},
        {"id": "17", "title": "Kettle", "ean": ""},
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.5, "12.5"),
        (1.299, "1.2990"),
        (1299.0, "1299"),
        (0.1 + 0.2, "0.3"),
        (1e-07, "0.0000001"),
        (True, "true"),
        (DAY, "2026-11-02"),
        (DAY.replace(hour=9, minute=30), "2026-11-02 09:30:00"),
        ("1.299,00 €", "1.299,00 €"),
    ],
)
def test_a_cell_is_told_so_that_it_can_be_read_in_one_way_only(
    tmp_path: Path, cell: object, text: str
) -> None:
    path = workbook(tmp_path / "cells.xlsx", {"one": [["what"], [cell]]})

    told = text_of(path)

    assert list(csv.reader(told.splitlines())) == [["what"], [text]]


def test_the_first_sheet_that_shows_and_holds_anything_is_read_and_others_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets: dict[str, Rows] = {
        "rates": [["hidden"]],
        "cover": [],
        "prices": [["id", "name"]],
        "old": [["x"]],
    }
    path = workbook(tmp_path / "many.xlsx", sheets, hidden=["rates"])

    assert text_of(path) == "id,name\r\n"
    assert f"{path}: reading the sheet 'prices', not 'old'." in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0 nor this"])
def test_what_only_begins_like_a_workbook_is_refused_in_words(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)

    with pytest.raises(Invalid, match=r"list\.xlsx begins like a workbook.*save its sheet as CSV"):
        text_of(path)


def test_a_workbook_without_anything_in_it_is_an_empty_text(tmp_path: Path) -> None:
    assert text_of(workbook(tmp_path / "empty.xlsx", {"one": []})) == ""


def test_lists_and_pairs_may_all_be_workbooks(tmp_path: Path) -> None:
    left = workbook(tmp_path / "left.xlsx", {"a": [["id", "title"], [1, "Lumatek camera LM-310"]]})
    right = workbook(tmp_path / "right.xlsx", {"a": [["id", "name"], [7, "lumatek lm310 camera"]]})
    pairs = workbook(tmp_path / "pairs.xlsx", {"a": [["ltable_id", "rtable_id"], [1, 7]]})
    out = tmp_path / "scored.csv"

    done = CliRunner().invoke(
        app, ["score", str(left), str(right), "--pairs", str(pairs), "--out", str(out)]
    )

    scored = list(csv.DictReader(out.read_text().splitlines()))
    assert done.exit_code == 0, done.output
    assert [(row["ltable_id"], row["rtable_id"]) for row in scored] == [("1", "7")]
