"""What a thing will bring, judged by what the same thing asks elsewhere.

The exit price is a lower quantile of those asks: one dear shop does not make a
bargain. Below a stated count the answer is "insufficient data", never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money


@dataclass(frozen=True, slots=True)
class Exit:
    """What it should bring: `price` is `None` below `needed` asks."""

    price: Money | None
    asks: int
    needed: int
    quantile: Decimal
    lowest: Money | None
    highest: Money | None


def exit_price(
    asks: Sequence[Money], *, quantile: Decimal = Decimal("0.25"), needed: int = 2
) -> Exit:
    """Return the `quantile` of `asks` (one currency), interpolated between neighbours.

    Hyndman & Fan's definition 7 (The American Statistician 50, 1996), rounded
    half up to the minor unit.
    """
    ordered = sorted(asks)
    lowest, highest = (ordered[0], ordered[-1]) if ordered else (None, None)
    if len(ordered) < needed:
        return Exit(None, len(ordered), needed, quantile, lowest, highest)
    position = quantile * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    step = (ordered[above] - ordered[below]) * (position - below)
    return Exit((ordered[below] + step).rounded(), len(ordered), needed, quantile, lowest, highest)
