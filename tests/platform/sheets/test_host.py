"""A workbook that somebody sends is read apart from everything else, and within limits."""

import asyncio
from datetime import timedelta

import orjson
import pytest

from bolo.core.errors import Invalid
from bolo.platform.sheets.guest import told
from bolo.platform.sheets.host import Sheet, Workbooks
from tests import books

MOST, X = 1_000, [["x"]]
SALES: dict[str, books.Rows] = {
    "cover": [],
    "2025": [["price"], [1.299]],
    "2026": [["price"], ["38,50"]],
}


@pytest.mark.parametrize(
    ("wanted", "taken", "csv"), [("", "2025", "1.2990"), ("2026", "2026", '"38,50"')]
)
async def test_a_sheet_is_taken_and_may_be_named(wanted: str, taken: str, csv: str) -> None:
    read = await Workbooks().read(books.xlsx(SALES), wanted, MOST)

    assert read == Sheet(f"price\r\n{csv}\r\n", taken, ("2025", "2026"))


async def test_a_workbook_of_libreoffice_is_read() -> None:
    read = await Workbooks().read(
        books.ods("Verkäufe", [["ean", "preis"], ["x", "38,50 €"]]), "", MOST
    )

    assert (read.csv, read.sheet) == ('ean,preis\r\nx,"38,50 €"\r\n', "Verkäufe")


@pytest.mark.parametrize(
    ("content", "sheet", "why"),
    [
        (b"product,price", "", "this is no workbook"),
        (b"", "", "this is no workbook"),
        (b"PK\x03\x04 nothing", "", "cannot be read as one"),
        (b"\xd0\xcf\x11\xe0 nothing", "", "take its password off"),
        (books.xlsx({"a": [], "b": []}), "", "none of its sheets holds anything"),
        (
            books.xlsx({"a": [["x"]], "b": []}),
            "b",
            "there is no sheet b that holds anything: there are a",
        ),
        (books.xlsx({"a": []}), "c", "none holds anything"),
        (books.xlsx({"a": [["x" * 40]] * 40}), "", "its sheet a has 0 MB as CSV"),
        (books.xlsx({"a": X, "b": X}, hidden=["b"]), "b", "there is no sheet b"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, sheet: str, why: str) -> None:
    assert why in told(content, sheet, MOST)["refused"]


async def test_a_refusal_of_the_guest_is_one_of_ours() -> None:
    with pytest.raises(Invalid, match="this is no workbook"):
        await Workbooks().read(b"product,price", "", MOST)


async def test_a_small_workbook_that_unfolds_without_end_harms_nobody() -> None:
    assert len(books.vast()) < 10_000

    with pytest.raises(Invalid, match="takes too much memory or time"):
        await Workbooks().read(books.vast(), "", MOST)


async def test_one_that_takes_too_long_is_ended() -> None:
    hasty = Workbooks(asyncio.Semaphore(1), timedelta(0))

    with pytest.raises(Invalid, match="takes too much memory or time"):
        await hasty.read(books.xlsx(SALES), "", MOST)


def test_what_is_told_can_be_sent() -> None:
    assert orjson.loads(orjson.dumps(told(books.xlsx(SALES), "", MOST)))["sheet"] == "2025"
