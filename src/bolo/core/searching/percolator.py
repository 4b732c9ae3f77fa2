"""Thousands of searches against one listing at once: only those are tried that may match.

Each search stands under the rarest word that it cannot do without, on the shelves of the
marketplaces it names. Trying one is compiled; what comes out equals `matching.matches`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeAlias, TypeVar

from bolo.core.searching.criteria import (
    AllOf,
    AnyOf,
    Compare,
    Criteria,
    Is,
    Leaf,
    Measure,
    Near,
    Node,
    Not,
    Term,
    Trait,
)
from bolo.core.searching.matching import COMPARED, Exchange, Ready, Seen, holds, named
from bolo.core.searching.places import distance_km, locate
from bolo.core.searching.words import needle, padded

Id = TypeVar("Id", bound=Hashable)
Test: TypeAlias = Callable[[Ready], bool]
ANYWHERE: Final = ""
"""The shelf of searches that name no marketplace."""
ALWAYS: Final = "\0"
"""Where searches stand that need no certain word: tried for every listing there."""
_SELLERS: Final = "\1"
"""Before the name of a shelf whose keys are sellers."""
Tried: TypeAlias = tuple[frozenset[str], frozenset[str], tuple[Test, ...]]
"""Words that a search needs, words that it forbids, and what else is to be tried."""


@dataclass(slots=True)
class Percolator(Generic[Id]):
    """The index; `seldom` says how often words are met, so that the rarest is chosen.

    Words that it does not hold count as never met. What is chosen bears on speed alone.
    """

    exchange: Exchange = field(default_factory=Exchange)
    seldom: Mapping[str, int] = field(default_factory=dict[str, int])
    _places: dict[Id, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Where each search stands: shelf and key."""
    _shelves: dict[str, dict[str, dict[Id, Tried]]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the searches."""
        return len(self._places)

    def __contains__(self, one: object) -> bool:
        """Tell whether a search is held."""
        return one in self._places

    def put(self, one: Id, criteria: Criteria) -> None:
        """Add a search, in the place of what it was before."""
        self.drop(one)
        shelved = Is(Trait.ON, criteria.marketplaces)
        clauses = tuple(clause for clause in criteria.clauses() if clause != shelved)
        cover = self._cover(AllOf(clauses)) or frozenset({(ANYWHERE, ALWAYS)})
        tried = _tried(clauses, frozenset(key for _, key in cover))
        places = [
            (f"{kind}{market}", key)
            for kind, key in sorted(cover)
            for market in criteria.marketplaces or (ANYWHERE,)
        ]
        self._places[one] = tuple(places)
        for shelf, key in places:
            self._shelves.setdefault(shelf, {}).setdefault(key, {})[one] = tried

    def drop(self, one: Id) -> None:
        """Take a search out; one that is not held is no mistake."""
        for name, key in self._places.pop(one, ()):
            shelf = self._shelves[name]
            del shelf[key][one]
            if not shelf[key]:
                del shelf[key]

    def words(self, one: Id) -> frozenset[str] | None:
        """Return words of which all that a search matches has one; `None` if there are none."""
        places = self._places[one]
        if any(shelf.startswith(_SELLERS) or key == ALWAYS for shelf, key in places):
            return None
        return frozenset(key for _, key in places)

    def caught_by(self, seen: Seen) -> list[Id]:
        """Return the searches that a listing matches, each once."""
        listing = Ready(seen, self.exchange)
        words = listing.words
        found: dict[Id, None] = {}
        for market in (ANYWHERE, seen.marketplace):
            shelf = self._shelves.get(market)
            if shelf:
                for key in words & shelf.keys():
                    _try(shelf[key], listing, words, found)
                if ALWAYS in shelf:
                    _try(shelf[ALWAYS], listing, words, found)
            sellers = self._shelves.get(f"{_SELLERS}{market}")
            if sellers:
                for key in listing.sellers & sellers.keys():
                    _try(sellers[key], listing, words, found)
        return list(found)

    def _cover(self, node: Node) -> frozenset[tuple[str, str]]:
        """Return kinds and keys of which every match has one; none when there is no such set."""
        if isinstance(node, Term):
            return frozenset({(ANYWHERE, min(needle(node.text), key=self._cost))})
        if isinstance(node, Is) and node.trait is Trait.SELLER:
            return frozenset((_SELLERS, named(value)) for value in node.values)
        if isinstance(node, AllOf):
            covers = [cover for one in node.nodes if (cover := self._cover(one))]
            return min(covers, key=self._burden, default=frozenset())
        if isinstance(node, AnyOf):
            covers = [self._cover(one) for one in node.nodes]
            return frozenset().union(*covers) if all(covers) else frozenset()
        return frozenset()

    def _burden(self, cover: frozenset[tuple[str, str]]) -> int:
        return sum(self._cost(key) for _, key in cover)

    def _cost(self, word: str) -> int:
        return self.seldom.get(word, 0) + 1


def _tried(clauses: Sequence[Node], found_by: frozenset[str]) -> Tried:
    """Compile clauses; what it was found by alone needs no second look."""
    needed: set[str] = set()
    forbidden: set[str] = set()
    tests: list[Test] = []
    for clause in clauses:
        if isinstance(clause, Term):
            needed.update(needle(clause.text))
        if _word(clause):
            continue
        if isinstance(clause, Not) and (word := _word(clause.node)):
            forbidden.add(word)
        else:
            tests.append(_compiled(clause))
    if len(found_by) == 1:
        needed -= found_by
    return frozenset(needed), frozenset(forbidden), tuple(tests)


def _try(
    among: Mapping[Id, Tried], listing: Ready, words: frozenset[str], found: dict[Id, None]
) -> None:
    """Add to `found` those of `among` that the listing matches."""
    for one, (needed, forbidden, tests) in among.items():
        if not needed <= words or not forbidden.isdisjoint(words):
            continue
        for test in tests:
            if not test(listing):
                break
        else:
            found[one] = None


def _word(node: Node) -> str | None:
    """Return the one piece that a term is, when it is one."""
    parts = needle(node.text) if isinstance(node, Term) else ()
    return parts[0] if len(parts) == 1 else None


def _compiled(node: Node) -> Test:
    if isinstance(node, Term):
        return _phrase(node)
    if isinstance(node, AnyOf) and (words := _words_of(node.nodes)) is not None:
        return lambda listing: not words.isdisjoint(listing.words)
    if isinstance(node, AnyOf | AllOf):
        tests = [_compiled(one) for one in node.nodes]
        return _all_of(tests) if isinstance(node, AllOf) else _any_of(tests)
    if isinstance(node, Not):
        test = _compiled(node.node)
        return lambda listing: not test(listing)
    return _leaf(node)


def _leaf(node: Leaf) -> Test:
    if isinstance(node, Compare) and node.measure is Measure.PRICE:
        return _price(node)
    if isinstance(node, Near):
        return _near(node)
    if isinstance(node, Is) and node.trait is Trait.CONDITION:
        wanted = frozenset(node.values)
        return lambda listing: listing.seen.condition in wanted
    return lambda listing: holds(node, listing)


def _price(node: Compare) -> Test:
    compared, amount, currency = COMPARED[node.order], node.amount, node.currency

    def test(listing: Ready) -> bool:
        price = listing.price(currency)
        return price is not None and compared(price, amount)

    return test


def _near(node: Near) -> Test:
    centre, most = locate(node.place), node.km

    def test(listing: Ready) -> bool:
        place = listing.seen.place
        return centre is not None and place is not None and distance_km(centre, place) <= most

    return test


def _words_of(nodes: Iterable[Node]) -> frozenset[str] | None:
    """Return the words when every node is a single one."""
    words = [_word(node) for node in nodes]
    return None if None in words else frozenset(filter(None, words))


def _all_of(tests: list[Test]) -> Test:
    return lambda listing: all(test(listing) for test in tests)


def _any_of(tests: list[Test]) -> Test:
    return lambda listing: any(test(listing) for test in tests)


def _phrase(term: Term) -> Test:
    said = padded(list(needle(term.text)))
    return lambda listing: said in listing.text
