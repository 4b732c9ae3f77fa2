"""Boxes of other goods, told by their build alone: each like its neighbour, each with a link away.

Shops call them by any name or none, so shelves are found where no class says "related".
"""

from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from bolo.core.reading.document.source import Source

_LONGEST: Final = 400
_DEEPEST: Final = 5
_LINKS: Final = 4
_DIFFERENT: Final = 2
"""Names by which neighbours may differ: first, last, odd, even."""
_LISTED: Final = frozenset({"li", "article"})
"""These repeat by nature; other elements must also be called alike."""


class Tiles:
    """Remembers for each element of one page whether it is such a box."""

    def __init__(self, source: Source) -> None:
        """Know the page's own address, to which a link does not lead away."""
        self._source = source
        self._known: dict[int, bool] = {}

    def hold(self, node: LexborNode, home: frozenset[int]) -> bool:
        """Say whether `node` stands in a tile; what also holds the heading is none."""
        step: LexborNode | None = node
        for _ in range(_DEEPEST):
            if step is None or step.tag in {"body", "html"} or step.mem_id in home:
                return False
            if self.is_tile(step):
                return True
            step = step.parent
        return False

    def is_tile(self, node: LexborNode) -> bool:
        """Say whether `node` itself is a tile: short, linked elsewhere, one of a row."""
        known = self._known.get(node.mem_id)
        if known is None:
            known = self._known[node.mem_id] = self._look(node)
        return known

    def _look(self, node: LexborNode) -> bool:
        twins = [one for one in (_beside(node, "next"), _beside(node, "prev")) if one is not None]
        twins = [one for one in twins if _alike(node, one)]
        if not twins or len(node.text(strip=True)) > _LONGEST:
            return False
        away = self._away(node)
        if not away:
            return False
        pictured = node.css_first("img") is not None
        return pictured and any((there := self._away(one)) and there != away for one in twins)

    def _away(self, node: LexborNode) -> set[str]:
        """Return the paths of other pages that the first links inside lead to."""
        own = urlsplit(self._source.url).path
        links = [node] if node.tag == "a" else node.css("a[href]")[:_LINKS]
        addresses = [self._source.absolute(link.attributes.get("href")) for link in links]
        paths = {urlsplit(address).path for address in addresses if address}
        return paths - {own, "", "/"}


def _beside(node: LexborNode, way: str) -> LexborNode | None:
    """Return the element before or behind `node`, past texts and comments."""
    step: LexborNode | None = getattr(node, way)
    while step is not None and (step.tag or "-").startswith("-"):
        step = getattr(step, way)
    return step


def _alike(node: LexborNode, other: LexborNode) -> bool:
    if node.tag != other.tag:
        return False
    names, others = _names(node), _names(other)
    if not names:
        return node.tag in _LISTED and not others
    return bool(names & others) and len(names ^ others) <= _DIFFERENT


def _names(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())
