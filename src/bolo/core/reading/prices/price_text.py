"""A price as people print it, in any locale, to an exact amount and a currency.

A wrong magnitude is worse than no answer: whatever can be read in two ways is
returned with a doubt that says so.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bolo.core.money import Money
from bolo.core.reading.prices.amounts import amount_of
from bolo.core.reading.prices.choosing import Chosen, choose
from bolo.core.reading.prices.currencies import NOWHERE, Locale, resolve
from bolo.core.reading.prices.numbers import (
    Number,
    hinted,
    numbers_in,
    sign_anywhere,
    signed_prices,
)
from bolo.core.reading.prices.scales import cents_behind, several_before, whose_cents
from bolo.core.reading.prices.writing import plain_writing
from bolo.core.reading.vocabulary.price_labels import Label

__all__ = ["PriceText", "read_price", "signed_prices"]

_PLAIN = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_DATE = re.compile(
    r"\s*\d{1,2}-0\d\s*|(?:19|20)\d\d-\d\d-\d\d(?:[ T].*)?"
    r"|\s*\d{1,2}([./])\d{1,2}\1(?:\d\d|(?:19|20)\d\d)\s*|\s*[012]?\d:[0-5]\d(?::[0-5]\d)?\s*"
    r"|.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s"
    r"(?:\d{1,2},?\s)?(?:19|20)\d\d\s*|\s*\+\d[\d ()/-]{7,}",
    re.IGNORECASE,
)
"""With no sign of a currency these are dates, hours, and numbers to call."""
_FREE = re.compile(r"^\s*(?:free|gratis|gratuit|kostenlos|бесплатно)\W*$", re.IGNORECASE)
_BELOW_ZERO = re.compile(r"\s*(?:[-−][^\w\s]{0,3}|[^\w\s-]{1,3}\s?[-−]|−\s?)")
_DASHED = re.compile(r"\s*(?:[-−–—]\W*|[A-Za-z]{1,3}[-−])")
_BRACKETED = re.compile(r"\s*[(][^()]*[)]\s*")
_CUT_BEFORE = re.compile(r"\d(?:[^\w\s–—~×/:;+-]{1,2}|_)$|(?<![^\W\d_])[OoIl][.,]?$")
_LOOKS_LIKE_A_FIGURE = re.compile(r"[OoIl](?![^\W\d_])")
_LETTER = re.compile(r"[^\W\d_]$")
_CUT_BEHIND = re.compile(r"[^\w\s–—~×/+-]\d|_|[a-z]{1,2}\d|[^\W\d_]\d", re.IGNORECASE)
_MEASURE = re.compile(
    r"\s?(?:[km]?g|gr|[mc]?l|[ckm]?m|[mgt]b|zoll|inch|w|v|hz|mah|points?|punkt\w*|body|bodů|%)\b",
    re.IGNORECASE,
)
_CENT: Final = Decimal("0.01")
_LONGEST: Final = 1_000
"""A price stands in fewer letters; what follows them is not read."""
_MOST_DIGITS: Final = 15
_RANGE_DOUBT: Final = "a range of prices is stated; the lower one is taken"
_UNIT_DOUBT: Final = "this is a price per unit of measure"
_SAID: Final = {
    Label.OLD: "this is called a price of before",
    Label.LOWEST: "this is called a price of before",
    Label.EXTRA: "this is what sending, a deposit or a coupon comes to",
    Label.PART: "this is one of several payments",
    Label.UP_TO: "this is the most it may be",
    Label.NET: "this is before tax",
    Label.SPENT: "this may be what must be spent",
}


@dataclass(frozen=True, slots=True)
class PriceText:
    """What a text says: the amount, the sign as printed, the currency that it means.

    `upto` is the other end of a range. A doubt means: do not act on it unasked.
    """

    amount: Decimal | None = None
    sign: str | None = None
    currency: str | None = None
    upto: Decimal | None = None
    doubts: tuple[str, ...] = ()

    @property
    def money(self) -> Money | None:
        """The price, `None` when amount or currency is not stated."""
        if self.amount is None or self.currency is None:
            return None
        return Money(self.amount, self.currency)


@lru_cache(8192)
def read_price(
    text: str | None,
    *,
    currency_hint: str | None = None,
    decimal: str | None = None,
    where: Locale = NOWHERE,
) -> PriceText:
    """Read the price in `text`.

    `currency_hint` is text found beside it; `decimal` is a declared decimal sign;
    `where` is what the page says of itself and settles shared signs.
    """
    if text is None:
        sign = hinted(currency_hint)
        return PriceText(sign=sign, currency=_currency(sign, where)[0])
    if _PLAIN.fullmatch(text) and decimal != ",":
        return _plain(text, currency_hint, where)
    text = plain_writing(text[:_LONGEST], decimal or ".")
    chosen = choose(text, numbers_in(text))
    number = chosen.number
    sign = (number and number.sign) or sign_anywhere(text) or hinted(currency_hint)
    if number is None or (sign is None and _DATE.fullmatch(text)):
        free = Decimal(0) if _FREE.match(text) else None
        return PriceText(amount=free, sign=sign, currency=_currency(sign, where)[0])
    if cents := _cents(text, number, hinted(currency_hint), where):
        return cents
    currency, doubts = _currency(sign, where)
    amount, more = amount_of(number.text, decimal=decimal, where=where, currency=currency)
    if number.scale is not None:
        amount = number.scale.of(amount)
    if why_not := _no_price(text[: number.start], amount):
        return PriceText(sign=sign, currency=currency, doubts=(why_not,))
    doubts = (*doubts, *_manner(text, chosen, number, amount), *more)
    return PriceText(amount, sign, currency, chosen.upto, tuple(dict.fromkeys(doubts)))


def _no_price(before: str, amount: Decimal) -> str | None:
    if before and _BELOW_ZERO.fullmatch(before):
        return "it is below zero"
    return "no price has so many digits" if amount.adjusted() >= _MOST_DIGITS else None


def _manner(text: str, chosen: Chosen, number: Number, amount: Decimal) -> Iterator[str]:
    """Say what the way in which a price is printed leaves open."""
    printed, before = text[number.start : number.end], text[: number.start]
    if number.apart:
        yield f"cents set apart are read as {amount}"
    if number.scale is not None:
        yield f"{printed} is read as {amount}"
    if number.might_scale:
        yield f"{text[number.start : number.end + 3].strip()} may be more than {amount}"
    money = number.sign is not None or not number.text.isdigit()
    if number.begin and money and (several := several_before(text[: number.begin])):
        yield f"this is the price of {several}"
    yield from _called(chosen)
    if (before and _DASHED.fullmatch(before)) or (number.sign and _BRACKETED.fullmatch(text)):
        yield "how it is written may take it below zero"
    if _is_cut_out(text, number):
        yield f"{printed} is cut out of {text[max(number.start - 4, 0) : number.end + 4].strip()}"


def _called(chosen: Chosen) -> Iterator[str]:
    """Say what the words around a price, and other prices, leave open."""
    if chosen.per_unit:
        yield _UNIT_DOUBT
    if chosen.label in _SAID:
        yield _SAID[chosen.label]
    if chosen.upto is not None:
        yield _RANGE_DOUBT
    if chosen.rival is not None:
        yield f"it also states {chosen.rival}"


def _is_cut_out(text: str, number: Number) -> bool:
    """Say whether what stands right beside the digits may belong to them."""
    before = text[max(number.start - 3, 0) : number.start]
    if _CUT_BEFORE.search(before) or _LOOKS_LIKE_A_FIGURE.match(text, number.end):
        return True
    bare = number.sign is None and number.scale is None
    if bare and _MEASURE.match(text, number.end):
        return True
    return bare and (_LETTER.search(before) or _CUT_BEHIND.match(text, number.end)) is not None


def _cents(text: str, chosen: Number, hint: str | None, where: Locale) -> PriceText | None:
    """Read `99¢` and `75p`, unless the place counts in something else."""
    word = cents_behind(text, chosen.text, chosen.end)
    if word is None or chosen.sign not in {None, word}:
        return None
    owner = whose_cents(word)
    currency, doubts = _currency(hint or owner, where)
    if owner and currency != _currency(owner, where)[0]:
        return None
    amount = (Decimal(chosen.text) / 100).quantize(_CENT)
    return PriceText(
        amount, hint or word, currency, None, (*doubts, f"{chosen.text} {word} is read as {amount}")
    )


def _plain(text: str, hint: str | None, where: Locale) -> PriceText:
    sign = hinted(hint)
    currency, doubts = _currency(sign, where)
    return PriceText(Decimal(text), sign, currency, None, doubts)


def _currency(sign: str | None, where: Locale) -> tuple[str | None, tuple[str, ...]]:
    if sign is None:
        return None, ()
    currency, sure = resolve(sign, where)
    if currency is None or sure:
        return currency, ()
    return currency, (f"{sign} is taken for {currency}",)
