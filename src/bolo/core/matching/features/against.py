"""What the rules say against a pair, counted by kind: trees weigh what is no gate for them.

Shops contradict themselves, so a conflict alone does not forbid (docs/decisions/0050); that two
titles state different model numbers, colours or packs tells something all the same.
"""

import numpy as np

from bolo.core.matching.candidates.spaces import Floats, Places
from bolo.core.matching.features.stated import description
from bolo.core.matching.gates.rules import compare
from bolo.core.matching.rows.table import Table
from bolo.core.matching.titles.kinds import KIND_TEXT, Kind

Pairs = tuple[Places, Places]
KINDS = {
    "model": "model ",
    "accessory": f"one of them is {KIND_TEXT[Kind.ACCESSORY]}",
    "bundle": f"one of them is {KIND_TEXT[Kind.BUNDLE]}",
    "pack": "pack of ",
    "brand": "brand ",
    "colour": "colour ",
}
"""How conflicts of a kind begin; measures begin with a figure, and what is left is the rest."""
NAMES = tuple(f"against.{kind}" for kind in ("all", *KINDS, "measure", "rest"))


def gates_of(tables: tuple[Table, Table], pairs: Pairs) -> list[tuple[str, ...]]:
    """Return what forbids that the rows of each pair are the same thing; mostly nothing."""
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return [
        compare(description(tables[0], one), description(tables[1], other)).gates
        for one, other in rows
    ]


def compare_against(left: Table, right: Table, pairs: Pairs) -> dict[str, Floats]:
    """Return the features of `NAMES`: how many conflicts there are, and of each kind."""
    found = np.zeros((len(pairs[0]), len(NAMES)), np.float32)
    for at, gates in enumerate(gates_of((left, right), pairs)):
        found[at, 0] = len(gates)
        for gate in gates:
            found[at, 1 + _kind(gate)] += 1
    return {name: found[:, at] for at, name in enumerate(NAMES)}


def _kind(gate: str) -> int:
    """Return where this conflict counts, among kinds, measures and the rest."""
    if gate[0].isdigit():
        return len(KINDS)
    begins = enumerate(KINDS.values())
    return next((at for at, begin in begins if gate.startswith(begin)), len(KINDS) + 1)
