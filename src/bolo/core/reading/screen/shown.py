"""Is this amount printed on the page, as the price, not struck? Answered without parsing.

A hit inside a script, inside a tag, before the heading or beside words of an old
price does not count; a miss only means that the page must be parsed to know.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final

from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.prices.currencies import Locale
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.screen.terms import is_step
from bolo.core.reading.vocabulary.words import (
    NET,
    NOW_NAME,
    OLD_PRICE,
    OLD_WORDS,
    OTHER_GOODS,
    PART_PRICE,
)

_GROUPS: Final = (",", ".", " ", "\xa0", "\u202f", "&nbsp;", "'", "’")
_MOST_HITS: Final = 25
_BEFORE: Final = 130
FAR: Final = 30_000
"""Characters after the heading within which shops print the price."""
_CLOSE: Final = 4_000
"""Most print it so near; this part is searched in every form before the rest is."""
_TAG: Final = re.compile(r"<[^/][^>]*>|^[^<>]+>")
_ANY_TAG: Final = re.compile(r"<[^>]*>|^[^<>]*>")
_CLASS: Final = re.compile(r"""\bclass=["']([^"'<>]*)""")
_SIGNS: Final = re.compile(
    r"[$€£¥₽₹₺₩₴₪₫฿₱₦₸₾]|&euro;|&pound;|\b(?:kr|zł|Kč|Ft|lei|лв|руб|Rs|RM|Rp"
    r"|[A-Z]{3})\b|zł|Kč|,-|:-|円|元|원"
)
_PART_AFTER: Final = re.compile(
    r"^[^<\d]{0,6}(?:</?\w+[^>]*>\s*)?[^<\d]{0,4}(?:/|per |pro |je |par "
    r"|x )\s?\d*\s?(?:kg|g|l|ml|m|mo|st|100)",
    re.IGNORECASE,
)
_MORE_AFTER: Final = re.compile(
    r"^[^<>\d]{0,12}(?:</?\w+[^>]*>\s*){0,2}(?:[(*]\s?)?(?:z dostaw"
    r"|(?:incl?\.?|with) (?:shipping|delivery)"
    r"|inkl\.? versand|mit versand|avec livraison|con env[ií]o|con spedizione|com frete|с доставк"
    r"|zzgl\.? ?(?:\d+ ?% ?)?(?:mwst|ust)|\+ ?(?:mwst|vat)|ex(?:cl?)?\.? ?(?:tax|vat|gst|btw)"
    r"|bez dph|h\.?t\.?(?![a-z]))",
    re.IGNORECASE,
)
"""With delivery it is more, and before tax it is less than the price."""
_PART_BEFORE: Final = re.compile(
    r"(?:shipping|versand|livraison|delivery|save|sparen|statt|uvp|rrp|was|\d\s?x"
    r"|from only|monat|raten)[^<>]{0,20}$",
    re.IGNORECASE,
)
_STRUCK: Final = re.compile(r"<(del|s|strike)\b[^>]*>(.{1,200}?)</\1>", re.IGNORECASE | re.DOTALL)
_STRUCK_OPEN: Final = re.compile(r"<(?:del|s|strike)\b(?!.*</(?:del|s|strike)>)", re.DOTALL)
_OLD_CLASS: Final = re.compile(
    r"class=[\"'][^\"'>]*?(?i:(?<![a-z])old(?!er)|(?:price|preis|prix)old|(?<![a-z])was(?![a-z])|strike"
    r"|through|compare|regular|list-?price|uvp|rrp|before)[^\"'>]*[\"'][^>]*>(([^<]{1,50}))"
)
_CALLED: Final = re.compile(
    r"class=[\"']([^\"'<>]{3,60})[\"'][^<>]*>(?:\s|<[^/<>]*>)*([^<]{2,40})<"
)
_AROUND, _BESIDE = 700, 350
_SAID: Final = 80
_DIGITS: Final = re.compile(r"\d")


def find_shown(source: Source, amount: Decimal, *, close: bool = False) -> int | None:
    """Return where the page prints `amount` as its price, `None` when it cannot be told.

    `close` looks no further than shops leave between the heading and the price.
    """
    begin = max(source.heading_at, source.body)
    forms = _forms(amount, source.locale.decimal)
    spans = ((begin, begin + _CLOSE), (begin + _CLOSE, begin + FAR))
    for start, end in spans[:1] if close else spans:
        for form, bare in forms:
            at = _first(source, (start, end), form, bare=bare)
            if at is not None:
                return at
    return None


def printings(source: Source, amount: Decimal) -> Iterator[tuple[int, int]]:
    """Yield where the page prints `amount`, whatever it is called there: begin and end."""
    begin = max(source.heading_at, source.body)
    for form, _ in _forms(amount, source.locale.decimal):
        at = source.text.find(form, begin, begin + FAR)
        for _ in range(_MOST_HITS):
            if at < 0:
                break
            end = at + len(form)
            if _stands_alone(source.text, at, end) and source.prints(at):
                yield at, end
            at = source.text.find(form, end, begin + FAR)


def strikes(source: Source, amount: Decimal) -> bool:
    """Say whether the page prints `amount` near its heading as an old price."""
    begin = max(source.heading_at, source.body)
    for form, _ in _forms(amount, source.locale.decimal):
        at = source.text.find(form, begin, begin + _CLOSE)
        if at >= 0 and _stands_alone(source.text, at, at + len(form)) and source.prints(at):
            context = source.text[max(0, at - _BEFORE) : at]
            return _is_old(context, _TAG.findall(context), _words_before(context))
    return False


def _first(source: Source, span: tuple[int, int], form: str, *, bare: bool) -> int | None:
    at, end = span
    for _ in range(_MOST_HITS):
        at = source.text.find(form, at, end)
        if at < 0:
            return None
        if _counts(source, at, at + len(form), bare=bare):
            return at
        at += len(form)
    return None


def _forms(amount: Decimal, decimal: str | None) -> list[tuple[str, bool]]:
    """Return how people print it; `bare` forms have no cents and need a sign beside them."""
    cents = f"{amount:.2f}".rpartition(".")[2]
    whole = str(int(amount))
    heads = [whole]
    if len(whole) > len("999"):
        grouped = f"{int(amount):,}"
        heads += [grouped.replace(",", sign) for sign in _GROUPS]
    forms = [
        (f"{head}{sign}{cents}", False)
        for head in heads
        for sign in (",." if decimal == "," else ".,")
        if sign not in head
    ]
    if cents == "00":
        forms += [(head, True) for head in heads]
    elif cents.endswith("0"):
        forms += [(form[:-1], False) for form, _ in forms]
    return forms


def _counts(source: Source, start: int, end: int, *, bare: bool) -> bool:
    text = source.text
    if not _stands_alone(text, start, end) or not source.prints(start):
        return False
    if bare and not _SIGNS.search(
        plain(
            text[max(0, start - 40) : start].rpartition(">")[2]
            + " "
            + text[end : end + 40].partition("</p")[0]
        )
    ):
        return False
    context = text[max(0, start - _BEFORE) : start]
    if _goes_on(text[end : end + 60]) or _PART_BEFORE.search(context[-40:]):
        return False
    return not _speaks_of_another(context)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether these digits are a whole number, no part of a longer one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() or before in {".", ","} or after.isdigit():
        return False
    return not (after in {".", ","} and text[end + 1 : end + 2].isdigit())


def _speaks_of_another(context: str) -> bool:
    """Say whether what stands before makes it an old price, a part, or another product's."""
    tags, words = _TAG.findall(context), _words_before(context)
    if _is_old(context, tags, words) or _before_tax(words):
        return True
    return any(map(_other, tags)) or _partial(_TAG.sub(" ", context)) or _is_step(context)


def _is_step(context: str) -> bool:
    """Say whether a step in pieces stands before a price, if in a cell of its own: "Ab 50"."""
    return is_step(" ".join(_ANY_TAG.sub(" ", context).split()))


@lru_cache(4096)
def _goes_on(after: str) -> bool:
    """Say whether what follows makes it a part of a price, or more or less than the price."""
    return _PART_AFTER.match(after) is not None or _MORE_AFTER.match(after) is not None


@lru_cache(4096)
def _before_tax(words: str) -> bool:
    return NET.search(words) is not None


@lru_cache(4096)
def _said_old(words: str) -> bool:
    return OLD_WORDS.search(words) is not None


def _is_old(context: str, tags: list[str], words: str) -> bool:
    """Say whether what stands before strikes a price or calls it an old one."""
    if _STRUCK_OPEN.search(context):
        return True
    if tags and (_old(tags[-1]) or _in_old_box(context, tags)):
        return True
    return _said_old(words)


def _words_before(context: str) -> str:
    """Return the words right before a price, which speak of no price before it."""
    return _DIGITS.split(_TAG.sub(" ", context[-_SAID:]))[-1]


def _in_old_box(context: str, tags: list[str]) -> bool:
    """Say whether the box around the innermost element is called an old price."""
    before = context[: context.rfind("<")].rstrip()
    return len(tags) > 1 and before.endswith(tags[-2]) and _called_old(tags[-2])


@lru_cache(4096)
def _called_old(tag: str) -> bool:
    called = _CLASS.search(tag)
    return called is not None and OLD_PRICE.search(called[1]) is not None


@lru_cache(4096)
def _old(tag: str) -> bool:
    return OLD_PRICE.search(tag) is not None


@lru_cache(4096)
def _other(tag: str) -> bool:
    return PART_PRICE.search(tag) is not None or OTHER_GOODS.search(tag) is not None


@lru_cache(4096)
def _partial(words: str) -> bool:
    return PART_PRICE.search(words) is not None


def struck_near(source: Source, at: int, amount: Decimal, where: Locale) -> Decimal | None:
    """Return the old price printed beside position `at`, `None` when none is."""
    around = source.text[max(0, at - _AROUND) : at + _AROUND]
    for match in chain(_STRUCK.finditer(around), _OLD_CLASS.finditer(around)):
        was = read_price(plain(match[2])[:60], where=where).amount
        if was is not None and amount < was < amount * 10:
            return was
    return None


def questioned(source: Source, amount: Decimal, at: int | None) -> bool:
    """Say whether to look closer: a lower price of now stands beside `at`, or it is struck."""
    return strikes(source, amount) if at is None else _undercut(source, at, amount)


def _undercut(source: Source, at: int, amount: Decimal) -> bool:
    """Say whether a lower price that is called the one of now stands beside position `at`."""
    around = source.text[max(0, at - _BESIDE) : at + _BESIDE]
    for match in _CALLED.finditer(around):
        if _called_now(match[1]):
            now = read_price(plain(match[2])[:40], where=source.locale)
            if now.sign and now.amount and amount > now.amount > amount / 10:
                return True
    return False


@lru_cache(4096)
def _called_now(marks: str) -> bool:
    return NOW_NAME.search(marks) is not None and not PART_PRICE.search(marks)
