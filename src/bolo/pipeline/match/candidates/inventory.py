"""The titles of all known products, held in memory by one worker and renewed before each use.

Older ones stand in a `Catalogue`, built in one go; younger ones on a `Shelf`, which grows. Both
only propose: what a product is now, and whether it still is, is asked of the database.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bolo.core.matching.candidates.shelf import Shelf
from bolo.core.product import Description
from bolo.pipeline.match.candidates import store as candidate_store
from bolo.pipeline.match.candidates.store import Titled
from bolo.pipeline.match.store import Placing, words
from bolo.platform.threads import finish_in_thread

if TYPE_CHECKING:
    from bolo.core.matching.candidates.catalogue import Catalogue

MOST = 12
"""What a listing could be, at most, from either place."""
ROOM, SHARE = 1_000, 20
"""Younger products that are held one by one; with many older ones, one in so many of them."""


class _Held:
    """The products of what is real, or of the demo street: the two never meet."""

    def __init__(self) -> None:
        self.young = Shelf()
        self.ids: list[UUID] = []
        self.old: Catalogue | None = None

    def build(self, rows: Sequence[Titled]) -> None:
        """Hold these, and nothing else."""
        from bolo.core.matching.candidates.catalogue import Catalogue  # noqa: PLC0415  (loads SciPy)

        self.young = Shelf()
        self.ids = [row.id for row in rows]
        self.old = Catalogue([row.words for row in rows]) if rows else None

    def near(self, things: Sequence[Description]) -> list[list[UUID]]:
        """Return what each could be by its words."""
        found = [[one.product for one in self.young.candidates(t, MOST)] for t in things]
        if self.old is not None:
            near = self.old.nearest([words(thing) for thing in things], MOST)
            for asked, row in zip(near.asked.tolist(), near.rows.tolist(), strict=True):
                found[asked].append(self.ids[row])
        return found


class Inventory:
    """Knows every product by its words; `room` is how many may wait to be built in."""

    def __init__(self, room: int = ROOM) -> None:
        self._least_room = room
        self._seen = 0
        self._young = 0
        self._held = {True: _Held(), False: _Held()}

    async def renew(self, session: AsyncSession) -> None:
        """Take in what was founded or described anew since; call it while matching is locked."""
        old = sum(len(held.ids) for held in self._held.values())
        room = max(self._least_room, old // SHARE) - self._young
        rows = await candidate_store.titled_since(session, self._seen, room + 1)
        if not rows:
            return
        if len(rows) > room:
            rows = await candidate_store.titled_since(session, 0, None)
            await finish_in_thread(lambda: self._build(rows))
        else:
            await finish_in_thread(lambda: self._add(rows))
        self._seen = rows[-1].version

    def _build(self, rows: Sequence[Titled]) -> None:
        for demo, held in self._held.items():
            held.build([row for row in rows if row.demo is demo])
        self._young = 0

    def _add(self, rows: Sequence[Titled]) -> None:
        for row in rows:
            self._held[row.demo].young.put(row.id, Description(row.words, row.brand))
        self._young += len(rows)

    async def near(self, placings: Sequence[Placing]) -> list[tuple[UUID, UUID]]:
        """Return pairs of a listing and a product that it could be by its words."""
        if all(held.old is None for held in self._held.values()):
            return self._near(placings)
        return await finish_in_thread(lambda: self._near(placings))

    def _near(self, placings: Sequence[Placing]) -> list[tuple[UUID, UUID]]:
        pairs: list[tuple[UUID, UUID]] = []
        for demo, held in self._held.items():
            some = [one for one in placings if one.demo is demo]
            found = held.near([one.description for one in some])
            pairs += [
                (one.listing, product)
                for one, products in zip(some, found, strict=True)
                for product in dict.fromkeys(products)
            ]
        return pairs
