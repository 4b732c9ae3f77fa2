"""Is this amount printed on the page, as the price, not struck? Answered without parsing.

A hit inside a script, inside a tag, before the heading or beside words of an old
price does not count; a miss only means that the page must be parsed to know.
"""
# ruff: noqa: RUF001 - shops write in every script

import re
from decimal import Decimal
from typing import Final

from bolo.core.reading.currencies import Locale
from bolo.core.reading.price_text import read_price
from bolo.core.reading.source import Source, plain
from bolo.core.reading.words import OLD_PRICE, OTHER_GOODS, PART_PRICE

_GROUPS: Final = (",", ".", " ", "\xa0", "\u202f", "&nbsp;", "'", "’")
_MOST_HITS: Final = 25
_BEFORE: Final = 130
_FAR: Final = 30_000
"""Characters after the heading within which shops print the price."""
_SIGNS: Final = re.compile(
    r"[$€£¥₽₹₺₩₴₪₫฿₱₦₸₾]|&euro;|&pound;|\b(?:kr|zł|Kč|Ft|lei|лв|руб|Rs|RM|Rp"
    r"|[A-Z]{3})\b|zł|Kč|,-|:-|円|元|원"
)
_PART_AFTER: Final = re.compile(
    r"^[^<\d]{0,6}(?:</?\w+[^>]*>\s*)?[^<\d]{0,4}(?:/|per |pro |je |par "
    r"|x )\s?\d*\s?(?:kg|g|l|ml|m|mo|st|100)",
    re.IGNORECASE,
)
_PART_BEFORE: Final = re.compile(
    r"(?:shipping|versand|livraison|delivery|save|sparen|statt|uvp|rrp|was|\d\s?x"
    r"|from only|monat|raten)[^<>]{0,20}$",
    re.IGNORECASE,
)
_STRUCK: Final = re.compile(
    r"<(del|s|strike)\b[^>]*>(.{1,200}?)</\1>|class=[\"'][^\"']*(?:old|was|strike"
    r"|compare|regular|list-?price|uvp|rrp|before)[^\"']*[\"'][^>]*>([^<]{1,50})",
    re.IGNORECASE | re.DOTALL,
)
_STRUCK_SIGNS: Final = (
    "<del", "<s>", "<s ", "<strike", "old", "Old", "was", "Was", "strike", "compare", "regular",
    "list", "uvp", "UVP", "rrp", "before",
)  # fmt: skip
_AROUND: Final = 700


def find_shown(source: Source, amount: Decimal) -> int | None:
    """Return where the page prints `amount` as its price, `None` when it cannot be told."""
    begin = max(source.lower.find("<h1", source.body), source.body)
    end = begin + _FAR
    for form, bare in _forms(amount, source.locale.decimal):
        at = begin
        for _ in range(_MOST_HITS):
            at = source.text.find(form, at, end)
            if at < 0:
                break
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
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() or before in {".", ","} or after.isdigit():
        return False
    if after in {".", ","} and text[end + 1 : end + 2].isdigit():
        return False
    if not source.prints(start):
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
    if _PART_AFTER.match(text[end : end + 60]) or _PART_BEFORE.search(context[-40:]):
        return False
    if "<del" in context or "<s>" in context:
        context = (
            re.split(r"</del>|</s>", context)[-1] if re.search(r"</(?:del|s)>", context) else "old"
        )
    tag = context[context.rfind("<", 0, -1) :] if context.rfind("<") >= 0 else context
    return not (OLD_PRICE.search(tag) or PART_PRICE.search(context) or OTHER_GOODS.search(context))


def struck_near(source: Source, at: int, amount: Decimal, where: Locale) -> Decimal | None:
    """Return the old price printed beside position `at`, `None` when none is."""
    around = source.text[max(0, at - _AROUND) : at + _AROUND]
    if not any(sign in around for sign in _STRUCK_SIGNS):
        return None
    for match in _STRUCK.finditer(around):
        was = read_price(plain(match[2] or match[3] or "")[:60], where=where).amount
        if was is not None and amount < was < amount * 10:
            return was
    return None
