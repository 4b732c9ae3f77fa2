"""`bolo read`, run as a person would, over files and a way out that is written down."""

import csv
import gzip
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bolo.cli.reading.commands import Opening, mount
from bolo.core.errors import Blocked, BoloError, Broken, BudgetSpent, Invalid, NotFound, Rejected
from bolo.core.marketplace import Answer, Fetch, Marketplace, Request
from bolo.core.reading.rows import delimiter_of
from bolo.pipeline.watch.asking.identify import FetchFor

PAGE = """<html lang="de"><head><title>Kettle</title>
<link rel="canonical" href="https://shop.example/p/kettle"></head><body><h1>Kettle</h1>
<p class="price">129,90 €</p><button>In den Warenkorb</button></body></html>"""
TWO_PRICES = PAGE.replace(
    "129,90 €</p>", "129,90 €</p><p class='price'>119,90 €</p><p>SKU: K-100</p>"
)
LIST = "<html><body>" + "".join(f"<a href='/p/thing-{n}'>Thing {n}</a>" for n in range(9))
ADDRESS = "https://shop.example/p/kettle"


class Street:
    """A way out where each address has its answer: a page, errors, or a wait and then a page."""

    def __init__(self, pages: Mapping[str, list[str | BoloError]]) -> None:
        self.pages = {address: list(answers) for address, answers in pages.items()}

    @asynccontextmanager
    async def opening(self) -> AsyncIterator[FetchFor]:
        """Open the way out, for the connector of pages alone."""

        def fetch_for(marketplace: Marketplace) -> Fetch:
            assert marketplace.slug == "webpage"
            return self

        yield fetch_for

    async def __call__(self, request: Request, read: Any) -> Any:  # noqa: ANN401 - as Fetch has it
        """Give the next answer that is written down."""
        answer = self.pages[request.url].pop(0)
        if isinstance(answer, BoloError):
            raise answer
        return read(Answer(answer.encode(), request.url))


def bolo_read(*words: str | Path, opening: Opening | None = None) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    mount(app, opening or Street({}).opening)
    told = CliRunner().invoke(app, ["read", *map(str, words)], env={"COLUMNS": "200"})
    if isinstance(told.exception, BoloError):
        raise told.exception
    return told


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "kettle.html"
    file.write_text(PAGE, "utf-8")
    return file


def test_a_page_is_one_json_line(saved: Path) -> None:
    result = bolo_read(saved, "--json")

    (line,) = lines(result)
    assert result.exit_code == 0
    assert list(line) == (
        "source name price currency availability brand sku gtin mpn confidence".split()
    )
    assert (line["source"], line["name"]) == (str(saved), "Kettle")
    assert (line["price"], line["currency"]) == ("129.90", "EUR")
    assert line["availability"] == "in_stock"
    assert result.stderr == ""


def test_many_pages_come_in_the_order_given(saved: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.html.gz"
    packed.write_bytes(gzip.compress(PAGE.replace("129,90", "89,90").encode()))
    street = Street({ADDRESS: [BudgetSpent("wait", retry_after=timedelta(0)), PAGE]})

    result = bolo_read(packed, ADDRESS, saved, "--json", opening=street.opening)

    assert [(one["source"], one["price"]) for one in lines(result)] == [
        (str(packed), "89.90"),
        (ADDRESS, "129.90"),
        (str(saved), "129.90"),
    ]


def test_a_person_reads_the_same_in_words(saved: Path) -> None:
    result = bolo_read(saved)

    assert f"{saved}: Kettle" in result.stdout
    assert "129.90 EUR · in stock · confidence 0.7" in result.stdout


def test_the_vote_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "two.html"
    file.write_text(TWO_PRICES, "utf-8")

    (line,) = lines(bolo_read(file, "--json", "--explain"))
    words = bolo_read(file, "--explain").stdout

    assert line["kind"] == "product"
    assert {one["price"] for one in line["candidates"]} >= {"129.90", "119.90"}
    assert max(line["vote"].values()) == line["vote"][line["price"]]
    assert f"visible says {line['price']} EUR, weight" in words
    assert f"for {line['price']}" in words
    assert line["codes"] == [{"source": "label", "sku": "K-100", "weight": 36}]
    assert "label gives SKU K-100, weight 36" in words


def test_a_page_that_sells_no_single_thing_says_so(tmp_path: Path) -> None:
    file, empty = tmp_path / "list.html", tmp_path / "about.html"
    file.write_text(LIST, "utf-8")
    empty.write_text("<p>About us", "utf-8")

    result = bolo_read(file, empty)
    line = lines(bolo_read(empty, "--json"))[0]

    assert f"{file}: a list of 9 addresses" in result.stdout
    assert f"{empty}: no product" in result.stdout
    assert (line["name"], line["price"], line["availability"]) == (None, None, None)


def test_the_address_of_a_saved_page_can_be_given(tmp_path: Path) -> None:
    file = tmp_path / "dollars.html"
    file.write_text("<h1>Kettle</h1><p class='price'>$129.90</p><button>Add to cart</button>")

    here = lines(bolo_read(file, "--json", "--url", "https://shop.example.ca/p/kettle"))[0]

    assert here["currency"] == "CAD"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("gone.html", None, "no such file"),
        ("folder", "folder", "is a folder"),
        ("empty.html", b" \n", "is empty"),
        ("noise.html", bytes(range(256)) * 4 + b"<a>", "binary, not text"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + b"\0" * 900, "is no page"),
        ("broken.html.gz", b"\x1f\x8b\x08broken", "is a broken gzip file"),
        ("vast.html", b"<p>" * 4_000_000, "is larger than 10 MB"),
        ("bomb.html.gz", gzip.compress(b"<p>" * 40_000_000, 1), "is larger than 10 MB"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    name: str, content: bytes | str | None, reason: str, saved: Path, tmp_path: Path
) -> None:
    file = tmp_path / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content == "folder":
        file.mkdir()

    result = bolo_read(file, saved, "--json")

    failed, read = lines(result)
    assert result.exit_code == 1
    assert reason in failed["error"]
    assert reason in result.stderr.replace("\n", "")
    assert read["price"] == "129.90"


def test_an_address_that_refuses_is_told() -> None:
    street = Street({ADDRESS: [Blocked("Cloudflare")], f"{ADDRESS}2": [NotFound("")]})

    result = bolo_read(ADDRESS, f"{ADDRESS}2", opening=street.opening)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{ADDRESS}: blocked by Cloudflare" in result.stderr
    assert f"{ADDRESS}2: NotFound" in result.stderr


def test_our_own_mistakes_are_not_taken_for_answers() -> None:
    street = Street({ADDRESS: [Broken("a bug")]})

    assert "a bug" in bolo_read(ADDRESS, opening=street.opening).stderr


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["page.html", "--url", "shop.example"],
        ["a.html", "b.html", "--url", ADDRESS],
        [ADDRESS, "--url", ADDRESS],
        ["--texts", "in.csv"],
        ["--out", "out.csv"],
        ["page.html", "--texts", "in.csv", "--out", "out.csv"],
    ],
)
def test_words_that_make_no_sense_together_are_refused(words: list[str]) -> None:
    assert bolo_read(*words).exit_code == 2


def test_texts_keep_their_columns_and_gain_currency_and_amount(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "id,text,currency_hint,decimal_separator\n"
        '1,"1.299,00 €",,\n2,140.000,,.\n3,12.50,Kč,\n4,call us,,\n',
        "utf-8-sig",
    )

    result = bolo_read("--texts", source, "--out", out)

    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [(row["id"], row["currency"], row["amount"]) for row in rows] == [
        ("1", "€", "1299.00"),
        ("2", "", "140.000"),
        ("3", "Kč", "12.50"),
        ("4", "", ""),
    ]
    assert "4 texts read" in result.stderr


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("\ufefftext;shop\r\n12,50 €;a\r\n\r\n;b\r\n".encode(), ["12.50", ""]),
        ("text\n12,50 €\n1.299,00 €\n".encode("utf-16"), ["12.50", "1299.00"]),
        ("shop\ttext\nCafé\t12 €\n".encode("cp1252"), ["12"]),
        (gzip.compress(b'Text ,n\n"from\n$ 5",1\n'), ["5"]),
        (b"text,amount,currency\n$5,9,EUR\n$6\n", ["5", "6"]),
    ],
    ids=["semicolons", "utf-16", "Windows", "gzip", "more columns"],  # gzip holds the time of day
)
def test_texts_are_read_from_whatever_a_table_was_saved_as(
    content: bytes, read: list[str], tmp_path: Path
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)

    bolo_read("--texts", source, "--out", out)

    written = out.read_text("utf-8")
    rows = csv.DictReader(written.splitlines(), delimiter=delimiter_of(written.split("\n")[0]))
    assert [row["amount"] for row in rows] == read


def test_a_file_that_cannot_be_read_leaves_what_was_written_before(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("text,id\n$5,1\n$6,2,3\n")
    out.write_text("as it was")

    with pytest.raises(Invalid, match="in line 3"):
        bolo_read("--texts", source, "--out", out)

    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    assert out.read_text() == "as it was"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"id,price\n1,2\n", "no column `text`; its columns: id, price"),
        (b"", "its columns: none"),
        (b"text,id,Text\n1,2,3\n", "in.csv: the first line names text 2 times"),
        (b"id,text\n1,12,50\n", "more fields than columns in line 2"),
        (b"text\n12\0\n", "is not text"),
        (b'text\n"12" 50\n', "is no CSV"),
        (None, "there is no file"),
    ],
)
def test_a_file_of_texts_that_is_none_is_told(
    content: bytes | None, reason: str, tmp_path: Path
) -> None:
    source = tmp_path / "in.csv"
    if content is not None:
        source.write_bytes(content)

    with pytest.raises(Rejected, match=reason):
        bolo_read("--texts", source, "--out", tmp_path / "out.csv")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("text\n12 €\n", "utf-8")

    with pytest.raises(Invalid, match="cannot be written"):
        bolo_read("--texts", source, "--out", tmp_path / "nowhere" / "out.csv")


def test_a_price_in_no_currency_is_told_without_one(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><h1>Kettle</h1><p class='price'>129.90</p><button>Add to cart</button>")

    line = json.loads(bolo_read(page, "--json", "--url", ADDRESS).stdout)

    assert (line["price"], line["currency"], line["confidence"]) == ("129.90", None, "0")
    assert line["availability"] == "in_stock"


def test_doubted_texts_are_counted_and_explained_in_a_column_of_their_own(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text('text\n"19,99 €"\n"149,99 € 99,99 €"\n', "utf-8")

    plain = bolo_read("--texts", source, "--out", out)
    header = out.read_text("utf-8").splitlines()[0]
    explained = bolo_read("--texts", source, "--out", out, "--explain")
    with out.open(encoding="utf-8") as file:
        rows = list(
            csv.DictReader(
                file,
                delimiter=delimiter_of(file.readline()),
                fieldnames=["text", "currency", "amount", "doubt"],
            )
        )

    assert header.endswith("currency,amount")
    assert "1 of them in doubt; --explain adds" in plain.stderr
    assert "see the column doubt" in explained.stderr
    assert [row["doubt"] for row in rows] == ["", "it also states 99.99"]
