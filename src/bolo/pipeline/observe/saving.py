"""Save a search and note what it matches already: only what comes later is told."""

from dataclasses import dataclass
from uuid import UUID

from bolo.core.searching.saved import SavedSearch
from bolo.pipeline.observe.percolating import Percolating
from bolo.pipeline.watch.searching import Searching, Wanted
from bolo.platform.db import Database


@dataclass(frozen=True, slots=True)
class Saving:
    """The use cases by which a search begins to catch, or to catch something else."""

    db: Database
    searching: Searching
    percolating: Percolating

    async def add(self, workspace: UUID, wanted: Wanted) -> SavedSearch:
        """Save a new search."""
        return await self._begin(workspace, await self.searching.add(workspace, wanted))

    async def change(self, workspace: UUID, search: UUID, wanted: Wanted) -> SavedSearch:
        """Change a search."""
        changed = await self.searching.change(workspace, search, wanted)
        return changed if wanted.criteria is None else await self._begin(workspace, changed)

    async def resume(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Let a search catch again; what came while it slept is noted, not told."""
        return await self._begin(workspace, await self.searching.resume(workspace, search))

    async def duplicate(self, workspace: UUID, search: UUID) -> SavedSearch:
        """Save a search once more."""
        return await self._begin(workspace, await self.searching.duplicate(workspace, search))

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
        for one, why in moves:
            if one.saved and why is None:
                await self._begin(workspace, await self.searching.one(workspace, one.sought.id))

    async def settle_all(self) -> None:
        """Settle every workspace where something runs or is held: a plan may have run out."""
        for workspace in await self.searching.workspaces():
            await self.settle(workspace, anew=False)

    async def _begin(self, workspace: UUID, search: SavedSearch) -> SavedSearch:
        async with self.db.transaction() as session:
            await self.percolating.begin(session, workspace, search.id, search.criteria)
        return await self.searching.one(workspace, search.id)
