"""Files of own sales: what would come of one, and entering it.

A file is looked at as often as one likes before it is entered; a line that is refused keeps the
whole of it out.
"""

import binascii
import csv
import io
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from bolo.api.frame.context import App, Who
from bolo.api.frame.once import Once
from bolo.api.frame.shapes import Money, Shape
from bolo.core.errors import Invalid
from bolo.pipeline.value.sales.lines import FIRST, Sheet, only_sales, sales_in, sheet_of
from bolo.pipeline.value.sales.selling import Looked
from bolo.pipeline.value.sales.store import NewSale

router = APIRouter(prefix="/sales", tags=["sales"], route_class=Once)
LONGEST_FILE = 5_000_000
LONGEST_BOOK = LONGEST_FILE * 4 // 3 + 4
"""In base64."""
MOST_TOLD = 20
TAKE_FILES = ("/sales/preview", "/sales/import")
"""The paths whose bodies may be as large as a file."""
Ours = Literal[
    "ref", "product", "venue", "condition", "price", "currency", "sold_at", "listed_at", "cost",
    "fees",
]  # fmt: skip


class SalesFile(Shape):
    """Sales as a CSV file has them: `product,venue,price,currency,sold_at` and more.

    In its place a `workbook` (xlsx, xls, ods; in base64), of which `sheet` is read, else the first
    that shows and holds anything.

    `columns` says what a column is called in the file (`{"price": "sold for"}`; `""`: none is
    that), `venue` and `currency` hold for lines that do not say.
    """

    csv: Annotated[str, Field(max_length=LONGEST_FILE)] = ""
    workbook: Annotated[str, Field(max_length=LONGEST_BOOK)] = ""
    sheet: Annotated[str, Field(max_length=100)] = ""
    columns: dict[Ours, Annotated[str, Field(max_length=500)]] = Field(default_factory=dict)
    venue: Annotated[str, Field(max_length=100)] = ""
    currency: Annotated[str, Field(max_length=10)] = ""


class UnknownSale(Shape):
    """A line (the header is the first) about a product that bolo does not know."""

    line: int
    product: str


class EnteredSales(Shape):
    """What came of a file: new ones, ones that were there, and the first that are left out."""

    added: int
    known: int
    left_out: int
    unknown: list[UnknownSale]


class RefusedSale(Shape):
    """A line that cannot be entered, and why."""

    line: int
    why: str


class SaleRead(Shape):
    """A line as it is read."""

    line: int
    product: str
    title: str | None
    venue: str
    price: Money
    sold_at: datetime


class SalesPreview(Shape):
    """What would come of a file, nothing of which is entered yet.

    `columns` are its own names, `meanings` which of them is which of ours, `missing` what is needed
    and told by none; `first` are cells of its first lines, `read` what is made of them. `refusal`
    and `refused` (the first of `refused_count` lines) keep the whole file out. Of a workbook,
    `sheet` is the one that was read, of all `sheets` that hold anything.
    """

    sheets: list[str]
    sheet: str | None
    columns: list[str]
    meanings: dict[str, str]
    missing: list[str]
    first: list[list[str]]
    lines: int
    read: list[SaleRead]
    refusal: str | None
    refused: list[RefusedSale]
    refused_count: int
    added: int
    known: int
    left_out: int
    unknown: list[UnknownSale]


@dataclass(frozen=True, slots=True)
class Text:
    """A file as CSV; of a workbook also which of its sheets that is."""

    csv: str
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


@router.post("/preview")
async def preview_sales(file: SalesFile, who: Who, app: App) -> SalesPreview:
    """Say what of a CSV file or a workbook would be entered and what not, and write nothing."""
    return await look_at_file(app, who.workspace, file, exact=True)


async def look_at_file(
    app: App, workspace: UUID, file: SalesFile, *, exact: bool = False
) -> SalesPreview:
    """Say what would come of a file; `exact` as in `Selling.enter`."""
    text = await _text(file, app)
    sheet = _sheet(text.csv, file, "the file")
    if sheet.absent:
        return _seen(text, sheet)
    try:
        manner = sheet.manner()
    except Invalid as error:
        return _seen(text, sheet, refusal=str(error))
    told = list(sales_in(sheet, manner))
    read = [(line, one) for line, one in told if isinstance(one, NewSale)]
    looked = await app.selling.look(workspace, [sale for _, sale in read], FIRST, exact=exact)
    refused = {line: str(one) for line, one in told if isinstance(one, Invalid)}
    refused |= {read[place][0]: why for place, why in looked.wrong.items()}
    return _seen(
        text,
        sheet,
        read=_read(read, looked),
        refused=[RefusedSale(line=n, why=refused[n]) for n in sorted(refused)[:MOST_TOLD]],
        refused_count=len(refused),
        added=looked.added,
        known=looked.known,
        left_out=len(looked.unknown),
        unknown=_unknown([read[place] for place in looked.unknown]),
    )


def _seen(text: Text, sheet: Sheet, **more: object) -> SalesPreview:
    """Say what stands in a table, and what came of reading it as far as that was possible."""
    nothing = dict.fromkeys(("refused_count", "added", "known", "left_out"), 0)
    none_of = dict.fromkeys(("read", "refused", "unknown"), ())
    return SalesPreview.model_validate(
        {
            "sheets": text.sheets,
            "sheet": text.sheet,
            "columns": sheet.given,
            "meanings": sheet.meanings,
            "missing": sheet.absent,
            "first": sheet.first,
            "lines": len(sheet.lines),
            "refusal": None,
            **nothing,
            **none_of,
            **more,
        }
    )


@router.post("/import", status_code=200)
async def import_sales(file: SalesFile, who: Who, app: App) -> EnteredSales:
    """Enter the sales of a CSV file or a workbook; entering it twice changes nothing.

    What cannot be read is told with its line, and a reference that is there with other figures by
    its name; then nothing is entered.
    """
    return await enter_file(app, who.workspace, file, "the file", exact=True)


async def enter_file(
    app: App, workspace: UUID, file: SalesFile, named: str, *, exact: bool = False
) -> EnteredSales:
    """Enter the sales of a file, as the commands do; `exact` as in `Selling.enter`."""
    text = await _text(file, app)
    read = list(only_sales(_sheet(text.csv, file, named), named))
    entered = await app.selling.enter(workspace, [sale for _, sale in read], exact=exact)
    left = [read[place] for place in entered.unknown]
    return EnteredSales(
        added=entered.added, known=entered.known, left_out=len(left), unknown=_unknown(left)
    )


async def _text(file: SalesFile, app: App) -> Text:
    if bool(file.csv) is bool(file.workbook):
        raise Invalid("give the file: as csv, or as workbook in base64")
    if file.csv:
        return Text(file.csv)
    try:
        content = b64decode(file.workbook, validate=True)
    except binascii.Error as error:
        raise Invalid(f"workbook is no base64: {error}") from error
    read = await app.workbooks.read(content, file.sheet, LONGEST_FILE)
    return Text(read.csv, read.sheet, read.sheets)


def _sheet(told: str, file: SalesFile, named: str) -> Sheet:
    taken = [theirs.strip().lower() for theirs in file.columns.values() if theirs.strip()]
    twice = next((one for one in taken if taken.count(one) > 1), None)
    if twice is not None:
        raise Invalid(f"the column {twice} cannot be two things at once")
    common = {"venue": file.venue, "currency": file.currency}
    columns = {str(ours): theirs for ours, theirs in file.columns.items()}
    text = io.StringIO(told.removeprefix("\ufeff"), newline="")
    try:
        return sheet_of(text, columns, {name: said for name, said in common.items() if said})
    except csv.Error as error:
        raise Invalid(f"{named} is no CSV: {error}") from error


def _read(read: list[tuple[int, NewSale]], looked: Looked) -> list[SaleRead]:
    return [
        SaleRead(
            line=line,
            product=str(sale.gtin or sale.product),
            title=looked.titles.get(place),
            venue=sale.venue,
            price=Money.sure(sale.price.amount, sale.price.currency),
            sold_at=sale.sold_at,
        )
        for place, (line, sale) in enumerate(read[:FIRST])
    ]


def _unknown(left: list[tuple[int, NewSale]]) -> list[UnknownSale]:
    return [
        UnknownSale(line=line, product=str(sale.gtin or sale.product))
        for line, sale in left[:MOST_TOLD]
    ]
