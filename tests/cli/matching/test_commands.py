"""`bolo match`: files in, files out, and what is said about bad ones."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bolo.cli.matching.commands import INTERRUPTED, app, stopping, trained_from
from bolo.core.errors import Invalid, NotFound
from tests.core.matching import made

COUNT = 40


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "160"})


def write(path: Path, rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path, Path]:
    left, right = made.rows(COUNT)
    pairs, labels = made.labelled(COUNT)
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), labels.tolist(), strict=True)
    labelled = [
        {"ltable_id": f"l{a}", "rtable_id": f"r{b}", "label": str(int(same))} for a, b, same in rows
    ]
    return (
        write(tmp_path / "a.csv", left),
        write(tmp_path / "b.csv", right, ";"),
        write(tmp_path / "pairs.csv", labelled),
    )


def test_what_is_learnt_scores_pairs_in_the_order_given(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists
    learnt = run(
        "train", left, right, "--pairs", pairs, "--valid", pairs, "--out", tmp_path / "m", "--json"
    )

    scored = run(
        "score", left, right, "--pairs", pairs, "--model", tmp_path / "m",
        "--out", tmp_path / "s.csv", "--json",
    )  # fmt: skip

    assert 0 < json.loads(learnt.stdout)["threshold"] < 1
    assert json.loads(scored.stdout)["matches"] == COUNT
    rows, asked = read(tmp_path / "s.csv"), read(pairs)
    assert [(r["ltable_id"], r["rtable_id"]) for r in rows] == [
        (r["ltable_id"], r["rtable_id"]) for r in asked
    ]
    assert {r["decision"] for r in rows} == {"match", "no_match"}
    assert all(r["reasons"] for r in rows)


def test_the_model_that_ships_needs_no_labels(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists

    result = run("score", left, right, "--pairs", pairs, "--out", tmp_path / "s.csv")

    assert "pairs are matches" in result.output
    told = [(r["decision"] == "match") == (r["ltable_id"][1:] == r["rtable_id"][1:])
            for r in read(tmp_path / "s.csv")]  # fmt: skip
    assert sum(told) / len(told) > 0.9


def test_corrections_are_learnt_on_top_of_the_model_that_ships(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists
    swapped = [{**row, "label": str(1 - int(row["label"]))} for row in read(pairs)]
    wrong = write(tmp_path / "wrong.csv", swapped)

    result = run(
        "train", left, right, "--pairs", wrong, "--base", "shipped", "--out", tmp_path / "m",
        "--json",
    )  # fmt: skip

    told, own = json.loads(result.stdout), trained_from(None)
    taught = trained_from(tmp_path / "m")
    assert told["trees_added"] is True
    assert (taught.trees, taught.threshold) == (own.trees, own.threshold)
    assert len(taught.corrected) == len(own.corrected) + 1


def test_what_a_model_decides_already_adds_nothing_to_it(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists
    run("train", left, right, "--pairs", pairs, "--out", tmp_path / "m")

    result = run(
        "train", left, right, "--pairs", pairs, "--base", tmp_path / "m", "--out", tmp_path / "n"
    )

    assert "add no tree" in result.output
    assert trained_from(tmp_path / "n").corrected == ()


def test_a_base_that_is_not_there_is_named(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    left, right, pairs = lists

    result = run(
        "train", left, right, "--pairs", pairs, "--base", tmp_path / "gone", "--out", tmp_path / "m"
    )

    assert isinstance(result.exception, NotFound)
    assert "gone" in str(result.exception)


def test_a_case_for_a_thing_is_not_the_thing_and_the_reason_says_so(tmp_path: Path) -> None:
    name = "Apple iPhone 13 128GB Midnight"
    left = write(tmp_path / "a.csv", [{"id": "1", "title": name}])
    right = write(
        tmp_path / "b.csv", [{"id": "1", "title": f"case for {name}"}, {"id": "2", "title": name}]
    )
    pairs = write(
        tmp_path / "p.csv",
        [{"ltable_id": "1", "rtable_id": "1"}, {"ltable_id": "1", "rtable_id": "2"}],
    )

    run("score", left, right, "--pairs", pairs, "--out", tmp_path / "s.csv")

    case, _ = read(tmp_path / "s.csv")
    assert float(case["probability"]) <= 0.5
    assert case["decision"] == "no_match"
    assert "an accessory, not the item itself" in case["reasons"]


def test_files_with_both_sides_of_each_pair_need_no_lists(tmp_path: Path) -> None:
    left, right = made.rows(COUNT)
    pairs, labels = made.labelled(COUNT)
    lines = [
        f"COL title VAL {left[a]['title']}\tCOL title VAL {right[b]['title']}\t{int(same)}"
        for a, b, same in zip(pairs[0].tolist(), pairs[1].tolist(), labels, strict=True)
    ]
    file = tmp_path / "train.txt"
    file.write_text("\n".join(lines) + "\n")

    run("train", "--pairs", file, "--out", tmp_path / "m")
    result = run("score", "--pairs", file, "--model", tmp_path / "m", "--out", tmp_path / "s.csv")

    assert f"of {len(lines)} pairs are matches" in result.output


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
        monkeypatch.setattr("bolo.cli.matching.commands.BLOCK", block)
        monkeypatch.setattr("bolo.cli.matching.writing.BLOCK", block)
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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("justoneword\nx\n", "one column only"),
        ("name,price\nlamp,2\n", "no column id, only name, price: call the right one so"),
        ("id,price\n1,2\n", "no column title or name"),
        ("id,name\n1,lamp\n1,desk\n", "the id 1 stands there twice"),
        ("id,name\n,lamp\n", "no id"),
        ("id,name\n1,lamp,9\n", "line 2: 3 cells where the first line names 2"),
        ("id,name\n", "no rows"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_name(
    content: str, said: str, lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text(content)
    result = run(
        "score", tmp_path / "bad.csv", lists[1], "--pairs", lists[2], "--out", tmp_path / "s.csv"
    )

    assert isinstance(result.exception, Invalid)
    assert said in str(result.exception)
    assert "bad.csv" in str(result.exception)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("left,right\n1,2\n", "no column ltable_id"),
        ("ltable_id,rtable_id,label\nl0,r0,perhaps\n", "line 2: a label is 1 or 0"),
        ("ltable_id,rtable_id\nnobody,r0\n", "no row of the left list has the id nobody"),
        ("ltable_id,rtable_id\nl0,nobody\n", "no row of the right list has the id nobody"),
        ("ltable_id,rtable_id\nl0,r0\n", "need a column label"),
        ("ltable_id,rtable_id,label\n", "--pairs has no rows"),
    ],
)
def test_what_is_wrong_with_pairs_is_said(
    content: str, said: str, lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "p.csv").write_text(content)

    result = run("train", *lists[:2], "--pairs", tmp_path / "p.csv", "--out", tmp_path / "m")

    assert isinstance(result.exception, Invalid)
    assert said in str(result.exception)


def test_a_list_in_another_encoding_is_read(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        file = tmp_path / f"{encoding}.csv"
        file.write_text("id\tname\n1\tcafetière\n", encoding=encoding)

        result = run("link", file, lists[1], "--out", tmp_path / "l.csv")

        assert "of 1 rows" in result.output


def test_files_that_are_not_there_are_named(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    left, right, pairs = lists
    gone, out = tmp_path / "gone", tmp_path / "s.csv"

    for command in (
        ("score", gone, right, "--pairs", pairs, "--out", out),
        ("score", left, right, "--pairs", pairs, "--model", gone, "--out", out),
        ("link", gone, right, "--out", out),
    ):
        result = run(*command)
        assert isinstance(result.exception, NotFound)
        assert "gone" in str(result.exception)


def test_folders_in_the_place_of_files_are_named(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists

    for command in (
        ("score", tmp_path, right, "--pairs", pairs, "--out", tmp_path / "s.csv"),
        ("score", left, right, "--pairs", pairs, "--model", tmp_path, "--out", tmp_path / "s"),
        ("score", left, right, "--pairs", pairs, "--out", tmp_path),
        ("link", tmp_path, right, "--out", tmp_path / "l.csv"),
        ("link", left, right, "--out", tmp_path / "l.csv", "--html", tmp_path / "no" / "l.html"),
    ):
        assert isinstance(run(*command).exception, Invalid)


def test_one_list_alone_is_refused(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    result = run("score", lists[0], "--pairs", lists[2], "--out", tmp_path / "s.csv")

    assert "give both lists" in str(result.exception)


def test_a_broken_line_between_tabs_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("COL title VAL a\tCOL title VAL b\n")

    result = run("train", "--pairs", tmp_path / "p.txt", "--out", tmp_path / "m")

    assert "line 1: not left, right and label" in str(result.exception)
