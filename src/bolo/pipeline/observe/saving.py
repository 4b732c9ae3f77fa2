"""Save a search and note what it matches already: only what comes later is told.

What it matches is looked for first, without a lock, and noted in the transaction in which the
search begins; what came in between is caught once it has begun.
"""

from dataclasses import dataclass
from uuid import UUID

from bolo.core.searching.criteria import Criteria
from bolo.core.searching.saved import SavedSearch
from bolo.pipeline.observe.percolating import Caught, Percolating
from bolo.pipeline.watch.searches import store as search_store
from bolo.pipeline.watch.searches.searching import Note, Searching, Wanted
from bolo.platform.database.access import Database


@dataclass(frozen=True, slots=True)
class Saving:
    """The use cases by which a search begins to catch, or to catch something else."""

    db: Database
    searching: Searching
    percolating: Percolating

    async def add(self, workspace: UUID, wanted: Wanted) -> SavedSearch:
        """Save a new search."""
        criteria = wanted.criteria or Criteria()
        before = await self._look(workspace, criteria)
        made = await self.searching.add(workspace, wanted, self._note(before))
        return await self._catch_up(workspace, made, before)

    async def change(self, workspace: UUID, search: UUID, wanted: Wanted) -> SavedSearch:
        """Change a search."""
        if wanted.criteria is None:
            return await self.searching.change(workspace, search, wanted)
        before = await self._look(workspace, wanted.criteria)
        changed = await self.searching.change(workspace, search, wanted, self._note(before))
        return await self._catch_up(workspace, changed, before)

    async def resume(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Let a search catch again; what came while it slept is noted, not told."""
        known = await self.searching.one(workspace, search)
        before = await self._look(workspace, known.criteria)
        resumed = await self.searching.resume(workspace, search, self._note(before))
        return await self._catch_up(workspace, resumed, before)

    async def duplicate(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Save a search once more."""
        return await self.add(workspace, await self.searching.copied(workspace, search))

    async def settle(self, workspace: UUID, *, anew: bool = True) -> None:
        """Let what the plan has room for run, and hold the rest, the newest first.

        With `anew` what runs asks as often and where the plan has it now, also where nothing
        was held.
        """
        async with self.db.transaction() as session:
            room = await self.searching.quota.room(session, workspace, whole=True)
            moves = room.moves()
            for one, why in moves:
                await self.searching.hold(session, workspace, one, why, room)
            if moves or anew:
                await self.searching.ask_anew(session, workspace)
            held = [one.sought.id for one, _ in moves if one.saved]
            if held:
                await search_store.reveal(session, held)
        for one, why in moves:
            if one.saved and why is None:
                await self._begin(workspace, one.sought.id)

    async def settle_all(self) -> None:
        """Settle every workspace where something runs or is held: a plan may have run out."""
        for workspace in await self.searching.workspaces():
            await self.settle(workspace, anew=False)

    async def _begin(self, workspace: UUID, search: UUID) -> None:
        """Note what a search that goes on by itself matches already: a moment after it does."""
        known = await self.searching.one(workspace, search)
        async with self.db.transaction() as session:
            before = await self.percolating.look(session, known.criteria, workspace)
            await self.percolating.note(session, search, before)

    async def _look(self, workspace: UUID, criteria: Criteria) -> Caught:
        """Return what a search matches before it begins; nothing is locked meanwhile."""
        async with self.db.transaction() as session:
            return await self.percolating.look(session, criteria, workspace)

    def _note(self, before: Caught) -> Note:
        return lambda session, search: self.percolating.note(session, search, before)

    async def _catch_up(self, workspace: UUID, search: SavedSearch, before: Caught) -> SavedSearch:
        """Catch what came between the look and the moment from which workers know the search."""
        async with self.db.transaction() as session:
            await self.percolating.catch_up(session, workspace, search.id, search.criteria, before)
        return await self.searching.one(workspace, search.id)
