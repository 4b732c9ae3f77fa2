"""The words beside a price, and what is struck inside its box: which of two prices it is."""

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from bolo.core.reading.prices.choosing import choose
from bolo.core.reading.prices.currencies import SIGNS
from bolo.core.reading.prices.numbers import numbers_in, signed_prices
from bolo.core.reading.prices.writing import plain_writing
from bolo.core.reading.screen.surroundings import STRUCK_TAGS, is_old, is_old_here, is_unseen, named
from bolo.core.reading.vocabulary.price_labels import WORDS, Label
from bolo.core.reading.vocabulary.words import NOW_WORDS, OLD_WORDS

_STRUCK: Final = ",".join(STRUCK_TAGS)
_NUMBERS: Final = re.compile(r"\d[\d.,'\u2019\xa0 ]*\d|\d")
_BEFORE: Final = (Label.OLD, Label.LOWEST)
_CELLS: Final = frozenset({"td", "th"})
_WIDEST: Final = 30
_CLIMB: Final = 4
_SHORT, _LINE, _FEW = 30, 60, 6
_PARAGRAPH: Final = 160
"""So much of what stands before a price is heard; all of a long text would take as long."""


def one_of(node: LexborNode, text: str) -> str:
    """Return the one price that a box around several says itself, or says again and again.

    What it holds is looked at one by one; nothing is left where its prices differ.
    """
    numbers = _NUMBERS.findall(text)
    if len(set(numbers)) == 1:
        return text[: text.index(numbers[0]) + len(numbers[0])]
    own = node.text(deep=False, strip=True)
    if _tells_one(own):
        return own
    text = _without(text, node.css(_STRUCK))
    if not _tells_one(text) and len(text) <= _LINE:
        inside = [one for one in node.css("[class]")[:_FEW] if one.mem_id != node.mem_id]
        text = _without(text, [one for one in inside if is_old(named(one.attributes))])
    return text if _tells_one(text) else ""


def _without(text: str, parts: list[LexborNode]) -> str:
    for part in parts:
        text = text.replace(" ".join(part.text(separator=" ", strip=True).split()), " ", 1)
    return text.strip()


@lru_cache(4096)
def _tells_one(text: str) -> bool:
    return any(map(str.isdigit, text)) and signed_prices(text) == 1


def said_old(node: LexborNode, text: str, label: str) -> bool:
    """Say whether words, or the element that alone holds this price, make it an old one."""
    if OLD_WORDS.search(text) or OLD_WORDS.search(label) or _called(label) in _BEFORE:
        return True
    inside = (one for one in node.css(_STRUCK + ",[class]")[:2] if one.mem_id != node.mem_id)
    inner = next(inside, None)
    if inner is None or inner.text(strip=True) != node.text(strip=True):
        return False
    return inner.tag in STRUCK_TAGS or is_old_here(inner, named(inner.attributes))


@lru_cache(4096)
def _called(label: str) -> Label | None:
    """Return what the word that ends a label makes the price behind it."""
    words = list(WORDS.finditer(label.lower()))
    if not words or any(map(str.isalnum, label[words[-1].end() :])):
        return None
    return Label((words[-1].lastgroup or "").removesuffix("_"))


@lru_cache(1024)
def said_now(text: str) -> str:
    """Return the price that a text of several calls the one of now, with its sign; else nothing."""
    written = plain_writing(text, ".")
    chosen = choose(written, numbers_in(written))
    if chosen.number is None or chosen.label is not Label.NOW:
        return ""
    return written[chosen.number.begin : chosen.number.reach].strip()


def label_of(node: LexborNode, before: str) -> str:
    """Return the few words that stand `before` the price, or behind it, and say which it is."""
    return _behind(node) or before if _is_label(before) else ""


def words_before(node: LexborNode) -> str:
    """Return what stands before the price, in its line or before its box."""
    step = node
    for _ in range(_CLIMB):
        before, words = _nearest(step, "prev")
        if before is not None and words not in SIGNS:
            return words[-_PARAGRAPH:]
        step = before or step.parent or step
    return ""


def head_of(node: LexborNode) -> str:
    """Return what stands above the cell of a table that `node` is or stands in."""
    cell: LexborNode | None = node
    for _ in range(_CLIMB):
        if cell is None or cell.tag in _CELLS:
            break
        cell = cell.parent
    row = cell.parent if cell is not None and cell.tag in _CELLS else None
    if cell is None or row is None:
        return ""
    own = _cells(row)
    cells = _cells(_row_above(row)) if len(own) < _WIDEST else []
    if len(cells) != len(own):
        return ""
    at = [one.mem_id for one in own].index(cell.mem_id)
    return cells[at].text(separator=" ", strip=True)[:_SHORT]


def _row_above(row: LexborNode) -> LexborNode | None:
    step = row.prev
    while step is not None and step.tag != "tr":
        step = step.prev
    if step is None and row.parent is not None and row.parent.tag == "tbody":
        table = row.parent.parent
        return table.css_first("thead tr") if table is not None else None
    return step


def _cells(row: LexborNode | None) -> list[LexborNode]:
    found = (one for one in row.iter() if one.tag in _CELLS) if row is not None else iter(())
    return list(islice(found, _WIDEST))


def words_behind(node: LexborNode) -> str:
    """Return the few words right behind the price in its line."""
    step, words = node.next, ""
    while step is not None and len(words) <= _SHORT:
        words = f"{words} {step.text(deep=False, strip=True)[:_SHORT]}"
        step = step.next
    return words


def _behind(node: LexborNode) -> str:
    """Return the words behind the price that say which it is, where words stand before it too."""
    after, words = _nearest(node, "next")
    if after is None or not _is_label(words) or not NOW_WORDS.search(words):
        return ""
    return words if _is_label(_nearest(after, "next")[1]) else ""  # else it speaks of the next one


def _nearest(node: LexborNode, way: str) -> tuple[LexborNode | None, str]:
    """Return the first sibling that is seen to say anything, and what it says."""
    step: LexborNode | None = getattr(node, way)
    while step is not None:
        words = step.text(separator=" ", strip=True)
        if words and not is_unseen(step.attributes):
            return step, words
        step = getattr(step, way)
    return None, ""


def _is_label(words: str) -> bool:
    return len(words) <= _SHORT and not any(map(str.isdigit, words))
