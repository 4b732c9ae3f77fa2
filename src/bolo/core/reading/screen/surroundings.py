"""What an element stands in: struck, hidden, in another product's box, outside the main part.

Whatever also holds the heading of the page says nothing: the heading stands in it as well.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.reading.document.addresses import looks_like_product
from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.prices.numbers import signed_prices
from bolo.core.reading.screen.shelves import Shelves
from bolo.core.reading.screen.tiles import Tiles
from bolo.core.reading.vocabulary.words import OLD_PRICE, OTHER_GOODS, PART_PRICE

Attributes = dict[str, str | None]
_HIDDEN: Final = re.compile(
    r"display:\s*none|visibility:\s*hidden|(?:left|top):\s*-\d{4,}px", re.IGNORECASE
)
_NOT_SHOWN: Final = re.compile(
    r"(?:^|\s)(?:(?:is-|ng-|u-)?(?:hidden|hide)|d-none|display-?none|no-?display|(?:in|un)visible)(?=\s|$)",
    re.IGNORECASE,
)
_BESIDE_WHAT: Final = re.compile(
    r"(?<![a-z])(?:with(?:out)?|no|has|have|hide|show)[-_]?(?:left|right|sticky|fixed)?[-_]?"
    r"(?:sidebar|nav|menu|header|footer|filter|carousel|slider)s?(?![a-z])",
    re.IGNORECASE,
)
"""Tells what stands beside the main part, not what it is: "with-sidebar", "noHeader"."""
_HAS_OLD: Final = re.compile(
    r"(?<![a-z])(?:with|has|have|is)[-_]+(?:an?[-_])?(?:[a-z]+[-_])?(?:price|discount|saving|rrp|uvp)s?(?![a-z])",
    re.IGNORECASE,
)
"""Tells what is in an element as well, not what it is: "price with-list-price"."""
_REGULAR: Final = re.compile(r"regular[-_]?price|price[-_]?regular", re.IGNORECASE)
_LED: Final = re.compile(
    r"[?&](?:url|u|to|target|dest\w*|redirect\w*)=([^&#]*%2F[^&#]*)", re.IGNORECASE
)
"""Where a link leads in the end that counts clicks first."""
STRUCK_TAGS: Final = ("del", "s", "strike")
_OUTSIDE: Final = frozenset(
    {"nav", "footer", "aside", "header", "select", "script", "style", "template"}
)
_CLIMB: Final = 9
_TILE: Final = 6
_NAMES: Final = (
    "h2,h3,h4,h5,[class*=name],[class*=title],[id*=name],[id*=title],[itemprop=name],.h1"
)
"""What may say the name of the thing where there is no `h1`."""
_MOST_NAMES: Final = 400
_SAME: Final = 3
"""Shops print the heading again for another width of the screen, or beside the button."""
_PRICE_BOX: Final = 160
_BOX, _OWN = 3, 2
"""Steps up within which an element still speaks of the price alone."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where a page is looked at: what the heading stands in, and the page's own address."""

    home: frozenset[int]
    source: Source
    tiles: Tiles
    titled: Shelves

    @classmethod
    def of(cls, tree: LexborHTMLParser, source: Source) -> Self:
        """Find the heading in `tree`."""
        headings = tree.css("h1") or tree.css(_NAMES)[:_MOST_NAMES]
        own = [one for one in headings if plain(one.text(separator=" ")) == source.heading]
        above: set[int] = set()
        for node in own[:_SAME] or [one for one in headings if one.tag == "h1"][:1]:
            step: LexborNode | None = node
            while step is not None and (step := step.parent) is not None:
                above.add(step.mem_id)
        home = frozenset(above)
        return cls(home, source, Tiles(source), Shelves(home))

    def leaves(self, href: str | None) -> bool:
        """Say whether a link leads to another product than this page's."""
        address = self.source.absolute(href)
        led = _LED.search(address or "")
        if led is not None:
            address = self.source.absolute(unquote(led[1])) or address
        if address is None or not looks_like_product(address):
            return False
        return urlsplit(address).path != urlsplit(self.source.url).path

    def shelves(self, node: LexborNode) -> bool:
        """Say whether `node` stands in a box of another product."""
        return self.tiles.hold(node, self.home)


def named(attributes: Attributes) -> str:
    """Return what an element is called, by its class, id and test id."""
    return " ".join(attributes.get(name) or "" for name in ("class", "id", "data-testid"))


@lru_cache(4096)
def is_old(marks: str) -> bool:
    """Say whether what is called so is an old price."""
    return OLD_PRICE.search(_HAS_OLD.sub("", marks)) is not None


def is_old_here(node: LexborNode, marks: str) -> bool:
    """Say whether `node`, called so, is an old price.

    A regular price is old only beside another one: some shops call every price so.
    """
    if not is_old(marks):
        return False
    return _plainly_old(marks) or _beside_another(node)


@lru_cache(4096)
def _plainly_old(marks: str) -> bool:
    return is_old(_REGULAR.sub("", marks))


def _beside_another(node: LexborNode) -> bool:
    box: LexborNode | None = node
    for _ in range(_BOX):
        if box is None or box.tag == "body" or box.css_first("h1") is not None:
            return False
        text = box.text(separator=" ", strip=True)
        if len(text) > _PRICE_BOX or signed_prices(text) > 1:
            return len(text) <= _PRICE_BOX
        box = box.parent
    return False


@lru_cache(4096)
def is_part(marks: str) -> bool:
    """Say whether what is called so is a part of a price, or something else in money."""
    return PART_PRICE.search(marks) is not None


@lru_cache(4096)
def _others(marks: str) -> bool:
    return OTHER_GOODS.search(_BESIDE_WHAT.sub("", marks)) is not None


def stands_apart(node: LexborNode, standpoint: Standpoint) -> bool:
    """Say whether what is no price stands in something else than the page's own product."""
    return _climbed(node, standpoint, priced=False)[0] <= 0


def surroundings(node: LexborNode, standpoint: Standpoint) -> tuple[int, bool]:
    """Climb a few steps; return points for what the element stands in, and whether it is struck."""
    points, old = _climbed(node, standpoint, priced=True)
    return points - (5 if points > 0 and _leads_away(node, standpoint) else 0), old


def _leads_away(node: LexborNode, standpoint: Standpoint) -> bool:
    """Say whether all figures in the element are those of a link to another product."""
    link = node.css_first("a[href]")
    if link is None or link.mem_id == node.mem_id:
        return False
    figures = [sign for sign in link.text() if sign.isdigit()]
    if not figures or figures != [sign for sign in node.text() if sign.isdigit()]:
        return False
    return standpoint.leaves(link.attributes.get("href"))


def _climbed(node: LexborNode, standpoint: Standpoint, *, priced: bool) -> tuple[int, bool]:
    points, old, boxes = 4, False, standpoint.titled.boxes
    step: LexborNode | None = node
    for level in range(_CLIMB):
        if step is None or step.tag in {"body", "html"} or step.mem_id in standpoint.home:
            break
        attributes = step.attributes
        marks = named(attributes)
        if step.tag in _OUTSIDE or is_unseen(attributes):
            points -= 8
        if (
            step.tag in STRUCK_TAGS
            or _is_struck(attributes)
            or (level < _BOX and is_old_here(step, marks))
        ):
            old = old or level < _OWN or step.tag in STRUCK_TAGS or _is_struck(attributes)
        if _others(marks) or (step.tag == "a" and standpoint.leaves(attributes.get("href"))):
            points -= 5
        if boxes and step.mem_id in boxes:
            points -= 10
        if priced and level < _BOX and is_part(marks):
            points -= 5
        step = step.parent
    return points - (_TILE if standpoint.shelves(node) else 0), old


def is_hidden(node: LexborNode) -> bool:
    """Say whether `node` or what it stands in is called hidden, or is."""
    step: LexborNode | None = node
    for _ in range(_BOX):
        attributes = step.attributes if step is not None else {}
        called = _NOT_SHOWN.search(attributes.get("class") or "")
        if called or is_unseen(attributes) or "hidden" in attributes:
            return True
        step = step.parent if step is not None else None
    return False


def is_unseen(attributes: Attributes) -> bool:
    """Say whether an element is hidden by its own style."""
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))


def _is_struck(attributes: Attributes) -> bool:
    return "line-through" in (attributes.get("style") or "") or "data-a-strike" in attributes
