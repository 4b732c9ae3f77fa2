"""Closed sets are kept as text and refused when unknown."""

from enum import StrEnum

import pytest
from sqlalchemy.dialects.postgresql.base import PGDialect

from bolo.platform.database.schema import Choice, one_of

POSTGRESQL = PGDialect()  # type: ignore[no-untyped-call]


class Colour(StrEnum):
    """A closed set."""

    RED = "red"
    BLUE = "blue"


def test_a_member_goes_in_as_text_and_comes_back_as_itself() -> None:
    choice = Choice(Colour)

    assert choice.process_bind_param(Colour.RED, POSTGRESQL) == "red"
    assert choice.process_result_value("blue", POSTGRESQL) is Colour.BLUE
    assert choice.process_bind_param(None, POSTGRESQL) is None
    assert choice.process_result_value(None, POSTGRESQL) is None


def test_what_is_no_member_is_refused_before_the_database_has_to() -> None:
    with pytest.raises(ValueError, match="green"):
        Choice(Colour).process_bind_param("green", POSTGRESQL)


def test_the_constraint_lists_the_members() -> None:
    assert str(one_of("colour", Colour).sqltext) == "colour in ('red', 'blue')"
