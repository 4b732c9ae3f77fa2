"""A price as people print it, in any locale, to an exact amount and a currency.

A wrong magnitude is worse than no answer: whatever can be read in two ways is
returned with a doubt that says so.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bolo.core.money import Money
from bolo.core.reading.prices.amounts import amount_of
from bolo.core.reading.prices.currencies import (
    ALIASES,
    CODES,
    LONGEST,
    NOWHERE,
    SIGNS,
    SIGNS_ANY_CASE,
    Locale,
    resolve,
)
from bolo.core.reading.prices.scales import (
    Scale,
    cents_behind,
    scale_behind,
    several_before,
    spelt_out,
    whose_cents,
)

_PLAIN = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_NUMBER = re.compile(
    r"(?<![^\s$€£¥₹₽(.\-])[.]\d{1,2}(?!\d)|\d+(?:[.,'](?:\d+)"
    r"|(?<![.,]\d)(?<![.,]\d\d)\ (?=\d{3}(?!\d|[gmt]b\b))\d{3})*"
    r"(?:[.,]\ (?=\d{2}\b)\d{2}(?!\s?%))?",
    re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"\d(?:\D{2,}|[^\d\s.,'’])\d")
_EURO_CENTS = re.compile(r"\s?€\s?(?:(\d{2})(?![\d.,]|\s?[€%])|(?<=€)(\d{1,3})(?![\d.,]))")
_NEXT = re.compile(r"\s+(?:[-–—]\s*[^\w\s]|[$£])\d")
_APART = re.compile(r"\ (\d{2})(?:\s*[*]?\s*$|\s*(?:€|zł|Kč|lei|kr)\s*$)")
_SPACES = re.compile(r"\s+")
_ONLY_CENTS = re.compile(r"(?<!\w)(?<!\d\s)[-–—]?,(?=\d\d(?![\d.,]))")
_CROWNS_AND_ORE = re.compile(r"(?<![\d:])(\d[\d ]*):(?=\d\d\s?(?:kr|SEK|NOK|DKK)\b)", re.IGNORECASE)
_NOT_A_PRICE = re.compile(
    r"(?:\b(?:save|saving|you save|rabatt|ersparnis|économi\w+|ahorr\w+|risparmi\w+|spar|discount"
    r"|free shipping|shipping on|orders? over|orders?|versand\w*|model|sku)\b[^\d]{0,12})$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|sale price|special price|jetzt|nur|maintenant|ahora|adesso|teraz|nu|nyní|сейчас)\b"
    r"[^\d]{0,12}$",
    re.IGNORECASE,
)
_PER_UNIT = re.compile(
    r"\s*[^\d\s]{0,3}\s*(?:/|\bper\b|\bpro\b|\bje\b|\bpar\b|\bpor\b|\bal\b|\bза\b)\s*\d*\s*"
    r"(?:kg|g|gr|l|ml|cl|m|m2|m²|lb|oz|st|stk|stück|stuk|pc|pcs|unit|mo|month|monat|mois|mes|mese"
    r"|qm|litre|liter|кг|шт)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s*[^\d\w\-]{0,3}\s*(?:[-–—~]|to|bis|à|al?|do)\s*[^\d\w]{0,3}\s*$", re.IGNORECASE
)
_DATE = re.compile(
    r"\s*\d{1,2}-0\d\s*|(?:19|20)\d\d-\d\d-\d\d(?:[ T].*)?"
    r"|.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s"
    r"(?:\d{1,2},?\s)?(?:19|20)\d\d\s*",
    re.IGNORECASE,
)
"""With no sign of a currency these are dates."""
_FREE = re.compile(r"^\s*(?:free|gratis|gratuit|kostenlos|бесплатно)\W*$", re.IGNORECASE)
_PUNCTUATION: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "٫": ".",
        "٬": ",",
        "،": ",",
        "⹁": ",",
        "，": ",",
        "．": ".",
        "￥": "¥",
    }
    | {chr(0xFF04): "$", chr(0xFFE1): "£", "\u200e": "", "\u200f": "", "\u200b": "", "\ufeff": ""}
    | {chr(0xFF10 + n): str(n) for n in range(10)}
    | {chr(0x0660 + n): str(n) for n in range(10)}
    | {chr(0x06F0 + n): str(n) for n in range(10)}
    | {chr(0x0966 + n): str(n) for n in range(10)}
)
_CENT: Final = Decimal("0.01")
_RANGE_DOUBT: Final = "a range of prices is stated; the lower one is taken"
_UNIT_DOUBT: Final = "this is a price per unit of measure"


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
        sign = _hinted(currency_hint)
        return PriceText(sign=sign, currency=_currency(sign, where)[0])
    if _PLAIN.fullmatch(text) and decimal != ",":
        return _plain(text, currency_hint, where)
    text = _whole(_SPACES.sub(" ", text.translate(_PUNCTUATION)).strip(), decimal or ".")
    numbers = _numbers(text)
    chosen = _choose(text, numbers)
    sign = (chosen and chosen.sign) or _sign_anywhere(text) or _hinted(currency_hint)
    if chosen is None or (sign is None and _DATE.fullmatch(text)):
        free = Decimal(0) if _FREE.match(text) else None
        return PriceText(amount=free, sign=sign, currency=_currency(sign, where)[0])
    if cents := _cents(text, chosen, _hinted(currency_hint), where):
        return cents
    currency, doubts = _currency(sign, where)
    amount, more = amount_of(chosen.text, decimal=decimal, where=where, currency=currency)
    if chosen.scale is not None:
        amount = chosen.scale.of(amount)
    upto = _upper_end(text, numbers, chosen)
    if upto is not None:
        more = (*more, _RANGE_DOUBT)
    return PriceText(amount, sign, currency, upto, (*doubts, *_manner(text, chosen, amount), *more))


def _whole(text: str, decimal: str) -> str:
    """Write in one figure what people write in parts: `-,99`, `1299:50 kr`, `1万2800円`."""
    text = _CROWNS_AND_ORE.sub(rf"\1{decimal}", _ONLY_CENTS.sub(f"0{decimal}", text))
    return spelt_out(text)


def _manner(text: str, chosen: "_Number", amount: Decimal) -> Iterator[str]:
    """Say what the way in which a price is printed leaves open."""
    if chosen.apart:
        yield f"cents set apart are read as {amount}"
    if chosen.scale is not None:
        yield f"{text[chosen.start : chosen.end]} is read as {amount}"
    if several := several_before(text[: chosen.start]):
        yield f"this is the price of {several}"
    if _PER_UNIT.match(text, chosen.end):
        yield _UNIT_DOUBT


def _cents(text: str, chosen: "_Number", hint: str | None, where: Locale) -> PriceText | None:
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


def signed_prices(text: str) -> int:
    """Count the numbers in `text` that stand beside a currency sign; a lone one counts."""
    if _TWO_NUMBERS.search(text) is None:
        return 1
    return sum(1 for number in _numbers(text.translate(_PUNCTUATION)) if number.sign)


def _plain(text: str, hint: str | None, where: Locale) -> PriceText:
    sign = _hinted(hint)
    currency, doubts = _currency(sign, where)
    return PriceText(Decimal(text), sign, currency, None, doubts)


def _currency(sign: str | None, where: Locale) -> tuple[str | None, tuple[str, ...]]:
    if sign is None:
        return None, ()
    currency, sure = resolve(sign, where)
    if currency is None or sure:
        return currency, ()
    return currency, (f"{sign} is taken for {currency}",)


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    start: int
    end: int
    sign: str | None
    refused: bool
    wanted: bool
    apart: bool = False
    scale: Scale | None = None

    @property
    def amount(self) -> Decimal:
        """What it says by itself, nothing being known of the place."""
        amount = amount_of(self.text)[0]
        return self.scale.of(amount) if self.scale else amount


def _numbers(text: str) -> list[_Number]:
    found = []
    position = spent = 0
    while match := _NUMBER.search(text, position):
        start, end, digits = match.start(), match.end(), match.group().replace(". ", ".")
        digits = digits.replace(", ", ",")
        cents = _EURO_CENTS.match(text, end) if "," not in digits[-3:] else None
        apart = _APART.match(text, end) if digits.isdigit() else None
        if apart:
            digits, end = f"{digits}.{apart[1]}", apart.end(1)
        if cents and text.count("€") == 1:
            digits = f"{digits.replace('.', '').replace(',', '')}.{cents[1] or cents[2]}"
            end = cents.end()
            sign: str | None = "€"
        else:
            sign = _before(text[spent:start])
            if sign is None and (sign := _after(text[end:])) is not None:
                spent = text.index(sign, end) + len(sign)
        scale = scale_behind(text, end)
        if scale is not None and (owner := _before(text[:start]) or _after(text[scale.end :])):
            sign, end = owner, scale.end
        else:
            scale = None
        before, after = text[:start], text[end : end + 3].lstrip()
        refused = after[:1] == "%" or bool(_NOT_A_PRICE.search(before))
        wanted = bool(_NOW.search(before))
        found.append(_Number(digits, start, end, sign, refused, wanted, apart is not None, scale))
        position = max(end, start + 1)
    return found


def _choose(text: str, numbers: list[_Number]) -> _Number | None:
    """Take "now …" first, then what stands beside a currency sign, then the first number."""
    usable = [number for number in numbers if not number.refused]
    signed = [number for number in usable if number.sign]
    for among in ([n for n in signed if n.wanted], signed):
        if among:
            whole = [n for n in among if not _PER_UNIT.match(text, n.end)]
            return _lower_end(text, usable, (whole or among)[0])
    return usable[0] if usable else None


def _lower_end(text: str, usable: list[_Number], chosen: _Number) -> _Number:
    """In `26 to 50 €` the sign stands only at the end; the price begins at 26."""
    at = usable.index(chosen)
    if at == 0 or usable[at - 1].sign or not _RANGE.match(text[usable[at - 1].end : chosen.start]):
        return chosen
    first = usable[at - 1]
    low, high = first.amount, chosen.amount
    if not low < high <= 4 * low:
        return chosen
    return _Number(first.text, first.start, first.end, chosen.sign, False, first.wanted)


def _upper_end(text: str, numbers: list[_Number], chosen: _Number) -> Decimal | None:
    later = [n for n in numbers if n.start >= chosen.end and not n.refused]
    if not later:
        return None
    between = text[chosen.end : later[0].start]
    for end in (chosen, later[0]):
        between = between.replace(end.sign, "") if end.sign else between
    if not _RANGE.match(between):
        return None
    upto = later[0].amount
    return upto if upto > chosen.amount else None


def _before(text: str) -> str | None:
    """Return the longest sign that ends `text`: `SGD$`, `kr.`, `CHF `."""
    text = text.rstrip(" :.-(")
    for size in range(min(LONGEST, len(text)), 0, -1):
        sign, edge = text[-size:], text[-size - 1 : -size]
        if (
            sign[0] == " "
            or (size == 1 and sign.isalpha() and text[:-1].strip(" ("))
            or (edge.isalpha() and sign[0].isalpha())
        ):
            continue
        if known := _known(sign):
            return _dollar_code(text[:-size]) or known if sign == "$" else known
    return None


def _dollar_code(text: str) -> str | None:
    """In `SGD$4.90` and `NZD $100` the code says more than the sign."""
    code = text.rstrip()[-3:]
    return code if code in CODES and code.endswith("D") else None


def _after(text: str) -> str | None:
    """Return the longest sign that begins `text`: ` €`, ` zł`, `,- kr`; not the next number's."""
    if _NEXT.match(text):
        return None
    text = text.lstrip(" .,-–—*")
    for size in range(min(LONGEST, len(text)), 0, -1):
        sign, edge = text[:size], text[size : size + 1]
        if (sign[-1] in " .-" and sign not in SIGNS) or (edge.isalpha() and sign[-1].isalpha()):
            continue
        if known := _known(sign, last=not text[size:].strip(" .*")):
            return known
    return None


def _known(sign: str, *, last: bool = True) -> str | None:
    """Return the sign; a single Latin letter is one only where nothing follows it."""
    if len(sign) == 1 and sign.isascii() and sign.isalpha():
        return sign if last and sign in SIGNS else None
    if sign in SIGNS:
        return sign
    known = SIGNS_ANY_CASE.get(sign.casefold())
    return sign if known is not None else None


def _sign_anywhere(text: str) -> str | None:
    """Find a sign that does not touch the number: a symbol, or a code as a word."""
    for word in re.split(r"[\s\d,;:!?()\[\]]+", text):
        bare = word.strip(".*-–/|")
        if len(bare) > 1 and bare in SIGNS and not bare.islower():
            return bare
    for character in text:
        if character == "$" or unicodedata.category(character) == "Sc":
            return character
    return None


@lru_cache(512)
def _hinted(hint: str | None) -> str | None:
    if not hint:
        return None
    hint = hint.translate(_PUNCTUATION).strip()
    if hint in SIGNS or hint in ALIASES:
        return hint
    if hint.casefold() in SIGNS_ANY_CASE:
        return hint
    for number in _numbers(hint):
        if number.sign:
            return number.sign
    return _sign_anywhere(hint)
