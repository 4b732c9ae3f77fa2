"""What the screen says against a markup: sold out after all, a price struck, or printed nowhere.

Templates and caches state "in stock" and last month's price; a shopper believes the screen.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bolo.core.offer import Availability
from bolo.core.reading.document.source import Source
from bolo.core.reading.screen.shown import find_shown, strikes
from bolo.core.reading.screen.stocked import buys, gone, labelled
from bolo.core.reading.screen.surroundings import Standpoint, is_hidden, stands_apart
from bolo.core.reading.screen.visible import Sights, best
from bolo.core.reading.vocabulary.regrets import hinted
from bolo.core.reading.vote import FAIR_POINTS, NOTHING, STRONG_POINTS, Candidate, Seen

_BEFORE, _NEAR, _FAR = 1_500, 4_000, 30_000
_SELLERS: Final = "button,input[type=submit],input[type=button],a"
_MOST: Final = 1_000
_DISABLED: Final = re.compile(
    r"(?<![a-z])(?:is-?)?disabled(?![a-z])|out-?of-?stock|sold-?out", re.IGNORECASE
)
_CLEAR_LEAD: Final = 3


def sold_out(source: Source, price_at: int | None, *, looked: bool) -> bool:
    """Say whether the page regrets in so many words, and has no button that sells.

    Such words stand near the price, at `price_at`, or near the heading. What was `looked` at
    was dear already, and is searched farther.
    """
    begin = source.heading_at
    if begin < 0:
        return False
    if price_at is not None and not looked:
        begin = max(begin, price_at - _BEFORE)
    text = source.text[begin : begin + (_FAR if looked else _NEAR)]
    if not hinted(text, source.locale.language):
        return False
    if labelled(source) is Availability.OUT_OF_STOCK:
        return True
    tree = LexborHTMLParser(text)
    standpoint = Standpoint.of(tree, source)
    return gone(tree, standpoint) is not None and not any(
        _sells(node, standpoint) for node in tree.css(_SELLERS)[:_MOST]
    )


def _sells(node: LexborNode, standpoint: Standpoint) -> bool:
    attributes = node.attributes
    if not buys(node) or _DISABLED.search(attributes.get("class") or ""):
        return False
    return not is_hidden(node) and not stands_apart(node, standpoint)


def outweighed(ballots: list[Candidate], sights: Sights, source: Source) -> list[Candidate]:
    """Take weight from stated amounts that a strong price on the screen speaks against.

    What is struck there is an old price; what is printed nowhere is stale or before tax.
    """
    first, second, *_ = [*best(sights), NOTHING, NOTHING]
    if first[2] < STRONG_POINTS:
        return ballots
    seen = {entry[0] for entry in best(sights)}
    gross = {one.read.amount for one in sights.prices if not one.old and not one.net}
    net = {one.read.amount for one in sights.prices if one.net} - gross
    struck = {one.read.amount for one in sights.prices if one.old} - seen
    clear = first[2] - second[2] >= _CLEAR_LEAD or second[0] in net

    def weight(ballot: Candidate) -> int:
        dearer = ballot.amount > first[0]
        if dearer and (ballot.amount in struck or strikes(source, ballot.amount)):
            return ballot.weight // 4
        if clear and ballot.amount in net and ballot.amount < first[0]:
            return ballot.weight // 4
        if clear and ballot.amount not in seen and find_shown(source, ballot.amount) is None:
            return ballot.weight // 2
        return ballot.weight

    return [replace(one, weight=weight(one)) for one in ballots]


def printed_one(amounts: set[Decimal], source: Source) -> Decimal | None:
    """Return the only one of several stated amounts that is printed near the heading."""
    printed = [amount for amount in amounts if find_shown(source, amount, close=True) is not None]
    return printed[0] if len(printed) == 1 and len(amounts) > 1 else None


def lone(sights: Sights) -> list[Seen]:
    """Return the only amount seen where that is an old price by its name or line."""
    found = [one.read for one in sights.prices]
    if len({read.amount for read in found}) != 1 or found[0].amount is None:
        return []
    return [(found[0].amount, found[0].currency, FAIR_POINTS, "lone")]
