"""Columns of days and prices as people write them: one manner for a whole table.

`03/04/2018` alone is of March or of April; other days of its column say which. Likewise
`1.299` is 1299 where others are written as `12,50`.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation

from bolo.core.errors import Invalid
from bolo.core.reading.prices.currencies import NOWHERE, Locale
from bolo.core.reading.prices.price_text import PriceText, read_price

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\b")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\b")
_DAY_NAMED = re.compile(r"(\d{1,2})[. -]+([a-z]{3,9})[., -]+(\d{4})\b")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})[. ]+(\d{1,2}),?\s+(\d{4})\b")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?:\s*([ap])\.?m?\b)?")
"""The half of the day is a word of its own: `10:00 PST` is no evening."""
_OFFSET = re.compile(
    r":\d{2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?(?!\d)"
)
_HALF_A_DAY = 12
_BARE = re.compile(r"[\d.,\s]*")
_CENTS_BY_COMMA = re.compile(r",\d{1,2}\D*$")
_OPEN = re.compile(r"\D*\d{1,3}\.\d{3}\D*")
_OPEN_FIGURE = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_BELOW_ZERO = re.compile(
    r"[-\N{MINUS SIGN}(]|[^\d\s]{1,3}\s?[-\N{MINUS SIGN}(]\d"
    r"|.*\d\s?[^\W\d_]{0,4}[^\w\s.,:'-]?\s?[-\N{MINUS SIGN}]$"
)
"""Also behind the figure, as `49,00-` in books; `12.-` and `12,-` say that there are no cents."""
_CENTS_ALONE = re.compile(r",\d{1,2}\D*$")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table writes days and prices; `day_first` is none where no day of it says."""

    day_first: bool | None = None
    comma: bool = False

    def moment(self, text: str) -> datetime | None:
        """Return the moment that a text states, in UTC where it names no zone by an offset."""
        text = text.strip()
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            day = _day(text, day_first=self.day_first is not False)
            if day is None:
                return None
            at = datetime.combine(day, _clock(text), _zone(text))
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    def price(self, text: str, home: Locale = NOWHERE) -> PriceText:
        """Return what a text says of a price; below zero is only read without a sign of money."""
        text = text.strip()
        if self.comma and _OPEN.fullmatch(text):
            text = text.replace(".", "")
        if _CENTS_ALONE.match(text):
            text = f"0{text}"
        try:
            amount = Decimal(text)
        except InvalidOperation:
            return PriceText() if _BELOW_ZERO.match(text) else read_price(text, where=home)
        return PriceText(amount if amount.is_finite() else None)


def manner_of(days: Iterable[str], prices: Iterable[str]) -> Manner:
    """Return how these are written; `Invalid` when a day may be of two months."""
    return Manner(day_first_of(days), comma_before_cents(prices))


def read_days(
    texts: Iterable[str], *, day_first: bool | None = None
) -> tuple[list[date | None], bool | None]:
    """Return the day that each text begins with, none where it begins with none.

    Beside them: whether days stand before months, none where no text says. It is `day_first`
    where these do not say. `Invalid` when they need it and nothing says it.
    """
    texts = list(texts)
    order = day_first_of(texts, day_first=day_first)
    return [_day(text, day_first=order is not False) for text in texts], order


def day_first_of(texts: Iterable[str], *, day_first: bool | None = None) -> bool | None:
    """Return whether days stand before months, `day_first` where these do not say.

    `Invalid` when they need it and nothing says it, or when they say both.
    """
    said: set[bool] = set()
    open_text = None
    for text in texts:
        if (found := _slashed(text)) is None:
            continue
        first = _which(*found)
        if first is not None:
            said.add(first)
        elif found[0] != found[1]:
            open_text = open_text or text
    if len(said) > 1:
        raise Invalid("some dates have the day first, others the month: write them as 2018-04-03")
    order = said.pop() if said else day_first
    if order is None and open_text is not None:
        raise Invalid(f"{open_text!r} may be of two months: write dates as 2018-04-03")
    return order


def _slashed(text: str) -> tuple[int, int] | None:
    found = _YEAR_LAST.match(text.strip())
    if not found or found[2] == ".":
        return None
    return int(found[1]), int(found[3])


def _which(one: int, other: int) -> bool | None:
    """Tell whether the first of two numbers is the day, by the one that can be no month."""
    months = len(MONTHS)
    return None if (one > months) == (other > months) else one > months


def _day(text: str, *, day_first: bool) -> date | None:
    text = text.strip().lower()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    if found := _YEAR_FIRST.match(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.match(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        first = day_first or found[2] == "."
        return _date(year, *((other, one) if first else (one, other)))
    if found := _DAY_NAMED.match(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_NAMED.match(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1 if name[:3] in MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(text: str) -> time:
    """Return the hour that stands behind a day, midnight where none does."""
    found = _CLOCK.search(text.lower())
    if found is None:
        return time()
    hour, half = int(found[1]), found[4]
    if half:
        hour = hour % _HALF_A_DAY + (_HALF_A_DAY if half == "p" else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return time()


def _zone(text: str) -> timezone | None:
    """Return the offset that stands behind an hour, `None` where none does."""
    found = _OFFSET.search(text.lower())
    if found is None:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset) if offset < timedelta(days=1) else None


def is_open(text: str) -> bool:
    """Tell whether a bare figure may be of thousands or of three decimals: `1.299`."""
    return _OPEN_FIGURE.fullmatch(text.strip()) is not None


def comma_before_cents(texts: Iterable[str]) -> bool:
    """Tell whether any of these prices has its cents behind a comma."""
    return any(_CENTS_BY_COMMA.search(text.strip()) for text in texts)


def read_prices(texts: Iterable[str]) -> list[float]:
    """Return the price that each text states, for forecasts; nan for none, or none above 0."""
    texts = list(texts)
    manner = Manner(comma=comma_before_cents(texts))
    return [_price(text, manner) for text in texts]


def currencies_in(texts: Iterable[str]) -> set[str]:
    """Return the currencies that prices name by a sign or a code; bare figures name none."""
    found = (Manner().price(text).currency for text in texts if not _BARE.fullmatch(text.strip()))
    return {one for one in found if one is not None}


def _price(text: str, manner: Manner) -> float:
    amount = manner.price(text).amount
    number = math.nan if amount is None else float(amount)
    return number if 0 < number < math.inf else math.nan
