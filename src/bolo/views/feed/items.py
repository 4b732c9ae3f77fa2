"""Pages of the feed as JSON: what is the same for everybody is written once for each version.

PostgreSQL says which listings a page has, in which version, and what this reader made of them;
`xmin`, the transaction that wrote a row, is its version. A listing that was written out before
in the same version need not be written again. Nothing is ever forgotten too late: what a page
shows is decided by what its own query found.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol
from uuid import UUID

from bolo.views import wire
from bolo.views.feed.query import HEAD, MADE_OF_IT, MINE, ORDER, OWN, Found, beside, shown, told
from bolo.views.listings import COLUMNS, JOINS
from bolo.views.wire import WRITTEN

MOST_KEPT: Final = 8_192
"""Listings; some 1,000 bytes each, and at most twice as many for a while."""
UNTOUCHED: Final = (
    '"viewed":false,"saved":false,"hidden":false,"opened":0,"note":"","tags":[],"deal":null}'
)
"""The end of a listing that nobody here has made anything of."""
Version = tuple[Any, ...]
"""A listing's id, the versions of it and of its price, and its product."""
KEY = 4
"""How many columns are the `Version`; one follows."""
_HEADS = f"""
    SELECT found.shown_id, found.version, found.priced, found.product_id, row_to_json(head)::text
    FROM (
        SELECT {COLUMNS}, listing.first_seen_at, listing.seller, listing.category, listing.place,
               listing.country, link.product_id, listing.xmin AS version, price.xmin AS priced
        FROM listing {JOINS} LEFT JOIN link ON link.listing_id = listing.id
        WHERE listing.id = ANY(CAST(:ids AS uuid[]))) AS found,
    LATERAL (SELECT {wire.columns(HEAD)}) AS head
"""  # noqa: S608  (made of our own column names)


def _versions(found: Found) -> str:
    """Return SQL that gives each listing's `Version`, and what was made of it as JSON, if any."""
    columns = f"""listing.id, listing.version, price.version AS priced, link.product_id,
        coalesce(mark.listing_id, note.listing_id, deal.listing_id) AS touched, {MADE_OF_IT}"""
    listings = found.query("listing.id, listing.first_seen_at, listing.version")
    return f"""
        SELECT found.id, found.version, found.priced, found.product_id,
               CASE WHEN touched IS NOT NULL THEN (
                   SELECT row_to_json(mine)::text FROM (SELECT {wire.columns(MINE)}) AS mine) END
        FROM ({beside(listings, columns, ORDER)}) AS found
    """  # noqa: S608  (made of our own column names)


class Reads(Protocol):
    """What is needed of the database."""

    @property
    def connected(self) -> int:
        """How many connections were opened so far."""
        ...

    async def read(
        self, workspace_id: UUID, query: str, values: Mapping[str, Any]
    ) -> Sequence[Any]:
        """Return the rows that one tenant is given."""
        ...


class FeedItems:
    """What was written, by version: the newest, and those before them."""

    def __init__(self, db: Reads, most: int = MOST_KEPT) -> None:
        self._db = db
        self._most = most
        self._new: dict[Version, str] = {}
        self._old: dict[Version, str] = {}
        self._connected = 0

    @property
    def kept(self) -> int:
        """How many written listings are kept."""
        return len(self._new) + len(self._old)

    async def items(self, workspace: UUID, found: Found) -> list[str]:
        """Return the listings of a page as they go out, in its order."""
        rows = await self._db.read(workspace, _versions(found), found.values)
        if self._connected != self._db.connected:  # it may be another server, which counts anew
            self._connected = self._db.connected
            self._new, self._old = {}, {}
        heads = [self._known(tuple(row[:KEY])) for row in rows]
        missing = [row[0] for row, head in zip(rows, heads, strict=True) if head is None]
        if missing:
            written = await self._write(workspace, missing)
            heads = [head or written.get(row[0]) for row, head in zip(rows, heads, strict=True)]
        return [_whole(head, row[KEY]) for row, head in zip(rows, heads, strict=True) if head]

    async def unkept(self, workspace: UUID, found: Found) -> list[str]:
        """Return the same in one query, all of it written anew: for what is seldom seen twice."""
        query = told(shown(found.query(OWN), ORDER))
        return [row[WRITTEN] for row in await self._db.read(workspace, query, found.values)]

    def _known(self, version: Version) -> str | None:
        head = self._new.get(version)
        if head is None and (head := self._old.get(version)) is not None:
            self._keep(version, head)
        return head

    def _keep(self, version: Version, head: str) -> None:
        if len(self._new) >= self._most:
            self._old, self._new = self._new, {}
        self._new[version] = head

    async def _write(self, workspace: UUID, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Have listings written as they are now; one that is gone since is left out."""
        before = self._db.connected
        rows = await self._db.read(workspace, _HEADS, {"ids": ids})
        for row in rows if before == self._db.connected else ():
            self._keep(tuple(row[:KEY]), _begun(row[KEY]))
        return {row[0]: _begun(row[KEY]) for row in rows}


def _begun(head: str) -> str:
    """Return a listing that is not yet at its end."""
    return f"{head[:-1]},"


def _whole(head: str, mine: str | None) -> str:
    return head + (UNTOUCHED if mine is None else mine[1:])
