"""Where the name of the thing stands when no `h1` says it, as in a fifth of old shops.

Looked for in the text: an element that says a title of the page, or one that is called a
product's name. Links are left out, since they lead to other products; so is the way there.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

_PARTS: Final = re.compile(r"\s+(?:[|\-\u2013\u2014:\u00bb\u00b7/]|::)\s+|\s*\|\s*|:\s+")
_TITLE_TAG: Final = re.compile(r"<h[2-6]\b", re.IGNORECASE)
_BOX_TAG: Final = re.compile(r"<(?:div|span|p|td|th|b|strong|font)\b", re.IGNORECASE)
_CALLED: Final = re.compile(r"name|title|headline|heading|\bh1\b", re.IGNORECASE)
_PRODUCTS: Final = re.compile(
    r"<(?:h[2-6]|div|span|p|td|strong|b)\b[^<>]*?\b(?:class|id)=[\"'](?:[^\"'<>]*[\s_\-])?"
    r"(?:h1|(?:product|goods|item|prod|pdp|detail)s?[_\-]{0,2}(?:info[_\-]{1,2}|detail[_\-]{1,2})?"
    r"(?:name|title|heading|headline))(?:[\s_\-][^\"'<>]*)?[\"'][^<>]*>"
    r"(?:\s|<(?:span|b|strong|font|h[2-6])\b[^<>]*>)*([^<>]{4,200})<",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    r"(?:crumb|you are here|cart|basket)(?!.*</(?:div|ul|ol|nav|p|table)>)",
    re.IGNORECASE | re.DOTALL,
)
"""Named so is what leads to the page, or is bought already; once that ends, it says no more."""
_BEFORE, _MOST, _SHORTEST = 160, 12, 6


def naming(text: str, body: int, titles: list[str]) -> tuple[int, str] | None:
    """Return where an element after `body` names the thing, and how; `None` if none does."""
    for name in _names(titles):
        at = _said(text, body, name)
        if at is not None:
            return at, name
    for called in _PRODUCTS.finditer(text, body):
        words = " ".join(html.unescape(called[1]).split())
        if any(map(str.isalpha, words)) and not _on_the_way(text, called.start()):
            return called.start(), words
    return None


def _names(titles: list[str]) -> Iterator[str]:
    """Yield the titles, and then their parts, the first ones first."""
    yield from dict.fromkeys(titles)
    parts = dict.fromkeys(part.strip() for title in titles for part in _PARTS.split(title))
    yield from (part for part in parts if len(part) >= _SHORTEST and part not in titles)


def _said(text: str, body: int, name: str) -> int | None:
    for form in dict.fromkeys((name, html.escape(name, quote=False))):
        at = body
        for _ in range(_MOST):
            at = text.find(form, at + 1)
            if at < 0:
                break
            tag = text.rfind("<", 0, at)
            if _alone(text, tag, at, at + len(form)) and _titles(text, tag, at):
                return tag
    return None


def _alone(text: str, tag: int, begin: int, end: int) -> bool:
    """Say whether nothing else stands in the element that begins at `tag`."""
    opened = text[tag:begin].rstrip()
    behind = text[end : end + _BEFORE].replace("&nbsp;", " ").lstrip()
    return opened.endswith(">") and opened.count(">") == 1 and behind.startswith("</")


def _titles(text: str, tag: int, end: int) -> bool:
    if _on_the_way(text, tag):
        return False
    if _TITLE_TAG.match(text, tag):
        return True
    return _BOX_TAG.match(text, tag) is not None and _CALLED.search(text, tag, end) is not None


def _on_the_way(text: str, at: int) -> bool:
    """Say whether it stands in a link, in the way that leads to the page, or in the basket."""
    before = text[max(0, at - _BEFORE) : text.find(">", at)]
    return before.rfind("<a ") > before.rfind("</a") or _AWAY.search(before) is not None
