"""Lines are counted where they should be, and after a test that counts none, too."""

import sys

import pytest
from coverage import Coverage


@pytest.mark.untraced
def test_nothing_is_traced_where_no_lines_are_counted() -> None:
    assert sys.gettrace() is None


def test_the_next_is_traced_wherever_lines_are_counted() -> None:
    assert (sys.gettrace() is None) == (Coverage.current() is None)
