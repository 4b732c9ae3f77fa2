"""The price a person would see: elements that look like prices, near the heading, not struck.

Several may qualify; each comes with points, and the page's own markups are weighed against them.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.offer import Availability
from bolo.core.reading.markup import once
from bolo.core.reading.price_text import PriceText, read_price, signed_prices
from bolo.core.reading.source import Source, plain
from bolo.core.reading.words import BUY, OLD_PRICE, OTHER_GOODS, PART_PRICE, availability_of

_ALWAYS: Final = (
    "h1,button,del,ins,[itemprop=price],[data-price],[data-testid*=price],[class*=line-through],"
    "input[type=submit],"
)
_STOCK: Final = "[id*=avail i],[class*=avail i],[id*=stock i],[class*=stock i],button"
_FIRST: Final = _ALWAYS + "[class*=price i],[id*=price i]"
_OTHER_WORDS: Final = (
    "prix",
    "preis",
    "precio",
    "prezzo",
    "preco",
    "cena",
    "prijs",
    "pris",
    "amount",
    "kaina",
    "hinta",
    "fiyat",
    "postingtitletext",
)
_SECOND: Final = _ALWAYS + ",".join(f"[class*={w} i],[id*={w} i]" for w in _OTHER_WORDS)
"""Other languages' words are looked for only where no element is called a price."""
_PART_TEXT: Final = re.compile(
    r"/\s*\d*\s*(?:kg|g|l|ml|100|st|stk|m²|mo\b|month|monat|mois|mes\b)|\bper month"
    r"|\bmonatlich|\bx\s*\d"
    r"|\d\s*x\s|\bmtl\b|al mes|par mois|/mo\b|grundpreis|versand|shipping|delivery"
    r"|livraison|uvp|statt"
    r"|was:?\b|rrp|save\b|sparen|\boff\b|rabatt|instead of|list price|ab \d+ stück"
    r"|raty|splátk|cuotas",
    re.IGNORECASE,
)
_BUTTON: Final = re.compile(r"<button([^>]*)>(.*?)</button", re.DOTALL)
_HIDDEN: Final = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_STRUCK_TAGS: Final = frozenset({"del", "s", "strike"})
_OUTSIDE: Final = frozenset(
    {"nav", "footer", "aside", "header", "select", "script", "style", "template"}
)
_MOST_NODES: Final = 600
_LONGEST: Final = 60
_ONE_PRICE: Final = 8
_CLIMB: Final = 9
_BOX, _OWN = 3, 2
"""Steps up within which an element still speaks of the price alone."""
_CLOSE, _NEAR, _ABOVE = 6, 25, 8


@dataclass(frozen=True, slots=True)
class Sighting:
    """One price on the screen and the points that speak for it."""

    read: PriceText
    points: int
    old: bool = False


@dataclass(frozen=True, slots=True)
class Sights:
    """All that was seen: candidates, struck prices, and whether it can be bought."""

    prices: tuple[Sighting, ...]
    availability: Availability | None


def look(tree: LexborHTMLParser, source: Source) -> Sights:
    """Return what the rendered page would show."""
    found, buyable = _look(once(tree.css(_FIRST))[:_MOST_NODES], source)
    if not found:
        found, buyable = _look(once(tree.css(_SECOND))[:_MOST_NODES], source)
    return Sights(tuple(found), _stock(tree, buyable=buyable))


def stock(tree: LexborHTMLParser) -> Availability | None:
    """Return what texts and buttons say of the stock, prices aside."""
    return _stock(tree, buyable=any(_buys(node) for node in tree.css("button,input[type=submit]")))


def buyable(markup: str) -> bool:
    """Say whether a plain button in `markup`, not a disabled one, puts the thing in a cart."""
    return any(
        "disabled" not in button[1] and BUY.search(plain(button[2])[:_LONGEST])
        for button in _BUTTON.finditer(markup)
    )


def _look(nodes: list[LexborNode], source: Source) -> tuple[list[Sighting], bool]:
    heading = next((at for at, node in enumerate(nodes) if node.tag == "h1"), None)
    buy = [at for at, node in enumerate(nodes) if node.tag in {"button", "input"} and _buys(node)]
    found: list[Sighting] = []
    for at, node in enumerate(nodes):
        if node.tag not in {"h1", "button", "input"}:
            sighting = _sighting(node, source, _near(at, heading, buy))
            if sighting is not None:
                found.append(sighting)
    return found, bool(buy)


def _buys(node: LexborNode) -> bool:
    attributes = node.attributes
    if "disabled" in attributes:
        return False
    stated = [attributes.get(name) or "" for name in ("value", "name")]
    label = " ".join([node.text(strip=True)[:_LONGEST], *stated])
    return bool(BUY.search(label)) or (attributes.get("name") == "add-to-cart")


def _stock(tree: LexborHTMLParser, *, buyable: bool) -> Availability | None:
    """Read texts before buttons, which shops forget to take away when sold out."""
    for node in tree.css(_STOCK)[:_MOST_NODES]:
        text = node.text(separator=" ", strip=True)
        state = availability_of(text) if len(text) < 4 * _LONGEST else None
        if state is not None and _surroundings(node)[0] > 0:
            return state
    return Availability.IN_STOCK if buyable else None


def _near(at: int, heading: int | None, buy: list[int]) -> int:
    """Prices stand shortly after the heading and before the button."""
    points = 0
    if heading is not None:
        points += 4 if 0 < at - heading <= _CLOSE else 2 if 0 < at - heading <= _NEAR else 0
    if any(0 <= button - at <= _ABOVE for button in buy[:2]):
        points += 2
    return points


def _sighting(node: LexborNode, source: Source, near: int) -> Sighting | None:
    text = _text(node)
    if text is None:
        return None
    read = read_price(text, where=source.locale)
    if read.amount is None or read.amount <= 0 or "per unit" in " ".join(read.doubts):
        return None
    if read.upto is None and len(text) > _ONE_PRICE and signed_prices(text) > 1:
        return None  # a box around several prices, which are looked at one by one
    own = _marks(node)
    points, old = _surroundings(node)
    if _partial(own) or _PART_TEXT.search(text):
        return None
    if old or _old(own):
        return Sighting(read, 0, old=True)
    points += (
        near + (2 if read.sign else 0) + (3 if node.attributes.get("itemprop") == "price" else 0)
    )
    return Sighting(read, points) if points > 0 else None


def _text(node: LexborNode) -> str | None:
    """Return a short text with a digit, the parts of a split price put together."""
    attributes = node.attributes
    if attributes.get("itemprop") == "price" and attributes.get("content"):
        return attributes["content"]
    text = node.text(separator=" ", strip=True)
    if len(text) > 4 * _LONGEST:
        return None
    text = " ".join(text.split())
    text = re.sub(r"(?<=[\d.,]) (?=[.,]\s?\d)|(?<=\d[.,]) (?=\d{2}\b)", "", text)
    if not text:
        text = attributes.get("data-price") or ""
    return text if 0 < len(text) <= _LONGEST and any(c.isdigit() for c in text) else None


def _marks(node: LexborNode) -> str:
    attributes = node.attributes
    return " ".join(attributes.get(name) or "" for name in ("class", "id", "data-testid"))


@lru_cache(4096)
def _old(marks: str) -> bool:
    return OLD_PRICE.search(marks) is not None


@lru_cache(4096)
def _partial(marks: str) -> bool:
    return PART_PRICE.search(marks) is not None


@lru_cache(4096)
def _others(marks: str) -> bool:
    return OTHER_GOODS.search(marks) is not None


def _surroundings(node: LexborNode) -> tuple[int, bool]:
    """Climb a few steps: struck, hidden, another product's box, outside the main part."""
    points, old = 4, False
    step: LexborNode | None = node
    for level in range(_CLIMB):
        if step is None or step.tag in {"body", "html"}:
            break
        marks = _marks(step)
        if step.tag in _OUTSIDE or (
            step.attributes.get("style") and _HIDDEN.search(step.attributes["style"] or "")
        ):
            points -= 8
        if step.tag in _STRUCK_TAGS or (level < _BOX and _old(marks)):
            old = old or level < _OWN or step.tag in _STRUCK_TAGS
        if _others(marks):
            points -= 5
        if level < _BOX and _partial(marks):
            points -= 5
        step = step.parent
    return points, old


def best(sights: Sights) -> list[tuple[Decimal, str | None, int]]:
    """Return the amounts seen with their points added up, the strongest first."""
    sums: dict[Decimal, tuple[int, str | None]] = {}
    for sighting in sights.prices:
        if sighting.old or sighting.read.amount is None:
            continue
        amount = sighting.read.amount
        points, currency = sums.get(amount, (0, None))
        most = max(points, sighting.points) + (1 if points else 0)
        sums[amount] = (most, currency or sighting.read.currency)
    ranked = [(amount, currency, points) for amount, (points, currency) in sums.items()]
    return sorted(ranked, key=lambda entry: -entry[2])
