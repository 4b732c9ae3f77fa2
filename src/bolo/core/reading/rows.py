"""Rows of a table as people save it, with whatever sign between its cells."""

import csv
from typing import IO, TYPE_CHECKING

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
