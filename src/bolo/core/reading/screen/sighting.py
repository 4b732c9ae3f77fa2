"""What was seen on the screen that looks like a price, and which of it speaks for the thing."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bolo.core.offer import Availability
from bolo.core.reading.prices.price_text import PriceText
from bolo.core.reading.vote import FAIR_POINTS, LEAST_POINTS, Seen

SHELF: Final = 4
"""Points that an amount loses in a row of others, or in other money than is paid there."""
_REPEATS: Final = 3
"""Points that being printed again may bring: a shelf may repeat one price twenty times."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One price on the screen and the points that speak for it."""

    read: PriceText
    points: int
    old: bool = False
    net: bool = False
    """It is said to be before tax, or to hold on terms."""
    now: bool = False
    """A word or its name says that this price counts, where another stands beside it."""
    aside: bool = False
    """It is called that of a used one, a subscription, a coupon or the like."""
    alike: str = ""
    """How it is drawn: its tag and what it is called."""


@dataclass(frozen=True, slots=True)
class Sights:
    """All that was seen: candidates, struck prices, and whether it can be bought."""

    prices: tuple[Sighting, ...]
    availability: Availability | None


def set_aside(found: list[Sighting]) -> list[Sighting]:
    """Take the points of what is asked on terms only, where something is asked without."""
    if not any(one.points >= FAIR_POINTS and not one.old and not one.aside for one in found):
        return found
    return [replace(one, points=min(one.points, 1)) if one.aside else one for one in found]


def paid_there(found: list[Sighting], money: str | None) -> list[Sighting]:
    """Take points from prices in other money where one is printed in that of the place, too."""
    fair = [one for one in found if one.points >= FAIR_POINTS and not one.old]
    if not any(one.read.currency == money for one in fair):
        return found
    return [
        replace(one, points=one.points - SHELF)
        if one in fair and one.read.currency not in {money, None}
        else one
        for one in found
    ]


def _repeats(found: list[Sighting]) -> int:
    """Return the points for being printed again, of which shelves and links bring none."""
    again = sum(1 for one in found if one.points >= LEAST_POINTS) - 1
    return min(max(again, 0), _REPEATS)


def best(sights: Sights) -> list[Seen]:
    """Return the amounts seen with their points added up, the strongest first."""
    alike: dict[Decimal, list[Sighting]] = {}
    for sighting in sights.prices:
        if not sighting.old and sighting.read.amount is not None:
            alike.setdefault(sighting.read.amount, []).append(sighting)
    sums = [
        (
            amount,
            next((one.read.currency for one in found if one.read.currency), None),
            max(one.points for one in found) + _repeats(found),
            found[0].alike,
        )
        for amount, found in alike.items()
    ]
    return sorted(sums, key=lambda entry: -entry[2])
