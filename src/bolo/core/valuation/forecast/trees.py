"""Gradient-boosted trees over what was known at the cut: by how much, and how surely, to differ.

The first kind learns where the price goes from the filter's level, by least relative error;
the second how large the first one's misses are. Both learn from sales up to a day only.
"""

from dataclasses import dataclass

import lightgbm
import numpy as np

from bolo.core.valuation.forecast.sales import Floats, Ints

FURTHEST = 1.2
"""Log ratios beyond this (3.3 times) teach no more than this does."""
LEAST = 300
"""Below so many known sales nothing is learned."""
MOST = 150_000
SHARED = {
    "num_leaves": 15,
    "learning_rate": 0.05,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}
TREES = 100
LEAF, LARGEST = 60, 200
"""So many sales at least share a leaf, and so many where a hundredth of all is as many."""
SMALLEST_MISS = 0.004


@dataclass(frozen=True, slots=True)
class Learned:
    """Trees in LightGBM's own words; empty words say nothing, which is 0."""

    words: str = ""

    def says(self, features: Floats) -> Floats:
        """Return one figure for each row of features."""
        if not self.words or not len(features):
            return np.zeros(len(features))
        return np.asarray(lightgbm.Booster(model_str=self.words).predict(features, num_threads=1))


def newest(rows: Ints) -> Ints:
    """Return the last of `rows`, as many as are learned from at once."""
    return rows[-MOST:]


def learn_moves(features: Floats, moves: Floats) -> Learned:
    """Learn by how much a log price moves; a miss counts relative to what was paid."""
    if len(moves) < LEAST:
        return Learned()
    near = np.clip(moves, -FURTHEST, FURTHEST).round(6)
    leaf = max(LEAF, min(LARGEST, len(near) // 100))
    return _learn(features, near, np.exp(-near), "l1", leaf)


def learn_misses(features: Floats, misses: Floats) -> Learned:
    """Learn the logarithm of how far off an estimate is."""
    if len(misses) < LEAST:
        return Learned()
    sizes = np.log(np.abs(misses) + SMALLEST_MISS).round(6)
    return _learn(features, sizes, np.ones(len(sizes)), "l2", LEAF)


def _learn(features: Floats, wanted: Floats, weights: Floats, objective: str, leaf: int) -> Learned:
    data = lightgbm.Dataset(features, wanted, weight=weights, params={"verbose": -1})
    settings = {**SHARED, "objective": objective, "min_data_in_leaf": leaf}
    booster = lightgbm.train(settings, data, TREES)
    return Learned(booster.model_to_string())
