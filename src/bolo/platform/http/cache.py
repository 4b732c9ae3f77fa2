"""Where kept answers live: the port, and the variant in memory.

The variant in PostgreSQL is in `store.py`. Both forget the oldest first.
"""

from collections import OrderedDict
from typing import Protocol

from bolo.platform.http.freshness import Entry

MOST_ENTRY = 1_000_000
"""A larger answer (wire size, in bytes) is not kept."""


class Cache(Protocol):
    """Keeps answers by the key of their question."""

    async def get(self, key: bytes) -> Entry | None:
        """Return what is kept, fresh or not."""
        ...

    async def put(self, key: bytes, entry: Entry) -> None:
        """Keep `entry` in place of what was kept before."""
        ...

    async def drop(self, key: bytes) -> None:
        """Forget what is kept."""
        ...


class MemoryCache:
    """Keeps up to `most_bytes` of wire bodies; the longest unused goes first."""

    def __init__(self, most_bytes: int = 32_000_000) -> None:
        self._most_bytes = most_bytes
        self._size = 0
        self._entries: OrderedDict[bytes, Entry] = OrderedDict()

    async def get(self, key: bytes) -> Entry | None:
        """Return what is kept, fresh or not."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    async def put(self, key: bytes, entry: Entry) -> None:
        """Keep `entry` in place of what was kept before."""
        await self.drop(key)
        if len(entry.wire) > MOST_ENTRY:
            return
        self._entries[key] = entry
        self._size += len(entry.wire)
        while self._size > self._most_bytes:
            _, oldest = self._entries.popitem(last=False)
            self._size -= len(oldest.wire)

    async def drop(self, key: bytes) -> None:
        """Forget what is kept."""
        old = self._entries.pop(key, None)
        if old is not None:
            self._size -= len(old.wire)
