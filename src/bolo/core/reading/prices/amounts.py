"""Digits with separators, to an exact amount: which sign groups, and which one divides.

What can be read in two ways is returned with a doubt that names the other amount.
"""

from decimal import Decimal

from bolo.core.money import minor_places
from bolo.core.reading.prices.currencies import NOWHERE, Locale

_THOUSAND, _CENTS, _PRINTED = 3, 2, 6
_OF_MANY_DECIMALS = frozenset({"BTC"})
_ODDLY = "the digits are grouped oddly"


def amount_of(
    text: str,
    *,
    decimal: str | None = None,
    where: Locale = NOWHERE,
    currency: str | None = None,
) -> tuple[Decimal, tuple[str, ...]]:
    """Read digits with separators; the doubts say when another magnitude is possible."""
    digits = text.replace(" ", "").replace("'", "")
    if decimal is not None:
        other = "," if decimal == "." else "."
        return Decimal(digits.replace(other, "").replace(decimal, ".")), ()
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return _two_kinds(digits)
    if not points and not commas:
        return Decimal(digits), ()
    sign = "." if points else ","
    if points + commas > 1:
        return _one_kind_often(digits, sign)
    return _one_separator(digits, sign, where, currency)


def _two_kinds(digits: str) -> tuple[Decimal, tuple[str, ...]]:
    """`1.234,56` and `1,23,456.00`: the last kind is the decimal sign, if it is there once."""
    last = "." if digits.rfind(".") > digits.rfind(",") else ","
    other = "," if last == "." else "."
    if digits.count(last) > 1:
        return Decimal(digits.replace(".", "").replace(",", "")), (_ODDLY,)
    return Decimal(digits.replace(other, "").replace(last, ".")), ()


def _one_kind_often(digits: str, sign: str) -> tuple[Decimal, tuple[str, ...]]:
    """`1.234.567` groups; `1.298.00` groups once and ends in cents."""
    head, _, tail = digits.rpartition(sign)
    if len(tail) == _THOUSAND:
        return Decimal(digits.replace(sign, "")), ()
    groups = head.split(sign)[1:]
    fair = len(tail) == _CENTS and sign == "." and all(len(one) == _THOUSAND for one in groups)
    return Decimal(f"{head.replace(sign, '')}.{tail}"), () if fair else (_ODDLY,)


def _is_odd(head: str, tail: str) -> bool:
    """Say whether so many digits behind a sign are neither cents nor what a computer divided."""
    return (
        _THOUSAND < len(tail) <= _PRINTED
        and head.strip("0") != ""
        and tail[_CENTS:].strip("0") != ""
    )


def _one_separator(
    digits: str, sign: str, where: Locale, currency: str | None
) -> tuple[Decimal, tuple[str, ...]]:
    """Three digits after the only separator are the hard case: a thousand, or a third decimal."""
    head, _, tail = digits.partition(sign)
    as_decimal = Decimal(f"{head or '0'}.{tail}")
    if len(tail) != _THOUSAND or len(head) > _THOUSAND or head in {"", "0", "00"}:
        return as_decimal, (_ODDLY,) if _is_odd(head, tail) else ()
    as_thousands = Decimal(head + tail)
    local = where.decimal
    if currency in _OF_MANY_DECIMALS:
        return as_decimal, (f"{digits} could also be {as_thousands}",)
    if currency is not None and minor_places(currency) == _THOUSAND:
        if local == sign or (local is None and sign == "."):
            return as_decimal, ()
        return as_thousands, (f"{digits} could also be {as_decimal}",)
    whole = currency is not None and minor_places(currency) == 0
    if local == sign and not whole:
        return as_thousands, (f"{digits} could also be {as_decimal}",)
    return as_thousands, ()
