"""Prices where nothing is called a price: short texts with a sign of money, or drawn large."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.reading.markups.markup import once
from bolo.core.reading.prices.currencies import SIGNS
from bolo.core.reading.prices.price_text import read_price
from bolo.core.reading.screen.stocked import buys
from bolo.core.reading.screen.surroundings import Attributes

_LEAVES: Final = "h1,h2,h3,h4,button,input[type=submit],a,span,div,p,b,strong,td,font,em,dd,li,big"
MARKS: Final = frozenset({"h1", "button", "input"})
_BARE: Final = re.compile(r"\d[\d.,'\u2019\xa0 ]*")
_PARTS: Final = 16
_IN_PARTS: Final = re.compile(r"\d[\d.,' \xa0]* ?[.,] ?(?:\d\d\b|[-\u2013\u2014])")
DASHED: Final = re.compile(r"\d\s?[.,:]\s?[-\u2013\u2014]{1,2}(?![\d.,])")
"""Whole amounts that end in a dash, as in "129,-": a sign in all but name."""
_LETTERED: Final = re.compile(r"[A-Za-z]\s?\d[\d.,]*|\d[\d.,]*\s?[A-Za-z]\.?")
"""A single letter is a sign of money only where nothing else is said: "R 99", "75p"."""
_FONT: Final = re.compile(r"font(?:-size)?:[^;]*?(\d+)(?:\.\d+)?px", re.IGNORECASE)
_LARGE, _SHORT, _MOST_LEAVES = 18, 30, 12_000


def plainly(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield what is short and has a digit, whatever it is called, with headings and buttons."""
    for node in once(tree.css(_LEAVES))[:_MOST_LEAVES]:
        if node.tag in MARKS or (node.tag == "a" and buys(node)):
            yield node
        elif node.tag != "a" and node.text(deep=False, strip=True):
            text = node.text(strip=True)
            if len(text) <= _SHORT and any(map(str.isdigit, text)):
                whole = _whole(node, text)
                if whole is not None:
                    yield whole
                elif _sized(node, text):
                    yield node


def _whole(node: LexborNode, text: str) -> LexborNode | None:
    """Return the box of a price whose parts are elements of their own, given its first part."""
    box = node.parent
    if box is None or not _BARE.fullmatch(text) or box.text(deep=False, strip=True):
        return None
    parts = box.text(separator=" ", strip=True)
    in_parts = len(parts) <= _PARTS and _IN_PARTS.match(parts) is not None
    return box if in_parts and _sized(box, parts) else None


def _sized(node: LexborNode, text: str) -> bool:
    """Say whether it is a price by its sign, or a bare number that is drawn large."""
    if is_large(node.attributes) or DASHED.search(text):
        return True
    sign = read_price(text).sign
    if sign is not None and (len(sign) > 1 or not sign.isascii() or not sign.isalpha()):
        return True
    return _LETTERED.fullmatch(text) is not None or with_sign(node, text) is not None


def with_sign(node: LexborNode, text: str) -> str | None:
    """Return a bare number with the sign that stands beside it in an element of its own."""
    if not _BARE.fullmatch(text) or node.parent is None:
        return None
    if node.parent.text(deep=False, strip=True):
        return None  # the sign is the parent's own, which is looked at by itself
    whole = " ".join(node.parent.text(separator=" ", strip=True).split())
    before, _, after = whole.partition(text)
    return whole if (before + after).strip() in SIGNS else None


def is_large(attributes: Attributes) -> bool:
    """Say whether an element is drawn in large letters."""
    style = attributes.get("style")
    size = _FONT.search(style) if style else None
    return size is not None and int(size[1]) >= _LARGE
