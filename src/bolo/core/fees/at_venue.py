"""What a venue takes from a sale on a day: its schedules chosen, charged and joined.

quote("ebay-us", Money.of(400, "USD"), on=today, tax=Money.of(24, "USD"))
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from bolo.core.errors import Invalid
from bolo.core.fees.catalogue import Venue, sources
from bolo.core.fees.catalogue import venue as find_venue
from bolo.core.fees.engine import charge
from bolo.core.fees.fact import Confidence
from bolo.core.fees.quote import EXTRAS, Charge, Quote, Sale
from bolo.core.fees.schedule import Schedule
from bolo.core.fees.warehousing import PARCEL_OPTIONS, PLACEMENT_OPTIONS, STORAGE_OPTIONS
from bolo.core.fx import Rates
from bolo.core.money import Money

SELLER_FIRST_OPTIONS = frozenset({"game_rate", "minor", "nearest", "percent", "fixed"})


class Terms(TypedDict, total=False):
    """What the buyer pays besides the price, for all items, and what the seller chose."""

    shipping: Money | None
    handling: Money | None
    tax: Money | None
    gift_wrap: Money | None
    personalization: Money | None
    quantity: int
    options: Mapping[str, str]


def quote(
    venue: str,
    price: Money,
    *,
    on: date,
    category: str | None = None,
    rates: Rates | None = None,
    **terms: Unpack[Terms],
) -> Quote:
    """Return what `venue` takes when one item sells at `price` on that day.

    `venue` is a slug of `venues()` or the id of a schedule. A category that the venue does
    not know is charged as its default, and a note says so. `NotFound` for an unknown venue;
    `Invalid` for a day without a schedule, another currency, or a price list without figures.
    """
    place = find_venue(venue)
    sale = sale_of(place, price, category, terms)
    return quote_sale(place, sale, on, rates)


def quote_sale(place: Venue, sale: Sale, on: date, rates: Rates | None = None) -> Quote:
    """Return what `place` takes from a sale that is already put together; `Invalid` as `quote`."""
    lists = place.on(on)
    check_options(lists, sale)
    return joined(place, sale, tuple(charge(one, sale, on, rates) for one in lists), on)


def sale_of(place: Venue, price: Money, category: str | None, terms: Terms) -> Sale:
    """Put a sale together; `Invalid` when a sum is in another currency than the price."""
    extras = {part: terms.get(part.value) for part in EXTRAS}
    stated = {part: sum_ for part, sum_ in extras.items() if isinstance(sum_, Money)}
    if any(sum_.currency != price.currency for sum_ in stated.values()):
        raise Invalid(f"shipping, tax and the like must be in {price.currency}, as the price is")
    return Sale(
        price,
        terms.get("quantity", 1),
        {part: sum_.amount for part, sum_ in stated.items()},
        category,
        dict.fromkeys(place.options, "") | dict(terms.get("options", {})),
    )


def options_of(schedule: Schedule) -> frozenset[str]:
    """Return the names of all options that a schedule knows."""
    named = {
        name
        for part in schedule.components
        for name in (part.optional, part.unless, *part.rates_if)
        if name is not None
    }
    if schedule.vat_on_fees is not None:
        named.add("vat_reclaimable")
    if schedule.fulfilment is not None:
        named |= PARCEL_OPTIONS | set(schedule.fulfilment.cards)
    if schedule.storage is not None:
        named |= STORAGE_OPTIONS
    if schedule.placement is not None:
        named |= PLACEMENT_OPTIONS
    if any(part.type in {"steam", "markup"} for part in schedule.components):
        named |= SELLER_FIRST_OPTIONS
    return frozenset(named)


def check_options(lists: tuple[Schedule, ...], sale: Sale) -> None:
    """Refuse (`Invalid`) an option that no schedule knows: a typo would cost money."""
    if not sale.options:
        return
    known = frozenset[str]().union(*(options_of(one) for one in lists))
    unknown = sorted(set(sale.options) - known)
    if unknown:
        there = f"there are {', '.join(sorted(known))}" if known else "there are none here"
        raise Invalid(f"unknown option {', '.join(unknown)}: {there}")


def joined(place: Venue, sale: Sale, quotes: tuple[Quote, ...], on: date) -> Quote:
    """Return one quote of all that is charged at a venue."""
    late = [
        f"{one.id} was not in force on {on}: it is charged because it was asked for by name."
        for one in (place.schedules if place.pinned else ())
        if not one.in_force(on)
    ]
    names = tuple(name for one in quotes for name in one.sources)
    return Quote(
        venue=place.slug,
        sale=sale,
        charges=tuple(_sourced(line) for one in quotes for line in one.charges),
        schedules=tuple(name for one in quotes for name in one.schedules),
        sources=tuple(sources()[name].where for name in names),
        category=quotes[0].category,
        complete=all(one.complete for one in quotes),
        confidence=Confidence.weakest(*(one.confidence for one in quotes)),
        notes=(*late, *(note for one in quotes for note in one.notes)),
    )


def _sourced(line: Charge) -> Charge:
    """Return the line with the address where its figure was read, instead of a short name."""
    return line if line.source is None else replace(line, source=sources()[line.source].where)
