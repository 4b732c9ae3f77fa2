"""Exchange rates: dated tables with one euro as the base, converted exactly.

The recorded file holds euro foreign exchange reference rates of the European Central Bank
(data-api.ecb.europa.eu, EXR D..EUR.SP00.A). They are for information, not for dealing:
what a bank keeps is a `spread` of the caller's. Nothing is rounded here.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import StringIO

from bolo.core.errors import LayoutChanged, NotFound
from bolo.core.money import Money

EURO = "EUR"
HOLIDAYS = timedelta(days=7)
"""Rates are of the last day that had any, Easter being the longest time without."""
ECB = "European Central Bank, euro foreign exchange reference rates"

_RATE = re.compile(r"""<Cube\s+currency=["']([A-Z]{3})["']\s+rate=["']([0-9.]+)["']\s*/>""")


@dataclass(frozen=True, slots=True)
class Rates:
    """What one euro was worth on `date`; the euro itself need not be listed."""

    date: date
    per_euro: Mapping[str, Decimal]
    source: str = ECB

    def rate(self, given: str, wanted: str) -> Decimal:
        """Return how many `wanted` one `given` is; `NotFound` without a rate for either."""
        if given == wanted:
            return Decimal(1)
        return self._per_euro(wanted) / self._per_euro(given)

    def convert(self, money: Money, currency: str, spread: Decimal = Decimal(0)) -> Money:
        """Return `money` in `currency`, unrounded, less `spread`: the share that a bank keeps.

        `NotFound` without a rate for either.
        """
        if money.currency == currency:
            return money
        worth = money.amount * self._per_euro(currency) / self._per_euro(money.currency)
        return Money(worth * (1 - spread), currency)

    def into(self, wanted: str) -> dict[str, Decimal]:
        """Return how many `wanted` one of each currency is; nothing without a rate for it."""
        known = (EURO, *self.per_euro)
        return {given: self.rate(given, wanted) for given in known} if wanted in known else {}

    def _per_euro(self, currency: str) -> Decimal:
        if currency == EURO:
            return Decimal(1)
        if currency not in self.per_euro:
            raise NotFound(f"no rate for {currency} on {self.date} ({self.source})")
        return self.per_euro[currency]


def latest(tables: Iterable[Rates], on: date) -> Rates:
    """Return the newest table of `on` or before; there are none for weekends and holidays.

    `NotFound` when all are later.
    """
    known = sorted(tables, key=lambda table: table.date)
    past = [table for table in known if table.date <= on]
    if past:
        return past[-1]
    first = f"; the earliest are of {known[0].date}" if known else ""
    raise NotFound(f"no exchange rates for {on}{first}")


def rate_of(tables: Iterable[Rates], given: str, wanted: str, on: date) -> Decimal | None:
    """Return how many `wanted` one `given` was on a day; `None` where nothing tells it.

    Rates count until the next of them, and for no longer than `HOLIDAYS`.
    """
    if given == wanted:
        return Decimal(1)
    try:
        table = latest(tables, on)
        return table.rate(given, wanted) if on - table.date <= HOLIDAYS else None
    except NotFound:
        return None


@cache
def recorded() -> tuple[Rates, ...]:
    """Return the tables that ship with bolo, the oldest first."""
    return read_csv(files("bolo.core").joinpath("fx_rates.csv").read_text("utf-8"))


def read_csv(text: str) -> tuple[Rates, ...]:
    """Read the ECB's CSV, `detail=dataonly` or full: days in order.

    Empty observations (holidays) are left out; other frequencies, bases and kinds of rate
    than daily, euro and spot are too. `LayoutChanged` when the columns are others.
    """
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    needed = {"FREQ", "CURRENCY", "TIME_PERIOD", "OBS_VALUE"}
    if not needed <= set(rows.fieldnames or ()):
        raise LayoutChanged(f"the exchange rates lack a column of {', '.join(sorted(needed))}")
    days: dict[date, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        wanted = row["FREQ"] == "D" and row.get("CURRENCY_DENOM", EURO) == EURO
        if wanted and row["OBS_VALUE"] not in {"", "NaN", None}:
            days[_day(row["TIME_PERIOD"])][row["CURRENCY"]] = _rate(row["OBS_VALUE"])
    return _tables(days)


def read_xml(text: str) -> tuple[Rates, ...]:
    """Read eurofxref-daily.xml, or its 90-day and full history: days in order.

    Three attributes are all there is to read, so no XML parser expands anything.
    """
    days = {
        _day(day): {currency: _rate(rate) for currency, rate in _RATE.findall(cubes)}
        for day, cubes in _days_of(text)
    }
    if not any(days.values()):
        raise LayoutChanged("the exchange rates hold no <Cube time> with rates")
    return _tables(days)


def to_xml(tables: Iterable[Rates]) -> str:
    """Write tables as the ECB does, so that `read_xml` reads them."""
    lines = ["<Cube>"]
    for table in tables:
        rates = (
            f"<Cube currency='{one}' rate='{rate:f}'/>" for one, rate in table.per_euro.items()
        )
        lines.append(f"<Cube time='{table.date}'>{''.join(rates)}</Cube>")
    return "\n".join((*lines, "</Cube>\n"))


def _days_of(text: str) -> list[tuple[str, str]]:
    chunks = re.split(r"""<Cube\s+time=["']([0-9-]{10})["']\s*>""", text)
    return list(zip(chunks[1::2], chunks[2::2], strict=True))


def _tables(days: Mapping[date, Mapping[str, Decimal]]) -> tuple[Rates, ...]:
    return tuple(Rates(day, days[day]) for day in sorted(days))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise LayoutChanged(f"not a day of exchange rates: {text!r}") from None


def _rate(text: str) -> Decimal:
    try:
        rate = Decimal(text)
    except ArithmeticError:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise LayoutChanged(f"not an exchange rate: {text!r}")
    return rate
