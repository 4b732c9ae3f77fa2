"""`bolo match train` and `bolo match score`: files in, files out."""

import json
from pathlib import Path

from bolo.cli.matching.trained import trained_from
from bolo.core.errors import NotFound
from tests.cli.matching.calls import read, run, write
from tests.core.matching import made

COUNT = 40


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
