"""How far the newest listings are looked through for words."""

import pytest

from bolo.views.feed.query import WIDEST, WINDOW, wider


@pytest.mark.parametrize(
    ("found", "expected"),
    [(0, None), (1, None), (50, 2 * WINDOW), (49, 4 * WINDOW), (10, 16 * WINDOW), (7, 16 * WINDOW)],
)
def test_as_many_are_looked_through_as_should_hold_twice_what_is_wanted(
    found: int, expected: int | None
) -> None:
    assert wider(found, 50) == expected
    assert expected is None or expected <= WIDEST
