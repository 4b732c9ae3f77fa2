"""Prices in a column of texts: `text` in, `currency` and `amount` added, all else kept.

`currency` is the sign or code as the text prints it, since `$` alone is no currency; an
amount that cannot be read is left empty.
"""

import csv
from pathlib import Path

from bolo.cli.files import reading, writing
from bolo.core.errors import Invalid
from bolo.core.reading.price_text import read_price

_SIGNS = {".", ","}
ADDED = ("currency", "amount")


def read_texts(source: Path, target: Path) -> int:
    """Read the CSV `source`, write `target`, and return how many texts that were."""
    rows, names = _rows(source)
    added = [name for name in ADDED if name not in names]
    with writing(target), target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*names, *added], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, **_price(row)} for row in rows)
    return len(rows)


def _rows(source: Path) -> tuple[list[dict[str, str]], list[str]]:
    with reading(source), source.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="", strict=True)
        names = list(reader.fieldnames or [])
        if "text" not in names:
            has = ", ".join(names) or "none"
            raise Invalid(f"{source} has no column `text`; its columns: {has}")
        return [_whole(row, reader.line_num, source) for row in reader], names


def _whole(row: dict[str, str], line: int, source: Path) -> dict[str, str]:
    if "" in row:
        raise Invalid(f"{source} has more fields than columns in line {line}")
    return row


def _price(row: dict[str, str]) -> dict[str, str]:
    decimal = row.get("decimal_separator")
    read = read_price(
        row["text"],
        currency_hint=row.get("currency_hint") or None,
        decimal=decimal if decimal in _SIGNS else None,
    )
    amount = "" if read.amount is None else f"{read.amount:f}"
    return {"currency": read.sign or "", "amount": amount}
