"""Which of the numbers in a text is the price: the one asked now, for the whole thing.

What is left open is told: another price that no word explains, a range, a price per unit.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bolo.core.reading.prices.labels import labels_of
from bolo.core.reading.prices.numbers import Number
from bolo.core.reading.vocabulary.price_labels import Label

_PER_UNIT = re.compile(
    r"\s*[^\d\s]{0,3}\s*(?:/|\bper\b|\bpro\b|\bje\b|\bpar\b|\bpor\b|\bal\b|\bза\b|\bpr\.|\b(?:le|la|il|el)\b)\s*\d*\s*"
    r"(?:kg|kilo|g|gr|gram|gramm|l|ml|cl|m|m2|m²|lb|oz|st|stk|stück|stuk|pc|pcs|unit|mo|month|monat|mois|mes|mese"
    r"|qm|litre|liter|meter|metre|кг|шт|г|л)\b|\s*[^\d\s]{0,3}\s?/\s?[2-9]\d*\s?[件個个개]",
    re.IGNORECASE,
)
_OF_UNIT = re.compile(
    r"(?:あたり|当たり|每\d*[^\d]{1,2}|당)\W*[^\d]{0,3}$"
    r"|\d\s?(?:kg|g|ml|l|m|cl|кг|г|л|st|stk|stück)\W*=\W*$",
    re.IGNORECASE,
)
"""Before a number: `100gあたり 198円`, `1 kg = 9,96 €`."""
_RANGE = re.compile(
    r"\s*[^\d\w\-]{0,3}\s*(?:[-–—~]|to|bis|à|al?|do|до|til|till|ate|até|hasta|tot)\s*[^\d\w]{0,3}\s*$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*[^\d\w\-]{0,3}\s*(?:and|und|et|y|e|i|a|och|og|en|и|і)\s*[^\d\w]{0,3}\s*$", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\b(?:between|zwischen|entre|tra|fra|mezi|między|medzi|mellan|mellem|mellom|tussen|между|між)\W*$",
    re.IGNORECASE,
)
_REFUSED: Final = frozenset({Label.SAVING, Label.FROM_ON})
_NOT_ASKED: Final = frozenset({Label.OLD, Label.LOWEST, Label.EXTRA, Label.PART})
_BESIDE: Final = frozenset({Label.LOWEST, Label.EXTRA, Label.PART})
_FAR: Final = 4
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """The number taken, what it is called, and what speaks against it.

    `upto` is the other end of a range, `rival` a price that might be meant as well.
    """

    number: Number | None = None
    label: Label | None = None
    upto: Decimal | None = None
    rival: Decimal | None = None
    per_unit: bool = False


NOTHING: Final = Chosen()
Called = tuple[Number, Label | None]


def choose(text: str, numbers: Sequence[Number]) -> Chosen:
    """Take what is asked now of the numbers with a sign of money, else of the others."""
    able = [number for number in numbers if not number.no_price]
    signed = [number for number in able if number.sign]
    among = signed or able
    called = list(zip(among, labels_of(text, among), strict=True))
    usable = [one for one in called if one[1] not in _REFUSED]
    if not usable:
        return NOTHING
    cut = _cut(usable, [number.amount for number in numbers if number.percent], _saved(called))
    number, label = cut or _best(text, usable)
    low = _lower_end(text, able, number)
    upto = _upper_end(text, able, low) if len(able) > 1 else None
    return Chosen(
        low,
        label,
        upto,
        _rival(text, usable, (low, label), upto),
        is_per_unit(text, low),
    )


def _saved(called: list[Called]) -> list[Decimal]:
    return [number.amount for number, label in called if label is Label.SAVING]


def _cut(usable: list[Called], percents: list[Decimal], saved: list[Decimal]) -> Called | None:
    """Take the lower of two prices where the text prints by how much the other one is cut."""
    if len(usable) == 1:
        return None
    low, high = min(usable, key=_amount), max(usable, key=_amount)
    if not 0 < _amount(low) < _amount(high) or len({_amount(one) for one in usable}) > _TWO:
        return None
    by = _amount(high) - _amount(low)
    share = 100 * by / _amount(high)
    if by in saved or any(abs(share - percent) < 1 for percent in percents):
        return low[0], Label.NOW
    return None


def _amount(one: Called) -> Decimal:
    return one[0].amount


def _best(text: str, usable: list[Called]) -> Called:
    """Take "now …" first, then what no word calls anything else, then what is left."""
    if len(usable) == 1:
        return usable[0]
    pool = [one for one in usable if one[1] is Label.NOW]
    if not pool:
        pool = [one for one in usable if one[1] not in _NOT_ASKED] or usable
    if any(label is Label.NET for _, label in pool):
        gross = [one for one in pool if one[1] is Label.GROSS]
        pool = gross or [one for one in pool if one[1] is not Label.NET] or pool
    return next((one for one in pool if not is_per_unit(text, one[0])), pool[0])


def is_per_unit(text: str, number: Number) -> bool:
    """Say whether a number is what a measure of the thing costs."""
    if _PER_UNIT.match(text, number.end):
        return True
    if number.begin == 0:
        return False
    return _OF_UNIT.search(text[max(number.begin - 16, 0) : number.begin]) is not None


def _lower_end(text: str, able: list[Number], chosen: Number) -> Number:
    """In `26 to 50 €` the sign stands only at the end; the price begins at 26."""
    at = able.index(chosen)
    if at == 0 or able[at - 1].sign:
        return chosen
    first = able[at - 1]
    if not _is_range(text, first, text[first.end : chosen.start]):
        return chosen
    low, high = first.amount, chosen.amount
    return replace(first, sign=chosen.sign) if low < high <= _FAR * low else chosen


def _upper_end(text: str, able: list[Number], chosen: Number) -> Decimal | None:
    later = next((number for number in able if number.start >= chosen.end), None)
    if later is None:
        return None
    between = text[chosen.end : later.start]
    for end in (chosen, later):
        between = between.replace(end.sign, "") if end.sign else between
    if not _is_range(text, chosen, between):
        return None
    return later.amount if later.amount > chosen.amount else None


def _is_range(text: str, first: Number, between: str) -> bool:
    """Say whether what stands between two numbers makes them the ends of one range."""
    if _RANGE.match(between):
        return True
    return _AND.match(between) is not None and _BETWEEN.search(text[: first.begin]) is not None


def _rival(text: str, usable: list[Called], chosen: Called, upto: Decimal | None) -> Decimal | None:
    """Return a price that is not explained: called nothing else, or "old" and yet lower."""
    if len(usable) == 1:
        return None
    price = chosen[0].amount
    for number, label in usable:
        amount = number.amount
        if amount in {price, upto} or is_per_unit(text, number):
            continue
        if not _explained(label, chosen[1], higher=amount > price):
            return amount
    return None


def _explained(label: Label | None, of_price: Label | None, *, higher: bool) -> bool:
    """Say whether a price beside the one taken may be what it is called."""
    if label is Label.OLD or (label is None and of_price is Label.NOW):
        return higher
    if label is Label.NET:
        return not higher
    return label in _BESIDE
