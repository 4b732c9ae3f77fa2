"""The numbers in a text, each with the sign of money that stands beside it."""
# ruff: noqa: RUF001 - shops write in every script

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bolo.core.reading.prices.amounts import amount_of
from bolo.core.reading.prices.currencies import ALIASES, CODES, LONGEST, SIGNS, SIGNS_ANY_CASE
from bolo.core.reading.prices.scales import Scale, counts_what_follows, scale_behind
from bolo.core.reading.prices.writing import plain_signs

_NUMBER = re.compile(
    r"(?<![^\s$€£¥₹₽(.\-])[.]\d{1,2}(?!\d)|\d+(?:[.,'](?:\d+)"
    r"|(?<![.,]\d)(?<![.,]\d\d)\ (?=\d{3}(?!\d|[gmt]b\b))\d{3})*"
    r"(?:[.,]\ (?=\d{2}\b)\d{2}(?![.,]\d|\s?%))?",
    re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"\d(?:\D{2,}|[^\d\s.,'’])\d")
_PERCENT = re.compile(r"\s{0,2}(?:[-\u2013\u2014]\s?\d{1,2}\s?)?%")
"""Behind a number that is a share of a hundred, or the lower end of two: "40-50%"."""
_EURO_CENTS = re.compile(r"\s?€\s?(?:(\d{2})(?![\d.,]|\s?[€%])|(?<=€)(\d{1,3})(?![\d.,]))")
_NEXT = re.compile(r"\s+(?:(?:[-–—]\s*[^\w\s]|[$£])\d|[A-Z]{1,3}\$\s?\d)")
_APART = re.compile(r"\ (\d{2})(?:\s*[*]?\s*$|\s*(?:€|zł|Kč|lei|kr)\s*$)")


_ESCUDO = re.compile(r"\$(\d\d)(?!\d|[.,]\d)")
_WORDS_TOO = frozenset(
    "nu re le da all All cup Cup gel Gel mop Mop pen Pen Sol SOL top Top try Try".split()
)
"""Unless in capitals these are words: "nu 39,95", "Top 20", "2026 All rights reserved"."""
_SYMBOL = re.compile(r"\s?[€£¥₹₽₩₺₴₪₫฿₱₦₸₾]")
"""Says more than letters that stand before: `Giá KM: 990.000₫`."""
_WHOLE = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+")
_SIGN_CODE = re.compile(r"\s?(?:CVE|PTE)\b")


@dataclass(frozen=True, slots=True)
class Number:
    """Digits as they are printed, from `start` to `end`, with their sign from `begin` to `reach`.

    `no_price` is a percentage, or how often another number is meant. `apart` has its cents set
    apart by a space or by a `$`.
    """

    text: str
    start: int
    end: int
    begin: int
    reach: int
    sign: str | None
    no_price: bool = False
    percent: bool = False
    apart: bool = False
    scale: Scale | None = None
    might_scale: bool = False

    @property
    def amount(self) -> Decimal:
        """What it says by itself, nothing being known of the place."""
        amount = amount_of(self.text)[0]
        return self.scale.of(amount) if self.scale else amount


def numbers_in(text: str) -> list[Number]:
    """Return the numbers in a text whose writing is plain, in their order."""
    found: list[Number] = []
    position = spent = 0
    while match := _NUMBER.search(text, position):
        number = _number(text, match, spent)
        found.append(number)
        spent = max(spent, number.reach) if number.reach > number.end else spent
        position = max(number.end, match.start() + 1)
    return found


def _number(text: str, match: re.Match[str], spent: int) -> Number:
    start, end, digits = match.start(), match.end(), match.group()
    digits = digits.replace(". ", ".").replace(", ", ",")
    apart = _apart(text, digits, end)
    if apart is not None:
        digits, end = f"{digits.replace('.', '')}.{apart[1]}", apart.end(1)
    cents = _EURO_CENTS.match(text, end) if "," not in digits[-3:] else None
    begin, reach, sign = start, 0, None
    if apart is not None and apart.re is _ESCUDO:
        code = _SIGN_CODE.match(text, end)
        sign = code.group().strip() if code else "$"
        reach = code.end() if code else end
    elif cents and text.count("€") == 1:
        digits = f"{digits.replace('.', '').replace(',', '')}.{cents[1] or cents[2]}"
        end, sign = cents.end(), "€"
    else:
        begin, reach, sign = _signed(text, spent, start, end)
    scale, owner = scale_behind(text, end), None
    if scale is not None:
        owner = _before(text[:start]) or _after(text[scale.end :])
        sign, end = (owner, scale.end) if owner or not scale.short else (sign, end)
    percent = _PERCENT.match(text, end) is not None or text[:start].endswith("%")
    return Number(
        digits,
        start,
        end,
        begin,
        max(reach, end),
        sign,
        no_price=percent or counts_what_follows(text, digits, end),
        percent=percent,
        apart=apart is not None,
        scale=scale if scale is not None and end == scale.end else None,
        might_scale=scale is not None and end != scale.end,
    )


def _apart(text: str, digits: str, end: int) -> re.Match[str] | None:
    """Find cents set apart: `12 99 €`, `12$50`."""
    if text.count("$") == 1 and (match := _ESCUDO.match(text, end)):
        return match if _WHOLE.fullmatch(digits) else None
    return _APART.match(text, end) if digits.isdigit() else None


def _signed(text: str, spent: int, start: int, end: int) -> tuple[int, int, str | None]:
    """Return where the sign before a number begins, where the one behind it ends, and which."""
    sign = _before(text[spent:start])
    if sign is not None and not (sign.isalpha() and _SYMBOL.match(text, end)):
        return max(text.rfind(sign, spent, start), spent), 0, sign
    sign = _after(text[end:])
    return start, text.index(sign, end) + len(sign) if sign else 0, sign


def signed_prices(text: str) -> int:
    """Count the numbers in `text` that stand beside a currency sign; a lone one counts."""
    if _TWO_NUMBERS.search(text) is None:
        return 1
    return sum(1 for number in numbers_in(plain_signs(text)) if number.sign)


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
    if sign in _WORDS_TOO:
        return None
    return sign if sign.casefold() in SIGNS_ANY_CASE else None


def sign_anywhere(text: str) -> str | None:
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
def hinted(hint: str | None) -> str | None:
    """Return the sign that a text beside the price states."""
    if not hint:
        return None
    hint = plain_signs(hint).strip()
    if hint in SIGNS or hint in ALIASES:
        return hint
    if hint.casefold() in SIGNS_ANY_CASE:
        return hint
    for number in numbers_in(hint):
        if number.sign:
            return number.sign
    return sign_anywhere(hint)
