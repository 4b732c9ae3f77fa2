"""Prices of pairs against the usual difference between two lists, and against rival pairs'.

Lists differ in level (one sells dearer) and in how closely prices follow each other; both are
learnt from pairs that are plainly each other's best.
"""

import numpy as np
from numpy.typing import NDArray

from bolo.core.matching.ranks import standing
from bolo.core.matching.spaces import Floats, Places

Pairs = tuple[Places, Places]
Prices = NDArray[np.float64]
FEWEST, LEAST_SPREAD, USUAL_SPREAD = 20, 0.02, 0.2
"""Sure pairs with prices that tell the usual difference; its spread at least, and without."""
FARTHEST = 20.0


def compare_prices(prices: tuple[Prices, Prices], pairs: Pairs, sure: Pairs) -> dict[str, Floats]:
    """Return how far prices are apart, and how each pair stands among its rivals by that.

    NaN where one side states none.
    """
    level, spread = _usual(prices, sure)
    ratio = np.log(prices[0][pairs[0]]) - np.log(prices[1][pairs[1]])
    off = np.abs(ratio - level)
    columns = {
        "price.apart": np.abs(ratio),
        "price.off_level": off,
        "price.off_spread": np.minimum(off / spread, FARTHEST),
        "price.above_left": ratio - level,
        "price.above_right": level - ratio,
    }
    near = np.where(np.isfinite(off), -off, -FARTHEST)
    for side, groups in zip(("left", "right"), pairs, strict=True):
        stands = standing(groups, near)
        columns[f"price.place_{side}"] = np.where(np.isfinite(off), stands.place, np.nan)
        columns[f"price.lead_{side}"] = np.where(np.isfinite(off), stands.lead, np.nan)
    return {name: values.astype(np.float32) for name, values in columns.items()}


def _usual(prices: tuple[Prices, Prices], sure: Pairs) -> tuple[float, float]:
    """Return how the logarithms of prices usually differ, and how far that is spread."""
    differences = np.log(prices[0][sure[0]]) - np.log(prices[1][sure[1]])
    known = differences[np.isfinite(differences)]
    if len(known) < FEWEST:
        return 0.0, USUAL_SPREAD
    level = float(np.median(known))
    return level, max(float(np.median(np.abs(known - level))), LEAST_SPREAD)
