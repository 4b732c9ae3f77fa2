"""Prices in a column of texts: `text` in, `currency` and `amount` added, all else kept.

`currency` is the sign or code as the text prints it, since `$` alone is no currency; an
amount that cannot be read is left empty. With `explain` a third column says what is doubted.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from bolo.cli.files.mistakes import named, whole
from bolo.cli.files.texts import opened
from bolo.core.errors import Invalid
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.rows import DELIMITERS, check_once, delimiter_of

_SIGNS = {".", ","}
_NOWHERE = "\x1f"
"""The delimiter of a table of one column: a comma there belongs to its text."""
ASKED = ("text", "currency_hint", "decimal_separator")
ADDED = ("currency", "amount")
DOUBT = "doubt"


def read_texts(source: Path, target: Path, *, explain: bool = False) -> tuple[int, int]:
    """Read the CSV `source`, write `target`; return how many texts, and how many are doubted."""
    count = doubted = 0
    added = (*ADDED, DOUBT) if explain else ADDED
    with opened(source) as file:
        first = file.readline()
        delimiter = delimiter_of(first)
        file.seek(0)
        one = not any(sign in first for sign in DELIMITERS)
        rows = csv.reader(file, strict=True, delimiter=_NOWHERE if one else delimiter)
        header = next(rows, [])
        places = _places(source, header)
        kept = [place for place, name in enumerate(header) if name not in added]
        with whole(target) as out:
            writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
            writer.writerow([*(header[place] for place in kept), *added])
            for row in filter(None, rows):
                if len(row) > len(header):
                    raise Invalid(f"{source} has more fields than columns in line {rows.line_num}")
                row.extend([""] * (len(header) - len(row)))
                told = {name: row[place] for name, place in places.items()}
                price = _price(told)
                writer.writerow([*(row[place] for place in kept), *price[: len(added)]])
                count += 1
                doubted += bool(price[-1])
    return count, doubted


def _places(source: Path, header: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    if "text" not in names:
        has = ", ".join(header) or "none"
        raise Invalid(f"{source} has no column `text`; its columns: {has}")
    with named(source):
        check_once(names, ASKED)
    return {name: names.index(name) for name in ASKED if name in names}


def _price(told: Mapping[str, str]) -> tuple[str, str, str]:
    decimal = told.get("decimal_separator", "").strip()
    read = read_price(
        told["text"],
        currency_hint=told.get("currency_hint") or None,
        decimal=decimal if decimal in _SIGNS else None,
    )
    amount = "" if read.amount is None else f"{read.amount:f}"
    return read.sign or "", amount, "; ".join(read.doubts)
