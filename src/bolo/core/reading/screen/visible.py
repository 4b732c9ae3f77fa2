"""The price a person would see: elements that look like prices, near the heading, not struck.

Several may qualify; each comes with points, and the page's own markups are weighed against them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.offer import Availability
from bolo.core.reading.document.source import Source
from bolo.core.reading.markups.markup import once
from bolo.core.reading.prices.price_text import PriceText, read_price, signed_prices
from bolo.core.reading.screen.cents import is_fragment, joined
from bolo.core.reading.screen.labels import (
    head_of,
    label_of,
    one_of,
    said_now,
    said_old,
    words_before,
    words_behind,
)
from bolo.core.reading.screen.measures import is_measure
from bolo.core.reading.screen.plainly import DASHED, MARKS, is_large, plainly, with_sign
from bolo.core.reading.screen.shelves import TITLES
from bolo.core.reading.screen.sighting import SHELF, Sighting, Sights, best, paid_there, set_aside
from bolo.core.reading.screen.stocked import BUTTONS, buys, gone, told
from bolo.core.reading.screen.surroundings import (
    Attributes,
    Standpoint,
    is_old_here,
    is_part,
    named,
    surroundings,
)
from bolo.core.reading.screen.terms import (
    is_step,
    is_together,
    on_terms,
    says_step,
    stands_aside,
    steps_from,
)
from bolo.core.reading.vocabulary.words import (
    NET,
    NET_NAME,
    NOW_NAME,
    NOW_WORDS,
    PRICE_WORD,
    SAYS_NOW,
)
from bolo.core.reading.vote import FAIR_POINTS, NOTHING

__all__ = ["Sighting", "Sights", "best", "look"]
_ALWAYS: Final = (
    "h1,button,del,ins,[itemprop=price],[data-price],[data-testid*=price],[class*=line-through],"
    "input[type=submit],"
)
_FIRST: Final = TITLES + "," + _ALWAYS + "[class*=price i],[id*=price i]"
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
)
_SECOND: Final = _ALWAYS + ",".join(f"[class*={w} i],[id*={w} i]" for w in _OTHER_WORDS)
"""Other languages' words are looked for only where no element is called a price."""
_PART_TEXT: Final = re.compile(
    r"/\s*\d*\s*(?:kg|g|l|ml|100|m²|mo\b|month|monat|mois|mes\b)|\bper month"
    r"|\bmonatlich|\bx\s*\d"
    r"|\d\s*x\s|\bmtl\b|al mes|par mois|/mo\b|grundpreis|versand|shipping|delivery"
    r"|livraison|uvp|statt|env[íi]o|frete|spedizion|wysyłk|dostaw|frakt|levering|toimitus|verzend"
    r"|szállítás|doprav|kargo|доставк|送料|運費|运费|배송|משלוח|توصيل"
    r"|\bapprox|≈|umgerechnet|\benviron\b|rabais|korting|sconto|descuento|desconto|zniżk|скидк"
    r"|was:?\b|rrp|save\b|sparen|\boff\b|rabatt|instead of|list price|ab \d+ stück"
    r"|raty|splátk|cuotas|每期|分期|月々|回払|할부|\d\s?[點点]|ポイント|\d\s?(?:pts?|points)\b",
    re.IGNORECASE,
)
_SENDING: Final = (
    r"(?:versand\w*|shipping|delivery|livraison|env[íi]o|spedizion\w+|entrega|frete|verzend\w*)"
)
_WITH_SHIPPING: Final = re.compile(
    r"(?:zzgl|inkl|plus|excl?|incl|free|kostenlos\w*|gratis|gratuit\w*|\+)\W{0,2}(?:\w+\W)?"
    rf"{_SENDING}|(?<!\d){_SENDING}\W(?:\w+\W)?(?:available|disponi\w+|verfügbar|free|gratis|incl\w*)",
    re.IGNORECASE,
)
"""What is said of sending behind the price of the thing itself."""
_PIECE: Final = re.compile(
    r"/\s*(?:1\s*)?(?:st(?:k|ck|ück|uk)?|pcs?|pce|pz|pi[eè]ce|pieza|unit[éà]?|item|each|ea|шт|szt|ks|db|buc)\b",
    re.IGNORECASE,
)
"""The price of one, which is what it costs, unless a price of the whole stands beside it."""
_SPLIT: Final = re.compile(r"(?<=[\d.,]) (?=[.,]\s?\d)|(?<=\d[.,]) (?=\d{2}\b)")
_SPACED: Final = re.compile(r"(?<=\d) ([.,]) (?=\d)")
_SIGNED: Final = re.compile(r"[$€£¥₽₹₺₩₴₪₫฿₱₦₸₾]\s?\d|\d\s?[€₽₺₩₴₪₫฿₸₾]")
_CODE: Final = re.compile(r"[A-Za-z]{1,4}\d+[A-Za-z]{1,4}\d*")
"""A number of a thing, with letters on both sides, which no price has."""
_CUT: Final = re.compile(r"(?<![\d.,])(\d{1,2})\s?%(?![\"'])")
_CUT_BY: Final = re.compile(r"(?:\bsave\s|\bspar\w*\s)?[-(]*\d{1,2}\s?%\W*(?:\w+)?", re.IGNORECASE)
"""That it is cut by so much makes it no saving itself."""
_TAG: Final = re.compile(r"<[^<>]*>")
_CUT_WITHIN: Final = 12_000
_SHORT: Final = 30
_SIGN, _NET = 3, 3
_AT_HAND: Final = 10
"""With a sign and right behind the heading: the price of the thing, even when it is sold out."""
_HEADS: Final = "h1,h2,h3,h4"
_MOST_NODES, _LONGEST, _ONE_PRICE = 600, 60, 8
_MANY_LETTERS, _FEW_LETTERS = 18, 3
_CLOSE, _NEAR, _ABOVE, _JUST_ABOVE = 6, 25, 8, 2


def look(tree: LexborHTMLParser, source: Source, *, below: bool = False) -> Sights:
    """Return what the rendered page would show; `below` the heading if `tree` begins there."""
    standpoint = Standpoint.of(tree, source)
    nodes = standpoint.titled.learn(once(tree.css(_FIRST)))
    found, buyable = _look(nodes[:_MOST_NODES], standpoint, below)
    if all(one.net for one in found):
        found, buyable = _look(once(tree.css(_SECOND))[:_MOST_NODES], standpoint, below)
    if all(one.net or one.old for one in found):
        found = [replace(one, points=one.points + _NET * one.net, net=False) for one in found]
    said = told(tree, standpoint)
    state = said or (Availability.IN_STOCK if buyable else None)
    if not _fair(found):
        sold_out = state is Availability.OUT_OF_STOCK
        leaves = list(tree.css(_HEADS) if sold_out else plainly(tree))
        plain, buyable = _look(leaves, standpoint, below)
        found.extend(one for one in plain if not sold_out or one.points >= _AT_HAND)
        state = state or (Availability.IN_STOCK if buyable else None)
    if state is None or (said is None and not _fair(found)):  # a button that sells for nothing
        state = gone(tree, standpoint) or state
    if state is Availability.OUT_OF_STOCK and not _fair(found):
        found = [one for one in found if one.old]  # what is left are prices of other goods
    found.extend(_in_heading(source))
    found = paid_there(set_aside(found), source.locale.money)
    return Sights(tuple(_reduced(found, source)), state)


def _fair(found: list[Sighting]) -> bool:
    return any(one.points >= FAIR_POINTS for one in found)


def _in_heading(source: Source) -> Iterator[Sighting]:
    """Yield the price that stands in the heading itself, as in "$60 · Skate board"."""
    words, title = source.heading or "", source.title or ""
    if _PART_TEXT.search(words):
        return  # a notice: "Free delivery above $35"
    if not _SIGNED.search(words) or signed_prices(words) != 1:
        return
    read = read_price(words, where=source.locale)
    printed = f"{read.amount:f}" if read.amount else None
    if printed and read.sign and printed not in title.replace(",", ""):
        yield Sighting(read, FAIR_POINTS + _SIGN, alike="h1")


def _reduced(found: list[Sighting], source: Source) -> list[Sighting]:
    """Take the higher of two prices for the old one where the page says so.

    It calls the lower one the price of now, or prints by how much the other is cut.
    """
    first, second, *_ = [*best(Sights(tuple(found), None)), NOTHING, NOTHING]
    if second[2] <= 0 or first[2] - second[2] > SHELF:
        return found
    low, high = sorted((first[0], second[0]))
    called = {one.read.amount for one in found if one.now and one.points >= FAIR_POINTS}
    if not (low in called and high not in called) and not _cut(low, high, source):
        return found
    return [replace(one, points=0, old=True) if one.read.amount == high else one for one in found]


def _cut(low: Decimal, high: Decimal, source: Source) -> bool:
    begin = max(source.heading_at, source.body)
    near = _TAG.sub(" ", source.text[begin : begin + _CUT_WITHIN])
    cut = 100 - low * 100 / high
    return any(abs(cut - int(match[1])) < 1 for match in _CUT.finditer(near))


def _look(
    nodes: list[LexborNode], standpoint: Standpoint, below: bool
) -> tuple[list[Sighting], bool]:
    heading = next((at for at, node in enumerate(nodes) if node.tag == "h1"), -1 if below else None)
    buttons = [(at, node) for at, node in enumerate(nodes) if node.tag in BUTTONS]
    buy = [at for at, node in buttons if buys(node) and not standpoint.shelves(node)]
    found: list[tuple[int, Sighting]] = []
    for at, node in enumerate(nodes):
        if node.tag not in MARKS and node.tag != "a":
            near = _near(at, heading, buy)
            sighting = _sighting(node, standpoint, near)
            if sighting is not None:
                found.append((near, sighting))
    return _off_the_shelf(found), bool(buy)


def _off_the_shelf(found: list[tuple[int, Sighting]]) -> list[Sighting]:
    """Take points from prices that come in rows, drawn alike; the first near the heading stays."""
    if len(found) < SHELF:
        return [one for _, one in found]
    alike: dict[str, list[Sighting]] = {}
    for near, one in found:
        row = alike.setdefault(one.alike, [])
        if not one.old and (row or not near):
            row.append(one)
    rows = [row for row in alike.values() if len({one.read.amount for one in row}) >= SHELF]
    shelved = {id(one) for row in rows for one in row}
    return [
        replace(one, points=max(1, one.points - SHELF)) if id(one) in shelved else one
        for _, one in found
    ]


def _near(at: int, heading: int | None, buy: list[int]) -> int:
    """Prices stand shortly after the heading, or just above it, and before the button."""
    points = 0
    if heading is not None:
        behind = at - heading
        points += 4 if 0 < behind <= _CLOSE else 2 if 0 < behind <= _NEAR else 0
        points += 2 if -_JUST_ABOVE <= behind < 0 else 0
    if any(0 <= button - at <= _ABOVE for button in buy[:2]):
        points += 2
    return points


def _sighting(node: LexborNode, standpoint: Standpoint, near: int) -> Sighting | None:
    attributes = node.attributes
    printed = _text(node, attributes)
    if printed is None or is_fragment(node, printed):
        return None
    text, read = _told(node, printed, standpoint.source)
    own, measure = named(attributes), is_measure(read, standpoint.source)
    if read.amount is None or _CODE.fullmatch(text) or (is_part(own) and not _PIECE.search(text)):
        return None
    if measure and "pri" not in own.lower():
        return None
    before = words_before(node)
    if _tells_part(text) or _part_around(node) or _of_several(node, text, before):
        return None
    label = label_of(node, before)
    points, old = surroundings(node, standpoint)
    now = NOW_WORDS.search(label) is not None or NOW_NAME.search(own) is not None
    if (old and not now) or is_old_here(node, own) or said_old(node, text, label):
        return Sighting(read, 0, old=True)
    signed = read.sign is not None and not measure
    signed = signed or DASHED.search(text) is not None
    points += 2 if now else 0
    points += near + (2 if signed else 0) + (2 if is_large(attributes) else 0)
    points += 3 if attributes.get("itemprop") == "price" else 0
    points += 2 if PRICE_WORD.search(text) else 0
    net = NET.search(text) is not None or NET.search(label) is not None or _is_net(node, own)
    around = f"{before[-_SHORT:] or label} {text} {words_behind(node)}"
    tied = on_terms(f"{label} {text} {words_behind(node)}", own)
    if tied:
        net, now, points = True, False, points - 2 * now
    piece = _PIECE.search(text) is not None and not is_part(own)
    points -= _NET if net or piece or _is_sentence(text) else 0
    alike = f"{node.tag} {own}".rstrip()
    aside = points > 0 and (tied or stands_aside(around))
    told = Sighting(read, points, net=net, now=now, aside=aside, alike=alike)
    return told if points > 0 else None


def _of_several(node: LexborNode, text: str, before: str) -> bool:
    """Say whether it is the price of several pieces, or of this thing and others."""
    least = steps_from(head_of(node))
    if least is not None:
        return least > 1
    return is_step(before) or says_step(text) or is_together(before)


def _told(node: LexborNode, text: str, source: Source) -> tuple[str, PriceText]:
    """Return the one price that a text tells, without an amount where it tells none."""
    read = read_price(text, where=source.locale)
    if read.upto is None and len(text) > _ONE_PRICE and signed_prices(text) > 1:
        text = one_of(node, text)
        read = read_price(text, where=source.locale)
    per_unit = "per unit" in " ".join(read.doubts) and not _PIECE.search(text)
    if read.amount is None or read.amount <= 0 or per_unit:
        return text, PriceText()
    if "%" in text and _PART_TEXT.search(text) and (said := _said_itself(node)):
        return said, read_price(said, where=source.locale)
    return text, read


def _is_net(node: LexborNode, own: str) -> bool:
    return _net(own) or (node.parent is not None and _net(named(node.parent.attributes)))


def _said_itself(node: LexborNode) -> str | None:
    """Return the price that an element says itself, where one in it tells the cut."""
    own = node.text(deep=False, strip=True)
    bare = signed_prices(own) == 1 and "%" not in own and sum(map(str.isalpha, own)) <= _FEW_LETTERS
    return own if bare else None


@lru_cache(4096)
def _net(marks: str) -> bool:
    return NET_NAME.search(marks) is not None


def _is_sentence(text: str) -> bool:
    """Say whether the price is said in many words; the price of a thing stands by itself."""
    return sum(map(str.isalpha, text)) > _MANY_LETTERS


def _tells_part(text: str) -> bool:
    """Say whether the text names a part of a price, words of sending behind it aside."""
    part = _PART_TEXT.search(text)
    return part is not None and _PART_TEXT.search(_WITH_SHIPPING.sub("", text)) is not None


def _part_around(node: LexborNode) -> bool:
    """Say whether the few words around the price make it an instalment or a saving."""
    around = node.parent.text(deep=False, strip=True) if node.parent is not None else ""
    around = _CUT_BY.sub("", around) if "%" in around else around
    return 0 < len(around) <= _SHORT and _PART_TEXT.search(around) is not None


def _text(node: LexborNode, attributes: Attributes) -> str | None:
    """Return a short text with a digit, the parts of a split price put together."""
    if attributes.get("itemprop") == "price" and attributes.get("content"):
        return attributes["content"]
    text = node.text(separator=" ", strip=True)
    if len(text) > 4 * _LONGEST:
        return None
    if _LONGEST < len(text) <= 2 * _LONGEST and SAYS_NOW.search(text):
        text = said_now(text)
    text = _SPACED.sub(r"\1", " ".join((joined(node) or text).split()))
    if text.replace(",", "").isdigit() and node.next is not None and is_large(attributes):
        text = f"{text} {(node.next.text(strip=True) or '')[:_SIGN]}"
    text = with_sign(node, text) or _SPLIT.sub("", text)
    if not text:
        text = attributes.get("data-price") or ""
    return text if 0 < len(text) <= _LONGEST and any(map(str.isdigit, text)) else None
