"""Marks of pages: read where they were made, and nowhere else."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest

from bolo.core.errors import Invalid
from bolo.views.cursors import Marks

ROW = UUID("00000000-0000-7000-8000-000000000001")
SALES = Marks.within("sales", ("EUR",), None)


def packed(*parts: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode()


def test_a_mark_is_read_by_the_list_that_made_it() -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    assert SALES.read(SALES.make("a value", ROW)) == ("a value", ROW)
    assert SALES.moment(SALES.make(at.isoformat(), ROW)) == (at, ROW)
    assert SALES.number(SALES.make("7", ROW)) == 7
    assert SALES.moment(None) is None
    assert SALES.number(None) is None


@pytest.mark.parametrize(
    "other",
    [
        Marks.within("sales", ("USD",), None),
        Marks.within("sales", ("EUR",)),
        Marks.within("hits", ("EUR",), None),
    ],
)
def test_a_mark_of_another_list_or_of_other_filters_is_refused_and_told_what_to_do(
    other: Marks,
) -> None:
    with pytest.raises(Invalid, match=r"another list, or to other .* begin again without"):
        SALES.read(other.make("7", ROW))


@pytest.mark.parametrize("wrong", ["", "x", "é", packed(1, 2), packed(SALES.of, "7", "no id")])
@pytest.mark.parametrize("read", [SALES.read, SALES.moment, SALES.number])
def test_what_is_no_mark_is_refused(wrong: str, read: Callable[[str], object]) -> None:
    with pytest.raises(Invalid, match="not one of ours"):
        read(wrong)


@pytest.mark.parametrize("wrong", ["tomorrow", "-1", "²", "9" * 30])
def test_a_made_up_value_is_no_place_in_a_list(wrong: str) -> None:
    mark = SALES.make(wrong, ROW)

    with pytest.raises(Invalid, match="not one of ours"):
        SALES.moment(mark)
    with pytest.raises(Invalid, match="not one of ours"):
        SALES.number(mark)
