"""Rows that a model keeps because those to be judged come without them.

A file of pairs brings its own rows only. How rare a word is, and whether a pair is the best of
all, is seen beside the rows that the model learnt from: so they stand beside the new ones.
"""

from collections.abc import Mapping, Sequence

from bolo.core.matching.rows.table import ROLES, Table, read_table

Kept = tuple[tuple[Mapping[str, str], ...], ...]
"""Rows of the left and of the right list, by role; what has none is under `TEXT`."""
TEXT = "text"


def keep(tables: Sequence[Table]) -> Kept:
    """Return the rows of both lists as a model keeps them."""
    return tuple(tuple(_by_role(table, at) for at in range(len(table))) for table in tables)


def beside(kept: Kept, left: Table, right: Table) -> tuple[Table, Table]:
    """Return both lists with the kept rows behind their own, each id once."""
    if not kept:
        return left, right
    return _joined(left, kept[0]), _joined(right, kept[1])


def _by_role(table: Table, at: int) -> Mapping[str, str]:
    columns, row = table.columns, table.rows[at]
    known = {role: row[columns[role]] or "" for role in ROLES if role in columns}
    return {**known, TEXT: " ".join(row[name] or "" for name in _rest(table)).strip()}


def _rest(table: Table) -> list[str]:
    return [name for name in table.rows[0] if name not in table.columns.values()]


def _joined(table: Table, rows: Sequence[Mapping[str, str]]) -> Table:
    """Read kept rows in the columns of this list; roles that it has no column for are left out."""
    own, rest = set(table.ids), _rest(table)
    empty = dict.fromkeys(table.rows[0], "")
    told = [
        {
            **empty,
            **{column: row.get(role, "") for role, column in table.columns.items()},
            **({rest[0]: row[TEXT]} if rest else {}),
        }
        for row in rows
        if row["id"] not in own
    ]
    return read_table([*table.rows, *told]) if told else table
