"""`bolo match`: an answer about a pair holds for that pair, whatever the trees make of it."""

import json
from pathlib import Path

import pytest

from tests.cli.matching.calls import read, run, write

SUPPLIER = [
    {"id": "s1", "title": "Sony WH-1000XM4 Wireless Headphones Black", "price": "200"},
    {"id": "s2", "title": "Bosch GSR 12V-15 cordless drill", "price": "80"},
    {"id": "s3", "title": "Garden chair, teak", "price": "30"},
]
CATALOGUE = [
    {"id": "c1", "title": "Sony WH-1000XM4 Wireless Headphones Black", "price": "300"},
    {"id": "c2", "title": "Bosch GSR 12V-15 cordless drill", "price": "110"},
    {"id": "c3", "title": "Old wooden seat for outside", "price": "60"},
]


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "s.csv", SUPPLIER), write(tmp_path / "c.csv", CATALOGUE)


@pytest.fixture
def taught(lists: tuple[Path, Path], tmp_path: Path) -> Path:
    """Return the model that ships, corrected in two answers."""
    pairs = write(
        tmp_path / "pairs.csv",
        [
            {"ltable_id": "s1", "rtable_id": "c1", "label": "0"},
            {"ltable_id": "s3", "rtable_id": "c3", "label": "1"},
        ],
    )
    out = tmp_path / "taught.match"
    result = run("train", *lists, "--pairs", pairs, "--base", "shipped", "--out", out)
    assert "hold for themselves" in result.output
    return out


def links(lists: tuple[Path, Path], tmp_path: Path, *words: str | Path) -> dict[str, str]:
    run("link", *lists, "--out", tmp_path / "l.csv", *words)
    return {row["left_id"]: row["right_id"] for row in read(tmp_path / "l.csv")}


def test_a_sure_link_that_was_denied_is_not_made_again(
    lists: tuple[Path, Path], taught: Path, tmp_path: Path
) -> None:
    before = links(lists, tmp_path)

    after = links(lists, tmp_path, "--model", taught)

    assert before == {"s1": "c1", "s2": "c2"}
    assert after == {"s2": "c2", "s3": "c3"}


def test_how_many_links_were_denied_is_told(
    lists: tuple[Path, Path], taught: Path, tmp_path: Path
) -> None:
    words = ("link", *lists, "--out", tmp_path / "l.csv", "--model", taught)

    assert "(1 labelled as different)" in run(*words).output
    assert json.loads(run(*words, "--json").stdout)["denied"] == 1


def test_corrected_pairs_score_as_they_were_corrected(
    lists: tuple[Path, Path], taught: Path, tmp_path: Path
) -> None:
    asked = [
        {"ltable_id": "s1", "rtable_id": "c1"},
        {"ltable_id": "s2", "rtable_id": "c2"},
        {"ltable_id": "s3", "rtable_id": "c3"},
    ]
    pairs = write(tmp_path / "asked.csv", asked)

    run("score", *lists, "--pairs", pairs, "--model", taught, "--out", tmp_path / "o.csv")

    scored = read(tmp_path / "o.csv")
    assert [row["decision"] for row in scored] == ["no_match", "match", "match"]
    assert scored[0]["probability"] == "0.000000"
    assert scored[0]["reasons"].startswith("labelled as different")
    assert scored[2]["reasons"].startswith("labelled as the same thing")


def test_labels_of_a_training_link_but_do_not_score_themselves(
    tmp_path: Path,
) -> None:
    rows = [{"id": f"x{at}", "title": f"Lamp model {at}00{at}", "price": "1"} for at in range(30)]
    left = write(tmp_path / "left.csv", [*SUPPLIER, *rows])
    right = write(tmp_path / "right.csv", [*CATALOGUE, *rows])
    labels = [(f"x{at}", f"x{at}", 1) for at in range(30)]
    labels += [(f"x{at}", f"x{at + 1}", 0) for at in range(29)]
    labels += [("s1", "c1", 0)]
    pairs = write(
        tmp_path / "p.csv",
        [{"ltable_id": a, "rtable_id": b, "label": str(same)} for a, b, same in labels],
    )
    run("train", left, right, "--pairs", pairs, "--out", tmp_path / "own.match")

    found = links((left, right), tmp_path, "--model", tmp_path / "own.match")
    run(
        "score", left, right, "--pairs", pairs, "--model", tmp_path / "own.match",
        "--out", tmp_path / "o.csv",
    )  # fmt: skip

    assert "s1" not in found
    assert found["x7"] == "x7"
    assert not any("labelled" in row["reasons"] for row in read(tmp_path / "o.csv"))
