"""Columns of days and prices as people write them: one manner for a whole column.

`03/04/2018` alone is of March or of April; other days of its column say which. Likewise
`1.299` is 1299 where others are written as `12,50`.
"""

import math
import re
from collections.abc import Iterable
from datetime import date

from bolo.core.errors import Invalid
from bolo.core.reading.price_text import read_price

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\b")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\b")
_DAY_NAMED = re.compile(r"(\d{1,2})[. -]+([a-z]{3,9})[., -]+(\d{4})\b")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})[. ]+(\d{1,2}),?\s+(\d{4})\b")
_CENTS_BY_COMMA = re.compile(r",\d{1,2}\D*$")
_OPEN = re.compile(r"\D*\d{1,3}\.\d{3}\D*")
_BELOW_ZERO = ("-", "\N{MINUS SIGN}", "(")


def read_days(
    texts: Iterable[str], *, day_first: bool | None = None
) -> tuple[list[date | None], bool | None]:
    """Return the day that each text begins with, none where it begins with none.

    Beside them: whether days stand before months, none where no text says. It is `day_first`
    where these do not say. `Invalid` when they need it and nothing says it.
    """
    texts = list(texts)
    slashed = [found for text in texts if (found := _slashed(text))]
    said = {first for one, other, _ in slashed if (first := _which(one, other)) is not None}
    if len(said) > 1:
        raise Invalid("some dates have the day first, others the month: write them as 2018-04-03")
    order = said.pop() if said else day_first
    if slashed and order is None and any(one != other for one, other, _ in slashed):
        text = next(text for text in texts if _slashed(text))
        raise Invalid(f"{text!r} may be of two months: write dates as 2018-04-03")
    return [_day(text, day_first=order is not False) for text in texts], order


def _slashed(text: str) -> tuple[int, int, int] | None:
    found = _YEAR_LAST.match(text.strip())
    if not found or found[2] == ".":
        return None
    return int(found[1]), int(found[3]), int(found[4])


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


def read_prices(texts: Iterable[str]) -> list[float]:
    """Return the price that each text states, for forecasts; nan for none, or none above 0."""
    texts = [text.strip() for text in texts]
    comma = any(_CENTS_BY_COMMA.search(text) for text in texts)
    return [_price(text, comma=comma) for text in texts]


def _price(text: str, *, comma: bool) -> float:
    if comma and _OPEN.fullmatch(text):
        text = text.replace(".", "")
    try:
        number = float(text)
    except ValueError:
        stated = None if text.startswith(_BELOW_ZERO) else read_price(text).amount
        number = math.nan if stated is None else float(stated)
    return number if 0 < number < math.inf else math.nan
