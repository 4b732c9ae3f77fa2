"""Rows of a table as people save it, with whatever sign between its cells."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Self

from bolo.core.errors import Invalid

DELIMITERS = ",;\t|"
_END = "\0"
"""Stands after the last line, by itself unless a cell is still open."""


class Rows:
    """The rows of a table; `csv.Error` where a quote is opened that nothing closes.

    All that follows it would be one cell, and what is missing then nobody would see.
    """

    __slots__ = ("_ended", "_rows", "delimiter", "line_num")

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._ended = False
        self.delimiter = delimiter
        self._rows = csv.reader(self._all(lines), delimiter=delimiter)
        self.line_num = 0
        """How many lines were read."""

    def _all(self, lines: Iterable[str]) -> Iterator[str]:
        yield from lines
        self._ended = True
        yield _END

    def __iter__(self) -> Self:
        """Return this."""
        return self

    def __next__(self) -> list[str]:
        """Return the next row."""
        row = next(self._rows)
        if not self._ended:
            self.line_num = self._rows.line_num
            return row
        if row == [_END]:
            raise StopIteration
        opened = f"the quote that line {self.line_num + 1} opens"
        raise csv.Error(f"{opened} is never closed: close it or leave it out")


def rows_in(text: IO[str]) -> Rows:
    """Return the rows of a table from its beginning, the names of its columns first."""
    delimiter = delimiter_of(text.readline())
    text.seek(0)
    return Rows(text, delimiter)


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
