"""What a thing will bring, judged by what the same thing asks elsewhere and has brought.

The exit price is a lower quantile of those asks: one dear shop does not make a bargain. Below
a stated count the answer is "insufficient data", never a guess. Sales outweigh asks: it is
never more than sales of the thing let one expect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money

QUANTILE = Decimal("0.25")
NEEDED = 2


@dataclass(frozen=True, slots=True)
class Exit:
    """What it should bring: `price` is `None` below `needed` asks where no sales are known."""

    price: Money | None
    asks: int
    needed: int
    quantile: Decimal
    lowest: Money | None
    highest: Money | None
    brings: Money | None = None
    """What sales let one expect, where that is what `price` rests on."""


def exit_price(
    asks: Sequence[Money],
    *,
    quantile: Decimal = QUANTILE,
    needed: int = NEEDED,
    brings: Money | None = None,
) -> Exit:
    """Return the `quantile` of `asks` (all of one currency), always one that was really asked.

    What sales let one expect, `brings`, is taken in its place where it is less or asks are few.

    The place is that of Hyndman & Fan's definition 7 (The American Statistician 50,
    1996), rounded down: between 10 and 1000 lies no price that anybody asked.
    """
    ordered = sorted(asks)
    lowest, highest = (ordered[0], ordered[-1]) if ordered else (None, None)
    price = None
    if len(ordered) >= max(needed, 1):
        price = ordered[int(quantile * (len(ordered) - 1))]
    if brings is not None and (price is None or brings < price):
        return Exit(brings, len(ordered), needed, quantile, lowest, highest, brings)
    return Exit(price, len(ordered), needed, quantile, lowest, highest)
