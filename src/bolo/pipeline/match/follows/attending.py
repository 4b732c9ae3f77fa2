"""Has what is followed read: by a watch of the workspace, or by one that is made for it.

What was made ends with the last follow of it, and rests while all of them do. Listings and
pages only: of a seller, a shop or a product there is no one page.
"""

from dataclasses import dataclass
from uuid import UUID

from bolo.core.errors import Conflict, Invalid
from bolo.core.marketplace import Address
from bolo.pipeline.match.follows import attend_store
from bolo.pipeline.match.follows.attend_store import Starved
from bolo.pipeline.watch import store as watch_store
from bolo.pipeline.watch.service import Watching
from bolo.platform.database.access import Database


@dataclass(frozen=True, slots=True)
class Attending:
    """The use cases."""

    db: Database
    watching: Watching

    async def tend(self, workspace: UUID | None = None) -> int:
        """Have every follow read that nothing reads; of one workspace, or of all."""
        async with self.db.transaction() as session:
            starved = await attend_store.starved(session, workspace)
        for one in starved:
            await self._attend(one)
        return len(starved)

    async def made_for(self, follow: UUID) -> UUID | None:
        """Return the watch that was made for a follow."""
        async with self.db.transaction() as session:
            return await attend_store.made_for(session, follow)

    async def settle(self, workspace: UUID, watch: UUID | None) -> None:
        """Let a watch that was made go on, rest or end, as its follows do."""
        if watch is None:
            return
        async with self.db.transaction() as session:
            every, running = await attend_store.follows_of(session, watch)
        if not every:
            await self.watching.release(workspace, watch)
        elif running:
            await self.watching.resume(workspace, watch)
        else:
            await self.watching.pause(workspace, watch)

    async def _attend(self, one: Starved) -> None:
        try:
            key = Address.of(one.address).url
            known = await self._known(one, key) or await self._make(one, key)
        except (ValueError, Invalid, Conflict):  # no address, or somebody was faster: next time
            return
        watch, followed = known
        if not followed:
            return  # a person's own that is paused: as they wish
        async with self.db.transaction() as session:
            await attend_store.read_by(session, one.follow, watch)
        await self.settle(one.workspace, watch)

    async def _known(self, one: Starved, key: str) -> tuple[UUID, bool] | None:
        async with self.db.transaction() as session:
            return await attend_store.watch_at(session, one.workspace, key)

    async def _make(self, one: Starved, key: str) -> tuple[UUID, bool]:
        made = await self.watching.add(one.workspace, key, label=one.label, demo=one.demo)
        async with self.db.transaction() as session:
            await watch_store.own(session, one.workspace, made.id, followed=True)
        return made.id, True
