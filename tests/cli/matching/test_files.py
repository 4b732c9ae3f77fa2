"""`bolo match` takes lists, pairs and models as people have them."""

import gzip
from pathlib import Path

import pytest

from bolo.core.errors import Invalid
from tests.cli.matching.calls import read, run

LEFT = "id,title,brand,price\na1,Acme GSR 12V-15 Drill,Acme,99\na2,Sono WH-1000XM4 Black,Sono,249\n"
RIGHT = "id;name;price\nb1;GSR 12V-15 drill driver;129,00\nb 2;Sono WH1000XM4, black;299,00\n"
PAIRS = "ltable_id,rtable_id\na2,b 2\na1,b1\na1,b 2\n"


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path, Path]:
    names = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "pairs.csv"
    for name, text in zip(names, (LEFT, RIGHT, PAIRS), strict=True):
        name.write_text(text)
    return names


def test_scored_pairs_keep_what_stands_beside_them_and_need_no_labels(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, _ = lists
    pairs = tmp_path / "asked.csv"
    pairs.write_text(
        "note,ltable_id,rtable_id,label,decision\n"
        "one,a2,b 2,,mine\ntwo,a1,b 2,?,mine\none again,a2,b 2,1,\n"
    )

    run("score", left, right, "--pairs", pairs, "--out", tmp_path / "s.csv")

    rows = read(tmp_path / "s.csv")
    assert list(rows[0]) == [
        "note", "ltable_id", "rtable_id", "label", "probability", "decision", "reasons"
    ]  # fmt: skip
    assert [row["note"] for row in rows] == ["one", "two", "one again"]
    assert {row["decision"] for row in rows} <= {"match", "no_match"}


def test_no_pairs_have_no_scores(lists: tuple[Path, Path, Path], tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("ltable_id,rtable_id\n")

    result = run("score", *lists[:2], "--pairs", tmp_path / "none.csv", "--out", tmp_path / "s.csv")

    assert result.exit_code == 0, result.exception
    assert (tmp_path / "s.csv").read_text().splitlines() == [
        "ltable_id,rtable_id,probability,decision,reasons"
    ]


def test_a_file_that_is_no_model_is_named_with_what_makes_one(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    model = tmp_path / "other.match"
    model.write_bytes(b"bolo match of another age")

    result = run(
        "score", *lists[:2], "--pairs", lists[2], "--model", model, "--out", tmp_path / "s.csv"
    )

    assert isinstance(result.exception, Invalid)
    assert "other.match: that is not a matching model" in str(result.exception)
    assert "bolo match train" in str(result.exception)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_column_that_counts_and_stands_twice_is_refused(
    lists: tuple[Path, Path, Path], tmp_path: Path, which: int
) -> None:
    left, right, pairs = lists
    for place, name in zip(lists, ("Price", "PRICE", "ltable_id"), strict=True):
        if place == lists[which]:
            sign = ";" if place == right else ","
            first, *rest = place.read_text().splitlines()
            place.write_text("\n".join([first + sign + name, *(f"{row}{sign}7" for row in rest)]))
    out = tmp_path / "out.csv"

    told = [run("score", left, right, "--pairs", pairs, "--out", out).exception]
    if which < 2:
        told.append(run("link", left, right, "--out", out).exception)

    for one in told:
        assert isinstance(one, Invalid)
        assert str(one).startswith(f"{lists[which]}: the first line names ")
        assert "2 times and only one can count" in str(one)
    assert not out.exists()


def test_a_column_that_is_only_told_may_stand_twice(lists: tuple[Path, Path, Path]) -> None:
    left, right, _ = lists
    left.write_text(
        LEFT.replace("brand", "note,note").replace("Acme,", "a,b,").replace("Sono,", "a,b,")
    )

    done = run("link", left, right, "--out", left.with_name("out.csv"))

    assert done.exit_code == 0, done.output


def test_gzipped_lists_and_pairs_are_read_as_they_are(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    packed = [tmp_path / f"{file.name}.gz" for file in lists]
    for file, gz in zip(lists, packed, strict=True):
        gz.write_bytes(gzip.compress(file.read_bytes()))

    for out, (left, right, pairs) in (("plain.csv", lists), ("gz.csv", packed)):
        run("score", left, right, "--pairs", pairs, "--out", tmp_path / out)
        run("link", left, right, "--out", tmp_path / f"links-{out}")

    assert read(tmp_path / "gz.csv") == read(tmp_path / "plain.csv")
    assert read(tmp_path / "links-gz.csv") == read(tmp_path / "links-plain.csv")


def test_pairs_with_both_sides_in_one_line_need_no_label_to_be_scored(tmp_path: Path) -> None:
    file = tmp_path / "pairs.txt"
    file.write_text("COL title VAL Acme GSR 12V-15\tCOL title VAL Acme GSR 12V-15 drill\n" * 2)

    run("score", "--pairs", file, "--out", tmp_path / "s.csv")

    assert [row["decision"] for row in read(tmp_path / "s.csv")] == ["match", "match"]


def test_a_venue_says_before_the_work_what_it_does_not_take(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    links = tmp_path / "links.csv"

    euros = run("link", *lists[:2], "--venue", "ebay-us", "--currency", "EUR", "--out", links)
    other = run("link", *lists[:2], "--venue", "ebay-us", "--category", "hats", "--out", links)

    assert isinstance(euros.exception, Invalid)
    assert "takes USD, not EUR" in str(euros.exception)
    assert "has no category hats: charged as most" in other.output
    assert read(links)[0]["fees"]


def test_links_take_the_place_of_no_list_that_they_are_made_of(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists

    over = run("link", left, right, "--out", left)
    page = run("link", left, right, "--out", tmp_path / "l.csv", "--html", right)
    model = run("train", left, right, "--pairs", pairs, "--out", pairs)

    for result in (over, page, model):
        assert isinstance(result.exception, Invalid)
        assert "is read or written already by this command" in str(result.exception)
    assert [one.read_text() for one in lists] == [LEFT, RIGHT, PAIRS]
    assert not (tmp_path / "l.csv").exists()


def test_columns_of_pairs_may_be_written_in_any_letters(
    lists: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    left, right, pairs = lists
    pairs.write_text("LABEL;Note;RTable_ID; ltable_id\n1;ü;b 2;a2\n0;;b1;a2\n")

    run("score", left, right, "--pairs", pairs, "--out", tmp_path / "s.csv")
    few = run("train", left, right, "--pairs", pairs, "--out", tmp_path / "model")

    rows = read(tmp_path / "s.csv")
    assert [row["Note"] for row in rows] == ["ü", ""]
    assert [row["decision"] for row in rows] == ["match", "no_match"]
    assert "there are 1 of one" in str(few.exception)
