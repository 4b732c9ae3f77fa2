"""How sure links are: only those that are sure enough, and how many are right at all."""

from pathlib import Path

import pytest
from typer.testing import Result

from bolo.cli.matching.links.link import Link, Totals
from tests.cli.matching.calls import read, run, write
from tests.core.matching import made

COUNT = 40
USAGE = 2


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    one, other = (
        write(tmp_path / name, rows)
        for name, rows in zip(("a.csv", "b.csv"), made.rows(COUNT), strict=True)
    )
    return one, other


def link(lists: tuple[Path, Path], out: Path, *options: str) -> Result:
    return run("link", *lists, "--out", out, *options)


def test_only_links_that_are_sure_enough_are_written(
    lists: tuple[Path, Path], tmp_path: Path
) -> None:
    every, sure = tmp_path / "every.csv", tmp_path / "sure.csv"
    link(lists, every)
    middle = sorted(float(row["probability"]) for row in read(every))[COUNT // 3]

    link(lists, sure, "--min-probability", f"{middle - 0.0001:.4f}")

    enough = [row for row in read(every) if float(row["probability"]) >= middle]
    assert read(sure) == enough
    assert 0 < len(enough) < len(read(every))


def test_a_share_that_is_none_is_refused(lists: tuple[Path, Path], tmp_path: Path) -> None:
    result = link(lists, tmp_path / "l.csv", "--min-probability", "90")

    assert result.exit_code == USAGE
    assert "--min-probability" in result.output


def test_links_that_are_sooner_wrong_than_right_are_counted() -> None:
    totals = Totals()
    for probability in (0.9, 0.7, 0.3):
        totals.count(Link({}, {}, probability, "", None, None))
    more = Totals()
    more.add(totals)

    assert more.told()["expected_right"] == 2
    assert more.told()["unsure"] == 1
    assert "some 2 of 3 links are right, 1 is sooner wrong" in more.doubt()[0]
    assert Totals().doubt() == []
