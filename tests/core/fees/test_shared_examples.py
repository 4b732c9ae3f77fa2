"""Every worked example of the shared file, to the cent, and every schedule of it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bolo.core.fees.catalogue import schedules
from bolo.core.fees.examples import Example, check, read_examples

SHARED = Path(__file__).parents[4] / "shared/data/fees"
EXAMPLES = SHARED / "examples.csv"
ROWS = read_examples(EXAMPLES.read_text("utf-8")) if EXAMPLES.exists() else ()


@pytest.mark.parametrize("example", ROWS, ids=lambda row: str(row.id))
def test_a_worked_example_agrees_to_the_cent(example: Example) -> None:
    outcome = check(example)

    assert outcome.problem is None
    assert outcome.ours == outcome.example.expected or Decimal(outcome.ours) == Decimal(
        example.expected
    )
    assert outcome.agrees


def test_the_shared_examples_are_here() -> None:
    if not ROWS:
        pytest.skip("../shared is absent: the worked examples were not checked")

    assert len(ROWS) == 88


def test_every_schedule_is_taken_over_with_its_dates_and_confidence() -> None:
    if not EXAMPLES.exists():
        pytest.skip("../shared is absent: the schedules were not compared with their origin")
    told: list[dict[str, Any]] = yaml.safe_load((SHARED / "fees.yaml").read_text("utf-8"))[
        "schedules"
    ]

    ours = {
        one.id: (str(one.effective_from), one.effective_to and str(one.effective_to))
        for one in schedules().values()
    }

    assert ours == {one["id"]: (one["effective_from"], one["effective_to"]) for one in told}
    for one in told:
        mine = schedules()[one["id"]]
        assert (mine.marketplace, mine.region, mine.currency) == (
            one["marketplace"],
            one["region"],
            one["currency"],
        )
        assert mine.confidence == one["confidence"]
        assert set(one["sources"]) <= set(mine.sources)
        assert set(one.get("categories", {})) == set(mine.categories)
        assert [part["id"] for part in one.get("components", ())] == [
            part.id for part in mine.components
        ][: len(one.get("components", ()))]
