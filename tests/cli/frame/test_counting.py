"""Whatever is counted is told as a person would say it."""

import pytest

from bolo.cli.frame.counting import many


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (12_345, "12,345 rows")]
)
def test_one_thing_is_no_plural(count: int, said: str) -> None:
    assert many(count, "row") == said


def test_a_plural_may_be_named() -> None:
    assert many(1, "row is", "rows are") == "1 row is"
    assert many(3, "row is", "rows are") == "3 rows are"
