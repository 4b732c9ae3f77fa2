"""What is thought of the listings of a batch and each thing that they might be.

Rules judge first, one pair at a time; all pairs that only their text could decide are then
judged by the trees at once. What listings of one batch are to each other is judged likewise.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from bolo.core.matching.candidates.shelf import Shelf
from bolo.core.matching.gates.rules import Judged, agreed, compare, for_trees
from bolo.core.product import Candidate, Description, Likeness, Method
from bolo.pipeline.match.reviews.store import Ruling
from bolo.pipeline.match.store import Placing
from bolo.pipeline.match.trees.judge import Judge

MOST_ASKED = 3
"""Candidates of a listing that the trees judge, those likest by the rule."""
Known = Mapping[UUID, Sequence[Candidate]]


class Opinions:
    """Of each listing: products that it might be, and listings of the batch before it."""

    def __init__(self) -> None:
        self.shelves = {True: Shelf(), False: Shelf()}
        """Listings of the batch that nothing identified, by their own ids."""
        self._of: dict[UUID, dict[UUID, Judged]] = {}
        self._fellows: dict[UUID, set[UUID]] = {}
        self._asked: list[tuple[UUID, UUID, Description]] = []

    def weigh(self, placings: Sequence[Placing], known: Known, said: Mapping[UUID, Ruling]) -> None:
        """Let the rules judge all pairs."""
        for placing in placings:
            ruling = said.get(placing.listing, Ruling())
            if any(product not in ruling.different for product in ruling.same):
                self._of[placing.listing] = {}
                continue  # a person said what it is
            self._weigh(placing, known.get(placing.listing, ()), ruling.different)

    def _weigh(
        self, placing: Placing, known: Sequence[Candidate], different: frozenset[UUID]
    ) -> None:
        thing, shelf = placing.description, self.shelves[placing.demo]
        fellows = shelf.candidates(thing)
        self._fellows[placing.listing] = {one.product for one in fellows}
        candidates = [*(one for one in known if one.product not in different), *fellows]
        found = {one.product: (one, compare(thing, one.description)) for one in candidates}
        self._of[placing.listing] = found
        if any(said.same and said.method is not Method.TEXT for _, said in found.values()):
            return
        shelf.put(placing.listing, thing)
        open_ = [(said.probability, at) for at, (_, said) in found.items() if for_trees(said)]
        likest = sorted(open_, key=lambda one: (-one[0], str(one[1])))
        self._asked += [(placing.listing, at, thing) for _, at in likest[:MOST_ASKED]]

    async def ask(self, judge: Judge) -> None:
        """Let the trees judge what they are for; what they were not asked of is no match."""
        pairs = [
            (thing, self._of[listing][at][0].description) for listing, at, thing in self._asked
        ]
        chances = await judge.likely_same(pairs)
        told: dict[tuple[UUID, UUID], Likeness] = {}
        for (listing, at, _), chance in zip(self._asked, chances, strict=True):
            told[listing, at] = agreed(self._of[listing][at][1], chance)
        for listing, found in self._of.items():
            for at, (candidate, rule) in found.items():
                found[at] = candidate, told.get((listing, at), _unless_text(rule))

    def of(self, listing: UUID, founded: Mapping[UUID, UUID]) -> list[Judged]:
        """Return what is thought; `founded` says which listings of the batch have a product."""
        fellows = self._fellows.get(listing, set())
        return [
            (Candidate(founded[at], one.description) if at in fellows else one, said)
            for at, (one, said) in self._of[listing].items()
            if at not in fellows or at in founded
        ]


def _unless_text(rule: Likeness) -> Likeness:
    if rule.method is not Method.TEXT or rule.gates:
        return rule
    return Likeness(Decimal(0), Method.TEXT, rule.reasons)
