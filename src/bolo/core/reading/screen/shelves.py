"""Rows of other goods, told by the title above them: "Related products", "Похожие товары".

What follows such a title in its box, up to a title of its rank that says something else.
Titles are handed in by who has looked for other things as well: to look again costs as much.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from bolo.core.reading.vocabulary.shelf_titles import titles_shelf

TITLES: Final = "h2,h3,h4,h5,h6"
_RANKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST: Final = 120
_CLIMB: Final = 4


class Shelves:
    """Knows which boxes of one page follow such a title."""

    def __init__(self, home: frozenset[int]) -> None:
        """Know what the heading stands in, which is no shelf."""
        self._home = home
        self.boxes: set[int] = set()

    def learn(self, nodes: Iterable[LexborNode]) -> list[LexborNode]:
        """Learn from the titles among `nodes`, and return the others."""
        others: list[LexborNode] = []
        for node in nodes:
            if node.tag not in _RANKS or node.tag == "h1":
                others.append(node)
                continue
            if "price" in (node.attributes.get("class") or "").lower():
                others.append(node)
            text = node.text(separator=" ", strip=True)
            if len(text) <= _LONGEST and titles_shelf(" ".join(text.split())):
                self.boxes.update(box.mem_id for box in self._behind(node))
        return others

    def _behind(self, title: LexborNode) -> Iterator[LexborNode]:
        """Yield what follows a title in its box, or its box where nothing with a figure does."""
        step: LexborNode | None = title
        for _ in range(_CLIMB):
            if step is None or step.tag == "body" or step.mem_id in self._home:
                return
            rest = [box for box in _following(step, title) if box.mem_id not in self._home]
            yield from rest
            if any(map(_has_figure, rest)):
                return
            step = step.parent


def _following(node: LexborNode, title: LexborNode) -> Iterator[LexborNode]:
    step = node.next
    while step is not None:
        if step.tag in _RANKS[: _rank(title)] and step.css_first("a") is None:
            return
        yield step
        step = step.next


def _rank(title: LexborNode) -> int:
    return _RANKS.index(title.tag) + 1 if title.tag in _RANKS else len(_RANKS)


def _has_figure(node: LexborNode) -> bool:
    return any(map(str.isdigit, node.text()))
