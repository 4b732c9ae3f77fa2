"""Products found a moment ago, searchable in memory until they are in the database."""

from collections import Counter, defaultdict
from uuid import UUID

from bolo.core.matching.titles.attributes import read_attributes
from bolo.core.product import Candidate, Description

MOST = 12


class Shelf:
    """Finds candidates by GTIN, by brand and part number, and by words in common."""

    def __init__(self) -> None:
        self._things: dict[UUID, Description] = {}
        self._by_key: dict[str, set[UUID]] = defaultdict(set)
        self._by_word: dict[str, set[UUID]] = defaultdict(set)

    def put(self, product: UUID, thing: Description) -> None:
        """Put a product on the shelf."""
        self._things[product] = thing
        for key in _keys(thing):
            self._by_key[key].add(product)
        for word in read_attributes(thing).words:
            self._by_word[word].add(product)

    def candidates(self, thing: Description, most: int = MOST) -> list[Candidate]:
        """Return what `thing` might be: everything with its identifiers, then the likest."""
        found = {product for key in _keys(thing) for product in self._by_key[key]}
        shared: Counter[UUID] = Counter()
        for word in read_attributes(thing).words:
            shared.update(self._by_word.get(word, ()))
        likest = sorted(shared, key=lambda product: (-shared[product], product))[:most]
        return [Candidate(p, self._things[p]) for p in sorted(found | set(likest))]


def _keys(thing: Description) -> list[str]:
    keys = [f"gtin {thing.gtin}"] if thing.gtin else []
    if thing.brand and thing.mpn:
        keys.append(f"part {thing.brand} {thing.mpn}".lower())
    return keys
