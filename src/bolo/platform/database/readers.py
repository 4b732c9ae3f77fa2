"""Connections for single statements, most of them reads as one tenant, without sessions.

Each statement is a transaction of its own and one round trip. A connection keeps the identity that
it was given and is lent to nobody else before it has been given another, which is a second trip.
One that fails in any way, while it works or changes, is closed and another takes its place.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg

from bolo.core.errors import Invalid, Unavailable
from bolo.platform.database.tenancy import TENANT, WORKSPACE_SETTING

GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # its end may be half told already
    asyncpg.AdminShutdownError,
    OSError,
)
MOMENT = timedelta(seconds=1)
BUSY = "the database is not available right now; try again in a moment"
NAMED = re.compile(r"(?<![:\w]):([a-z_]\w*)")
BECOME = f"""
    SELECT set_config('role', $1, false), set_config('{WORKSPACE_SETTING}', $2, false),
           set_config('default_transaction_read_only', $3, false)
"""
SYSTEM = "none"
"""The role that PostgreSQL takes for: whoever connected."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a connection may do: as whom, for which workspace, and whether it may write."""

    role: str = SYSTEM
    workspace: str = ""
    read_only: str = "on"


ASKS, DOES = Identity(), Identity(read_only="off")


@dataclass(slots=True, eq=False)
class Held:
    """A connection, and whose it is; `None` when nobody's yet."""

    connection: asyncpg.Connection
    identity: Identity | None = None

    async def become(self, identity: Identity) -> None:
        """Take on an identity; unless this returns, it has none."""
        if self.identity != identity:
            self.identity = None
            await self.connection.execute(
                BECOME, identity.role, identity.workspace, identity.read_only
            )
            self.identity = identity


@lru_cache(maxsize=512)
def numbered(query: str) -> tuple[str, tuple[str, ...]]:
    """Return a query with $1, $2 … in place of `:name`s, and the names in that order."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        name = found[1]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return NAMED.sub(number, query), tuple(names)


class Readers:
    """A few connections, opened when they are needed."""

    def __init__(self, connect: Callable[[], Awaitable[asyncpg.Connection]], most: int) -> None:
        self._connect = connect
        self._most = most
        self._places = asyncio.Semaphore(most)
        self._open = 0
        self.opened = 0
        """How many connections there have been."""
        self._idle: list[Held] = []

    async def close(self) -> None:
        """Close every connection."""
        while self._idle:
            await self._idle.pop().connection.close(timeout=5)
            self._open -= 1

    async def read(
        self, workspace: UUID, query: str, values: Mapping[str, Any]
    ) -> list[asyncpg.Record]:
        """Return the rows that one tenant is given."""
        return await self._rows(Identity(TENANT, str(workspace)), query, values)

    async def ask(self, query: str, values: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Return rows with the rights of the system."""
        return await self._rows(ASKS, query, values)

    async def do(self, query: str, values: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Run one statement that is a transaction of its own, and return what it returns.

        When it fails as `Unavailable`, it may or may not have had its effects.
        """
        return await self._rows(DOES, query, values)

    async def _rows(
        self, identity: Identity, query: str, values: Mapping[str, Any]
    ) -> list[asyncpg.Record]:
        statement, names = numbered(query)
        said = [values[name] for name in names]
        async with self._places:
            held = self._kept(identity)
            if held is not None:
                try:
                    return await self._fetched(held, identity, statement, said)
                except GONE as error:  # it may have died while nobody used it
                    if identity.read_only != "on":
                        raise Unavailable(BUSY, retry_after=MOMENT) from error
            try:
                return await self._fetched(await self._opened(), identity, statement, said)
            except GONE as error:
                raise Unavailable(BUSY, retry_after=MOMENT) from error

    async def _fetched(
        self, held: Held, identity: Identity, statement: str, said: list[Any]
    ) -> list[asyncpg.Record]:
        """Return rows and keep the connection, or end it."""
        try:
            await held.become(identity)
            rows = await held.connection.fetch(statement, *said)
        except BaseException as error:
            self._end(held)
            if isinstance(error, asyncpg.DataError):
                raise Invalid("a value in it cannot be looked for") from error
            if isinstance(error, asyncpg.QueryCanceledError):
                raise Unavailable(BUSY, retry_after=MOMENT) from error
            raise
        self._idle.append(held)
        return rows

    def _kept(self, identity: Identity) -> Held | None:
        """Take out an idle connection, of this identity if there is one."""
        for held in [one for one in self._idle if one.connection.is_closed()]:
            self._idle.remove(held)
            self._end(held)
        for held in reversed(self._idle):
            if held.identity == identity:
                self._idle.remove(held)
                return held
        return self._idle.pop(0) if self._open >= self._most else None

    async def _opened(self) -> Held:
        self._open += 1
        self.opened += 1
        try:
            return Held(await self._connect())
        except BaseException:
            self._open -= 1
            raise

    def _end(self, held: Held) -> None:
        self._open -= 1
        held.connection.terminate()
