"""How long it takes to sell: a survival curve from how often the like of it sold by the cut.

Sales come as a Poisson process whose rate is itself unsure (Gamma), so the curve is a Lomax:
S(t) = (b / (b + t)) ** a. A variant that seldom sells leans on what its item sells.
"""

from dataclasses import dataclass

import numpy as np

from bolo.core.valuation.forecast.sales import Floats

PRIOR = 0.5
"""So many sales the item's own rate counts for when the variant's is judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Survival curves: `shape` and `scale` (days) for each thing."""

    shape: Floats
    scale: Floats

    def unsold(self, days: Floats | float) -> Floats:
        """Return the probability of still being unsold after `days`."""
        return np.asarray((self.scale / (self.scale + days)) ** self.shape)

    def days(self, share: float) -> Floats:
        """Return after how many days `share` of such things are sold."""
        return np.asarray(self.scale * ((1 - share) ** (-1 / self.shape) - 1))


def selling(own: Floats, item: Floats, variants: Floats, known: Floats, half: float) -> Curve:
    """Return the curves for faded counts of sales: the variant's `own` and the whole `item`'s.

    `variants` is how many of them share the item's sales, `known` for how many days it has
    been followed, `half` the days in which a sale counts for half.
    """
    followed = (1 - 0.5 ** (np.maximum(known, 1.0) / half)) * half / np.log(2)
    expected = np.maximum(item, 1e-6) / followed / np.maximum(variants, 1.0)
    return Curve(own + PRIOR, followed + PRIOR / expected)
