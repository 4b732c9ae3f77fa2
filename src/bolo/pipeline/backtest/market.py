"""Venues and exchange as of any day, by the fee engine that charges live.

Between two dates that a price list names nothing of it changes, so what was reckoned for one day
of such a span holds for all of it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from functools import cache

from bolo.core.errors import Invalid
from bolo.core.fees import catalogue
from bolo.core.fx import Rates, latest, recorded
from bolo.core.money import Money
from bolo.core.replay.rules.rule import Before
from bolo.core.valuation.appraise import Fees
from bolo.pipeline.value.venues import Venues


@dataclass(slots=True)
class DatedMarket:
    """What is known of venues and of exchange; `before` says what to do about days too early.

    Who is `registered` for VAT gets back what a venue adds of it to its fees.
    """

    before: Before = Before.REFUSE
    tables: tuple[Rates, ...] = field(default_factory=recorded)
    venues: dict[date, Venues] = field(default_factory=dict)
    days: dict[tuple[str, date], date] = field(default_factory=dict)
    registered: bool = False

    def fees(self, venue: str, price: Money, category: str | None, on: date) -> Fees:
        """Return what a venue took from a sale on that day, in the currency of the price."""
        day = self.days.get((venue, on))
        if day is None:
            day = self.days[venue, on] = self._day(venue, on)
        there = self._venues(on, needed=False)
        return there.fees(venue, price, category, day, registered=self.registered)

    def convert(self, money: Money, currency: str, on: date) -> Money | None:
        """Return money in another currency by the rate of that day; `None` without one."""
        return self._venues(on, needed=True).convert(money, currency)

    def _day(self, venue: str, on: date) -> date:
        """Return the first day on which a venue charges as it does `on` that day."""
        changes = _changes(venue)
        place = bisect_right(changes, on)
        earliest = min(one.effective_from for one in catalogue.venue(venue).schedules)
        if on >= earliest:
            return max(changes[place - 1], earliest)
        if self.before is Before.EARLIEST:
            return earliest
        raise Invalid(
            f"no fees of {venue} are known for {on}, the earliest are of {earliest}: "
            'begin later (--from), or say before = "earliest" under [selling]'
        )

    def _venues(self, on: date, *, needed: bool) -> Venues:
        """Return venues with the rates of a day; an earlier day has none, if they are `needed`."""
        first = min(table.date for table in self.tables)
        if needed and on < first and self.before is Before.REFUSE:
            raise Invalid(
                f"no exchange rates are known for {on}, the earliest are of {first}: state prices "
                'in the currency of the rules, or say before = "earliest" under [selling]'
            )
        table = latest(self.tables, max(on, first))
        if table.date not in self.venues:
            self.venues[table.date] = Venues(table)
        return self.venues[table.date]


@cache
def _changes(venue: str) -> tuple[date, ...]:
    """Return the days on which something of a venue's price lists begins or has ended."""
    place = catalogue.venue(venue)
    days = {date.min}
    for name, day in _dates((place.schedules, place.also)):
        days.add(day + timedelta(days=1) if name.endswith("_to") else day)
    return tuple(sorted(days))


def _dates(value: object, name: str = "") -> Iterator[tuple[str, date]]:
    """Give every date within a value, with the name of the field that it stands in."""
    if isinstance(value, date):
        yield name, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _dates(getattr(value, one.name), one.name)
    elif isinstance(value, Mapping):
        for key in value:
            yield from _dates(value[key], name)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _dates(one, name)
