"""How the rules fare on pairs that others labelled; the rules were not tuned to them."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bolo.core import identifiers
from bolo.core.decision import Policy
from bolo.core.matching.gates.rules import compare
from bolo.core.money import Money
from bolo.core.product import Description

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "matching"
ACCEPTED = Policy(Money.zero("EUR"), Money.zero("EUR")).min_probability


def table(path: Path) -> dict[str, Description]:
    with path.open(encoding="utf-8") as file:
        return {
            row["id"]: Description(
                row.get("name") or row.get("title") or "",
                row.get("brand") or row.get("manufacturer") or None,
                mpn=identifiers.mpn(row.get("modelno")),
            )
            for row in csv.DictReader(file)
        }


def labelled(name: str) -> Iterator[tuple[Description, Description, bool]]:
    mine, theirs = table(DATA / name / "tableA.csv"), table(DATA / name / "tableB.csv")
    with (DATA / name / "valid.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield mine[row["ltable_id"]], theirs[row["rtable_id"]], row["label"] == "1"


@pytest.mark.parametrize(
    ("name", "least_precision", "least_recall"),
    [
        ("abt-buy", 0.9, 0.5),
        ("walmart-amazon", 0.85, 0.4),
        ("amazon-google", 0.4, 0.1),  # many of its equal titles are labelled as different
    ],
)
def test_what_is_accepted_is_mostly_right(
    name: str, least_precision: float, least_recall: float, capsys: pytest.CaptureFixture[str]
) -> None:
    if not DATA.is_dir():
        pytest.skip(f"no labelled pairs at {DATA}: precision of the matcher is not checked")

    judged = [(compare(one, other), same) for one, other, same in labelled(name)]
    taken = [
        same for likeness, same in judged if not likeness.gates and likeness.probability >= ACCEPTED
    ]

    precision = sum(taken) / len(taken)
    recall = sum(taken) / sum(same for _, same in judged)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name}: precision {precision:.3f}, recall {recall:.3f} of {len(judged)} "
        )
    assert precision >= least_precision
    assert recall >= least_recall
