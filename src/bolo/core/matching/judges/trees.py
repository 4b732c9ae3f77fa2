"""Gradient-boosted trees over the features of pairs, by LightGBM, one thread and a fixed seed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]
Scores = NDArray[np.float64]
SETTINGS: Mapping[str, object] = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 15,
    "min_data_in_leaf": 15,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "rounds": 350,
}
CAREFUL: Mapping[str, object] = {
    "num_leaves": 6,
    "learning_rate": 0.05,
    "min_data_in_leaf": 60,
    "lambda_l2": 20,
    "feature_fraction": 0.3,
    "max_bin": 63,
}
"""Settings for trees that must hold on catalogues they never saw."""
POOLED: Mapping[str, object] = {**CAREFUL, "num_leaves": 4, "rounds": 450}
"""Settings for such that judge lists of one pool: fewer features decide together."""
LEAVES = "leaf_value="
"""Before the log-odds that the leaves of a tree add, in the text of a model."""


def grow(
    values: Values,
    labels: NDArray[np.bool_] | Scores,
    seed: int,
    *,
    weights: Scores | None = None,
    settings: Mapping[str, object] | None = None,
    start: Scores | None = None,
) -> str:
    """Grow trees and return them as text; with `start` on top of these log-odds."""
    import lightgbm  # noqa: PLC0415  (a third of a second that only matching needs)

    data = lightgbm.Dataset(values, labels.astype(np.float32), weight=weights, init_score=start)
    wanted: dict[str, Any] = {**SETTINGS, **(settings or {}), "seed": seed}
    return str(lightgbm.train(wanted, data, wanted.pop("rounds")).model_to_string())


class Forest:
    """Trees that score pairs: the mean log-odds of all of them."""

    def __init__(self, texts: Sequence[str]) -> None:
        import lightgbm  # noqa: PLC0415  (see above)

        self._texts = texts
        self._boosters = [lightgbm.Booster(model_str=text) for text in texts]

    def score(self, values: Values, rounds: int | None = None) -> Scores:
        """Return the log-odds of each row (there is at least one), by the first so many trees."""
        found = [
            one.predict(values, raw_score=True, num_threads=1, num_iteration=rounds)
            for one in self._boosters
        ]
        return np.asarray(np.mean(found, axis=0), np.float64)

    def most_after(self, rounds: int) -> float:
        """Return the most that all trees after so many can add to the log-odds of a row."""
        most = [sum(_highest_leaves(text)[rounds:]) for text in self._texts]
        return float(np.mean(most))


def _highest_leaves(text: str) -> list[float]:
    """Return the highest leaf of each tree."""
    leaves = (line for line in text.splitlines() if line.startswith(LEAVES))
    return [max(map(float, line.removeprefix(LEAVES).split())) for line in leaves]
