"""Places the listings of a batch one after the other, the surest at each spot.

Products founded on the way are candidates at once. One shop offers a thing once: where only
the text speaks, a second listing of the same shop is another thing, unless it is the surer one.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from bolo.core.matching.gates.rules import Judged, best_of, compare
from bolo.core.product import Likeness, Method
from bolo.pipeline.match.candidates.store import Occupant
from bolo.pipeline.match.opinions import Opinions
from bolo.pipeline.match.reviews.asking import LEAST_UNSURE, SURE
from bolo.pipeline.match.reviews.correcting import SAID_SAME
from bolo.pipeline.match.reviews.store import Ruling
from bolo.pipeline.match.store import NewLink, Placing, Spot

LIKE_ENOUGH = Decimal("0.4")
"""How like a product a listing must be to be shown as "not that after all"."""
OWN = Likeness(Decimal(1), Method.OWN, ("the product began with this listing",))
SILENT = Ruling()
"""Nobody said anything of the listing."""


class Batch:
    """What was founded, joined, kept and driven out on the way; nobody is from a `firm` one."""

    def __init__(
        self,
        opinions: Opinions,
        alone: set[UUID],
        occupants: Iterable[Occupant],
        new_id: Callable[[], UUID],
        *,
        firm: bool = False,
    ) -> None:
        self.founded: list[tuple[UUID, Placing]] = []
        self.joined: list[tuple[UUID, Placing]] = []
        self.kept: list[tuple[UUID, Placing]] = []
        """Products whose only listing is placed anew and stays."""
        self.displaced: list[UUID] = []
        """Listings that a surer one of the same shop took the place of."""
        self._opinions, self._alone, self._new_id, self._firm = opinions, alone, new_id, firm
        self._product_of: dict[UUID, UUID] = {}
        self._taken: set[UUID | None] = set()
        self._left: set[UUID | None] = set()
        """Products whose only listing is something else now."""
        self._standing: dict[tuple[UUID, Spot], tuple[UUID, Decimal]] = {}
        for one in sorted(occupants, key=lambda one: one.listing):
            strength = self._strength(one.method, one.probability)
            self._stand(one.listing, one.product, one.spot, strength)

    def place(self, placing: Placing, said: Ruling = SILENT) -> NewLink:
        """Return what a listing is, and what it only looks like; a person's word comes first."""
        same = [product for product in said.same if product not in said.different]
        if same:
            return self._linked(placing, NewLink(placing.listing, same[0], SAID_SAME))
        own = placing.product if placing.product in self._alone else None
        judged = [
            one
            for one in self._opinions.of(placing.listing, self._product_of)
            if one[0].product != own and one[0].product not in self._left
        ]
        if own in self._taken:  # another of this batch came to it: it must not go the other way
            judged = [one for one in judged if one[1].gates]
        match, near = best_of([one for one in judged if self._free(placing, one)])
        if match is not None:
            product, likeness = match[0].product, match[1]
            if likeness.probability >= SURE:
                self.joined.append((product, placing))
        else:
            product, likeness = own or self._new_id(), OWN
            (self.kept if own else self.founded).append((product, placing))
            self._product_of[placing.listing] = product
        link = NewLink(placing.listing, product, likeness)
        if near is not None and _tempts(near[1]):
            link = replace(link, near_product=near[0].product, near=near[1])
        return self._linked(placing, self._unsure(link, judged))

    def look_again(self, placing: Placing, link: NewLink) -> NewLink:
        """Compare a founder with what was founded after it, too: order must not matter."""
        if link.near is not None or link.likeness is not OWN:
            return link
        thing = placing.description
        later = self._opinions.shelves[placing.demo].candidates(thing)
        judged = [
            (replace(one, product=self._product_of[one.product]), compare(thing, one.description))
            for one in later
            if one.product in self._product_of and one.product != placing.listing
        ]
        _, near = best_of(judged)
        if near is None or not _tempts(near[1]):
            return link
        return replace(link, near_product=near[0].product, near=near[1])

    def _linked(self, placing: Placing, link: NewLink) -> NewLink:
        self._taken.add(link.product)
        if placing.product in self._alone and placing.product != link.product:
            self._left.add(placing.product)
        strength = self._strength(link.likeness.method, link.likeness.probability)
        self._stand(placing.listing, link.product, placing.spot, strength)
        return link

    def _stand(self, listing: UUID, product: UUID, spot: Spot, strength: Decimal) -> None:
        stands, known = self._standing.get((product, spot), (listing, Decimal(0)))
        if strength < known:
            return
        self._standing[product, spot] = listing, strength
        if stands != listing and known <= strength < 1:
            self.displaced.append(stands)

    def _strength(self, method: Method, probability: Decimal) -> Decimal:
        """Return how firmly a link stands: only what rests on text gives way to a surer one."""
        return probability if method is Method.TEXT and not self._firm else Decimal(1)

    def _free(self, placing: Placing, judged: Judged) -> bool:
        """Tell whether a listing may be that, as far as its shop's other listings go."""
        candidate, likeness = judged
        if likeness.method is not Method.TEXT or likeness.gates:
            return True
        stands, strength = self._standing.get(
            (candidate.product, placing.spot), (placing.listing, Decimal(0))
        )
        return stands == placing.listing or likeness.probability > strength

    def _unsure(self, link: NewLink, judged: Iterable[Judged]) -> NewLink:
        """Note what the listing is not, but might be after all; only of one that stays alone."""
        if link.likeness is not OWN:
            return link
        might = [
            (one, said)
            for one, said in judged
            if not said.gates and said.probability >= LEAST_UNSURE
        ]
        if not might:
            return link
        one, said = max(might, key=lambda pair: (pair[1].probability, str(pair[0].product)))
        return replace(link, unsure_product=one.product, unsure=said)


def _tempts(near: Likeness) -> bool:
    """Tell a trap from a plainly different thing, which other identifiers give away."""
    other = any(gate.startswith(("GTIN", "model number")) for gate in near.gates)
    return near.probability >= LIKE_ENOUGH and not other
