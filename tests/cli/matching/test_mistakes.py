"""What `bolo match` says of lists, pairs and places that are wrong."""

from pathlib import Path

import pytest

from bolo.core.errors import Invalid, NotFound
from tests.cli.matching.calls import run


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
