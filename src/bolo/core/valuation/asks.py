"""What a thing will bring, judged by what the same thing asks elsewhere.

The exit price is a lower quantile of those asks: one dear shop does not make a
bargain. Below a stated count the answer is "insufficient data", never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money

QUANTILE = Decimal("0.25")
NEEDED = 2


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
    asks: Sequence[Money], *, quantile: Decimal = QUANTILE, needed: int = NEEDED
) -> Exit:
    """Return the `quantile` of `asks` (all of one currency), always one that was really asked.

    The place is that of Hyndman & Fan's definition 7 (The American Statistician 50,
    1996), rounded down: between 10 and 1000 lies no price that anybody asked.
    """
    ordered = sorted(asks)
    lowest, highest = (ordered[0], ordered[-1]) if ordered else (None, None)
    price = None
    if len(ordered) >= max(needed, 1):
        price = ordered[int(quantile * (len(ordered) - 1))]
    return Exit(price, len(ordered), needed, quantile, lowest, highest)
