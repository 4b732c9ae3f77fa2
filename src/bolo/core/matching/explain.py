"""Why a pair was judged as it was, in words a person can check."""

from collections.abc import Mapping, Sequence

from bolo.core.matching.candidates.spaces import Floats
from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.features.stated import description
from bolo.core.matching.gates.rules import compare
from bolo.core.matching.rows.table import Table

FAR = 0.1
"""Lead in cosine from which one candidate is better than all others "by far"."""


def reasons(
    tables: tuple[Table, Table], pairs: Pairs, columns: Mapping[str, Floats]
) -> list[tuple[str, ...]]:
    """Return the reasons for each pair: what agrees, what contradicts, how it ranks."""
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return [
        (*_between(tables, one, other), *_standing(at, columns))
        for at, (one, other) in enumerate(rows)
    ]


def _between(tables: tuple[Table, Table], one: int, other: int) -> Sequence[str]:
    likeness = compare(description(tables[0], one), description(tables[1], other))
    return *likeness.reasons, *likeness.gates


def _standing(at: int, columns: Mapping[str, Floats]) -> Sequence[str]:
    if "full.cos.place_left" not in columns:
        return ()
    best = [columns[f"full.cos.place_{side}"][at] == 0 for side in ("left", "right")]
    lead = min(float(columns[f"full.cos.lead_{side}"][at]) for side in ("left", "right"))
    if all(best):
        return ("each is the other's best candidate" + (", by far" if lead >= FAR else ""),)
    if not any(best):
        return ("both have a better candidate",)
    return ("one of them has a better candidate",)
