"""Price lists and labelled pairs from files as people have them: CSV in any dialect, or Ditto's.

What is wrong with a file is said with its name and line.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bolo.cli.files.mistakes import named
from bolo.cli.files.texts import opened
from bolo.core.errors import Invalid
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.rows.table import Row, Table, columns_of, read_table
from bolo.core.reading.rows import check_once, rows_in

LABELS = {"1": True, "true": True, "match": True, "0": False, "false": False, "no_match": False}
_DITTO = re.compile(r"COL (\S+) VAL ")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs of a file in its order, by place in the tables; `labels` are None without them.

    `rows` are those of the file, each with `ltable_id` and `rtable_id` at least.
    """

    pairs: Pairs
    rows: Sequence[Row]
    labels: NDArray[np.bool_] | None


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a CSV file; the delimiter is the one its first line is full of."""
    with opened(path) as text:
        reader = rows_in(text)
        header = [name.strip() for name in next(reader, [])]
        if not any(header):
            raise Invalid(f"{path} is empty, or its first line is: it must name the columns")
        if len(header) < 2:  # noqa: PLR2004  (an id and a name at the least)
            raise Invalid(
                f"{path}: the first line has one column only, {header[0]!r}; is it a CSV?"
            )
        check_names(path, header)
        return [_row(path, reader.line_num, header, cells) for cells in reader if any(cells)]


def check_names(path: Path, header: Sequence[str]) -> None:
    """Refuse a first line that names twice what counts: of two prices one would be taken."""
    counted = {"ltable_id", "rtable_id", "label"}
    with suppress(Invalid):  # of pairs, which have neither id nor name
        counted |= {name.lower() for name in columns_of(header).values()}
    with named(path):
        check_once([name.lower() for name in header], sorted(counted))


def check_width(path: Path, line: int, header: list[str], cells: list[str]) -> None:
    """Refuse a row with more cells than there are columns: a delimiter inside a name, mostly."""
    if len(cells) > len(header):
        raise Invalid(
            f"{path}, line {line}: {len(cells)} cells where the first line names {len(header)}"
        )


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> Row:
    check_width(path, line, header, cells)
    return dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def table_of(path: Path) -> Table:
    """Read a list of things."""
    try:
        return read_table(rows_of(path))
    except Invalid as error:
        named = str(error) if str(path) in str(error) else f"{path}: {error}"
        raise Invalid(named) from None


def is_ditto(path: Path) -> bool:
    """Tell whether a file holds both sides of each pair itself: `COL title VAL … <tab> …`."""
    with opened(path) as text:
        return text.read(len("COL ")) == "COL "


def pairs_of(path: Path, left: Table, right: Table, *, labelled: bool = True) -> Labelled:
    """Read pairs by the ids of two tables, with labels if the file has them and they are wanted."""
    rows = rows_of(path)
    called = {name.strip().lower(): name for name in (rows[0] if rows else ())}
    for column in ("ltable_id", "rtable_id"):
        if rows and column not in called:
            raise Invalid(f"{path}: there is no column {column}, only {', '.join(rows[0])}")
    mine, theirs = ({one: at for at, one in enumerate(t.ids)} for t in (left, right))
    ids = [(row[called["ltable_id"]].strip(), row[called["rtable_id"]].strip()) for row in rows]
    for number, (one, other) in enumerate(ids, 2):
        for given, known, side in ((one, mine, "left"), (other, theirs, "right")):
            if given not in known:
                raise Invalid(
                    f"{path}, line {number}: no row of the {side} list has the id {given}"
                )
    label = called.get("label") if labelled else None
    labels = None
    if label is not None:
        labels = [_label(path, at, row[label]) for at, row in enumerate(rows, 2)]
    return Labelled(
        (_numbers([mine[one] for one, _ in ids]), _numbers([theirs[other] for _, other in ids])),
        rows,
        None if labels is None else np.array(labels, np.bool_),
    )


def _label(path: Path, line: int, said: str) -> bool:
    label = LABELS.get(said.strip().lower())
    if label is None:
        raise Invalid(f"{path}, line {line}: a label is 1 or 0, not {said!r}")
    return label


def _numbers(places: list[int]) -> NDArray[np.int64]:
    return np.array(places, np.int64)


def ditto_of(
    paths: Sequence[Path], *, labelled: bool = True
) -> tuple[Table, Table, list[Labelled]]:
    """Read files that hold both sides of each pair; all share one pair of tables."""
    sides: tuple[dict[str, Row], dict[str, Row]] = ({}, {})
    read = [list(_ditto_rows(path, sides, labelled=labelled)) for path in paths]
    tables = tuple(read_table(list(side.values())) for side in sides)
    places = [{one: at for at, one in enumerate(table.ids)} for table in tables]
    found = []
    for path, rows in zip(paths, read, strict=True):
        pairs = (
            _numbers([places[0][row["ltable_id"]] for row in rows]),
            _numbers([places[1][row["rtable_id"]] for row in rows]),
        )
        labels = (
            [_label(path, at, row["label"]) for at, row in enumerate(rows, 1)] if labelled else None
        )
        told = None if labels is None else np.array(labels, np.bool_)
        found.append(Labelled(pairs, rows, told))
    return tables[0], tables[1], found


def _ditto_rows(
    path: Path, sides: tuple[dict[str, Row], dict[str, Row]], *, labelled: bool
) -> Iterator[Row]:
    with opened(path) as text:
        lines = text.read().rstrip("\r\n").split("\n")
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r").split("\t")
        if len(cells) != 3 and (labelled or len(cells) != 2):  # noqa: PLR2004  (left, right, label)
            raise Invalid(f"{path}, line {number}: not left, right and label between tabs")
        ids = [_thing(cell, side) for cell, side in zip(cells, sides, strict=False)]
        yield dict(zip(("ltable_id", "rtable_id", "label"), (*ids, *cells[2:]), strict=False))


def _thing(text: str, side: dict[str, Row]) -> str:
    one = blake2b(text.encode(), digest_size=8).hexdigest()
    names = _DITTO.findall(text)
    cells = [cell.strip() for cell in _DITTO.split(text)[2::2]]
    side[one] = {"id": one, **dict(zip(names, cells, strict=True))}
    return one
