"""`bolo match link`: two lists in, links out."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

from bolo.cli.matching.linking import INTERRUPTED, stopping
from tests.cli.matching.calls import read, run, write

COUNT = 40


def test_two_lists_are_linked_with_what_would_remain(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, _ = lists

    result = run(
        "link", left, right, "--out", tmp_path / "l.csv", "--html", tmp_path / "l.html",
        "--venue", "ebay-us", "--json",
    )  # fmt: skip

    links = read(tmp_path / "l.csv")
    assert json.loads(result.stdout)["links"] == len(links)
    assert sum(r["left_id"][1:] == r["right_id"][1:] for r in links) >= 0.7 * COUNT
    priced = next(r for r in links if r["right_price"])
    assert float(priced["profit"]) == pytest.approx(
        float(priced["spread"]) - float(priced["fees"]), abs=0.01
    )
    page = (tmp_path / "l.html").read_text()
    assert page.count("<tr>") == len(links) + 1
    assert "Profit" in page


@pytest.mark.parametrize("options", [(), ("--venue", "ebay-us")])
def test_links_are_written_alike_in_blocks_by_two_processes_and_by_one(
    lists: tuple[Path, Path, Path],
    options: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = read(lists[0])
    for at, row in enumerate(rows):
        row["currency"] = ("GBP", "USD", "UAH")[at % 3]
        row["price"] = row["price"] and f"{float(row['price']):.3f}"
    left, told = write(tmp_path / "p.csv", rows), []

    for block in (1_000, 4):
        monkeypatch.setattr("bolo.cli.matching.linking.BLOCK", block)
        monkeypatch.setattr("bolo.cli.matching.links.writing.BLOCK", block)
        out, html = tmp_path / "l.csv", tmp_path / "l.html"
        said = run(
            "link", left, lists[1], "--out", out, "--html", html,
            "--processes", "2", "--json", *options,
        )  # fmt: skip
        told.append((out.read_bytes(), html.read_bytes(), said.stdout, said.stderr))

    assert told[0] == told[1]
    assert "can be read otherwise" in told[0][3]
    assert "are converted into" in told[0][3]


def test_who_stops_it_is_told_what_that_means(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, stopping("Stopped: no link is written."):
        raise KeyboardInterrupt

    assert ended.value.exit_code == INTERRUPTED
    assert capsys.readouterr().err == "Stopped: no link is written.\n"


def test_without_a_venue_there_are_no_fees(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    left, right, _ = lists

    result = run("link", left, right, "--out", tmp_path / "l.csv", "--html", tmp_path / "l.html")

    assert "rows are in the catalogue" in result.output
    assert "fees" not in read(tmp_path / "l.csv")[0]
    assert "Profit" not in (tmp_path / "l.html").read_text()


def test_a_list_in_another_currency_is_converted_and_said_to_be(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, _ = lists
    pounds = write(tmp_path / "p.csv", [{**row, "currency": "GBP"} for row in read(left)])
    plain, told = tmp_path / "plain.csv", tmp_path / "told.csv"

    run("link", left, right, "--out", plain, "--currency", "USD")
    result = run(
        "link", pounds, right, "--out", told, "--html", tmp_path / "t.html", "--currency", "USD"
    )

    costs = [[row["left_price"] for row in read(path)] for path in (plain, told)]
    dearer = [float(b) > 1.05 * float(a) for a, b in zip(*costs, strict=True) if a]
    assert all(dearer)
    assert dearer
    assert "in GBP, are converted into USD at the rates of" in result.stderr
    assert "converted into USD" in (tmp_path / "t.html").read_text()


def test_without_a_word_on_the_currency_it_is_that_of_the_lists(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, _ = lists
    pounds = write(tmp_path / "p.csv", [{**row, "currency": "GBP"} for row in read(left)])

    result = run("link", pounds, right, "--out", tmp_path / "l.csv", "--html", tmp_path / "l.html")

    assert "Prices in GBP." in (tmp_path / "l.html").read_text()
    assert "converted" not in result.stderr


def test_lists_with_nothing_alike_have_no_links(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", [{"id": "1", "name": "acme lamp"}])
    other = write(tmp_path / "b.csv", [{"id": "1", "name": "zzz qqq"}])

    result = run("link", one, other, "--out", tmp_path / "l.csv")

    assert "0 of 1 rows" in result.output
    assert "a.csv has no column price, so no link has a spread; it has id, name" in result.stderr


def test_columns_are_known_by_what_they_are_called_in_other_languages(tmp_path: Path) -> None:
    sold = [{"id": "1", "Bezeichnung": "Acme Lampe LX-200", "Preis": "9,50", "Marke": "Acme"}]
    asked = [{"id": "7", "Désignation": "Acme LX-200 lampe", "Prix": "20,00", "EAN": ""}]
    one, other = write(tmp_path / "a.csv", sold), write(tmp_path / "b.csv", asked)

    run("link", one, other, "--out", tmp_path / "l.csv")

    (link,) = read(tmp_path / "l.csv")
    assert (link["left_price"], link["right_price"], link["spread"]) == ("9.50", "20.00", "10.50")


def test_a_title_that_a_spreadsheet_would_perform_is_written_as_text(tmp_path: Path) -> None:
    sold = [{"id": "=7", "title": "=1+2|acme lamp LX-200", "price": "9.50"}]
    asked = [{"id": "-7", "title": "@acme lamp LX-200", "price": "20.00"}]
    one, other = write(tmp_path / "a.csv", sold), write(tmp_path / "b.csv", asked)

    run("link", one, other, "--out", tmp_path / "l.csv", "--html", tmp_path / "l.html")

    (link,) = read(tmp_path / "l.csv")
    assert (link["left_id"], link["right_id"]) == ("=7", "-7")
    assert link["left_title"] == "'=1+2|acme lamp LX-200"
    assert link["right_title"] == "'@acme lamp LX-200"
    shown = (tmp_path / "l.html").read_text()
    assert "<mark>@acme</mark> lamp LX-200<" in shown
    assert "'@acme" not in shown
