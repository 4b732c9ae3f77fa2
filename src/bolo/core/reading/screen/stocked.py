"""Whether it can be bought: what the page says of the stock, and what its buttons do."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.offer import Availability
from bolo.core.reading.document.source import Source, plain
from bolo.core.reading.screen.surroundings import Standpoint, is_hidden, stands_apart, surroundings
from bolo.core.reading.vocabulary.regrets import says_gone, says_over
from bolo.core.reading.vocabulary.words import BUY, NOTIFY, availability_of

_STOCK: Final = "[id*=avail i],[class*=avail i],[id*=stock i],[class*=stock i],button"
_LEAVES: Final = "p,span,div,strong,b,em,font,td,dd,h2,h3,h4,button,input[disabled],img[alt]"
"""Looked at where nothing is called after the stock; choices of a size are none of them."""
_PICKUP: Final = re.compile(
    r"pick[ -]?up|click (?:&|and) collect|\bin[ -]store\b|nearby stores|abhol|filiale|im markt"
    r"|retrait|en magasin|retiro|en tienda|recoger|ritiro|in negozio|retirada|na loja|afhalen"
    r"|in de winkel|odbiór|w sklepie|osobní odběr|na prodejně|afhent|i butik|nouto|myymälä"
    r"|самовывоз|в магазин|mağazadan|店頭|門市|门店|매장",
    re.IGNORECASE,
)
"""One way to get it; that it is closed says nothing of the others."""
_LABELLED: Final = re.compile(
    r">\s*(?:availability|stock(?: status)?|verfügbarkeit|disponibilité|disponibilidade?"
    r"|disponibilità|beschikbaarheid|dostępność|dostupnost|наличие|наявність|stok durumu)"
    r"\s*:\s*(?:</?[a-z][^<>]{0,80}>\s*){0,4}([^<>]{3,40})<",
    re.IGNORECASE,
)
"""Counts before the buttons, which some shops keep for what is sold out."""
_NEAR: Final = 12_000
_ONLINE: Final = re.compile(r"\bonline\b|en ligne|en línea|internet", re.IGNORECASE)
_BUTTON: Final = re.compile(r"<button([^>]*)>(.*?)</button", re.DOTALL)
BUTTONS: Final = frozenset({"button", "input", "a"})
_MOST_NODES: Final = 600
_MOST_LEAVES: Final = 3_000
_LONGEST, _SENTENCES, _BLOCK, _ROOM = 60, 160, 240, 120


def buys(node: LexborNode) -> bool:
    """Say whether this is a button that sells."""
    attributes = node.attributes
    if "disabled" in attributes:
        return False
    text = node.text(strip=True)[:_LONGEST]
    spoken = ("value", "name") if text else ("value", "name", "title", "aria-label", "alt")
    label = " ".join([text, *(attributes.get(name) or "" for name in spoken)])
    return bool(BUY.search(label)) or (attributes.get("name") == "add-to-cart")


def stock(tree: LexborHTMLParser, standpoint: Standpoint) -> Availability | None:
    """Return what texts and buttons say of the stock, prices aside."""
    state = told(tree, standpoint)
    if state is not None:
        return state
    if any(buys(node) for node in tree.css("button,input[type=submit],a")[:_MOST_LEAVES]):
        return Availability.IN_STOCK
    return gone(tree, standpoint)


def told(tree: LexborHTMLParser, standpoint: Standpoint) -> Availability | None:
    """Return what stands in elements that are called after the stock, and on buttons.

    Texts count before buttons that sell, which shops forget to take away when sold out.
    """
    if (state := labelled(standpoint.source)) is not None:
        return state
    for node in tree.css(_STOCK)[:_MOST_NODES]:
        text = node.text(separator=" ", strip=True)
        state = availability_of(text) if len(text) < _BLOCK else None
        if state is None or (state is Availability.OUT_OF_STOCK and _is_pickup(node, text)):
            continue
        if surroundings(node, standpoint)[0] > 0:
            return state
    return None


def labelled(source: Source) -> Availability | None:
    """Return what stands beside a word for availability after the heading."""
    begin = max(source.heading_at, source.body)
    label = _LABELLED.search(source.text, begin, begin + _NEAR)
    return availability_of(label[1]) if label is not None else None


def mentioned(source: Source) -> Availability | None:
    """Return the only state of schema.org that the page mentions anywhere."""
    open_, closed = "schema.org/InStock" in source.text, "schema.org/OutOfStock" in source.text
    if open_ == closed:
        return None
    return Availability.IN_STOCK if open_ else Availability.OUT_OF_STOCK


def stated_gone(source: Source) -> bool:
    """Say whether an element after the heading states in schema.org's word that it is gone.

    Only where no other state stands on the page: a row of other goods has both.
    """
    begin = max(source.heading_at, source.body)
    at = source.text.find("schema.org/OutOfStock", begin, begin + _NEAR)
    return at >= 0 and "schema.org/InStock" not in source.text


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


def _is_pickup(node: LexborNode, text: str) -> bool:
    """Say whether it is about fetching the thing from a shop, by its words or the few around."""
    if _ONLINE.search(text):
        return False
    around: LexborNode | None = node
    while around is not None and len(text) < _ROOM:
        if _PICKUP.search(text):
            return True
        around = around.parent
        text = around.text(separator=" ", strip=True) if around is not None else ""
    return False


def gone(tree: LexborHTMLParser, standpoint: Standpoint) -> Availability | None:
    """Find "Out of stock" as a text of its own, on a dead button or a picture of one."""
    for node in tree.css(_LEAVES)[:_MOST_LEAVES]:
        text = _words(node)
        if (
            _regrets(text)
            and not _explains(node)
            and not is_hidden(node)
            and not _is_pickup(node, text)
            and not stands_apart(node, standpoint)
        ):
            return Availability.OUT_OF_STOCK
    return None


def _explains(node: LexborNode) -> bool:
    """Say whether it stands in a legend: a sign, and "= not available"."""
    words = node.text(deep=False, strip=True)
    if not words and node.parent is not None:
        words = node.parent.text(deep=False, strip=True)
    return words.startswith("=")


def _regrets(text: str) -> bool:
    if len(text) < _LONGEST:
        return bool(text) and (says_gone(text) or says_over(text))
    return len(text) < _SENTENCES and says_over(text)


def _words(node: LexborNode) -> str:
    """Return the own text of an element, and what an input or a picture says instead."""
    if node.tag == "input":
        return (node.attributes.get("value") or "").strip()
    if node.tag == "img":
        return (node.attributes.get("alt") or "").strip()
    return node.text(deep=node.tag == "button", strip=True)
