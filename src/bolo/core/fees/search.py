"""The least price that brings given proceeds. Fees jump, so the search is by segment.

At a jump (a cliff of a whole tier, a flat fee that grows) a higher price may bring less.
Between two jumps unrounded proceeds never fall as the price grows; rounding each charge
moves them by a few minor units at most. So each segment is searched on its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Unpack

from bolo.core.fees.at_venue import Terms, quote_sale, sale_of
from bolo.core.fees.catalogue import venue as find_venue
from bolo.core.fees.engine import Ground, category_of, rows_of
from bolo.core.fees.quote import Sale
from bolo.core.fees.schedule import Component, Part, Schedule
from bolo.core.fx import Rates
from bolo.core.money import Money, minor_places

DOUBLINGS = 48
"""Beyond this many doublings of the target no venue pays more for a higher price."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A limit on a base; `open_end`: the base at the limit belongs to what follows."""

    base: tuple[Part, ...]
    per_unit: bool
    limit: Decimal
    open_end: bool

    def price(self, sale: Sale, step: Decimal) -> Decimal | None:
        """Return the first price past the jump in whole `step`s; `None` off the price axis."""
        if not {Part.ITEM, Part.AMOUNT} & set(self.base):
            return None
        beside = replace(sale, price=sale.price * 0).total_of(self.base)
        divisor = Decimal(sale.quantity)
        exact = (
            (self.limit - beside / divisor) if self.per_unit else (self.limit - beside) / divisor
        )
        units = exact / step
        if self.open_end:
            return units.to_integral_value(ROUND_CEILING) * step
        return (units.to_integral_value(ROUND_FLOOR) + 1) * step


def break_points(
    venue: str, currency: str, *, on: date, category: str | None = None, **terms: Unpack[Terms]
) -> tuple[Money, ...]:
    """Return the prices at which a new segment of the fees begins, in ascending order.

    Each is the first price, in whole minor units, that falls under the new rule.
    """
    place = find_venue(venue)
    sale = sale_of(place, Money.zero(currency), category, terms)
    return breaks(place.on(on), sale)


def breaks(lists: tuple[Schedule, ...], sale: Sale) -> tuple[Money, ...]:
    """Return where segments begin for a sale by these schedules, in ascending order."""
    currency = sale.price.currency
    step = Decimal(1).scaleb(-minor_places(currency))
    prices = {jump.price(sale, step) for one in lists for jump in _jumps(one, sale)}
    found = sorted(price for price in prices if price is not None and price > 0)
    return tuple(Money(price, currency) for price in found)


def _jumps(schedule: Schedule, sale: Sale) -> list[Jump]:
    name, _ = category_of(schedule, sale.category)
    category = schedule.categories.get(name) if name else None
    ground = Ground(schedule, sale, category)
    jumps = [jump for part in schedule.components for jump in _jumps_of(part, ground)]
    cards = schedule.fulfilment
    if cards is not None and cards.low_price_below is not None:
        jumps.append(Jump((Part.ITEM,), per_unit=True, limit=cards.low_price_below, open_end=True))
    if cards is not None and cards.high_price_above is not None:
        high = cards.high_price_above
        jumps.append(Jump((Part.ITEM,), per_unit=True, limit=high, open_end=False))
    return jumps


def _jumps_of(component: Component, ground: Ground) -> list[Jump]:
    base, per_unit = component.base, component.per_unit
    tiers, _ = rows_of(component, ground.category)
    jumps = [
        Jump(base, per_unit, tier.limit, open_end=tier.up_to is None)
        for tier in tiers
        if tier.limit is not None
    ]
    waived = ground.category.waived_from.get(component.id) if ground.category else None
    if waived is not None:
        jumps.append(Jump(base, per_unit, waived, open_end=True))
    if component.item_from is not None:
        jumps.append(Jump((Part.ITEM,), True, component.item_from, open_end=True))
    return jumps


def least_price_for(
    venue: str,
    proceeds: Money,
    *,
    on: date,
    category: str | None = None,
    rates: Rates | None = None,
    **terms: Unpack[Terms],
) -> Money | None:
    """Return the least price of one item whose sale leaves at least `proceeds`.

    `proceeds` is for all items. `None` when no price does, which no known venue's
    rates bring about.
    """
    place = find_venue(venue)
    sale = sale_of(place, Money.zero(proceeds.currency), category, terms)
    step = Money.of_minor(1, proceeds.currency)

    def left(units: int) -> Decimal:
        quoted = quote_sale(place, replace(sale, price=step * units), on, rates)
        return (quoted.proceeds - proceeds).amount / step.amount

    starts = [0, *(int(price.amount / step.amount) for price in breaks(place.on(on), sale))]
    slack = Decimal(len(quote_sale(place, sale, on, rates).charges) + 4)
    found = first_enough(left, starts, slack)
    return None if found is None else step * found


def first_enough(
    left: Callable[[int], Decimal], starts: Sequence[int], slack: Decimal
) -> int | None:
    """Return the first price at which `left` is zero or more; segments begin at `starts`.

    Prices and what is left are in minor units; `slack` is the most that rounding moves it.
    """
    ends = [*(at - 1 for at in starts[1:]), None]
    for start, end in zip(starts, ends, strict=True):
        last = _far_enough(left, start, slack) if end is None else end
        found = None if last is None else _within(left, start, last, slack)
        if found is not None:
            return found
    return None


def _far_enough(left: Callable[[int], Decimal], start: int, slack: Decimal) -> int | None:
    """Return a price in minor units from which on the proceeds surely suffice, if any."""
    doubled = (max(start, 1) * 2**times for times in range(DOUBLINGS))
    return next((price for price in doubled if left(price) >= slack), None)


def _within(left: Callable[[int], Decimal], start: int, last: int, slack: Decimal) -> int | None:
    """Return the first price of [start, last] with enough left, by bisection and a short walk.

    With e the most that rounding moves proceeds: bisection finds a price that leaves at
    least -2e after one that leaves less, so nothing below it can suffice; the answer lies
    a few minor units above it, or there is none.
    """
    low, high = start - 1, last
    if left(last) < -2 * slack:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if left(middle) >= -2 * slack:
            high = middle
        else:
            low = middle
    return next((units for units in range(high, last + 1) if left(units) >= 0), None)
