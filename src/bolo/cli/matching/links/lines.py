"""Links as the lines of a CSV."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter
from typing import TextIO

from bolo.cli.matching.links.link import Link, Terms
from bolo.platform.sheets.writing import harmless

COLUMNS = ("left_id", "right_id", "probability", "left_title", "right_title", "left_price",
           "right_price", "spread")  # fmt: skip
GAINS = ("fees", "vat", "profit", "roi")
"""Columns that only a venue fills; `vat` only where some VAT counts."""
TITLES = ("left_title", "right_title")


def gains(terms: Terms) -> tuple[str, ...]:
    """Return which of `GAINS` links have by these terms."""
    if terms.venue is None:
        return ()
    return tuple(name for name in GAINS if name != "vat" or terms.costing is not None)


def cells(link: Link, gains: Sequence[str]) -> dict[str, str]:
    """Return what both the CSV and the page show of a link, with these of `GAINS`."""
    told = {
        "left_id": link.left["id"],
        "right_id": link.right["id"],
        "probability": f"{link.probability:.4f}",
        "left_title": link.left["title"],
        "right_title": link.right["title"],
        "left_price": _figure(link.cost),
        "right_price": _figure(link.price),
        "spread": _figure(link.spread),
        "reasons": link.reasons,
    }
    if gains:
        roi = link.roi
        told["fees"], told["profit"] = _figure(link.fees), _figure(link.profit)
        told["roi"] = "" if roi is None else f"{roi:.4f}"
        told["vat"] = _figure(link.vat)
    return told


def _figure(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


class CsvWriter:
    """Writes links as they come."""

    def __init__(self, file: TextIO, gains: Sequence[str]) -> None:
        self._columns = (*COLUMNS, *gains, "reasons")
        self._writer = csv.writer(file)
        self._in_order = itemgetter(*self._columns)
        self._gains = gains

    def head(self) -> None:
        """Write the names of the columns."""
        self._writer.writerow(self._columns)

    def write(self, link: Link) -> None:
        """Write one link; ids are written as they are, for programs look rows up by them."""
        told = cells(link, self._gains)
        for title in TITLES:
            told[title] = harmless(told[title])
        self._writer.writerow(self._in_order(told))
