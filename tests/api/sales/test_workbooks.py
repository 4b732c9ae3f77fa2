"""Own sales out of a spreadsheet's workbook: looked at and entered as the same lines of CSV are."""

from base64 import b64encode

import pytest
from pydantic import ValidationError

from bolo.api.sales.files import SalesFile
from tests import books
from tests.api.door import Door
from tests.api.sales.test_routes import GTIN, a_product

HEAD = ["EAN", "Preis", "Datum", "Plattform"]
OLD: books.Rows = [HEAD, [int(GTIN), 38.5, "2026-03-01", "ebay-de"]]
NEW: books.Rows = [
    HEAD,
    [GTIN, "41,00 €", "2026-03-02", "ebay-de"],
    [GTIN, "cheap", "2026-03-03", "ebay-de"],
]


def file(content: bytes, **more: str) -> dict[str, str]:
    return {"workbook": b64encode(content).decode(), "currency": "EUR", **more}


async def test_a_sheet_is_looked_at_and_entered_and_another_can_be_chosen(door: Door) -> None:
    await a_product(door)
    book = books.xlsx({"notes": [], "2025": OLD, "2026": NEW})

    seen = (await door.ask("POST", "/sales/preview", json=file(book))).body
    other = (await door.ask("POST", "/sales/preview", json=file(book, sheet="2026"))).body
    entered = (await door.ask("POST", "/sales/import", json=file(book))).body

    assert (seen["sheet"], seen["sheets"]) == ("2025", ["2025", "2026"])
    assert (seen["columns"], seen["added"], seen["refused_count"]) == (HEAD, 1, 0)
    assert seen["read"][0]["price"] == {"amount": "38.50", "currency": "EUR"}
    assert other["sheet"] == "2026"
    assert other["refused"] == [{"line": 3, "why": "cheap is no amount; write it like 12.50"}]
    assert entered["added"] == 1
    assert len((await door.get("/sales"))["items"]) == 1


async def test_lines_of_csv_come_from_no_sheet(door: Door) -> None:
    seen = (await door.ask("POST", "/sales/preview", json={"csv": "what\n1\n"})).body

    assert (seen["sheet"], seen["sheets"]) == (None, [])


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({}, "give the file"),
        ({"csv": "a,b\n", "workbook": "UEsDBA=="}, "give the file"),
        ({"workbook": "what?"}, "is no base64"),
        (file(b"product,price"), "this is no workbook"),
        (file(books.xlsx({"a": []})), "none of its sheets holds anything"),
        (file(books.xlsx({"a": OLD}), sheet="b"), "there is no sheet b"),
        (file(books.vast()), "takes too much memory or time"),
    ],
)
async def test_what_cannot_be_read_enters_nothing(
    door: Door, asked: dict[str, str], why: str
) -> None:
    answer = await door.ask("POST", "/sales/import", json=asked)

    assert answer.status == 422
    assert why in str(answer.body)
    assert (await door.get("/sales"))["items"] == []


def test_a_workbook_of_more_than_5_mb_is_none() -> None:
    with pytest.raises(ValidationError, match="at most 6666670"):
        SalesFile(workbook="A" * 6_666_671)
