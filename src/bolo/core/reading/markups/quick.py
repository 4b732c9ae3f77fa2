"""Microdata and RDFa of the plainest kind, read from the source text without a tree.

Only where it cannot be mistaken: one product, one price. Everything else is `None` and
goes the long way.
"""

from typing import Any, Final

from bolo.core.reading.document.source import Source, attributes, plain

_MARKS: Final = ("itemprop=", "property=")
_NAMES: Final = frozenset(
    "name price priceCurrency availability sku gtin gtin13 gtin12 gtin8 mpn image itemCondition"
    " brand productID url lowPrice".split()
)
_OFFER: Final = frozenset({"price", "priceCurrency", "availability", "itemCondition", "url"})
_VALUES: Final = ("content", "href", "src")
_MOST: Final = 80


def quick(source: Source) -> dict[str, Any] | None:
    """Return the one product of the page as its node, `None` when it takes a tree to tell."""
    for mark in _MARKS:
        stated = _stated(source, mark)
        if stated is None or len(stated.get("price", ())) != 1 or "lowPrice" in stated:
            continue
        kinds = source.kinds
        if kinds.count("Product") != 1 or kinds.count("Offer") != 1:
            return None
        return _node(stated, source)
    return None


def _stated(source: Source, mark: str) -> dict[str, list[str]] | None:
    """Return the values of each property that stands in the body, in order."""
    text = source.text
    found: dict[str, list[str]] = {}
    at = source.body
    brand = False
    for _ in range(_MOST):
        at = text.find(mark, at)
        if at < 0:
            return found
        start, end = text.rfind("<", 0, at), text.find(">", at)
        if start < 0 or end < 0:
            return None
        tag = attributes(text[start:end])
        name = (tag.get("itemprop") or tag.get("property") or "").rpartition(":")[2]
        if name in _NAMES:
            if "itemscope" in text[start:end] or "typeof" in tag:
                if name != "brand":
                    return None
                brand, at = True, end
                continue
            if name == "name" and brand:
                name, brand = "brand", False
            value = next((tag[key] for key in _VALUES if tag.get(key)), None)
            found.setdefault(name, []).append(value or plain(text[end + 1 : text.find("<", end)]))
        at = end
    return None


def _node(stated: dict[str, list[str]], source: Source) -> dict[str, Any] | None:
    names = stated.pop("name", [])
    if source.heading not in names and len(names) != 1:
        return None
    flat = {name: values[0] for name, values in stated.items()}
    offer = {name: flat.pop(name) for name in _OFFER & flat.keys()}
    title = source.heading if source.heading in names else names[0]
    return {"@type": "Product", **flat, "name": title, "offers": {"@type": "Offer", **offer}}
