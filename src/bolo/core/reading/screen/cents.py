"""Prices drawn in parts: whole and cents in elements of their own, often without any point.

`24<sup>99</sup>` says 24.99; read part by part it would be 24 and 99, or 2,499.
"""

import re
from typing import Final

from selectolax.lexbor import LexborNode

from bolo.core.reading.document.source import plain

_NAMED: Final = r"cents?\b|fraction|decimals?\b(?!-mark)|mantissa|kopeck|kopeyk|groszy"
_CALLED: Final = re.compile(_NAMED, re.IGNORECASE)
_CENTS: Final = re.compile(
    r"\d(?:\s|</?[a-z][^<>]*>){0,6}?"
    rf"<(?:sup\b[^<>]*|[a-z]+ [^<>]*?(?:{_NAMED})[^<>]*)>\s*(\d\d)\s*(?=<)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"[.,]\d\d(?!\d)")
_BEFORE: Final = re.compile(r"[\d.,'\u2019\xa0 ]*$")
_LONGEST: Final = 3_000
_DIGITS: Final = 2


def joined(node: LexborNode) -> str | None:
    """Return the text of `node` with its cents behind a sign; `None` when none stand apart."""
    if node.css_first("sup,[class]") is None:
        return None
    markup = node.html or ""
    match = _CENTS.search(markup) if len(markup) <= _LONGEST else None
    if match is None:
        return None
    head = plain(markup[: match.start() + 1])
    whole = _BEFORE.search(head)
    sign = "," if whole is not None and "." in whole[0] else "."
    return f"{head}{sign}{match[1]} {plain(markup[match.end() :])}".strip()


def is_fragment(node: LexborNode, text: str) -> bool:
    """Say whether this bare number is only the cents of a price, or only what stands before."""
    if _TAIL.match(text):
        return True
    if not text.replace(",", "").replace(".", "").isdigit():
        return False
    after, before = _element(node, "next"), _element(node, "prev")
    if any(one is not None and one.text(strip=True) in {".", ","} for one in (after, before)):
        return True
    return _are_cents(node, text) or (
        after is not None and _are_cents(after, after.text(strip=True))
    )


def _element(node: LexborNode, way: str) -> LexborNode | None:
    """Return the element beside `node`, past texts and comments."""
    step: LexborNode | None = getattr(node, way)
    while step is not None and (step.tag or "-").startswith("-"):
        step = getattr(step, way)
    return step


def _are_cents(node: LexborNode, text: str) -> bool:
    if len(text) != _DIGITS or not text.isdigit():
        return False
    return node.tag == "sup" or bool(_CALLED.search(node.attributes.get("class") or ""))
