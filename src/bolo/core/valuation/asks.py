"""What a thing will bring, judged by what the same thing asks elsewhere and has brought.

The exit price is a lower quantile of those asks: one dear shop does not make a bargain. An ask
is no sale, so it is never more than the share of the middle ask that a sale brings. Below a
stated count the answer is "insufficient data", never a guess. Sales outweigh asks: it is never
more than sales of the thing let one expect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bolo.core.money import Money
from bolo.core.valuation.evidence import MEANINGS, Kind

QUANTILE = Decimal("0.25")
NEEDED = 2
ASKED_SHARE = MEANINGS[Kind.ASK].level
"""So much of an ask a sale brings; 1 takes asks for sales."""


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
    share: Decimal = Decimal(1)
    middle: Money | None = None
    """The middle ask, where `price` is the `share` of it."""


def exit_price(
    asks: Sequence[Money],
    *,
    quantile: Decimal = QUANTILE,
    needed: int = NEEDED,
    share: Decimal = ASKED_SHARE,
    brings: Money | None = None,
) -> Exit:
    """Return the `quantile` of `asks` (all of one currency), or `share` of their median if less.

    What sales let one expect, `brings`, is taken in its place where it is less or asks are few.

    The place is that of Hyndman & Fan's definition 7 (The American Statistician 50,
    1996), rounded down: between 10 and 1000 lies no price that anybody asked.
    """
    ordered = sorted(asks)
    lowest, highest = (ordered[0], ordered[-1]) if ordered else (None, None)
    price = middle = None
    if len(ordered) >= max(needed, 1):
        price, middle = _of_asks(ordered, quantile, share)
    if brings is not None and (price is None or brings < price):
        price, middle = brings, None
    else:
        brings = None
    return Exit(price, len(ordered), needed, quantile, lowest, highest, brings, share, middle)


def _of_asks(
    ordered: Sequence[Money], quantile: Decimal, share: Decimal
) -> tuple[Money, Money | None]:
    """Return what these asks, the lowest first, let one count on; the median if that says so."""
    last = len(ordered) - 1
    asked = ordered[int(quantile * last)]
    if share >= 1:
        return asked, None
    middle = (ordered[last // 2] + ordered[(last + 1) // 2]) * Decimal("0.5")
    sold = (middle * share).rounded()
    return (sold, middle.rounded()) if sold < asked else (asked, None)
