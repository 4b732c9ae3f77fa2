"""Dated sales, and questions about later ones, as columns of numbers.

A day is a count of days since 1970-01-01; a price, or a list price, is its natural logarithm.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Columns of equal length; `log_price` is nan for what is asked rather than known.

    `item`, `variant` and `brand` are codes; `place` is a variant that is a number (a size),
    else nan. `release` (a day) and `retail` (a logarithm) are nan where nobody says.
    """

    day: Ints
    item: Ints
    variant: Ints
    brand: Ints
    place: Floats
    release: Floats
    retail: Floats
    log_price: Floats

    def __len__(self) -> int:
        return len(self.day)

    def take(self, wanted: NDArray[np.int64] | NDArray[np.bool_]) -> Self:
        """Return some of the rows, by place or by mask."""
        return type(self)(*(getattr(self, name)[wanted] for name in COLUMNS))

    def joined(self, other: Self) -> Self:
        """Return these rows and then the `other` ones."""
        pairs = ((getattr(self, name), getattr(other, name)) for name in COLUMNS)
        return type(self)(*(np.concatenate(pair) for pair in pairs))

    def in_order(self) -> Self:
        """Return the rows from the oldest to the newest; equals keep their order."""
        return self.take(np.argsort(self.day, kind="stable"))


COLUMNS = tuple("day item variant brand place release retail log_price".split())


class Codes:
    """Gives each text a number, in the order of first sight."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def one(self, text: str) -> int:
        """Return the number of a text; a new one gets the next."""
        return self._of.setdefault(text, len(self._of))

    @property
    def texts(self) -> list[str]:
        """Return the texts, each at its number."""
        return list(self._of)


def groups(codes: Ints) -> list[Ints]:
    """Return the places of each code's rows, in the order that the rows have."""
    if not len(codes):
        return []
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=codes[order[0]] - 1))
    return [np.asarray(part) for part in np.split(order, starts[1:])]
