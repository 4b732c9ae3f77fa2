"""The price a person would see: elements that look like prices, near the heading, not struck.

Several may qualify; each comes with points, and the page's own markups are weighed against them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.offer import Availability
from bolo.core.reading.markup import once
from bolo.core.reading.price_text import PriceText, read_price, signed_prices
from bolo.core.reading.source import Source, plain
from bolo.core.reading.vote import Seen
from bolo.core.reading.words import (
    BUY,
    NOTIFY,
    OLD_PRICE,
    OTHER_GOODS,
    PART_PRICE,
    PRICE_WORD,
    availability_of,
)

Attributes = dict[str, str | None]
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
    r"|raty|splátk|cuotas|每期|分期|月々|回払|할부|\d\s?[點点]",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"(?<=[\d.,]) (?=[.,]\s?\d)|(?<=\d[.,]) (?=\d{2}\b)")
_BUTTON: Final = re.compile(r"<button([^>]*)>(.*?)</button", re.DOTALL)
_HIDDEN: Final = re.compile(
    r"display:\s*none|visibility:\s*hidden|(?:left|top):\s*-\d{4,}px", re.IGNORECASE
)
_LEAVES: Final = "h1,button,input[type=submit],a,span,div,p,b,strong,td,font,em,dd,li,big"
"""Looked at where nothing is called a price."""
_MARKS: Final = frozenset({"h1", "button", "input"})
_BUTTONS: Final = frozenset({"button", "input", "a"})
_FONT: Final = re.compile(r"font(?:-size)?:[^;]*?(\d+)(?:\.\d+)?px", re.IGNORECASE)
_LARGE, _SHORT, _MOST_LEAVES = 18, 30, 4_000
_FAIR, _SHELF, _SIGN = 6, 4, 3
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
    alike: str = ""
    """How it is drawn: its tag and what it is called."""


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
    state = _stock(tree, buyable=buyable)
    if state is not Availability.OUT_OF_STOCK and not any(one.points >= _FAIR for one in found):
        plainly, buyable = _look(list(_plainly(tree)), source)
        found.extend(plainly)
        state = state or (Availability.IN_STOCK if buyable else None)
    return Sights(tuple(found), state)


def _plainly(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield what is short and has a digit, whatever it is called, with headings and buttons."""
    for node in once(tree.css(_LEAVES))[:_MOST_LEAVES]:
        if node.tag in _MARKS or (node.tag == "a" and _buys(node)):
            yield node
        elif node.tag != "a" and node.text(deep=False, strip=True):
            text = node.text(strip=True)
            if len(text) <= _SHORT and any(map(str.isdigit, text)) and _sized(node, text):
                yield node


def _sized(node: LexborNode, text: str) -> bool:
    """Say whether it is a price by its sign, or a bare number that is drawn large."""
    return _large(node.attributes) or read_price(text).sign is not None


def _large(attributes: Attributes) -> bool:
    style = attributes.get("style")
    size = _FONT.search(style) if style else None
    return size is not None and int(size[1]) >= _LARGE


def stock(tree: LexborHTMLParser) -> Availability | None:
    """Return what texts and buttons say of the stock, prices aside."""
    return _stock(tree, buyable=any(_buys(node) for node in tree.css("button,input[type=submit]")))


def offered(markup: str) -> Availability | None:
    """Return what plain buttons in `markup` say: one that sells counts before one that regrets."""
    state = None
    for button in _BUTTON.finditer(markup):
        label = plain(button[2])[:_LONGEST]
        if "disabled" not in button[1] and BUY.search(label):
            return Availability.IN_STOCK
        if NOTIFY.search(label) or availability_of(label) is Availability.OUT_OF_STOCK:
            state = Availability.OUT_OF_STOCK
    return state


def _look(nodes: list[LexborNode], source: Source) -> tuple[list[Sighting], bool]:
    heading = next((at for at, node in enumerate(nodes) if node.tag == "h1"), None)
    buy = [at for at, node in enumerate(nodes) if node.tag in _BUTTONS and _buys(node)]
    found: list[tuple[int, Sighting]] = []
    for at, node in enumerate(nodes):
        if node.tag not in _MARKS and node.tag != "a":
            near = _near(at, heading, buy)
            sighting = _sighting(node, source, near)
            if sighting is not None:
                found.append((near, sighting))
    return _off_the_shelf(found), bool(buy)


def _off_the_shelf(found: list[tuple[int, Sighting]]) -> list[Sighting]:
    """Take points from prices that come in rows, drawn alike; the first near the heading stays."""
    if len(found) < _SHELF:
        return [one for _, one in found]
    alike: dict[str, list[Sighting]] = {}
    for near, one in found:
        row = alike.setdefault(one.alike, [])
        if not one.old and (row or not near):
            row.append(one)
    rows = [row for row in alike.values() if len({one.read.amount for one in row}) >= _SHELF]
    shelved = {id(one) for row in rows for one in row}
    return [
        replace(one, points=max(1, one.points - _SHELF)) if id(one) in shelved else one
        for _, one in found
    ]


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
    attributes = node.attributes
    text = _text(node, attributes)
    if text is None:
        return None
    read = read_price(text, where=source.locale)
    if read.amount is None or read.amount <= 0 or "per unit" in " ".join(read.doubts):
        return None
    if read.upto is None and len(text) > _ONE_PRICE and signed_prices(text) > 1:
        return None  # a box around several prices, which are looked at one by one
    own = _named(attributes)
    points, old = _surroundings(node)
    if _partial(own) or _PART_TEXT.search(text) or _part_around(node):
        return None
    if old or _old(own):
        return Sighting(read, 0, old=True)
    points += near + (2 if read.sign else 0) + (2 if _large(attributes) else 0)
    points += 3 if attributes.get("itemprop") == "price" else 0
    points += 2 if PRICE_WORD.search(text) else 0
    return Sighting(read, points, alike=f"{node.tag} {own}".rstrip()) if points > 0 else None


def _part_around(node: LexborNode) -> bool:
    """Say whether the few words around the price make it an instalment or a saving."""
    around = node.parent.text(deep=False, strip=True) if node.parent is not None else ""
    return 0 < len(around) <= _SHORT and _PART_TEXT.search(around) is not None


def _text(node: LexborNode, attributes: Attributes) -> str | None:
    """Return a short text with a digit, the parts of a split price put together."""
    if attributes.get("itemprop") == "price" and attributes.get("content"):
        return attributes["content"]
    text = node.text(separator=" ", strip=True)
    if len(text) > 4 * _LONGEST:
        return None
    text = " ".join(text.split())
    if text.replace(",", "").isdigit() and node.next is not None and _large(attributes):
        text = f"{text} {(node.next.text(strip=True) or '')[:_SIGN]}"
    text = _SPLIT.sub("", text)
    if not text:
        text = attributes.get("data-price") or ""
    return text if 0 < len(text) <= _LONGEST and any(map(str.isdigit, text)) else None


def _named(attributes: Attributes) -> str:
    """Return what an element is called, by its class, id and test id."""
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
        attributes = step.attributes
        marks = _named(attributes)
        if step.tag in _OUTSIDE or (
            attributes.get("style") and _HIDDEN.search(attributes["style"] or "")
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


def best(sights: Sights) -> list[Seen]:
    """Return the amounts seen with their points added up, the strongest first."""
    sums: dict[Decimal, Seen] = {}
    for sighting in sights.prices:
        if sighting.old or sighting.read.amount is None:
            continue
        amount = sighting.read.amount
        _, currency, points, where = sums.get(amount, (amount, None, 0, sighting.alike))
        most = max(points, sighting.points) + (1 if points else 0)
        sums[amount] = (amount, currency or sighting.read.currency, most, where)
    return sorted(sums.values(), key=lambda entry: -entry[2])
