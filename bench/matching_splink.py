"""Splink 5 as a floor for matching: Fellegi-Sunter by expectation maximisation, no labels.

Names are compared by Jaro-Winkler and by shared words, part numbers and makers by what they
share; all probabilities are learnt from pairs that begin with the same word. It comes with
`uv sync --group bench`.
"""

from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.features.measure import Pairs
from bolo.core.matching.rows.table import Table

MISSING = "Splink is not installed (uv sync --group bench): its column is empty."
NEEDED = ("splink", "pyarrow")
WORDS_SHARED, CLOSE = [8, 6, 5, 4, 3, 2, 1], [0.92, 0.84, 0.76, 0.68]


def installed(find: Callable[[str], ModuleSpec | None] = find_spec) -> bool:
    """Tell whether Splink can be asked; a folder that happens to have its name is no package."""
    found = [find(name) for name in NEEDED]
    return all(spec is not None and spec.origin is not None for spec in found)


def scores(left: Table, right: Table, pairs: Pairs) -> NDArray[np.float64]:
    """Return Splink's match weight of each pair, in the order given."""
    import pyarrow as pa  # noqa: PLC0415  (of the group bench)
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415
    from splink import comparison_library as library  # noqa: PLC0415
    from splink.blocking_rule_library import CustomRule  # noqa: PLC0415

    asked = CustomRule("l.pairs = r.pairs", sql_dialect="duckdb", arrays_to_explode=["pairs"])
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="place",
        blocking_rules_to_generate_predictions=[asked],
        comparisons=[
            library.JaroWinklerAtThresholds("name", CLOSE),
            library.ArrayIntersectAtSizes("words", WORDS_SHARED),
            library.ArrayIntersectAtSizes("codes", [1]),
            library.JaroWinklerAtThresholds("brand", CLOSE[:2]),
        ],
        additional_columns_to_retain=["pairs"],
    )
    api: Any = DuckDBAPI()
    tables = [
        api.register(pa.table(_columns(table, places)), dataset_display_name=side)
        for side, table, places in (("a_left", left, pairs[0]), ("b_right", right, pairs[1]))
    ]
    linker: Any = Linker(tables, settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("start"))
    found = linker.inference.predict()
    return _in_order(found.as_record_list(), pairs)


def _columns(table: Table, places: NDArray[np.int64]) -> dict[str, list[Any]]:
    pairs: list[list[int]] = [[] for _ in table.ids]
    for number, place in enumerate(places.tolist()):
        pairs[place].append(number)
    return {
        "place": list(range(len(table))),
        "name": list(table.joined),
        "start": [name.partition(" ")[0] or None for name in table.joined],
        "words": [sorted(set(words.tokens)) or None for words in table.title],
        "codes": [sorted(codes) or None for codes in table.codes],
        "brand": [brand or None for brand in table.brands],
        "pairs": pairs,
    }


def _in_order(rows: Sequence[dict[str, Any]], pairs: Pairs) -> NDArray[np.float64]:
    weights = {(row["place_l"], row["place_r"]): row["match_weight"] for row in rows}
    both = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return np.array([weights[pair] for pair in both], np.float64)
