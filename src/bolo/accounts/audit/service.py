"""The audit log: who did what, and when; appended to, never changed, and each entry chained.

An entry's hash is SHA-256 over the hash before it and what it says, so that a change, a gap or
another order shows. Names are not in it: who leaves is forgotten, and the chain still holds.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import orjson

from bolo.accounts.audit import store
from bolo.accounts.audit.store import Entry, Wanted
from bolo.accounts.caller import Caller
from bolo.accounts.person import store as person_store
from bolo.platform.clock import Clock
from bolo.platform.database.access import Database

A_READ = 1000
LONGEST_TARGET = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """A workspace's log, verified: how many entries, the hash of the last, what is wrong."""

    workspace: UUID
    entries: int
    head: str
    broken_at: int | None


@dataclass(frozen=True, slots=True)
class Audit:
    """The use cases."""

    db: Database
    clock: Clock

    async def record(
        self, who: Caller, action: str, target: str, workspace: UUID | None = None
    ) -> None:
        """Append what a caller has just done; in another `workspace` where it was done to that."""
        via = "browser" if who.browser else "session" if who.session else "api key"
        await self.append(workspace or who.workspace, who.user, action, target, via)

    async def tell_concerned(self, who: Caller, workspace: UUID, action: str, target: str) -> None:
        """Have what an operator did to another workspace stand in that one's log too, unnamed."""
        if workspace != who.workspace:
            await self.append(workspace, None, action, target, "operator")

    async def append_at_home(self, user: UUID, action: str, via: str) -> None:
        """Append what somebody did who showed a link or a token: in their first workspace."""
        async with self.db.transaction() as session:
            homes = await person_store.belongings(session, user)
        if homes:
            await self.append(homes[0].id, user, action, "", via)

    async def append(
        self, workspace: UUID, user: UUID | None, action: str, target: str, via: str
    ) -> None:
        """Append an entry."""
        async with self.db.transaction() as session:
            number, before = await store.last(session, workspace)
            entry = Entry(number + 1, self.clock(), user, via, action, target[:LONGEST_TARGET], b"")
            await store.add(session, workspace, replace(entry, hash=hash_of(before, entry)))

    async def page(self, who: Caller, wanted: Wanted) -> tuple[Entry, ...]:
        """Return entries of the caller's workspace, the newest first."""
        async with self.db.for_workspace(who.workspace) as session:
            return await store.page(session, who.workspace, wanted)

    async def actions(self, who: Caller) -> tuple[str, ...]:
        """Return the actions that one may ask for."""
        async with self.db.for_workspace(who.workspace) as session:
            return await store.actions(session, who.workspace)

    async def verify(self, workspace: UUID) -> Checked:
        """Work out every hash of a workspace's log anew."""
        number, before = 0, b""
        while True:
            async with self.db.transaction() as session:
                entries = await store.following(session, workspace, number, A_READ)
            for entry in entries:
                if entry.number != number + 1 or entry.hash != hash_of(before, entry):
                    return Checked(workspace, number, before.hex(), number + 1)
                number, before = entry.number, entry.hash
            if not entries:
                return Checked(workspace, number, before.hex(), None)

    async def verify_all(self) -> tuple[Checked, ...]:
        """Verify the log of every workspace."""
        async with self.db.transaction() as session:
            known = await store.workspaces(session)
        return tuple([await self.verify(one) for one in known])


def hash_of(before: bytes, entry: Entry) -> bytes:
    """Return the hash of an entry that stands behind another."""
    said = [
        entry.number,
        _moment(entry.at),
        str(entry.user) if entry.user else None,
        entry.via,
        entry.action,
        entry.target,
    ]
    return sha256(before + orjson.dumps(said)).digest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
