"""`bolo sales`: sales entered one by one or from a file, once each, and listed."""

import asyncio
import json
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bolo.cli.valuing import sales
from bolo.core.errors import Invalid, NotFound
from bolo.core.identifiers import gtin
from tests.cli.shell import Shell

GTIN = "5709846022645"
HEADER = "ref,product,venue,condition,price,currency,sold_at,listed_at,cost,fees"
LINE = f",{GTIN},ebay-us,new,38.50,usd,2026-03-09,2026-03-01,10,5.1"


class Sales(Shell):
    """Runs commands against one database that knows one product."""

    def __init__(self, data: Path, url: str) -> None:
        super().__init__(data, url, (sales.mount,), "sales")

    def file(self, *lines: str, header: str = HEADER) -> str:
        """Write a file of sales; return its path."""
        file = self.data / "sales.csv"
        file.write_text("\n".join([header, *lines, ""]))
        return str(file)


async def add_product(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "INSERT INTO product (id, title, words, gtin, created_at) VALUES ($1, 'Mug', 'mug', $2,"
        " now())",
        uuid4(),
        GTIN,
    )
    await connection.close()


@pytest.fixture
def shell(tmp_path: Path, database_url: str) -> Sales:
    asyncio.run(add_product(database_url))
    return Sales(tmp_path, database_url)


def test_a_file_that_is_imported_twice_is_entered_once(shell: Sales) -> None:
    file = shell.file(LINE, LINE, ",4006381333931,ebay-us,new,1,EUR,2026-03-09,,,")

    first = shell.run("import", file)
    again = shell.run("import", file)

    assert "2 entered, 0 there already, 1 of unknown products" in first.output
    assert "line 4: bolo knows no such product: 4006381333931" in first.output
    assert "0 entered, 2 there already, 1 of unknown products" in again.output


def test_a_corrected_file_is_refused_until_what_it_corrects_is_taken_back(shell: Sales) -> None:
    line = LINE.replace(",", "A-1,", 1)
    shell.run("import", shell.file(line))

    mended = shell.file(line.replace("38.50", "36.50"))
    tried = shell.run("import", mended, "--try")
    with pytest.raises(Invalid, match="ref A-1 is there already, with another price"):
        shell.run("import", mended)
    shell.run("remove", "A-1")
    entered = shell.run("import", mended)

    assert "line 2: ref A-1 is there already" in tried.output
    assert "1 refused: nothing would be entered" in tried.output
    assert "1 entered" in entered.output


def test_a_sale_is_added_and_listed(shell: Sales) -> None:
    words = (GTIN, "12.5", "--currency", "EUR", "--venue", "ebay-de", "--sold", "2026-03-09")

    added = shell.run("add", *words, "--ref", "a", "--condition", "like new")
    again = shell.run("add", *words, "--ref", "a")
    listed = shell.run("list", "--json")

    assert "entered" in added.output
    assert "there already" in again.output
    (one,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (one["price"], one["title"], one["condition"]) == ("12.5000", "Mug", "like_new")
    assert "12.50 EUR" in shell.run("list").output


def test_a_sale_is_taken_back_by_its_ref(shell: Sales) -> None:
    shell.run("import", shell.file(LINE.replace(",", "A-1,", 1), LINE.replace(",", "A-2,", 1)))

    removed = shell.run("remove", "A-1")

    kept = [json.loads(line)["ref"] for line in shell.run("list", "--json").output.splitlines()]
    assert "A-1 is taken back" in removed.output
    assert kept == ["A-2"]
    with pytest.raises(NotFound, match="no sale has the id or ref A-1; see: bolo sales list"):
        shell.run("remove", "A-1")


def test_a_sale_of_what_is_not_known_is_refused(shell: Sales) -> None:
    words = ("1", "--currency", "EUR", "--venue", "ebay-de", "--sold", "2026-03-09")

    with pytest.raises(Invalid, match="knows no such product"):
        shell.run("add", str(uuid4()), *words)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LINE.replace(GTIN, "mug"), "neither the id of a product nor a GTIN"),
        (LINE.replace("38.50", "cheap"), "cheap is no amount"),
        (LINE.replace("38.50", "NaN"), "NaN is no amount"),
        (LINE.replace("38.50", "2 for $5"), "this is the price of 2"),
        (LINE.replace("38.50", "1.299"), "1.299 may be 1299"),
        (LINE.replace("38.50", "€38.50"), "€38.50 is in EUR, and the sale in USD"),
        (LINE.replace("usd", "shells"), "shells is no currency"),
        (LINE.replace("usd", "").replace("38.50", "$38.50"), "currency is not given"),
        (LINE.replace(",new,", ",shiny,"), "shiny is no condition"),
        (LINE.replace("2026-03-09", "today"), "today is no day"),
        (LINE.replace("ebay-us", ""), "venue is not given"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    file = Sales(tmp_path, "").file(line)

    with pytest.raises(Invalid, match=f"line 2: .*{said}"):
        list(sales.read_sales(Path(file)))


def test_a_file_without_a_column_or_at_all_is_refused(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(header="product,price")

    with pytest.raises(Invalid, match="has no column sold_at, venue; it has product, price; say"):
        list(sales.read_sales(Path(file)))
    with pytest.raises(NotFound, match="there is no file"):
        list(sales.read_sales(tmp_path / "none.csv"))


def test_a_file_that_names_its_price_twice_is_refused(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(f"{LINE},12", header=f"{HEADER},Price")

    with pytest.raises(Invalid, match="names price 2 times and only one can count"):
        list(sales.read_sales(Path(file)))


def test_a_file_is_looked_at_before_it_is_entered(shell: Sales) -> None:
    file = shell.file(LINE, LINE.replace("38.50", "cheap"), LINE.replace("ebay-us", "nowhere"))

    looked = shell.run("import", file, "--try").output

    assert "line 3: cheap is no amount" in looked
    assert "line 4: no venue is called nowhere" in looked
    assert "1 new, 0 there already, 0 of unknown products, 2 refused: nothing would be" in looked
    assert shell.run("list", "--json").output == ""
    with pytest.raises(Invalid, match="has no column price; it has"):
        shell.run("import", file, "--columns", "price=paid")
    with pytest.raises(Invalid, match="no column price; say which is which"):
        shell.run("import", file, "--try", "--columns", "price=paid")


def test_a_report_of_a_venue_is_read_by_names_that_are_said(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(
        f'{GTIN},"38,50",31.03.2026,7', header="EAN,Sold For,Sale Date,Price"
    )
    common = {"venue": "ebay-de", "currency": "EUR"}

    ((_, sale),) = sales.read_sales(Path(file), "price=Sold For,sold_at=Sale Date", common)

    assert (str(sale.price), sale.venue) == ("38.50 EUR", "ebay-de")
    assert f"{sale.sold_at:%Y-%m-%d}" == "2026-03-31"


def test_what_a_line_says_goes_before_what_all_have_in_common(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(
        f"{GTIN};ebay-us;38.50;2026-03-31;USD",
        f"{GTIN};;38.50;2026-03-31;",
        header="EAN;Plattform;Verkaufspreis;Datum;Währung",
    )
    common = {"venue": "ebay-de", "currency": "EUR"}

    (_, first), (_, second) = sales.read_sales(Path(file), "", common)

    assert (str(first.price), first.venue) == ("38.50 USD", "ebay-us")
    assert (str(second.price), second.venue) == ("38.50 EUR", "ebay-de")


def test_lines_without_a_word_are_passed_over(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(",,,,,,,,,", LINE, "", " ,,,,,,,,,")

    ((line, _),) = sales.read_sales(Path(file))

    assert line == 3


def test_what_is_not_known_is_told_once_for_each_product(shell: Sales) -> None:
    numbers = [gtin(f"40063813{at:04}{digit}") for at in range(22) for digit in range(10)]
    lines = [LINE.replace(GTIN, number) for number in numbers if number]

    told = shell.run("import", shell.file(lines[0], *lines)).output

    assert f"line 2: bolo knows no such product: {gtin(lines[0].split(',')[1])} (2 lines in" in told
    assert "and 2 more products that bolo does not know" in told
    assert "0 entered, 0 there already, 23 of unknown products" in told


def test_days_and_prices_are_read_as_people_write_them(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(
        f'{GTIN};ebay-de;31/03/2026;"1.299 €"',
        f"{GTIN};ebay-de;05/04/2026 18:30;38,50 €",
        header="EAN;Venue;Date;Price",
    )

    (_, first), (line, second) = sales.read_sales(Path(file))

    assert (line, str(first.price), str(second.price)) == (3, "1299.00 EUR", "38.50 EUR")
    assert str(second.sold_at) == "2026-04-05 18:30:00+00:00"


def test_a_file_whose_days_may_be_of_two_months_is_refused(tmp_path: Path) -> None:
    file = Sales(tmp_path, "").file(LINE.replace("2026-03-09", "03/04/2026"))

    with pytest.raises(Invalid, match=r"sales.csv: '03/04/2026' may be of two months"):
        list(sales.read_sales(Path(file)))


@pytest.mark.parametrize("count", ["1", "1.0", "1,00", ""])
def test_a_column_that_counts_one_piece_says_nothing_new(tmp_path: Path, count: str) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(
        f"gtin;venue;price;date;Menge\n{GTIN};ebay-de;\N{EURO SIGN}5;2026-03-09;{count}\n"
    )

    ((line, sale),) = sales.read_sales(file)

    assert (line, str(sale.price)) == (2, "5.00 EUR")


@pytest.mark.parametrize("count", ["3", "0", "2,0", "two"])
def test_several_pieces_on_a_line_are_refused(tmp_path: Path, count: str) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(
        f"gtin;venue;price;date;Qty\n{GTIN};ebay-de;\N{EURO SIGN}5;2026-03-09;{count}\n"
    )

    with pytest.raises(Invalid, match=f"line 2: qty is {count}: write a line for each piece"):
        list(sales.read_sales(file))


def test_one_reference_of_two_sales_is_refused(tmp_path: Path) -> None:
    file = Path(Sales(tmp_path, "").file(f"A-1{LINE}", f"A-1{LINE}", f"A-2{LINE}"))

    assert [sale.ref for _, sale in sales.read_sales(file)] == ["A-1", "A-1", "A-2"]

    Sales(tmp_path, "").file(f"A-1{LINE}", f"A-1{LINE.replace('38.50', '39')}")
    with pytest.raises(Invalid, match="line 3: ref A-1 is that of another sale on line 2"):
        list(sales.read_sales(file))


def test_a_refund_with_its_sign_behind_is_no_sale(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_text(f"gtin;venue;price;currency;date\n{GTIN};ebay-de;49,00-;EUR;2026-03-09\n")

    with pytest.raises(Invalid, match="line 2: 49,00- is no amount"):
        list(sales.read_sales(file))
