"""Two lists of made things, and pairs of them with labels."""

from pathlib import Path

import pytest

from tests.cli.matching.calls import write
from tests.core.matching import made

COUNT = 40


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
