"""Rows of a table as people save it, with whatever sign between its cells."""

import csv
from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING

from bolo.core.errors import Invalid

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = ",;\t|"


def rows_in(text: IO[str]) -> "Reader":
    """Return the rows of a table from its beginning, the names of its columns first."""
    delimiter = delimiter_of(text.readline())
    text.seek(0)
    return csv.reader(text, delimiter=delimiter)


def delimiter_of(line: str) -> str:
    """Return what parts the names of columns in the first line of a table."""
    return max(DELIMITERS, key=line.count)


def check_once(names: Sequence[str], counted: Iterable[str]) -> None:
    """Refuse a table that names a column twice which counts: nobody knows which one is meant."""
    for name in counted:
        if names.count(name) > 1:
            raise Invalid(
                f"the first line names {name} {names.count(name)} times and only one can count: "
                "call the others something else"
            )
